#include "policy/clocks.h"

#include "workdays/clock.h"

namespace gangway::policy {
namespace {

workdays::Unit unit_of(Unit unit) {
  switch (unit) {
    case Unit::WorkingDays:
      return workdays::Unit::WorkingDays;
    case Unit::Days:
      return workdays::Unit::Days;
    case Unit::Months:
      return workdays::Unit::Months;
    case Unit::Hours:
      return workdays::Unit::Hours;
  }
  return workdays::Unit::Days;
}

std::optional<Day> day_fact(const Facts& facts, const std::optional<std::string>& id) {
  if (!id) return std::nullopt;
  const auto* const value = facts.find(*id);
  if (value == nullptr || value->kind() != feel::Kind::Date) return std::nullopt;
  return Day{std::chrono::days{feel::days_from_civil(value->as_date())}};
}

Bilingual why_skipped(const CalendarBook& book, const workdays::Skipped& skipped) {
  switch (skipped.why) {
    case workdays::Why::Weekend:
      return text("clock.why_weekend");
    case workdays::Why::Paused:
      return text("clock.why_paused");
    case workdays::Why::Holiday:
      break;
  }
  const auto name = book.names.find(skipped.from);
  return name == book.names.end() ? text("clock.why_holiday") : name->second;
}

DerivationView derivation_view(const CalendarBook& book, const workdays::Derivation& derivation) {
  DerivationView view;
  view.start = derivation.start;
  for (const auto& counted : derivation.counted) {
    view.counted.push_back({counted.day, counted.n});
    if (counted.makeup) view.counted_in.push_back(counted.day);
  }
  for (const auto& skipped : derivation.skipped) {
    view.skipped.push_back({skipped.from, skipped.to, why_skipped(book, skipped)});
  }
  view.text = derivation.text;
  return view;
}

}  // namespace

ClockView clock_view(const Setting::Parts& parts, const ClockRule& rule, ClockView view, const Facts& facts) {
  const auto& book = parts.book->calendar();
  const auto fill = [&](const Result<workdays::Due>& due) {
    if (!due) {
      view.not_known = true;
      return;
    }
    view.due = due->day;
    view.derivation = derivation_view(book, due->derivation);
  };
  if (rule.before) {
    if (const auto day = day_fact(facts, rule.before)) {
      fill(workdays::latest_before(book.calendar, unit_of(rule.unit), rule.limit, *day));
    }
    return view;
  }
  view.starts_on = rule.day_fact ? day_fact(facts, rule.day_fact)
                                 : (rule.starts == "accepted" ? std::optional(parts.as_of) : std::nullopt);
  if (!view.starts_on) return view;
  // A limit in hours from a day without a time is due on the day on which the hours are over.
  fill(workdays::due(book.calendar,
                     {unit_of(rule.unit), rule.limit, start_of_day_in_shanghai(*view.starts_on), {}}));
  return view;
}

}  // namespace gangway::policy
