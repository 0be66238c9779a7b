// A hall: its windows, what is done at them, when it is open, and what its place has set.
//
// Shape:  plain data of a place, changed as one document, and pure questions about a day; no clock, no store.
// Units:  times are minutes of the civil day; the hall's step cuts the day into units, numbered from
// midnight:
//         unit n is [n * step, (n + 1) * step). A unit is open only when the whole of it is.
// Opening: what an exception says of a day holds; else a legal holiday is closed, a make-up workday has the
//         hours for make-up days, and every other day those of its weekday. Opening days are not legal
//         working days: a hall may open on a Saturday, and no statutory limit moves for it.
// Reserve: the last units of a window's day that only an approved urgent claim may take until the hour of
//         release. By position and not by count, so that the key of a unit alone decides who gets it.
// Errors: Invalid with a pointer into the document.
#pragma once

#include <boost/describe/class.hpp>
#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "base/ids.h"
#include "base/json_bind.h"
#include "base/result.h"
#include "workdays/calendar.h"

namespace gangway::appointments {

// "09:30"; "24:00" ends a day.
struct TimeOfDay {
  int minutes = 0;

  friend auto operator<=>(const TimeOfDay&, const TimeOfDay&) = default;
};
// Errors: Invalid "appointments.bad_time".
[[nodiscard]] Result<TimeOfDay> parse_time(std::string_view text);
[[nodiscard]] std::string to_string(TimeOfDay time);
[[nodiscard]] Instant instant_of(Day day, TimeOfDay time);

struct Span {
  TimeOfDay from;
  TimeOfDay to;  // not included

  friend bool operator==(const Span&, const Span&) = default;
};
BOOST_DESCRIBE_STRUCT(Span, (), (from, to))

struct Service {
  std::string code;    // "residence-permit"; lower case, digits and hyphens
  std::string letter;  // of its tickets, "A"
  Bilingual name;
  int minutes = 0;            // for one person
  bool public_books = false;  // else only staff book it
};
BOOST_DESCRIBE_STRUCT(Service, (), (code, letter, name, minutes, public_books))

struct Window {
  std::optional<WindowId> id;  // absent: a new one
  Bilingual name;
  std::string floor;
  std::vector<std::string> services;   // codes
  std::vector<std::string> languages;  // ISO 639-1
  int reserve_units = 0;               // of each day, for approved urgent claims
};
BOOST_DESCRIBE_STRUCT(Window, (), (id, name, floor, services, languages, reserve_units))

struct Weekly {
  int weekday = 0;  // 1 Monday to 7 Sunday
  Span hours;
};
BOOST_DESCRIBE_STRUCT(Weekly, (), (weekday, hours))

// One day, or one window on one day, that is not as usual.
struct Exception {
  Day day{};
  std::optional<WindowId> window;  // absent: the whole hall
  std::vector<Span> hours;         // empty: closed
  Bilingual reason;
};
BOOST_DESCRIBE_STRUCT(Exception, (), (day, window, hours, reason))

struct Settings {
  int step_minutes = 0;
  int hold_minutes = 0;   // a hold that nobody confirms is free again after these
  int call_minutes = 0;   // who was called and does not come is a no-show after these
  int early_minutes = 0;  // who is booked has their turn from so long before their time
  int late_minutes = 0;   // who comes later than this waits with the walk-ins
  int days_ahead = 0;     // how far the public may book
  int most_people = 0;    // in one appointment
  TimeOfDay release;      // of the day itself: from then on the reserve is for everybody
};
BOOST_DESCRIBE_STRUCT(Settings, (),
                      (step_minutes, hold_minutes, call_minutes, early_minutes, late_minutes, days_ahead,
                       most_people, release))

struct Opening {
  Settings settings;
  std::vector<Service> services;
  std::vector<Window> windows;  // neighbours stand beside each other
  std::vector<Weekly> weekly;
  std::vector<Span> makeup_days;
  std::vector<Exception> exceptions;
};
BOOST_DESCRIBE_STRUCT(Opening, (), (settings, services, windows, weekly, makeup_days, exceptions))

[[nodiscard]] Result<void> check(const Opening& opening);

struct Hall {
  PlaceId place;
  std::string path;
  int version = 0;
  Opening opening;
};

[[nodiscard]] const Service* find_service(const Opening& opening, std::string_view code);
[[nodiscard]] const Window* find_window(const Opening& opening, WindowId id);

// Whether the window does that service for who speaks `language` (empty: any). Who speaks a language that no
// window for the service does is served at every window.
[[nodiscard]] bool suits(const Opening& opening, const Window& window, std::string_view service,
                         std::string_view language);

struct WindowDay {
  WindowId window;
  Bilingual reason;         // why it is closed or not as usual; empty: as usual
  std::vector<int> units;   // open ones, ascending
  int reserved_from = 0;    // units from this number on are the reserve
  std::vector<Span> hours;  // the same as spans
};

struct DayPlan {
  Day day{};
  Bilingual reason;                // of the whole day; a day without open units always has one
  std::vector<WindowDay> windows;  // in the hall's order, the closed ones too

  [[nodiscard]] bool is_open() const;
};
[[nodiscard]] DayPlan plan_of(const Opening& opening, const workdays::Calendar& calendar, Day day);

}  // namespace gangway::appointments

namespace gangway::json {

template <>
struct Binding<appointments::TimeOfDay> {
  static bool read(Reader& reader, const Value& value, appointments::TimeOfDay& out);
  static Value write(appointments::TimeOfDay value) { return Value(appointments::to_string(value)); }
  static Value schema(Schemas&) { return detail::string_schema("time"); }
};

}  // namespace gangway::json
