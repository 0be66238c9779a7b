#include "workdays/clock.h"

#include <algorithm>

namespace gangway::workdays {
namespace {

using std::chrono::days;

constexpr std::size_t kMaxListed = 400;  // days of a derivation; longer limits keep their sentence

// Paused days [from, to), merged and ascending; nullopt end: still paused.
struct Held {
  Day from;
  std::optional<Day> to;
};

std::vector<Held> held_days(const std::vector<Pause>& pauses) {
  std::vector<Held> out;
  for (const auto& pause : pauses) {
    out.push_back({day_in_shanghai(pause.from),
                   pause.resumed ? std::optional(day_in_shanghai(*pause.resumed)) : std::nullopt});
  }
  std::ranges::sort(out, {}, &Held::from);
  std::vector<Held> merged;
  for (const auto& held : out) {
    if (!merged.empty() && (!merged.back().to || held.from <= *merged.back().to)) {
      auto& last = merged.back();
      if (last.to) last.to = held.to ? std::optional(std::max(*last.to, *held.to)) : std::nullopt;
    } else {
      merged.push_back(held);
    }
  }
  return merged;
}

std::string unit_key(Unit unit) {
  switch (unit) {
    case Unit::WorkingDays:
      return "clock.working_days";
    case Unit::Days:
      return "clock.days";
    case Unit::Months:
      return "clock.months";
    case Unit::Hours:
      return "clock.hours";
  }
  return {};
}

// The sentence names days in ISO form, the same in both languages; screens draw them in their own.
std::string span_of(Day from, Day to) {
  return from == to ? to_string(from) : to_string(from) + "–" + to_string(to);
}

std::string joined(const std::vector<Skipped>& skipped, Why why) {
  std::string out;
  for (const auto& part : skipped) {
    if (part.why == why) out += (out.empty() ? "" : ", ") + span_of(part.from, part.to);
  }
  return out;
}

// Appends a sentence to both languages when there is something to say.
void say(Bilingual& text_so_far, std::string_view key, const Args& args) {
  const auto more = text(key, args);
  text_so_far.zh += more.zh;
  text_so_far.en += (text_so_far.en.empty() ? "" : " ") + more.en;
}

void tell(Derivation& derivation, Unit unit, int limit, const std::optional<Day>& day) {
  const Args base{{"start", to_string(derivation.start)},
                  {"limit", std::to_string(limit)},
                  {"due", day ? to_string(*day) : ""}};
  say(derivation.text, day ? unit_key(unit) : "clock.held", base);
  const auto off = joined(derivation.skipped, Why::Holiday);
  if (!off.empty()) say(derivation.text, "clock.without_holidays", {{"days", off}});
  std::string makeup;
  for (const auto& counted : derivation.counted) {
    if (counted.makeup) makeup += (makeup.empty() ? "" : ", ") + to_string(counted.day);
  }
  if (!makeup.empty()) say(derivation.text, "clock.with_makeup", {{"days", makeup}});
  const auto paused = joined(derivation.skipped, Why::Paused);
  if (!paused.empty()) say(derivation.text, "clock.without_pauses", {{"days", paused}});
}

void skip(Derivation& derivation, Day day, Why why) {
  auto& skipped = derivation.skipped;
  if (!skipped.empty() && skipped.back().why == why && skipped.back().to + days{1} == day) {
    skipped.back().to = day;
  } else if (skipped.size() < kMaxListed) {
    skipped.push_back({day, day, why});
  }
}

tl::unexpected<Error> not_announced(Day day) {
  return fail(ErrorCode::NotKnown, "calendar.not_announced", Args{{"year", std::to_string(year_of(day))}});
}

class Walk {
 public:
  Walk(const Calendar& calendar, const std::vector<Held>& held) : calendar_(calendar), held_(held) {}

  [[nodiscard]] bool is_held(Day day) const {
    return std::ranges::any_of(held_, [&](const Held& h) { return h.from <= day && (!h.to || day < *h.to); });
  }
  [[nodiscard]] bool held_for_good(Day day) const {
    return std::ranges::any_of(held_, [&](const Held& h) { return h.from <= day && !h.to; });
  }

  // Counts `limit` days after `start`; nullopt in `due` when an open pause is met first.
  Result<std::optional<Day>> count(Day start, int limit, bool working, Derivation& derivation) {
    Day day = start;
    for (int n = 0; n < limit;) {
      day += days{1};
      if (held_for_good(day)) {
        skip(derivation, day, Why::Paused);
        return std::optional<Day>{};
      }
      if (working && !calendar_.covers(day)) return not_announced(day);
      if (is_held(day)) {
        skip(derivation, day, Why::Paused);
      } else if (working && !calendar_.is_workday(day)) {
        skip(derivation, day, calendar_.is_holiday(day) ? Why::Holiday : Why::Weekend);
      } else {
        ++n;
        const bool makeup = working && calendar_.is_makeup_workday(day);
        if (derivation.counted.size() < kMaxListed) derivation.counted.push_back({day, n, makeup});
      }
    }
    return std::optional(day);
  }

 private:
  const Calendar& calendar_;
  const std::vector<Held>& held_;
};

// A month limit ends on the same day of the month, moved by the paused days in between.
std::optional<Day> months_due(Day start, int limit, const Walk& walk, Derivation& derivation) {
  auto end = add_months(start, limit);
  for (auto day = start + days{1}; day <= end; day += days{1}) {
    if (walk.held_for_good(day)) return std::nullopt;
    if (walk.is_held(day)) {
      skip(derivation, day, Why::Paused);
      end += days{1};
    }
  }
  return end;
}

std::optional<Instant> hours_due(const ClockInput& input) {
  auto pauses = input.pauses;
  std::ranges::sort(pauses, {}, &Pause::from);
  auto end = input.started + std::chrono::hours{input.limit};
  auto counted_to = input.started;
  for (const auto& pause : pauses) {
    const auto from = std::max(pause.from, counted_to);
    if (from >= end) break;
    if (!pause.resumed) return std::nullopt;
    if (*pause.resumed > from) {
      end += *pause.resumed - from;
      counted_to = *pause.resumed;
    }
  }
  return end;
}

}  // namespace

Result<Due> due(const Calendar& calendar, const ClockInput& input) {
  Due out;
  const auto start = day_in_shanghai(input.started);
  out.derivation.start = start;
  const auto held = held_days(input.pauses);
  Walk walk(calendar, held);
  switch (input.unit) {
    case Unit::WorkingDays:
      if (!calendar.covers(start)) return not_announced(start);
      [[fallthrough]];
    case Unit::Days: {
      TRY_ASSIGN(out.day, walk.count(start, input.limit, input.unit == Unit::WorkingDays, out.derivation));
      break;
    }
    case Unit::Months:
      out.day = months_due(start, input.limit, walk, out.derivation);
      break;
    case Unit::Hours:
      out.instant = hours_due(input);
      if (out.instant) out.day = day_in_shanghai(*out.instant);
      break;
  }
  tell(out.derivation, input.unit, input.limit, out.day);
  return out;
}

Result<Due> latest_before(const Calendar& calendar, Unit unit, int limit, Day day) {
  Due out;
  out.derivation.start = day;
  switch (unit) {
    case Unit::WorkingDays: {
      TRY_ASSIGN(const Day last, calendar.add_workdays(day + days{1}, -1));
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
      out.day = day - days{(limit + 23) / 24};
      break;
  }
  say(out.derivation.text, unit_key(unit) + "_before",
      {{"start", to_string(day)}, {"limit", std::to_string(limit)}, {"due", to_string(*out.day)}});
  return out;
}

Result<Standing> standing(const Calendar& calendar, const Due& due, Day today, int still_needed,
                          std::optional<Day> done_on) {
  if (!due.day) return Standing{State::Paused, 0};
  const auto at = done_on.value_or(today);
  int left = 0;
  if (at <= *due.day) {
    TRY_ASSIGN(left, calendar.workdays_between(at, *due.day));
  } else {
    TRY_ASSIGN(const int late, calendar.workdays_between(*due.day, at));
    left = -late;
  }
  if (done_on) return Standing{State::Done, left};
  const int slack = left - still_needed;
  if (today > *due.day) return Standing{State::Overdue, slack};
  return Standing{slack <= 2 ? State::AtRisk : State::OnTrack, slack};
}

OpeningDays::OpeningDays(const Calendar& calendar, std::vector<Day> open, std::vector<Day> closed)
    : calendar_(&calendar), open_(std::move(open)), closed_(std::move(closed)) {
  std::ranges::sort(open_);
  std::ranges::sort(closed_);
}

std::optional<bool> OpeningDays::is_open(Day day) const {
  if (std::ranges::binary_search(closed_, day)) return false;
  if (std::ranges::binary_search(open_, day)) return true;
  if (!calendar_->covers(day)) return std::nullopt;
  return calendar_->is_workday(day);
}

}  // namespace gangway::workdays
