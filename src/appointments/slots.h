// Where an appointment can go on a day: free units, for one person or several.
//
// Shape:  pure. An appointment takes the same consecutive units at one window or, for several people, at
//         neighbouring windows of one floor: n people at k windows take ceil(n / k) people's time at each.
//         Fewer windows are tried before more, windows in the hall's order.
// Units:  see hall.h. The time of one person is the service's minutes, rounded up to whole units.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "appointments/hall.h"

namespace gangway::appointments {

enum class Reserve { Closed, Open };  // to who asks, now

struct Wish {
  std::string service;
  int people = 1;
  std::string language;            // empty: any
  std::optional<WindowId> window;  // the first of them; absent: any
  Reserve reserve = Reserve::Closed;
};

// Units that one appointment takes: `units` consecutive ones from `first` at each window.
struct Placing {
  std::vector<WindowId> windows;
  int first = 0;
  int units = 0;

  friend bool operator==(const Placing&, const Placing&) = default;
};

using IsTaken = std::function<bool(WindowId window, int unit)>;

// The first way in which it fits from that unit on.
[[nodiscard]] std::optional<Placing> place_at(const Opening& opening, const DayPlan& plan, const Wish& wish,
                                              int first, const IsTaken& taken);

// All units from which on it fits, from `not_before` on.
[[nodiscard]] std::vector<int> free_starts(const Opening& opening, const DayPlan& plan, const Wish& wish,
                                           int not_before, const IsTaken& taken);

// Whether the day is still as open as an appointment there needs.
[[nodiscard]] bool is_still_open(const Opening& opening, const DayPlan& plan, std::string_view service,
                                 const Placing& placing);

// Whether the reserve is for everybody at `now`.
[[nodiscard]] bool is_released(const Opening& opening, Day day, Instant now);

}  // namespace gangway::appointments
