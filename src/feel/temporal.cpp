#include "feel/temporal.h"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <array>
#include <charconv>
#include <limits>
#include <memory>
#include <mutex>
#include <vector>

namespace gangway::feel {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t kMaxYear = 999'999'999;
constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;
constexpr std::int32_t kMaxOffset = 14 * 3600;

bool is_leap(std::int64_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(std::int64_t year, std::int64_t month) {
  static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : kDays.at(static_cast<std::size_t>(month - 1));
}

// Reads a text from the left; every method leaves `at` where it was when it does not match.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const { return at_ == text_.size(); }
  [[nodiscard]] char peek() const { return done() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  std::string_view take_rest() {
    const auto out = rest();
    at_ = text_.size();
    return out;
  }
  // Digits, between `least` and `most` of them, as many as there are.
  std::optional<std::string_view> digits(std::size_t least, std::size_t most) {
    std::size_t n = 0;
    while (at_ + n < text_.size() && text_[at_ + n] >= '0' && text_[at_ + n] <= '9') ++n;
    if (n < least || n > most) return std::nullopt;
    const auto out = text_.substr(at_, n);
    at_ += n;
    return out;
  }
  std::optional<std::int64_t> number(std::size_t least, std::size_t most) {
    const auto from = at_;
    const auto read = digits(least, most);
    if (!read) return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(read->data(), read->data() + read->size(), value);
    if (error != std::errc{}) {
      at_ = from;
      return std::nullopt;
    }
    return value;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<Date> read_date(Cursor& in) {
  const bool negative = in.take('-');
  const auto year = in.digits(4, 9);
  if (!year || (year->size() > 4 && year->front() == '0')) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(year->data(), year->data() + year->size(), value);
  if (!in.take('-')) return std::nullopt;
  const auto month = in.number(2, 2);
  if (!month || !in.take('-')) return std::nullopt;
  const auto day = in.number(2, 2);
  if (!day) return std::nullopt;
  return make_date(negative ? -value : value, *month, *day);
}

// A fraction of a second in nanoseconds; further digits are cut.
std::optional<std::int64_t> read_fraction(Cursor& in, std::size_t least = 1) {
  const auto digits = in.digits(least, 100);
  if (!digits) return std::nullopt;
  std::string nine(digits->substr(0, 9));
  nine.resize(9, '0');
  std::int64_t nanos = 0;
  std::from_chars(nine.data(), nine.data() + nine.size(), nanos);
  return nanos;
}

// Zone names seen so far; an index is a zone for good. ICU's objects are shared and immutable here.
class ZoneTable {
 public:
  std::optional<std::uint16_t> find(std::string_view name) {
    const std::scoped_lock lock(mutex_);
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] == name) return static_cast<std::uint16_t>(i);
    }
    if (names_.size() >= std::numeric_limits<std::uint16_t>::max() || name.size() > 64) return std::nullopt;
    const auto id =
        icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
    if (zone == nullptr || *zone == icu::TimeZone::getUnknown()) return std::nullopt;
    names_.emplace_back(name);
    zones_.push_back(std::move(zone));
    return static_cast<std::uint16_t>(names_.size() - 1);
  }

  std::string name(std::uint16_t index) {
    const std::scoped_lock lock(mutex_);
    return names_[index];
  }

  std::int32_t offset_seconds(std::uint16_t index, double local_millis) {
    std::shared_ptr<const icu::TimeZone> zone;
    {
      const std::scoped_lock lock(mutex_);
      zone = zones_[index];
    }
    std::int32_t raw = 0;
    std::int32_t dst = 0;
    UErrorCode status = U_ZERO_ERROR;
    zone->getOffset(local_millis, static_cast<UBool>(true), raw, dst, status);
    return U_FAILURE(status) != 0 ? 0 : (raw + dst) / 1000;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> names_;
  std::vector<std::shared_ptr<const icu::TimeZone>> zones_;
};

ZoneTable& zone_table() {
  static ZoneTable table;
  return table;
}

std::optional<Zone> offset_zone(Cursor& in) {
  if (in.take('Z') || in.take('z')) return Zone{Zone::Kind::Offset, 0, 0};
  const int sign = in.peek() == '-' ? -1 : 1;
  if (!in.take('+') && !in.take('-')) return std::nullopt;
  const auto hours = in.number(2, 2);
  if (!hours || !in.take(':')) return std::nullopt;
  const auto minutes = in.number(2, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  std::int64_t seconds = 0;
  if (in.take(':')) {
    const auto read = in.number(2, 2);
    if (!read || *read > 59) return std::nullopt;
    seconds = *read;
  }
  const auto total = static_cast<std::int32_t>(*hours * 3600 + *minutes * 60 + seconds);
  if (total > kMaxOffset) return std::nullopt;
  return Zone{Zone::Kind::Offset, 0, sign * total};
}

std::optional<Zone> read_zone(Cursor& in) {
  if (in.done()) return Zone{};
  if (in.take('@')) {
    const auto index = zone_table().find(in.take_rest());
    if (!index) return std::nullopt;
    return Zone{Zone::Kind::Name, *index, 0};
  }
  auto zone = offset_zone(in);
  return in.done() ? zone : std::nullopt;
}

void append(std::string& out, std::int64_t value, std::size_t width) {
  const auto digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

void append_fraction(std::string& out, std::int64_t nanos) {
  if (nanos == 0) return;
  std::string digits = std::to_string(nanos);
  digits.insert(0, 9 - digits.size(), '0');
  digits.erase(digits.find_last_not_of('0') + 1);
  out += "." + digits;
}

}  // namespace

std::int64_t days_from_civil(const Date& date) {
  // Years of 400 in whole cycles from 1 March.
  const std::int64_t year = std::int64_t{date.year} - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t shifted = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * shifted + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

std::optional<Date> civil_from_days(std::int64_t days) {
  if (days > 366'000'000'000 || days < -366'000'000'000) return std::nullopt;
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted = (5 * day_of_year + 2) / 153;
  const std::int64_t month = shifted < 10 ? shifted + 3 : shifted - 9;
  return make_date(year_of_era + era * 400 + (month <= 2 ? 1 : 0), month,
                   day_of_year - (153 * shifted + 2) / 5 + 1);
}

std::optional<Date> make_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year > kMaxYear || year < -kMaxYear || month < 1 || month > 12 || day < 1 ||
      day > days_in_month(year, month)) {
    return std::nullopt;
  }
  return Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month),
              static_cast<std::uint8_t>(day)};
}

int weekday(const Date& date) {
  const auto days = days_from_civil(date);  // 1970-01-01 was a Thursday
  return static_cast<int>(((days + 3) % 7 + 7) % 7) + 1;
}

std::optional<Zone> parse_zone(std::string_view text) {
  Cursor in(text);
  if (in.done()) return std::nullopt;
  return read_zone(in);
}

std::string to_string(const Zone& zone) {
  switch (zone.kind) {
    case Zone::Kind::None:
      return {};
    case Zone::Kind::Name:
      return "@" + zone_table().name(zone.name);
    case Zone::Kind::Offset:
      break;
  }
  if (zone.offset_seconds == 0) return "Z";
  const auto total = zone.offset_seconds < 0 ? -zone.offset_seconds : zone.offset_seconds;
  std::string out = zone.offset_seconds < 0 ? "-" : "+";
  append(out, total / 3600, 2);
  out += ":";
  append(out, total / 60 % 60, 2);
  if (total % 60 != 0) {
    out += ":";
    append(out, total % 60, 2);
  }
  return out;
}

std::optional<Date> parse_date(std::string_view text) {
  Cursor in(text);
  const auto date = read_date(in);
  return in.done() ? date : std::nullopt;
}

std::optional<Time> parse_time(std::string_view text) {
  Cursor in(text);
  const auto hour = in.number(2, 2);
  if (!hour || *hour > 23 || !in.take(':')) return std::nullopt;
  const auto minute = in.number(2, 2);
  if (!minute || *minute > 59 || !in.take(':')) return std::nullopt;
  const auto second = in.number(2, 2);
  if (!second || *second > 59) return std::nullopt;
  Time time;
  time.nanos = ((*hour * 60 + *minute) * 60 + *second) * kNanosPerSecond;
  if (in.take('.')) {
    const auto fraction = read_fraction(in);
    if (!fraction) return std::nullopt;
    time.nanos += *fraction;
  }
  const auto zone = read_zone(in);
  if (!zone) return std::nullopt;
  time.zone = *zone;
  return time;
}

std::optional<DateTime> parse_date_time(std::string_view text) {
  const auto split = text.find('T');
  const auto date = parse_date(text.substr(0, split));
  if (!date) return std::nullopt;
  if (split == std::string_view::npos) return DateTime{*date, {}};
  std::string clock(text.substr(split + 1));
  // XML Schema: 24:00:00 is the first moment of the next day.
  const bool ends_day = clock.starts_with("24:00:00");
  if (ends_day) clock.replace(0, 2, "00");
  const auto time = parse_time(clock);
  if (!time || (ends_day && time->nanos != 0)) return std::nullopt;
  if (!ends_day) return DateTime{*date, *time};
  const auto next = civil_from_days(days_from_civil(*date) + 1);
  return next ? std::optional(DateTime{*next, *time}) : std::nullopt;
}

std::optional<DaysDuration> parse_days_duration(std::string_view text) {
  Cursor in(text);
  const bool negative = in.take('-');
  if (!in.take('P')) return std::nullopt;
  Wide seconds = 0;
  std::int64_t nanos = 0;
  bool any = false;
  if (in.peek() != 'T') {
    const auto days = in.number(1, 18);
    if (!days || !in.take('D')) return std::nullopt;
    seconds = Wide{*days} * kSecondsPerDay;
    any = true;
  }
  if (in.take('T')) {
    any = false;
    constexpr std::array<std::pair<char, std::int64_t>, 3> kParts = {{{'H', 3600}, {'M', 60}, {'S', 1}}};
    std::size_t part = 0;
    while (!in.done()) {
      const auto count = in.number(1, 18);
      if (!count) return std::nullopt;
      std::optional<std::int64_t> fraction;
      if (in.take('.')) {
        fraction = read_fraction(in, 0);  // XML Schema takes "PT0.S"
        if (!fraction) return std::nullopt;
      }
      while (part < kParts.size() && kParts.at(part).first != in.peek()) ++part;
      if (part == kParts.size() || (fraction && in.peek() != 'S')) return std::nullopt;
      in.take(in.peek());
      seconds += Wide{*count} * kParts.at(part).second;
      nanos = fraction.value_or(0);
      ++part;
      any = true;
    }
  }
  if (!any || !in.done() || seconds > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  const auto whole = static_cast<std::int64_t>(seconds);
  return negative ? DaysDuration{-whole, static_cast<std::int32_t>(-nanos)}
                  : DaysDuration{whole, static_cast<std::int32_t>(nanos)};
}

std::optional<MonthsDuration> parse_months_duration(std::string_view text) {
  Cursor in(text);
  const bool negative = in.take('-');
  if (!in.take('P')) return std::nullopt;
  std::int64_t months = 0;
  auto count = in.number(1, 17);
  if (!count) return std::nullopt;
  if (in.take('Y')) {
    months = *count * 12;
    if (in.done()) return MonthsDuration{negative ? -months : months};
    count = in.number(1, 17);
    if (!count) return std::nullopt;
  }
  if (!in.take('M') || !in.done()) return std::nullopt;
  months += *count;
  return MonthsDuration{negative ? -months : months};
}

std::string to_string(const Date& date) {
  std::string out = date.year < 0 ? "-" : "";
  append(out, date.year < 0 ? -std::int64_t{date.year} : date.year, 4);
  out += "-";
  append(out, date.month, 2);
  out += "-";
  append(out, date.day, 2);
  return out;
}

std::string to_string(const Time& time) {
  const auto seconds = time.nanos / kNanosPerSecond;
  std::string out;
  append(out, seconds / 3600, 2);
  out += ":";
  append(out, seconds / 60 % 60, 2);
  out += ":";
  append(out, seconds % 60, 2);
  append_fraction(out, time.nanos % kNanosPerSecond);
  return out + to_string(time.zone);
}

std::string to_string(const DateTime& value) { return to_string(value.date) + "T" + to_string(value.time); }

std::string to_string(const DaysDuration& duration) {
  const bool negative = duration.seconds < 0 || duration.nanos < 0;
  const auto seconds = duration.seconds < 0 ? 0 - static_cast<std::uint64_t>(duration.seconds)
                                            : static_cast<std::uint64_t>(duration.seconds);
  const auto nanos = duration.nanos < 0 ? -std::int64_t{duration.nanos} : duration.nanos;
  if (seconds == 0 && nanos == 0) return "PT0S";
  std::string out = negative ? "-P" : "P";
  const auto days = seconds / kSecondsPerDay;
  const auto rest = seconds % kSecondsPerDay;
  if (days != 0) out += std::to_string(days) + "D";
  if (rest == 0 && nanos == 0) return out;
  out += "T";
  if (rest / 3600 != 0) out += std::to_string(rest / 3600) + "H";
  if (rest / 60 % 60 != 0) out += std::to_string(rest / 60 % 60) + "M";
  if (rest % 60 != 0 || nanos != 0) {
    out += std::to_string(rest % 60);
    append_fraction(out, nanos);
    out += "S";
  }
  return out;
}

std::string to_string(const MonthsDuration& duration) {
  const auto months = duration.months < 0 ? 0 - static_cast<std::uint64_t>(duration.months)
                                          : static_cast<std::uint64_t>(duration.months);
  if (months == 0) return "P0M";
  std::string out = duration.months < 0 ? "-P" : "P";
  if (months / 12 != 0) out += std::to_string(months / 12) + "Y";
  if (months % 12 != 0) out += std::to_string(months % 12) + "M";
  return out;
}

std::optional<std::int32_t> offset_at(const Zone& zone, const Date& date, std::int64_t nanos) {
  switch (zone.kind) {
    case Zone::Kind::None:
      return std::nullopt;
    case Zone::Kind::Offset:
      return zone.offset_seconds;
    case Zone::Kind::Name:
      break;
  }
  const double local =
      static_cast<double>(days_from_civil(date)) * 86'400'000.0 + static_cast<double>(nanos / 1'000'000);
  return zone_table().offset_seconds(zone.name, local);
}

}  // namespace gangway::feel
