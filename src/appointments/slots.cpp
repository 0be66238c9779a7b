#include "appointments/slots.h"

#include <algorithm>

namespace gangway::appointments {
namespace {

int rounded_up(int value, int by) { return (value + by - 1) / by; }

bool fits(const WindowDay& day, const Wish& wish, int first, int units, const IsTaken& taken) {
  const auto from = std::ranges::lower_bound(day.units, first);
  if (day.units.end() - from < units) return false;
  if (*from != first || *(from + (units - 1)) != first + units - 1) return false;  // a break lies between
  if (wish.reserve == Reserve::Closed && first + units > day.reserved_from) return false;
  for (int unit = first; unit < first + units; ++unit)
    if (taken(day.window, unit)) return false;
  return true;
}

// `windows` neighbours from the one at `at` on.
std::optional<Placing> at_windows(const Opening& opening, const DayPlan& plan, const Wish& wish,
                                  std::size_t at, int windows, int first, int units, const IsTaken& taken) {
  const auto count = static_cast<std::size_t>(windows);
  if (at + count > opening.windows.size()) return std::nullopt;
  Placing out{{}, first, units};
  for (std::size_t i = at; i < at + count; ++i) {
    const auto& window = opening.windows[i];
    if (window.floor != opening.windows[at].floor) return std::nullopt;
    if (!suits(opening, window, wish.service, wish.language)) return std::nullopt;
    if (!fits(plan.windows[i], wish, first, units, taken)) return std::nullopt;
    out.windows.push_back(*window.id);
  }
  return out;
}

}  // namespace

std::optional<Placing> place_at(const Opening& opening, const DayPlan& plan, const Wish& wish, int first,
                                const IsTaken& taken) {
  const auto* const service = find_service(opening, wish.service);
  if (service == nullptr) return std::nullopt;
  const int each = rounded_up(service->minutes, opening.settings.step_minutes);
  for (int windows = 1; windows <= wish.people; ++windows) {
    const int people = rounded_up(wish.people, windows);
    // One window less would do as well: it was tried.
    if (windows > 1 && people == rounded_up(wish.people, windows - 1)) continue;
    for (std::size_t at = 0; at < opening.windows.size(); ++at) {
      if (wish.window && opening.windows[at].id != wish.window) continue;
      if (auto found = at_windows(opening, plan, wish, at, windows, first, people * each, taken))
        return found;
    }
  }
  return std::nullopt;
}

std::vector<int> free_starts(const Opening& opening, const DayPlan& plan, const Wish& wish, int not_before,
                             const IsTaken& taken) {
  std::vector<int> starts;
  for (const auto& window : plan.windows)
    starts.insert(starts.end(), window.units.begin(), window.units.end());
  std::ranges::sort(starts);
  starts.erase(std::ranges::unique(starts).begin(), starts.end());
  std::erase_if(starts, [&](int first) {
    return first < not_before || !place_at(opening, plan, wish, first, taken).has_value();
  });
  return starts;
}

bool is_still_open(const Opening& opening, const DayPlan& plan, std::string_view service,
                   const Placing& placing) {
  return std::ranges::all_of(placing.windows, [&](WindowId id) {
    const auto* const window = find_window(opening, id);
    if (window == nullptr || !suits(opening, *window, service, {})) return false;
    const auto day = std::ranges::find(plan.windows, id, &WindowDay::window);
    for (int unit = placing.first; unit < placing.first + placing.units; ++unit)
      if (!std::ranges::binary_search(day->units, unit)) return false;
    return true;
  });
}

bool is_released(const Opening& opening, Day day, Instant now) {
  return now >= instant_of(day, opening.settings.release);
}

}  // namespace gangway::appointments
