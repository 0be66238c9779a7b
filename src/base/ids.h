// Ids of stored objects.
//
// Shape:   StrongId<Tag> is a 64-bit number that cannot be mistaken for another kind's; 0 is "not stored".
//          In JSON it is a string of digits: JavaScript's numbers hold only 53 bits.
// Units:   milliseconds since 1970 << 21 | sequence: ids ascend in the order of their making, two million
//          fit one millisecond, and the 63 bits last until the year 2109.
// Threads: IdGenerator::next may be called from any thread.
#pragma once

#include <atomic>
#include <compare>
#include <cstdint>
#include <functional>

#include "base/day.h"

namespace gangway {

template <class Tag>
class StrongId {
 public:
  constexpr StrongId() = default;
  constexpr explicit StrongId(std::int64_t value) : value_(value) {}

  [[nodiscard]] constexpr std::int64_t value() const { return value_; }
  [[nodiscard]] constexpr bool is_stored() const { return value_ > 0; }

  friend constexpr auto operator<=>(StrongId, StrongId) = default;

 private:
  std::int64_t value_ = 0;
};

// One line per kind, here, so that a module can name another module's object without including it.
using PersonId = StrongId<struct PersonTag>;
using PlanId = StrongId<struct PlanTag>;
using EventId = StrongId<struct EventTag>;
using KeyId = StrongId<struct KeyTag>;  // of the key that a person's data is encrypted with
using AccountId = StrongId<struct AccountTag>;
using SessionId = StrongId<struct SessionTag>;
using PostId = StrongId<struct PostTag>;    // what an account may do where
using PlaceId = StrongId<struct PlaceTag>;  // a level's office, a centre, a station, a point
using StaffId = StrongId<struct StaffTag>;
using RequestId = StrongId<struct RequestTag>;
using EmployerId = StrongId<struct EmployerTag>;
using AppointmentId = StrongId<struct AppointmentTag>;
using WindowId = StrongId<struct WindowTag>;  // of a hall: where one person is served at a time
using TicketId = StrongId<struct TicketTag>;  // a number in the queue of a hall
using CaseId = StrongId<struct CaseTag>;
using BranchId = StrongId<struct BranchTag>;  // one department's part of a case
using PaperId = StrongId<struct PaperTag>;    // one scanned or uploaded paper
using MessageId = StrongId<struct MessageTag>;  // to a department's own system

class IdGenerator {
 public:
  // `above`: the highest id in store, so that a clock that was set back never repeats one.
  explicit IdGenerator(std::function<Instant()> clock, std::int64_t above = 0)
      : clock_(std::move(clock)), last_(above) {}

  template <class Id>
  [[nodiscard]] Id next() {
    return Id(next_value());
  }

 private:
  [[nodiscard]] std::int64_t next_value();

  std::function<Instant()> clock_;
  std::atomic<std::int64_t> last_;
};

// When the id was made, to the millisecond (later, where more than two million were made in one).
[[nodiscard]] Instant made_at(std::int64_t id);

}  // namespace gangway
