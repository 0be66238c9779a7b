#include "appointments/appointments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <iostream>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "access/account.h"
#include "appointments/queues.h"

namespace gangway::appointments {
namespace {

using access::Reach;
using access::Scope;

// Saturday 28 May 2022: the hall says that it is open, though it is no working day.
const Instant kNow = parse_instant("2022-05-28T08:00+08:00").value();
const Day kToday = parse_day("2022-05-28").value();
const Actor kClerk{"account:1", "handling"};

TimeOfDay at(std::string_view text) { return parse_time(text).value(); }

Opening opening() {
  Opening out;
  out.settings = {10, 5, 3, 10, 15, 30, 4, at("15:00")};
  out.services = {{"passport", "P", {"护照", "Passport"}, 20, true},
                  {"permit", "R", {"居留", "Permit"}, 30, true}};
  out.windows = {{{}, {"1号窗口", "Window 1"}, "1", {"passport", "permit"}, {"zh", "en"}, 0},
                 {{}, {"2号窗口", "Window 2"}, "1", {"passport"}, {"zh", "es"}, 2}};
  for (int weekday = 1; weekday <= 5; ++weekday) out.weekly.push_back({weekday, {at("09:00"), at("17:00")}});
  out.exceptions = {{kToday, {}, {{at("09:00"), at("16:00")}}, {"周六开放", "Open this Saturday"}}};
  return out;
}

class AppointmentsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    for (const auto& part : {access::migrations(), network::migrations(), appointments::migrations()})
      steps.insert(steps.end(), part.begin(), part.end());
    ASSERT_TRUE(db_.migrate(steps).has_value());
    const auto city =
        network_.add({{}, {}, {}, network::PlaceKind::Municipal, {"市", "City"}, "cn-31"}, "test", kNow)
            .value();
    place_ =
        network_.add({{}, city.id, {}, network::PlaceKind::Centre, {"中心", "Centre"}, "cn-31"}, "test", kNow)
            .value();
    here_ = {Reach::Below, AccountId(1), place_.path, {}, access::Purpose::Handling};
    ASSERT_TRUE(halls_.change(place_.id, opening(), 0, here_, kClerk, kNow).has_value());
  }
  Wanted wanted(std::string_view time, std::string service = "passport", int people = 1) {
    return {place_.id, std::move(service), kToday, at(time), people, {}};
  }
  static Visitor visitor(std::string name = "Camille Laurent") {
    Visitor out;
    out.name = std::move(name);
    return out;
  }
  Which within(const Detail& detail) { return Which(detail.appointment.id, here_); }
  Which with_code(const Detail& detail) { return Which(PublicCode::parse(detail.contents.code).value()); }
  Detail booked(std::string_view time, std::string service = "passport") {
    return appointments_.book(wanted(time, std::move(service)), visitor(), {}, here_, kClerk, kNow).value();
  }
  WindowId window(std::size_t i) { return *halls_.find(place_.id).value()->opening.windows[i].id; }
  // From the record alone: how many appointments had a unit at the same time.
  int overlaps() {
    int out = 0;
    std::map<std::string, std::string> holder;  // slot to appointment
    db_.read([&](const store::ReadTx& tx) {
      for (const auto& row : journal::rows_after(tx, 0, 1'000'000)) {
        const bool gives_back = row.event.kind == "ticket.missed" || row.event.kind == "ticket.left";
        if (!row.event.kind.starts_with("appointment.") && !gives_back) continue;
        const auto& appointment = gives_back ? row.event.subjects.back() : row.event.subjects.front();
        std::erase_if(holder, [&](const auto& one) { return one.second == appointment; });
        for (const auto& subject : row.event.subjects) {
          if (!subject.starts_with("slot:")) continue;
          const auto dash = subject.rfind('-');
          const auto colon = subject.rfind(':');
          for (int unit = std::stoi(subject.substr(colon + 1)); unit < std::stoi(subject.substr(dash + 1));
               ++unit) {
            const auto slot = subject.substr(0, colon + 1) + std::to_string(unit);
            if (!holder.emplace(slot, appointment).second) ++out;
          }
        }
      }
    });
    return out;
  }

  journal::Key master_ = journal::Key::make(repeatable_random(1));
  store::Db db_ = store::Db::in_memory();
  journal::Chain chain_{master_};
  RandomBytes random_ = [mutex = std::make_shared<std::mutex>(),
                         source = repeatable_random(2)](std::span<std::uint8_t> out) {
    const std::scoped_lock lock(*mutex);
    source(out);
  };
  journal::Vault vault_{master_, random_};
  IdGenerator ids_{[] { return kNow; }};
  network::Network network_{db_, chain_, ids_};
  workdays::Calendar calendar_ =
      workdays::Calendar::create({std::chrono::year{2022}, std::chrono::year{2022}}, {}).value();
  Halls halls_{db_, chain_, ids_, network_, calendar_};
  Appointments appointments_{
      db_, chain_, vault_, ids_, random_, halls_, [](CaseId id) { return id.value() == 9; }};
  Queues queues_{db_, chain_, ids_, appointments_};
  network::Place place_;
  Scope here_;
};

TEST_F(AppointmentsTest, HeldConfirmedMovedCancelled) {
  auto held = appointments_.hold(wanted("10:00"), visitor(), kNow).value();
  EXPECT_EQ(held.appointment.stage, Stage::Held);
  EXPECT_EQ(held.appointment.expires_at, kNow + std::chrono::minutes{5});
  auto mine = appointments_.confirm(with_code(held), 1, {}, kNow).value();
  EXPECT_EQ(mine.appointment.stage, Stage::Booked);
  mine = appointments_.move(with_code(held), 2, kToday, at("11:00"), {}, {}, kNow).value();
  EXPECT_EQ(mine.appointment.start, at("11:00"));
  mine = appointments_.cancel(with_code(held), 3, {}, kNow).value();
  EXPECT_EQ(mine.appointment.stage, Stage::Cancelled);
  EXPECT_EQ(appointments_.cancel(with_code(held), 4, {}, kNow).error().key, "appointments.is_cancelled");
  EXPECT_EQ(appointments_.move(with_code(held), 3, kToday, at("12:00"), {}, {}, kNow).error().key,
            "appointments.stale");
  EXPECT_EQ(overlaps(), 0);
}

TEST_F(AppointmentsTest, AHoldThatIsOverIsFreeForTheNextOne) {
  auto first = wanted("10:00", "permit");
  const auto held = appointments_.hold(first, visitor(), kNow).value();
  EXPECT_EQ(appointments_.hold(first, visitor(), kNow).error().key, "appointments.slot_taken");
  const auto later = kNow + std::chrono::minutes{5};
  EXPECT_TRUE(appointments_.hold(first, visitor("Next"), later).has_value());
  EXPECT_FALSE(appointments_.confirm(with_code(held), 1, {}, later).has_value());
  EXPECT_EQ(appointments_.find(with_code(held))->appointment.stage, Stage::Expired);
  EXPECT_EQ(overlaps(), 0);
}

TEST_F(AppointmentsTest, OnlyOpenTimesAndWhatThePublicMayBook) {
  EXPECT_EQ(appointments_.hold(wanted("08:30"), visitor(), kNow).error().key, "appointments.not_open_then");
  EXPECT_EQ(appointments_.hold(wanted("16:00"), visitor(), kNow).error().key, "appointments.not_open_then");
  EXPECT_EQ(appointments_.hold(wanted("10:05"), visitor(), kNow).error().key, "appointments.not_on_step");
  auto far = wanted("10:00");
  far.day += std::chrono::days{31};
  EXPECT_EQ(appointments_.hold(far, visitor(), kNow).error().key, "appointments.too_far_ahead");
  auto sunday = wanted("10:00");
  sunday.day += std::chrono::days{1};
  EXPECT_EQ(appointments_.hold(sunday, visitor(), kNow).error().key, "appointments.not_open_then");
  EXPECT_EQ(appointments_.hold(wanted("10:00"), visitor(""), kNow).error().field, "/name");
}

TEST_F(AppointmentsTest, TheReserveIsForApprovedUrgentClaimsUntilItsRelease) {
  // Window 2 alone is left at the end of the day, and its last two units are the reserve.
  ASSERT_TRUE(appointments_.book(wanted("15:30", "permit"), visitor(), {}, here_, kClerk, kNow));
  EXPECT_FALSE(appointments_.book(wanted("15:40"), visitor(), {}, here_, kClerk, kNow).has_value());
  Links urgent;
  urgent.case_id = CaseId(8);
  urgent.urgent = true;
  EXPECT_EQ(appointments_.book(wanted("15:40"), visitor(), urgent, here_, kClerk, kNow).error().key,
            "appointments.not_urgent");
  urgent.case_id = CaseId(9);
  EXPECT_TRUE(appointments_.book(wanted("15:40"), visitor(), urgent, here_, kClerk, kNow).has_value());
}

TEST_F(AppointmentsTest, AClosureListsWhoMustBeTold) {
  const auto detail = booked("10:00");
  auto closed = halls_.find(place_.id).value()->opening;
  closed.exceptions = {{kToday, {}, {}, {"停电", "Power failure"}}};
  const auto changed = halls_.change(place_.id, closed, 1, here_, kClerk, kNow).value();
  EXPECT_THAT(changed.displaced, testing::ElementsAre(detail.appointment.id));
  EXPECT_EQ(appointments_.to_be_told(place_.id, here_, kNow)->size(), 1U);
  const auto version = appointments_.find(within(detail))->appointment.version;
  ASSERT_TRUE(appointments_.tell(within(detail), version, "told by telephone", kClerk, kNow).has_value());
  EXPECT_TRUE(appointments_.to_be_told(place_.id, here_, kNow)->empty());
}

TEST_F(AppointmentsTest, TheQueueCallsBookedUrgentThenByArrival) {
  const auto early = kNow + std::chrono::minutes{55};  // 8:55
  const auto detail = booked("09:00");
  const auto walk_in = queues_.walk_in({place_.id, "passport", "", {}, false}, here_, kClerk, early).value();
  const auto urgent =
      queues_.walk_in({place_.id, "passport", "", CaseId(9), true}, here_, kClerk, early).value();
  const auto came = queues_.arrive(within(detail), 1, kClerk, early).value();
  EXPECT_EQ(label(walk_in), "P001");
  EXPECT_EQ(label(came), "P003");
  EXPECT_EQ(queues_.call_next(window(0), here_, kClerk, early).value()->id, came.id);
  EXPECT_EQ(queues_.call_next(window(0), here_, kClerk, early).error().key, "appointments.window_busy");
  EXPECT_EQ(queues_.call_next(window(1), here_, kClerk, early).value()->id, urgent.id);
  ASSERT_TRUE(queues_.step(came.id, TicketStep::Serve, here_, kClerk, early));
  ASSERT_TRUE(queues_.step(came.id, TicketStep::Finish, here_, kClerk, early));
  EXPECT_EQ(appointments_.find(within(detail))->appointment.stage, Stage::Done);
  EXPECT_EQ(queues_.call_next(window(0), here_, kClerk, early).value()->id, walk_in.id);
  EXPECT_EQ(queues_.step(walk_in.id, TicketStep::Miss, here_, kClerk, early).error().key,
            "appointments.call_not_over");
  const auto later = early + std::chrono::minutes{3};
  ASSERT_TRUE(queues_.step(walk_in.id, TicketStep::Miss, here_, kClerk, later));
  EXPECT_FALSE(queues_.call_next(window(0), here_, kClerk, later).value().has_value());
  ASSERT_TRUE(queues_.step(walk_in.id, TicketStep::Return, here_, kClerk, later));
  EXPECT_EQ(queues_.call_next(window(0), here_, kClerk, later).value()->id, walk_in.id);
}

TEST_F(AppointmentsTest, AnotherPlaceSeesNothing) {
  const auto detail = booked("10:00");
  const Scope elsewhere{Reach::Below, AccountId(2), "/999/", {}, access::Purpose::Handling};
  EXPECT_EQ(appointments_.find(Which(detail.appointment.id, elsewhere)).error().key,
            "appointments.not_found");
  EXPECT_EQ(appointments_.day(place_.id, kToday, elsewhere, kNow).error().key, "appointments.no_hall");
  EXPECT_EQ(queues_.tickets(place_.id, kToday, elsewhere, kNow).error().key, "appointments.no_hall");
  EXPECT_EQ(queues_.call_next(window(0), elsewhere, kClerk, kNow).error().key,
            "appointments.window_not_found");
  EXPECT_EQ(appointments_.book(wanted("11:00"), visitor(), {}, elsewhere, kClerk, kNow).error().key,
            "appointments.no_hall");
}

TEST_F(AppointmentsTest, TwoHundredRaceForOneSlotAndOneGetsIt) {
  // Window 2 does not do permits, so there is one place for one permit; an old hold stands on it.
  ASSERT_TRUE(appointments_.hold(wanted("10:00", "permit"), visitor("Old"), kNow));
  const auto later = kNow + std::chrono::minutes{6};
  std::atomic<int> got = 0;
  std::atomic<int> refused = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 200; ++i) {
      threads.emplace_back([&, i] {
        const auto want = wanted("10:00", "permit");
        const auto result = i % 2 == 0 ? appointments_.hold(want, visitor(), later)
                                       : appointments_.book(want, visitor(), {}, here_, kClerk, later);
        if (result) {
          ++got;
        } else {
          EXPECT_EQ(result.error().key, "appointments.slot_taken");
          ++refused;
        }
      });
    }
  }
  EXPECT_EQ(got, 1);
  EXPECT_EQ(refused, 199);
  EXPECT_EQ(overlaps(), 0);
}

TEST_F(AppointmentsTest, TwoWindowsNeverCallTheSameTicket) {
  for (int i = 0; i < 40; ++i)
    ASSERT_TRUE(queues_.walk_in({place_.id, "passport", "", {}, false}, here_, kClerk, kNow));
  std::mutex mutex;
  std::multiset<std::int64_t> called;
  {
    std::vector<std::jthread> threads;
    for (std::size_t w = 0; w < 2; ++w) {
      threads.emplace_back([&, w] {
        for (int i = 0; i < 20; ++i) {
          const auto ticket = queues_.call_next(window(w), here_, kClerk, kNow).value();
          if (!ticket) continue;
          {
            const std::scoped_lock lock(mutex);
            called.insert(ticket->id.value());
          }
          EXPECT_TRUE(queues_.step(ticket->id, TicketStep::Serve, here_, kClerk, kNow));
          EXPECT_TRUE(queues_.step(ticket->id, TicketStep::Finish, here_, kClerk, kNow));
        }
      });
    }
  }
  EXPECT_EQ(called.size(), 40U);
  EXPECT_EQ(std::set<std::int64_t>(called.begin(), called.end()).size(), 40U);
}

TEST_F(AppointmentsTest, AFailureAtAnyStatementLeavesNothingHalfWritten) {
  int failures = 0;
  for (int n = 1; n < 60; ++n) {
    db_.fail_after(n);
    try {
      const auto done = appointments_.hold(wanted("10:00", "permit"), visitor(), kNow);
      db_.fail_after(0);
      EXPECT_TRUE(done.has_value());
      break;
    } catch (const store::Failure&) {
      db_.fail_after(0);
      ++failures;
      const auto free = appointments_.free_days({place_.id, "permit", kToday, 1, 1, "", true}, kNow).value();
      EXPECT_THAT(free.front().starts, testing::Contains(60));
    }
  }
  EXPECT_GT(failures, 4);
  EXPECT_EQ(overlaps(), 0);
}

// Random commands of all kinds, time passing, against what the units themselves say.
TEST_F(AppointmentsTest, RandomHistoriesNeverGiveAUnitTwice) {
  std::mt19937 random(3);
  const auto chance = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  std::vector<AppointmentId> known;
  std::vector<TicketId> tickets;
  auto now = kNow;
  std::map<std::string, int> done;
  constexpr int kCommands = 6000;
  for (int i = 0; i < kCommands; ++i) {
    now += std::chrono::seconds{chance(3)};
    const auto start = to_string(TimeOfDay{(54 + chance(42)) * 10});
    const auto service = chance(2) == 0 ? "passport" : "permit";
    auto want = wanted(start, service, 1 + chance(3));
    const auto which = [&] {
      return Which(known[static_cast<std::size_t>(chance(static_cast<int>(known.size())))], here_);
    };
    const auto version = [&](const Which& one) {
      const auto found = appointments_.find(one);
      return found ? found->appointment.version : 0;
    };
    const int what = chance(10);
    bool ok = false;
    if (what < 2) {
      const auto made = appointments_.hold(want, visitor(), now);
      if ((ok = made.has_value())) known.push_back(made->appointment.id);
    } else if (what < 4) {
      const auto made = appointments_.book(want, visitor(), {}, here_, kClerk, now);
      if ((ok = made.has_value())) known.push_back(made->appointment.id);
    } else if (known.empty()) {
      continue;
    } else if (what == 4) {
      const auto one = which();
      ok = appointments_.confirm(one, version(one), kClerk, now).has_value();
    } else if (what == 5) {
      const auto one = which();
      ok = appointments_.move(one, version(one), kToday, want.start, {}, kClerk, now).has_value();
    } else if (what == 6) {
      const auto one = which();
      ok = appointments_.cancel(one, version(one), kClerk, now).has_value();
    } else if (what == 7) {
      const auto one = which();
      const auto ticket = queues_.arrive(one, version(one), kClerk, now);
      if ((ok = ticket.has_value())) tickets.push_back(ticket->id);
    } else if (what == 8) {
      const auto called = queues_.call_next(window(static_cast<std::size_t>(chance(2))), here_, kClerk, now);
      ok = called.has_value();
    } else if (!tickets.empty()) {
      const auto ticket = tickets[static_cast<std::size_t>(chance(static_cast<int>(tickets.size())))];
      ok = queues_.step(ticket, static_cast<TicketStep>(1 + chance(5)), here_, kClerk, now).has_value();
    }
    ++done[std::to_string(what) + (ok ? " done" : " refused")];
    if (i % 500 == 0) {
      appointments_.expire_holds(now);
      // Each appointment that keeps its units has exactly those of its placing, each of the others none.
      const auto wrong = db_.read([&](const store::ReadTx& tx) {
        return *tx.one(
            "SELECT COUNT(*) FROM appointment a WHERE (SELECT COUNT(*) FROM window_unit u WHERE "
            "u.appointment = a.id)"
            " <> CASE WHEN a.stage IN (6, 7, 8) OR EXISTS (SELECT 1 FROM ticket t"
            " WHERE t.appointment = a.id AND t.came_back = 1) THEN 0 ELSE a.units * (1 + LENGTH(a.windows)"
            " - LENGTH(REPLACE(a.windows, ' ', ''))) END",
            [](const store::Row& row) { return row.integer(0); });
      });
      ASSERT_EQ(wrong, 0) << "after " << i;
    }
  }
  EXPECT_EQ(overlaps(), 0);
  std::cout << kCommands << " commands:";
  for (const auto& [what, count] : done) std::cout << " " << what << " " << count << ",";
  std::cout << "\n";
}

}  // namespace
}  // namespace gangway::appointments
