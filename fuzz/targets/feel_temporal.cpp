// Any text as a date, time, date and time, duration and number.
#include "../target.h"
#include "base/decimal.h"
#include "feel/temporal.h"

namespace gangway::fuzz {
namespace {

// What is read is written as a text that gives the same again.
template <class T, class Parse>
void check(std::string_view input, Parse parse) {
  const std::optional<T> value = parse(input);
  if (!value) return;
  const auto text = to_string(*value);
  const std::optional<T> again = parse(text);
  require(again.has_value(), "what is written can be read", text);
  require(to_string(*again) == text, "what is written is read as the same", text + "\n" + to_string(*again));
}

}  // namespace

void run(std::string_view input) {
  using namespace feel;
  check<Date>(input, parse_date);
  check<Time>(input, parse_time);
  check<DateTime>(input, parse_date_time);
  check<DaysDuration>(input, parse_days_duration);
  check<MonthsDuration>(input, parse_months_duration);
  if (const auto date = parse_date(input)) {
    require(civil_from_days(days_from_civil(*date)) == *date, "days and dates are the same");
  }
  if (const auto number = Decimal::parse(input)) {
    require(Decimal::parse(number->to_string()) == *number, "a number's text gives the number");
  }
}

}  // namespace gangway::fuzz
