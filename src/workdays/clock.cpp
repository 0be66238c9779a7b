#include "workdays/clock.h"

#include <algorithm>

#include "workdays/pauses.h"
#include "workdays/words.h"

namespace gangway::workdays {
namespace {

using std::chrono::days;

constexpr std::size_t kMaxNamed = 8;  // ranges that one sentence names

void skip(Derivation& derivation, Day from, Day to, Why why) {
  auto& skipped = derivation.skipped;
  if (!skipped.empty() && skipped.back().why == why && skipped.back().to + days{1} == from) {
    skipped.back().to = to;
  } else if (skipped.size() < kMaxListed) {
    skipped.push_back({from, to, why});
  } else {
    derivation.cut = true;
  }
}

void take(Derivation& derivation, Day day, int n, bool makeup) {
  if (derivation.counted.size() < kMaxListed) {
    derivation.counted.push_back({day, n, makeup});
  } else {
    derivation.cut = true;
  }
}

// Walks forward through held days; each call asks about a later day than the one before.
class HeldCursor {
 public:
  explicit HeldCursor(const std::vector<HeldDays>& held) : at_(held.begin()), end_(held.end()) {}

  // The held range that covers `day`, if any.
  [[nodiscard]] const HeldDays* covering(Day day) {
    while (at_ != end_ && at_->to && *at_->to < day) ++at_;
    return at_ != end_ && at_->from <= day ? &*at_ : nullptr;
  }

 private:
  std::vector<HeldDays>::const_iterator at_;
  std::vector<HeldDays>::const_iterator end_;
};

// Counts `limit` working days (or days) after `start`. Absent when an open pause is met first.
Result<std::optional<Day>> count_days(const Calendar& calendar, const std::vector<HeldDays>& held, Unit unit,
                                      Day start, int limit, Derivation& derivation) {
  const bool working = unit == Unit::WorkingDays;
  if (working && !calendar.covers(start)) return calendar.not_known(start);
  HeldCursor cursor(held);
  Day day = start;
  for (int n = 0; n < limit;) {
    day += days{1};
    if (const auto* const hold = cursor.covering(day)) {
      skip(derivation, day, hold->to.value_or(day), Why::Paused);
      if (!hold->to) return std::optional<Day>{};
      day = *hold->to;
      continue;
    }
    if (working && !calendar.covers(day)) return calendar.not_known(day);
    if (working && !calendar.is_workday(day)) {
      skip(derivation, day, day, calendar.is_holiday(day) ? Why::Holiday : Why::Weekend);
    } else {
      take(derivation, day, ++n, working && calendar.is_makeup_workday(day));
    }
  }
  return std::optional(day);
}

std::optional<Day> count_months(const std::vector<HeldDays>& held, Day start, int limit,
                                Derivation& derivation) {
  auto end = add_months(start, limit);
  for (const auto& hold : held) {
    const auto from = std::max(hold.from, start + days{1});
    if (from > end) break;
    if (hold.to && *hold.to < from) continue;  // over before the clock started
    skip(derivation, from, hold.to.value_or(from), Why::Paused);
    if (!hold.to) return std::nullopt;
    end += *hold.to - from + days{1};
  }
  return end;
}

std::optional<Instant> count_hours(const std::vector<Pause>& pauses, Instant started, int limit,
                                   Derivation& derivation) {
  auto end = started + std::chrono::hours{limit};
  for (const auto& pause : pauses) {
    const auto from = std::max(pause.from, started);
    if (from >= end) break;
    if (pause.resumed && *pause.resumed <= from) continue;  // over before the clock started
    skip(derivation, day_in_shanghai(from), day_in_shanghai(pause.resumed.value_or(from)), Why::Paused);
    if (!pause.resumed) return std::nullopt;
    end += *pause.resumed - from;
  }
  return end;
}

// The count itself, without words.
Result<void> count(const Calendar& calendar, const ClockInput& input, Due& out) {
  const auto start = day_in_shanghai(input.started);
  out.derivation.start = start;
  switch (input.unit) {
    case Unit::WorkingDays:
    case Unit::Days: {
      TRY_ASSIGN(out.day,
                 count_days(calendar, held_days(out.pauses), input.unit, start, input.limit, out.derivation));
      return {};
    }
    case Unit::Months:
      out.day = count_months(held_days(out.pauses), start, input.limit, out.derivation);
      return {};
    case Unit::Hours:
      out.instant = count_hours(out.pauses, input.started, input.limit, out.derivation);
      if (out.instant) out.day = day_in_shanghai(*out.instant);
      return {};
  }
  return {};
}

std::string count_key(Unit unit) {
  switch (unit) {
    case Unit::WorkingDays:
      return "clock.count_working_days";
    case Unit::Days:
      return "clock.count_days";
    case Unit::Months:
      return "clock.count_months";
    case Unit::Hours:
      return "clock.count_hours";
  }
  return {};
}

// 15个工作日, 15 working days.
Bilingual say_count(Unit unit, int n) {
  return text(count_key(unit) + (n == 1 ? "_one" : ""), {{"n", std::to_string(n)}});
}

using Words = std::vector<std::pair<std::string, Bilingual>>;

// Appends a sentence in both languages; each word is said in the language of the sentence.
void say(Bilingual& so_far, const std::string& key, const Words& words) {
  Args zh;
  Args en;
  for (const auto& [name, word] : words) {
    zh.emplace_back(name, word.zh);
    en.emplace_back(name, word.en);
  }
  so_far.zh += text(key, zh, Language::Zh);
  so_far.en += (so_far.en.empty() ? "" : " ") + text(key, en, Language::En);
}

// Names the ranges, at most kMaxNamed of them; of more it says the first and how many follow.
void say_ranges(Derivation& derivation, const std::string& key, const std::vector<Bilingual>& ranges) {
  if (ranges.empty()) return;
  if (ranges.size() <= kMaxNamed) return say(derivation.text, key, {{"days", say_list(ranges)}});
  const auto more = std::to_string(ranges.size() - kMaxNamed);
  const std::vector<Bilingual> first(ranges.begin(), ranges.begin() + kMaxNamed);
  say(derivation.text, key + "_and_more", {{"days", say_list(first)}, {"more", {more, more}}});
}

void say_what_was_left_out(Derivation& derivation) {
  std::vector<Bilingual> holidays;
  std::vector<Bilingual> paused;
  std::vector<Bilingual> makeup;
  for (const auto& part : derivation.skipped) {
    if (part.why == Why::Holiday) holidays.push_back(say_days(part.from, part.to));
    if (part.why == Why::Paused) paused.push_back(say_days(part.from, part.to));
  }
  for (const auto& counted : derivation.counted) {
    if (counted.makeup) makeup.push_back(say_day(counted.day));
  }
  say_ranges(derivation, "clock.without_holidays", holidays);
  say_ranges(derivation, "clock.with_makeup", makeup);
  say_ranges(derivation, "clock.without_pauses", paused);
}

void say_due(const ClockInput& input, Due& out) {
  auto& derivation = out.derivation;
  const bool hours = input.unit == Unit::Hours;
  Words words{{"start", hours ? say_instant(input.started) : say_day(derivation.start)}};
  if (!out.day) {
    say(derivation.text, "clock.paused", words);
    if (out.day_if_resumed) {
      say(derivation.text, "clock.day_if_resumed", {{"due", say_day(*out.day_if_resumed)}});
    }
    return;
  }
  words.emplace_back("limit", say_count(input.unit, input.limit));
  words.emplace_back("due", out.instant ? say_instant(*out.instant) : say_day(*out.day));
  say(derivation.text, hours ? "clock.forward_from_instant" : "clock.forward", words);
  say_what_was_left_out(derivation);
}

// The last day if the open pause, always the last of the merged ones, had not begun.
std::optional<Day> day_if_resumed(const Calendar& calendar, const ClockInput& input, Due out) {
  out.pauses.pop_back();
  if (!count(calendar, input, out)) return std::nullopt;
  return out.day;
}

Result<void> check_limit(int limit) {
  if (limit >= 0 && limit <= kMaxLimit) return {};
  return fail(ErrorCode::Invalid, "clock.limit_out_of_range", Args{{"most", std::to_string(kMaxLimit)}});
}

}  // namespace

Result<Due> due(const Calendar& calendar, const ClockInput& input) {
  TRY(check_limit(input.limit));
  Due out;
  TRY_ASSIGN(out.pauses, merge(input.pauses));
  TRY(count(calendar, input, out));
  if (!out.day) out.day_if_resumed = day_if_resumed(calendar, input, out);
  say_due(input, out);
  return out;
}

Result<Due> latest_before(const Calendar& calendar, Unit unit, int limit, Day day) {
  TRY(check_limit(limit));
  Due out;
  switch (unit) {
    case Unit::WorkingDays: {
      TRY_ASSIGN(const auto last, calendar.workday_until(day));
      TRY_ASSIGN(out.day, calendar.add_workdays(last, -limit));
      break;
    }
    case Unit::Days:
      out.day = day - days{limit};
      break;
    case Unit::Months:
      out.day = add_months(day, -limit);
      break;
    case Unit::Hours:
      out.day = day - std::chrono::ceil<days>(std::chrono::hours{limit});
      break;
  }
  auto& derivation = out.derivation;
  derivation.start = *out.day;
  if (unit == Unit::WorkingDays || unit == Unit::Days) {
    TRY(count_days(calendar, {}, unit, *out.day, limit, derivation));
  }
  say(derivation.text, unit == Unit::WorkingDays ? "clock.before_in_working_days" : "clock.before",
      {{"start", say_day(day)}, {"limit", say_count(unit, limit)}, {"due", say_day(*out.day)}});
  say_what_was_left_out(derivation);
  return out;
}

}  // namespace gangway::workdays
