#include "appointments/hall.h"

#include <algorithm>
#include <set>

#include "base/utf8.h"

namespace gangway::appointments {
namespace {

// What a document may hold at most, so that a day is planned and read quickly. None of it is policy.
constexpr int kMinutesOfDay = 24 * 60;
constexpr std::size_t kMostWindows = 100;
constexpr std::size_t kMostServices = 100;
constexpr std::size_t kMostSpans = 100;
constexpr std::size_t kMostExceptions = 2000;
constexpr std::size_t kMostCharacters = 200;
constexpr std::size_t kMostCode = 40;
constexpr int kMostPeople = 100;
constexpr int kMostDays = 366;

tl::unexpected<Error> invalid(std::string key, std::string field, Args args = {}) {
  return fail(ErrorCode::Invalid, "appointments." + std::move(key), std::move(args), std::move(field));
}

Result<void> check_number(int value, int least, int most, std::string field) {
  if (least <= value && value <= most) return {};
  return invalid("out_of_range", std::move(field),
                 {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
}

Result<void> check_words(const Bilingual& words, std::string field) {
  const auto ok = [](const std::string& text) {
    return !text.empty() && utf8::count_characters(text) <= kMostCharacters;
  };
  if (ok(words.zh) && ok(words.en)) return {};
  return invalid("both_languages", std::move(field), {{"characters", std::to_string(kMostCharacters)}});
}

Result<void> check_code(std::string_view code, std::string field) {
  const auto ok = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  if (!code.empty() && code.size() <= kMostCode && std::ranges::all_of(code, ok)) return {};
  return invalid("bad_code", std::move(field));
}

Result<void> check_size(std::size_t size, std::size_t most, std::string field) {
  if (size <= most) return {};
  return invalid("too_many_rows", std::move(field), {{"most", std::to_string(most)}});
}

Result<void> check_spans(const std::vector<Span>& spans, int step, const std::string& field) {
  TRY(check_size(spans.size(), kMostSpans, field));
  auto sorted = spans;
  std::ranges::sort(sorted, {}, &Span::from);
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const auto& span = sorted[i];
    const bool on_step = span.from.minutes % step == 0 && span.to.minutes % step == 0;
    if (!on_step) return invalid("not_on_step", field, {{"step", std::to_string(step)}});
    if (span.from >= span.to || (i > 0 && span.from < sorted[i - 1].to)) return invalid("bad_hours", field);
  }
  return {};
}

Result<void> check_settings(const Settings& settings) {
  const auto minutes = [](int value, int least, const char* name) {
    return check_number(value, least, kMinutesOfDay, std::string("/settings/") + name);
  };
  TRY(minutes(settings.step_minutes, 5, "step_minutes"));
  if (kMinutesOfDay % settings.step_minutes != 0) return invalid("bad_step", "/settings/step_minutes");
  TRY(minutes(settings.hold_minutes, 1, "hold_minutes"));
  TRY(minutes(settings.call_minutes, 1, "call_minutes"));
  TRY(minutes(settings.early_minutes, 0, "early_minutes"));
  TRY(minutes(settings.late_minutes, 0, "late_minutes"));
  TRY(check_number(settings.days_ahead, 0, kMostDays, "/settings/days_ahead"));
  return check_number(settings.most_people, 1, kMostPeople, "/settings/most_people");
}

Result<void> check_services(const std::vector<Service>& services) {
  TRY(check_size(services.size(), kMostServices, "/services"));
  std::set<std::string> codes;
  for (std::size_t i = 0; i < services.size(); ++i) {
    const auto& service = services[i];
    const auto at = "/services/" + std::to_string(i);
    TRY(check_code(service.code, at + "/code"));
    if (!codes.insert(service.code).second) return invalid("code_twice", at + "/code");
    if (service.letter.size() != 1 || service.letter[0] < 'A' || service.letter[0] > 'Z')
      return invalid("bad_letter", at + "/letter");
    TRY(check_words(service.name, at + "/name"));
    TRY(check_number(service.minutes, 1, kMinutesOfDay, at + "/minutes"));
  }
  return {};
}

Result<void> check_window(const Opening& opening, const Window& window, const std::string& at) {
  TRY(check_words(window.name, at + "/name"));
  if (utf8::count_characters(window.floor) > kMostCharacters) return invalid("too_long", at + "/floor");
  for (std::size_t i = 0; i < window.services.size(); ++i) {
    if (find_service(opening, window.services[i]) == nullptr)
      return invalid("no_such_service", at + "/services/" + std::to_string(i));
  }
  for (std::size_t i = 0; i < window.languages.size(); ++i) {
    const auto& language = window.languages[i];
    const auto ok = [](char c) { return c >= 'a' && c <= 'z'; };
    if (language.size() != 2 || !std::ranges::all_of(language, ok))
      return invalid("bad_language", at + "/languages/" + std::to_string(i));
  }
  return check_number(window.reserve_units, 0, kMinutesOfDay, at + "/reserve_units");
}

Result<void> check_windows(const Opening& opening) {
  TRY(check_size(opening.windows.size(), kMostWindows, "/windows"));
  std::set<WindowId> ids;
  for (std::size_t i = 0; i < opening.windows.size(); ++i) {
    const auto& window = opening.windows[i];
    const auto at = "/windows/" + std::to_string(i);
    TRY(check_window(opening, window, at));
    if (window.id && !ids.insert(*window.id).second) return invalid("window_twice", at + "/id");
  }
  return {};
}

Result<void> check_week(const Opening& opening) {
  const int step = opening.settings.step_minutes;
  TRY(check_size(opening.weekly.size(), kMostSpans, "/weekly"));
  for (std::size_t i = 0; i < opening.weekly.size(); ++i)
    TRY(check_number(opening.weekly[i].weekday, 1, 7, "/weekly/" + std::to_string(i) + "/weekday"));
  for (int weekday = 1; weekday <= 7; ++weekday) {
    std::vector<Span> spans;
    for (const auto& one : opening.weekly)
      if (one.weekday == weekday) spans.push_back(one.hours);
    TRY(check_spans(spans, step, "/weekly"));
  }
  return check_spans(opening.makeup_days, step, "/makeup_days");
}

Result<void> check_exceptions(const Opening& opening) {
  TRY(check_size(opening.exceptions.size(), kMostExceptions, "/exceptions"));
  std::set<std::pair<Day, WindowId>> seen;
  for (std::size_t i = 0; i < opening.exceptions.size(); ++i) {
    const auto& one = opening.exceptions[i];
    const auto at = "/exceptions/" + std::to_string(i);
    if (one.window && find_window(opening, *one.window) == nullptr)
      return invalid("no_such_window", at + "/window");
    if (!seen.emplace(one.day, one.window.value_or(WindowId())).second)
      return invalid("day_twice", at + "/day");
    TRY(check_words(one.reason, at + "/reason"));
    TRY(check_spans(one.hours, opening.settings.step_minutes, at + "/hours"));
  }
  return {};
}

const Exception* exception_of(const Opening& opening, Day day, std::optional<WindowId> window) {
  const auto found = std::ranges::find_if(
      opening.exceptions, [&](const Exception& one) { return one.day == day && one.window == window; });
  return found == opening.exceptions.end() ? nullptr : &*found;
}

struct Usual {
  std::vector<Span> hours;
  Bilingual reason;  // why there are none
};

Usual usual_hours(const Opening& opening, const workdays::Calendar& calendar, Day day) {
  if (!calendar.covers(day))
    return {{}, text("appointments.year_not_announced", {{"year", std::to_string(year_of(day))}})};
  if (calendar.is_holiday(day)) return {{}, text("appointments.closed_holiday")};
  Usual out;
  if (calendar.is_makeup_workday(day)) {
    out.hours = opening.makeup_days;
  } else {
    const auto weekday = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
    for (const auto& one : opening.weekly)
      if (one.weekday == weekday) out.hours.push_back(one.hours);
  }
  if (out.hours.empty()) out.reason = text("appointments.closed_usually");
  return out;
}

WindowDay window_day(const Opening& opening, const Window& window, const std::vector<Span>& hall_hours,
                     Day day) {
  WindowDay out;
  out.window = *window.id;
  out.hours = hall_hours;
  if (const auto* const own = exception_of(opening, day, window.id)) {
    out.hours = own->hours;
    out.reason = own->reason;
  }
  std::ranges::sort(out.hours, {}, &Span::from);
  const int step = opening.settings.step_minutes;
  for (const auto& span : out.hours)
    for (int unit = span.from.minutes / step; (unit + 1) * step <= span.to.minutes; ++unit)
      out.units.push_back(unit);
  const auto reserve = std::min(out.units.size(), static_cast<std::size_t>(window.reserve_units));
  out.reserved_from = reserve == 0 ? kMinutesOfDay : out.units[out.units.size() - reserve];
  return out;
}

}  // namespace

Result<TimeOfDay> parse_time(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
    return fail(ErrorCode::Invalid, "appointments.bad_time");
  const auto number = [&](std::size_t i) { return (text[i] - '0') * 10 + (text[i + 1] - '0'); };
  const TimeOfDay out{number(0) * 60 + number(3)};
  if (number(3) > 59 || out.minutes > kMinutesOfDay) return fail(ErrorCode::Invalid, "appointments.bad_time");
  return out;
}

std::string to_string(TimeOfDay time) {
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(time.minutes / 60) + ":" + two(time.minutes % 60);
}

Instant instant_of(Day day, TimeOfDay time) {
  return start_of_day_in_shanghai(day) + std::chrono::minutes{time.minutes};
}

Result<void> check(const Opening& opening) {
  TRY(check_settings(opening.settings));
  TRY(check_services(opening.services));
  TRY(check_windows(opening));
  TRY(check_week(opening));
  return check_exceptions(opening);
}

const Service* find_service(const Opening& opening, std::string_view code) {
  const auto found = std::ranges::find(opening.services, code, &Service::code);
  return found == opening.services.end() ? nullptr : &*found;
}

const Window* find_window(const Opening& opening, WindowId id) {
  const auto found = std::ranges::find(opening.windows, std::optional(id), &Window::id);
  return found == opening.windows.end() ? nullptr : &*found;
}

bool suits(const Opening& opening, const Window& window, std::string_view service,
           std::string_view language) {
  const auto offers = [&](const Window& one) {
    return std::ranges::find(one.services, service) != one.services.end();
  };
  const auto speaks = [&](const Window& one) {
    return std::ranges::find(one.languages, language) != one.languages.end();
  };
  if (!offers(window)) return false;
  if (language.empty() || speaks(window)) return true;
  return std::ranges::none_of(opening.windows, [&](const Window& one) { return offers(one) && speaks(one); });
}

bool DayPlan::is_open() const {
  return std::ranges::any_of(windows, [](const WindowDay& window) { return !window.units.empty(); });
}

DayPlan plan_of(const Opening& opening, const workdays::Calendar& calendar, Day day) {
  DayPlan out{day, {}, {}};
  std::vector<Span> hours;
  if (const auto* const exception = exception_of(opening, day, std::nullopt)) {
    hours = exception->hours;
    out.reason = exception->reason;
  } else {
    auto usual = usual_hours(opening, calendar, day);
    hours = std::move(usual.hours);
    out.reason = std::move(usual.reason);
  }
  for (const auto& window : opening.windows) out.windows.push_back(window_day(opening, window, hours, day));
  if (out.reason.zh.empty() && !out.is_open()) {
    const auto told =
        std::ranges::find_if(out.windows, [](const WindowDay& w) { return !w.reason.zh.empty(); });
    out.reason = told == out.windows.end() ? text("appointments.no_window") : told->reason;
  }
  return out;
}

}  // namespace gangway::appointments

namespace gangway::json {

bool Binding<appointments::TimeOfDay>::read(Reader& reader, const Value& value,
                                            appointments::TimeOfDay& out) {
  const auto text = reader.string(value);
  if (!text) return false;
  const auto time = appointments::parse_time(*text);
  if (!time) return reader.fail(time.error());
  out = *time;
  return true;
}

}  // namespace gangway::json
