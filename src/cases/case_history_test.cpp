// 100,000 random histories of one case: every command, time passing, answers late, twice, contradicting and
// revoked, against a model that shares no code with the subject, not even the day arithmetic.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "cases/case.h"
#include "cases/case_answer.h"
#include "cases/case_clock.h"
#include "cases/testing_case.h"

namespace gangway::cases {
namespace {

using namespace testing_case;  // NOLINT(google-build-using-namespace): the invented case of these tests
using std::chrono::hours;

constexpr int kHistories = 100'000;
constexpr int kCommands = 26;

// The steps that exist, written down a second time: D raft, S ubmitted, N otice, A ccepted, I n progress,
// R eady, H anded over, F refused, W ithdrawn, C losed.
constexpr std::string_view kSteps =
    "DS DW SN SA SF SW NS NW AI AW IR IF IW RI RH RW HC FC AR AF";  // the last two: two steps in one command
char letter(Stage stage) { return "DSNAIRHFWC"[static_cast<int>(stage)]; }
// W aiting, T o send, S ent, R eceived, A sked, Y approved, N refused, X revoked, Z withdrawn.
constexpr std::string_view kBranchSteps =
    "WT WZ TS TR TA TY TN TZ SR SA SY SN SZ RA RY RN RZ AT AY AN AZ YX YZ XT YN NY XY XN"
    " TX SX RX AX";  // the last four: approved and revoked before, in one answer
char letter(BranchStage stage) { return "WTSRAYNXZ"[static_cast<int>(stage)]; }

bool listed(std::string_view steps, char from, char to) {
  return from == to || steps.find(std::string{from, to}) != std::string_view::npos;
}

// Working days by hand: the weekday by counting from a Thursday, the one holiday block by its days.
bool works(Day day) {
  const auto since = day.time_since_epoch().count();
  const auto weekday = ((since % 7) + 7 + 3) % 7;  // 0 is Monday
  return weekday < 5 && day != Day{std::chrono::year{2022} / 6 / 3};
}

struct Span {
  Instant from;
  std::optional<Instant> to;
};

// The last day of a limit, day by day; a day counts unless the clock stood all of it.
std::optional<Day> walked(Instant accepted, int limit, std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  std::vector<Span> joined;
  for (const auto& span : spans) {
    if (!joined.empty() && (!joined.back().to || span.from <= *joined.back().to)) {
      if (joined.back().to && (!span.to || *span.to > *joined.back().to)) joined.back().to = span.to;
    } else {
      joined.push_back(span);
    }
  }
  Day day = std::chrono::floor<std::chrono::days>(accepted + hours{8});
  for (int n = 0; n < limit;) {
    day += std::chrono::days{1};
    bool stood = false;
    for (const auto& span : joined) {
      const Day from = std::chrono::floor<std::chrono::days>(span.from + hours{8});
      if (day <= from) continue;
      if (!span.to) return std::nullopt;
      stood = stood || day < std::chrono::floor<std::chrono::days>(*span.to + hours{8});
    }
    if (!stood && works(day)) ++n;
  }
  return day;
}

// What the model knows of a branch.
struct Side {
  char at = 'W';
  std::string paper;  // name, day, passport and number as approved, in one word
  std::optional<Instant> decided;
  std::optional<Instant> supplied;
  std::optional<Instant> early;
  std::set<std::string> asked;
};
struct Duty {
  TaskKind kind;
  int side;
  char verdict;
  std::string paper;
  Instant decided;
  bool open = true;
};

std::string word(const Issued& issued) {
  return issued.name + "|" + to_string(*issued.from) + "|" + issued.passport + "|" + issued.document_number;
}

class History {
 public:
  explicit History(unsigned seed) : random_(seed), now_(kNow), online_(pick(4) == 0) {
    file_ = opened(online_ ? Channel::Online : Channel::Counter);
    stage_ = online_ ? 'D' : 'S';
  }

  void run() {
    for (int i = 0; i < kCommands; ++i) {
      now_ += std::chrono::minutes{1} + hours{pick(20)};
      const auto before = file_;
      step();
      file_.outgoing.clear();
      check(before);
      if (testing::Test::HasFatalFailure()) return;
    }
    check_days();
  }

  static inline std::map<std::string, int> counts;

 private:
  int pick(int n) { return std::uniform_int_distribution<int>(0, n - 1)(random_); }

  // `expected`: whether the model says that it can be done.
  bool did(const std::string& name, bool expected, const Result<void>& result) {
    ++counts[name + (result ? " done" : " refused")];
    EXPECT_EQ(result.has_value(), expected)
        << name << " at " << stage_ << (result ? "" : " " + result.error().key);
    return result.has_value();
  }

  bool over() const { return stage_ == 'F' || stage_ == 'W' || stage_ == 'C' || stage_ == 'H'; }
  bool any_open() const {
    return std::ranges::any_of(duties_, [](const Duty& duty) { return duty.open; });
  }
  bool all_approved() const { return sides_[0].at == 'Y' && sides_[1].at == 'Y'; }
  bool agree() const {
    const auto same_until_number = [](const std::string& a, const std::string& b) {
      return a.substr(0, a.rfind('|')) == b.substr(0, b.rfind('|'));
    };
    const auto number = [](const std::string& a) { return a.substr(a.rfind('|')); };
    return same_until_number(sides_[0].paper, sides_[1].paper) &&
           number(sides_[0].paper) != number(sides_[1].paper);
  }

  void settle() {
    if (over()) return;
    if (stage_ == 'A' && (std::string("WT").find(sides_[0].at) == std::string::npos ||
                          std::string("WT").find(sides_[1].at) == std::string::npos))
      stage_ = 'I';
    if (stage_ != 'I' && stage_ != 'R') return;
    const bool noted = std::ranges::any_of(
        duties_, [](const Duty& duty) { return duty.open && duty.kind == TaskKind::Mismatch; });
    if (all_approved() && !agree() && !noted) duties_.push_back({TaskKind::Mismatch, -1, 'Y', "", now_});
    const bool ready = all_approved() && agree() && !any_open();
    if (ready != (stage_ == 'R')) collected_ = false;
    stage_ = ready ? 'R' : 'I';
  }

  void end_pause(int side, Instant at) {
    for (auto& [whose, span] : pauses_) {
      if (whose == side && !span.to) span.to = std::max(span.from, at);
    }
  }

  void recall() {
    for (int i = 0; i < 2; ++i) {
      end_pause(i, now_);
      auto& at = sides_[static_cast<std::size_t>(i)].at;
      if (at != 'N' && at != 'X') at = 'Z';
    }
  }

  // Half the time what leads on from here, so that histories get somewhere.
  int which() {
    if (pick(2) == 0) return pick(16);
    switch (stage_) {
      case 'D':
        return 0;
      case 'S':
        return !papers_ ? 1 : seen_ ? 4 : 2;
      case 'N':
        return brought_ ? 0 : 1;
      case 'R':
        return collected_ && pick(2) == 0 ? 11 : pick(2) == 0 ? 2 : 13;
      case 'F':
      case 'H':
        return pick(2) == 0 ? 10 : 13;
      default:
        return any_open() ? 12 : pick(3) == 0 ? 6 + pick(2) : 13;
    }
  }

  void step() {
    switch (which()) {
      case 0:
        if (did("submit", stage_ == 'D' || (stage_ == 'N' && brought_), submit(file_, now_))) stage_ = 'S';
        break;
      case 1:
        if (did("paper", !over() && stage_ != 'R', bring()))
          brought_ = noticed_ ? stage_ == 'N' || brought_ : brought_, papers_ = true;
        break;
      case 2: {
        const bool can = stage_ == 'S' || stage_ == 'N' || stage_ == 'R';
        if (did("identity", can, check_identity(file_, {kClerk, now_, "passport"}))) {
          if (stage_ == 'R') collected_ = true;
          if (stage_ != 'R') seen_ = true;
        }
        break;
      }
      case 3:
        if (pick(2) == 0) break;
        if (did("notice", stage_ == 'S' && !noticed_,
                give_notice(file_, {{"form", "wrong"}, {"photo", "missing"}}, rules(), now_)))
          stage_ = 'N', noticed_ = true, brought_ = false;
        break;
      case 4:
      case 5:
        if (did("accept", stage_ == 'S' && seen_ && papers_, accept(file_, rules(), now_))) {
          stage_ = 'A';
          accepted_ = now_;
          sides_[0].at = sides_[1].at = 'T';
        }
        break;
      case 6: {
        const int side = pick(2);
        note_sent(file_, side == 0 ? kLabour : kExit, MessageKind::Apply, now_);
        auto& at = sides_[static_cast<std::size_t>(side)].at;
        if (at == 'T') {
          at = 'S';
          if (stage_ == 'A') stage_ = 'I';
          ++counts["sent done"];
        }
        break;
      }
      case 7: {
        const int side = pick(2);
        auto& one = sides_[static_cast<std::size_t>(side)];
        if (did("supplement", !over() && one.at == 'A',
                supplement(file_, side == 0 ? kLabour : kExit, now_))) {
          one.at = 'T';
          one.supplied = now_;
          one.asked.clear();
          end_pause(side, now_);
        }
        break;
      }
      case 8:
        if (pick(6) != 0) break;
        if (did("withdraw", !over(), withdraw(file_, now_))) stage_ = 'W', recall();
        break;
      case 9: {
        if (stage_ == 'S' && pick(6) != 0) break;
        const bool decided =
            sides_[0].at == 'N' || sides_[0].at == 'X' || sides_[1].at == 'N' || sides_[1].at == 'X';
        if (did("refuse", !any_open() && (stage_ == 'S' || (stage_ == 'I' && decided)),
                refuse(file_, "no", now_)))
          stage_ = 'F', recall();
        break;
      }
      case 10:
        if (pick(2) == 0) {
          if (did("tell", stage_ == 'F', tell(file_, now_))) told_ = true;
        } else if (did("close", !any_open() && (stage_ == 'H' || (stage_ == 'F' && told_)),
                       close(file_, now_))) {
          stage_ = 'C';
        }
        break;
      case 11:
        if (did("hand over", stage_ == 'R' && collected_, hand_over(file_, now_))) {
          // Never half: the model's own reading of what came in.
          EXPECT_TRUE(all_approved() && agree() && !any_open() && seen_);
          stage_ = 'H';
        }
        break;
      case 12:
        clear_up();
        break;
      default:
        answered();
    }
  }

  Result<void> bring() {
    for (const auto* const code : {"form", "photo"}) {
      const auto done =
          add_paper(file_, {PaperId(++paper_), code, 1, "application/pdf", 1, kClerk, now_, ""});
      if (!done) return done;
    }
    return {};
  }

  void clear_up() {
    if (duties_.empty()) return;
    const int number = 1 + pick(static_cast<int>(duties_.size()));
    const auto how = static_cast<Resolution>(pick(4));
    auto& duty = duties_[static_cast<std::size_t>(number) - 1];
    const bool fits =
        duty.kind == TaskKind::DoubleAnswer ? how == Resolution::Keep || how == Resolution::TakeNew
        : duty.kind == TaskKind::Revoked    ? how == Resolution::Settled || how == Resolution::SendAgain
                                            : how == Resolution::Settled;
    bool can = duty.open && fits;
    if (duty.kind == TaskKind::Mismatch && !over() && all_approved() && !agree()) can = false;
    const bool changes = how == Resolution::TakeNew || how == Resolution::SendAgain;
    if (changes && (over() || duty.side < 0)) can = false;
    auto* const side = duty.side >= 0 ? &sides_[static_cast<std::size_t>(duty.side)] : nullptr;
    if (can && how == Resolution::SendAgain && side->at != 'X') can = false;
    if (can && how == Resolution::TakeNew) {
      const bool replaces = side->at == 'Y' && duty.verdict == 'Y';
      const std::string step{side->at, duty.verdict};
      if (!replaces && step != "YN" && step != "NY" && step != "XY" && step != "XN") can = false;
    }
    if (!did("resolve " + std::string(how == Resolution::TakeNew     ? "take new"
                                      : how == Resolution::SendAgain ? "send again"
                                                                     : "settle"),
             can, resolve(file_, number, how, kClerk, rules(), calendar(), now_)))
      return;
    if (how == Resolution::TakeNew) {
      side->at = duty.verdict;
      side->paper = duty.paper;
      side->decided = duty.decided;
      side->asked.clear();
    }
    if (how == Resolution::SendAgain) side->at = 'T', side->supplied.reset();
    duty.open = false;
    settle();
  }

  void answered() {
    const int side = pick(2);
    Answer one;
    if (!past_.empty() && pick(5) == 0) {
      one = past_[static_cast<std::size_t>(pick(static_cast<int>(past_.size())))];  // the same once more
    } else {
      static constexpr std::array kVerdicts{Verdict::Received, Verdict::SupplementAsked, Verdict::Approved,
                                            Verdict::Approved, Verdict::Approved,        Verdict::Approved,
                                            Verdict::Refused,  Verdict::Revoked};
      one = answer(side == 0 ? kLabour : kExit, kVerdicts[static_cast<std::size_t>(pick(8))], 0);
      one.decided_at = now_ - hours{pick(3) == 0 ? pick(80) : pick(6)};
      if (one.verdict == Verdict::SupplementAsked) one.papers = {pick(2) == 0 ? "degree" : "health"};
      one.issued = approved(kLabour, "W1").issued;
      one.issued.document_number = (pick(12) == 0 ? "W9" : side == 0 ? "W1" : "R1");
      if (pick(12) == 0) one.issued.name = "LAURENT, C";
      if (pick(12) == 0) one.issued.from = *one.issued.from + std::chrono::days{1};
      past_.push_back(one);
    }
    const auto expected = taken(one.branch == kLabour ? 0 : 1, one);
    const auto effect = take_answer(file_, one, rules(), calendar(), now_);
    ASSERT_TRUE(effect.has_value());
    ++counts["answer " + std::string(1, expected)];
    ASSERT_EQ("tkx"[static_cast<int>(*effect)], expected)
        << "verdict " << static_cast<int>(one.verdict) << " at stage " << stage_;
    settle();
  }

  char duty(TaskKind kind, int side, const Answer& one) {
    const char verdict = one.verdict == Verdict::Approved ? 'Y' : one.verdict == Verdict::Refused ? 'N' : '-';
    duties_.push_back(
        {kind, side, verdict, one.verdict == Verdict::Approved ? word(one.issued) : "", one.decided_at});
    return 'x';
  }

  // t aken, k nown, x a task.
  char taken(int which, const Answer& one) {
    auto& side = sides_[static_cast<std::size_t>(which)];
    const auto at = one.decided_at;
    const bool old = side.decided && at <= *side.decided;
    const bool older = side.decided && at < *side.decided;
    const bool same = one.verdict == Verdict::Approved && side.paper == word(one.issued);
    const auto inside = std::max(accepted_.value_or(kNow), std::min(at, now_));
    if (over() || side.at == 'Z') {
      if (one.verdict == Verdict::Received || one.verdict == Verdict::SupplementAsked) return 'k';
      if (one.verdict == Verdict::Refused) return side.at == 'Y' ? duty(TaskKind::AfterEnd, which, one) : 'k';
      if (side.at == 'Y' && same) return 'k';
      if (side.at == 'Y' && one.verdict == Verdict::Revoked && !older) return revoked(which, one);
      if (side.at == 'X' && old) return 'k';
      return duty(TaskKind::AfterEnd, which, one);
    }
    switch (side.at) {
      case 'W':
        return duty(TaskKind::Unexpected, which, one);
      case 'Y':
        if (one.verdict == Verdict::Received || same) return 'k';
        if (one.verdict == Verdict::SupplementAsked)
          return old ? 'k' : duty(TaskKind::Unexpected, which, one);
        if (one.verdict == Verdict::Revoked)
          return older ? duty(TaskKind::Unexpected, which, one) : revoked(which, one);
        return duty(TaskKind::DoubleAnswer, which, one);
      case 'N':
        if (one.verdict == Verdict::Received || one.verdict == Verdict::Refused) return 'k';
        if (one.verdict == Verdict::SupplementAsked && old) return 'k';
        return duty(one.verdict == Verdict::Approved ? TaskKind::DoubleAnswer : TaskKind::Unexpected, which,
                    one);
      case 'X':
        if (one.verdict == Verdict::Received || one.verdict == Verdict::Revoked) return 'k';
        if (one.verdict == Verdict::Refused) return duty(TaskKind::DoubleAnswer, which, one);
        if (old) return 'k';
        return duty(one.verdict == Verdict::Approved ? TaskKind::DoubleAnswer : TaskKind::Unexpected, which,
                    one);
      default:
        return while_open(which, one, old, inside);
    }
  }

  char revoked(int which, const Answer& one) {
    auto& side = sides_[static_cast<std::size_t>(which)];
    side.at = 'X';
    side.paper.clear();
    side.decided = one.decided_at;
    return duty(TaskKind::Revoked, which, one);
  }

  char while_open(int which, const Answer& one, bool old, Instant inside) {
    auto& side = sides_[static_cast<std::size_t>(which)];
    if (old) return 'k';
    const bool answered_before = side.supplied && one.decided_at <= *side.supplied;
    switch (one.verdict) {
      case Verdict::Received:
        if ((side.at != 'T' && side.at != 'S') || answered_before) return 'k';
        side.at = 'R';
        return 't';
      case Verdict::SupplementAsked:
        if (answered_before) return 'k';
        if (side.at == 'A') return side.asked.insert(one.papers[0]).second ? 't' : 'k';
        side.at = 'A';
        side.asked = {one.papers[0]};
        pauses_.push_back({which, {inside, std::nullopt}});
        return 't';
      case Verdict::Approved: {
        end_pause(which, inside);
        side.at = 'Y';
        side.paper = word(one.issued);
        side.decided = one.decided_at;
        side.asked.clear();
        if (!side.early || *side.early < one.decided_at) return 't';
        side.at = 'X';
        side.paper.clear();
        side.decided = *side.early;
        side.early.reset();
        // The task is about the approval that had been revoked.
        return duty(TaskKind::Revoked, which, one);
      }
      case Verdict::Refused:
        end_pause(which, inside);
        side.at = 'N';
        side.decided = one.decided_at;
        side.asked.clear();
        return 't';
      case Verdict::Revoked:
        side.early = one.decided_at;
        return duty(TaskKind::Unexpected, which, one);
    }
    return 'k';
  }

  void check(const Case& before) const {
    ASSERT_EQ(letter(file_.stage), stage_);
    ASSERT_TRUE(listed(kSteps, letter(before.stage), stage_)) << letter(before.stage) << stage_;
    ASSERT_EQ(file_.owner, kClerk);
    ASSERT_EQ(file_.unit, kHall);
    ASSERT_EQ(file_.branches.size(), 2U);
    for (std::size_t i = 0; i < 2; ++i) {
      ASSERT_EQ(letter(file_.branches[i].stage), sides_[i].at) << "branch " << i;
      ASSERT_TRUE(listed(kBranchSteps, letter(before.branches[i].stage), sides_[i].at))
          << letter(before.branches[i].stage) << sides_[i].at;
    }
    ASSERT_EQ(file_.tasks.size(), duties_.size());
    for (std::size_t i = 0; i < duties_.size(); ++i) {
      ASSERT_EQ(file_.tasks[i].kind, duties_[i].kind);
      ASSERT_EQ(file_.tasks[i].open(), duties_[i].open);
      ASSERT_EQ(file_.tasks[i].resolved_by.has_value(), !duties_[i].open);
    }
    ASSERT_EQ(file_.notice_at.has_value(), noticed_);
    ASSERT_EQ(file_.accepted_at, accepted_);
  }

  void check_days() {
    recount(file_, rules(), calendar());
    if (!accepted_) return;
    std::vector<Span> spans;
    for (const auto& [whose, span] : pauses_) spans.push_back(span);
    EXPECT_EQ(file_.promised, walked(*accepted_, 7, spans));
    EXPECT_EQ(file_.legal, walked(*accepted_, 15, spans));
    ++counts["deadlines compared"];
    if (!spans.empty()) ++counts["deadlines with pauses compared"];
  }

  std::mt19937 random_;
  Instant now_;
  bool online_;
  Case file_;
  char stage_ = 'S';
  bool noticed_ = false;
  bool brought_ = false;  // what the notice asks for
  bool papers_ = false;
  bool seen_ = false;
  bool collected_ = false;
  bool told_ = false;
  std::optional<Instant> accepted_;
  std::array<Side, 2> sides_;
  std::vector<Duty> duties_;
  std::vector<std::pair<int, Span>> pauses_;
  std::vector<Answer> past_;
  std::int64_t paper_ = 100;
};

TEST(CaseHistories, NoEndWithoutItsGateNoHalfHandOverAndTheDaysOfTheStatute) {
  int made = 0;
  for (; made < kHistories && !testing::Test::HasFailure(); ++made)
    History(static_cast<unsigned>(made)).run();
  std::cout << made << " histories of " << kCommands << " commands\n";
  for (const auto& [what, n] : History::counts) {
    std::cout << "  " << what << ": " << n << "\n";
    EXPECT_GT(n, 100) << what;
  }
}

}  // namespace
}  // namespace gangway::cases
