#include "policy/search.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace gangway::policy {
namespace {

using feel::Value;

constexpr int kPatience = 48;          // evaluations of a first attempt; each next one has twice as many
constexpr std::size_t kMostTried = 8;  // cells of a fact that are tried where another one was shown to matter

// What decisions come to together. Never: neither true nor false, and no fact can change that.
enum class Standing : std::uint8_t { Open, True, False, Never };

// Standings that some completion has.
class Outcomes {
 public:
  Outcomes() = default;
  explicit Outcomes(Standing one) { add(one); }
  void add(Standing standing) { bits_ |= 1U << static_cast<unsigned>(standing); }
  [[nodiscard]] bool has(Standing standing) const {
    return (bits_ >> static_cast<unsigned>(standing) & 1U) != 0;
  }
  [[nodiscard]] bool differ() const { return (bits_ & (bits_ - 1)) != 0; }
  [[nodiscard]] bool empty() const { return bits_ == 0; }

  static Outcomes any() {
    Outcomes out(Standing::True);
    out.add(Standing::False);
    out.add(Standing::Never);
    return out;
  }

 private:
  unsigned bits_ = 0;
};

// Of two independent groups: one false makes the whole false, else one that never stands makes it so.
Outcomes both(Outcomes a, Outcomes b) {
  const auto has_not_false = [](Outcomes o) { return o.has(Standing::True) || o.has(Standing::Never); };
  Outcomes out;
  if (a.has(Standing::True) && b.has(Standing::True)) out.add(Standing::True);
  if (a.has(Standing::False) || b.has(Standing::False)) out.add(Standing::False);
  if ((a.has(Standing::Never) && has_not_false(b)) || (b.has(Standing::Never) && has_not_false(a))) {
    out.add(Standing::Never);
  }
  return out;
}

// Whether a group that can stand in these ways changes the whole beside others that can stand in those.
bool counts(Outcomes group, Outcomes others) {
  if (!group.differ()) return false;
  if (others.has(Standing::True)) return true;
  return others.has(Standing::Never) && group.has(Standing::False);
}

enum class Verdict : std::uint8_t { Pending, Shown, Excluded, Sampled };

struct OpenFact {
  feel::InputId id = 0;
  FactPath path;
  Cells cells;
  Verdict verdict = Verdict::Pending;
  Outcomes shown;                   // with Shown: between which standings it changes its group
  std::optional<std::size_t> cell;  // the answer that is being tried
  std::size_t liked = 0;            // the cell under which the group was true once
};

// A fixed sequence (xorshift32): the same person gets the same answer.
class Shuffle {
 public:
  std::size_t below(std::size_t end) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 17U;
    state_ ^= state_ << 5U;
    return state_ % end;
  }

 private:
  std::uint32_t state_ = 0x9E3779B9U;
};

// Decisions that share unknown facts with each other and with no other decision.
class Group {
 public:
  Group(const Rule& rule, const Frame& frame, const Cuts& cuts, Day as_of, int& budget)
      : rule_(rule), draft_(rule.inputs(), frame), cuts_(cuts), as_of_(as_of), budget_(budget) {}

  void add_decision(dmn::ElementIndex decision) { decisions_.push_back(decision); }
  void add_fact(feel::InputId fact) { (void)index_of(fact); }

  // Looks for a completion under which the group is true, and on the way for the others that it can have.
  void reach_true(int most) {
    const int stop = budget_ - most;
    for (attempt_ = 0; budget_ > std::max(stop, 0); ++attempt_) {
      stop_ = std::max({budget_ - (kPatience << attempt_), stop, 0});
      const auto end = descend();
      if (end == End::Found) {
        for (auto& fact : facts_) fact.liked = fact.cell.value_or(fact.liked);
        others_ = Outcomes::any();
        share();
      }
      release_all();
      if (end != End::Stopped) {
        seen_all_ = end == End::Exhausted;
        return;
      }
    }
  }

  [[nodiscard]] Outcomes sure() const { return seen_; }
  [[nodiscard]] Outcomes maybe() const {
    return seen_all_ || seen_.has(Standing::True) ? seen_ : Outcomes::any();
  }
  [[nodiscard]] std::vector<OpenFact>& facts() { return facts_; }

  // One attempt at every fact that is still pending, each with patience for `round`.
  void explore_all(int round, Outcomes others) {
    others_ = others;
    attempt_ = round;
    for (std::size_t i = 0; i < facts_.size() && budget_ > 0; ++i) {
      if (facts_[i].verdict != Verdict::Pending) continue;
      stop_ = std::max(budget_ - (kPatience << std::min(round, 16)), 0);
      const auto end = explore(i);
      if (end == End::Found) share_both(i);
      if (end == End::Exhausted) facts_[i].verdict = Verdict::Excluded;
      if (end == End::Sampled) facts_[i].verdict = Verdict::Sampled;
      release_all();
    }
  }

 private:
  // How a search ended: Found leaves its answers in place. Sampled: nothing, but not all cells were complete.
  enum class End : std::uint8_t { Found, Exhausted, Sampled, Stopped };

  struct Step {
    Standing standing = Standing::True;
    std::vector<std::size_t> open;  // facts on which it hangs
  };

  std::size_t index_of(feel::InputId id) {
    const auto at = std::ranges::find(facts_, id, &OpenFact::id);
    if (at != facts_.end()) return static_cast<std::size_t>(at - facts_.begin());
    const auto path = *rule_.inputs().name(id).fact;
    facts_.push_back({id, path, cells_of(path, id, cuts_, as_of_), {}, {}, {}, 0});
    return facts_.size() - 1;
  }

  Step evaluate() {
    --budget_;
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    const auto values = rule_.values(draft_.frame());
    dmn::Evaluation evaluation(*rule_.version().model, values, machine);
    Step out;
    for (const auto decision : decisions_) {
      const auto& value = evaluation.decision(decision);
      if (value.is_true()) continue;
      if (value.is_false()) {
        out = {Standing::False, {}};
        break;
      }
      if (out.open.empty()) out.standing = Standing::Never;
      if (!value.is_unknown()) continue;
      for (const auto id : value.as_unknown().inputs->ids()) {
        if (Inputs::is_fact(id)) out.open.push_back(index_of(id));
      }
      if (!out.open.empty()) out.standing = Standing::Open;
    }
    if (out.standing != Standing::Open) seen_.add(out.standing);
    return out;
  }

  void assign(std::size_t i, std::size_t cell) {
    facts_[i].cell = cell;
    draft_.put(facts_[i].path, facts_[i].cells.values[cell]);
  }
  void release(std::size_t i) {
    if (!facts_[i].cell) return;
    facts_[i].cell.reset();
    draft_.clear(facts_[i].path);
  }
  void release_all() {
    for (std::size_t i = 0; i < facts_.size(); ++i) release(i);
  }

  // The first attempt takes the smallest domain first, the later ones whatever comes.
  std::size_t choose(const std::vector<std::size_t>& open) {
    if (attempt_ > 0) return open[shuffle_.below(open.size())];
    return *std::ranges::min_element(open, {}, [&](std::size_t i) { return facts_[i].cells.values.size(); });
  }

  // Calls `visit` for the cells until it gives true: first the one that made the group true once.
  template <class Visit>
  void each_cell(std::size_t i, Visit&& visit) {
    const auto count = facts_[i].cells.values.size();
    const bool keep = attempt_ == 0 || shuffle_.below(2) == 0;
    const auto first = keep ? facts_[i].liked : shuffle_.below(count);
    for (std::size_t n = 0; n < count; ++n) {
      if (visit((first + n) % count)) return;
    }
  }

  // Tries the fact's cells one after the other, each by `deeper`.
  template <class Deeper>
  End branch(std::size_t i, Deeper&& deeper) {
    End end = facts_[i].cells.complete ? End::Exhausted : End::Sampled;
    bool over = false;
    each_cell(i, [&](std::size_t cell) {
      assign(i, cell);
      const End below = deeper();
      if (below != End::Exhausted) end = below;
      over = below == End::Found || below == End::Stopped;
      return over;
    });
    if (!over) release(i);
    return end;
  }

  End descend() {
    if (budget_ <= stop_) return End::Stopped;
    const auto step = evaluate();
    if (step.standing == Standing::True) return End::Found;
    if (step.standing != Standing::Open) return End::Exhausted;
    return branch(choose(step.open), [&] { return descend(); });
  }

  End explore(std::size_t target) {
    Outcomes found;
    std::vector<std::size_t> open;
    int undecided = 0;
    for (std::size_t cell = 0; cell < facts_[target].cells.values.size() && undecided < 2; ++cell) {
      if (budget_ <= stop_) return End::Stopped;
      assign(target, cell);
      auto step = evaluate();
      if (step.standing == Standing::Open) {
        ++undecided;
        open.insert(open.end(), step.open.begin(), step.open.end());
        continue;
      }
      found.add(step.standing);
      if (counts(found, others_)) {
        facts_[target].shown = found;
        return End::Found;
      }
    }
    if (open.empty()) return facts_[target].cells.complete ? End::Exhausted : End::Sampled;
    return branch(choose(open), [&] { return explore(target); });
  }

  // The target was just shown to matter: its present cell and an earlier one differ.
  void share_both(std::size_t target) {
    auto& fact = facts_[target];
    fact.verdict = Verdict::Shown;
    share();
    const auto here = evaluate().standing;
    for (std::size_t cell = 0; cell < *fact.cell; ++cell) {
      const auto kept = *fact.cell;
      assign(target, cell);
      const auto there = evaluate().standing;
      if (there != Standing::Open && there != here) return share();
      assign(target, kept);
    }
  }

  // Where the outcome is known: which of the answers in place change it by themselves?
  void share() {
    const auto here = evaluate().standing;
    if (here == Standing::Open) return;
    for (std::size_t i = 0; i < facts_.size(); ++i) {
      auto& fact = facts_[i];
      if (!fact.cell || fact.verdict != Verdict::Pending) continue;
      const auto kept = *fact.cell;
      const auto count = fact.cells.values.size();
      const auto tried = std::min(count, kMostTried);
      for (std::size_t n = 0; n < tried && fact.verdict == Verdict::Pending; ++n) {
        const auto cell = n * count / tried;
        if (cell != kept) try_other(i, cell, here);
      }
      assign(i, kept);
    }
  }

  void try_other(std::size_t i, std::size_t cell, Standing here) {
    assign(i, cell);
    Outcomes found(here);
    const auto there = evaluate().standing;
    if (there == Standing::Open) return;
    found.add(there);
    if (!counts(found, others_)) return;
    facts_[i].shown = found;
    facts_[i].verdict = Verdict::Shown;
  }

  const Rule& rule_;
  Draft draft_;
  const Cuts& cuts_;
  Day as_of_;
  int& budget_;
  std::vector<dmn::ElementIndex> decisions_;
  std::vector<OpenFact> facts_;
  Outcomes seen_;          // standings that were met
  bool seen_all_ = false;  // there are no others
  Outcomes others_;        // what the other groups may come to
  Shuffle shuffle_;
  int attempt_ = 0;
  int stop_ = 0;  // an attempt ends when the budget is down to it
};

class Searcher {
 public:
  Searcher(const Rule& rule, const Frame& frame, Day as_of, int budget)
      : rule_(rule), frame_(frame), as_of_(as_of), budget_(budget) {}

  Findings run() {
    const int given = budget_;
    divide();
    for (auto& group : groups_) group.reach_true(budget_ / 2);
    for (int round = 0; budget_ > 0 && pending(); ++round) {
      for (std::size_t i = 0; i < groups_.size(); ++i)
        groups_[i].explore_all(round, others(i, &Group::maybe));
    }
    auto out = findings();
    out.spent = given - budget_;
    return out;
  }

 private:
  // Into groups of conjuncts that share no unknown fact.
  void divide() {
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    record(machine, cuts_);
    const auto values = rule_.values(frame_);
    dmn::Evaluation evaluation(*rule_.version().model, values, machine);
    --budget_;
    struct Open {
      dmn::ElementIndex decision;
      std::vector<feel::InputId> facts;
      std::size_t group;
    };
    std::vector<Open> open;
    for (const auto decision : rule_.conjuncts()) {
      const auto& value = evaluation.decision(decision);
      if (value.is_true()) continue;
      std::vector<feel::InputId> facts;
      if (value.is_unknown())
        std::ranges::copy_if(value.as_unknown().inputs->ids(), std::back_inserter(facts), Inputs::is_fact);
      if (facts.empty()) {
        fixed_ = both(fixed_, Outcomes(value.is_false() ? Standing::False : Standing::Never));
        continue;
      }
      open.push_back({decision, std::move(facts), open.size()});
    }
    for (auto& each : open) {
      for (auto& before : open) {
        if (&before == &each) break;
        if (std::ranges::find_first_of(before.facts, each.facts) == before.facts.end()) continue;
        const auto from = before.group;
        for (auto& any : open) {
          if (any.group == from) any.group = each.group;
        }
      }
    }
    for (std::size_t g = 0; g < open.size(); ++g) {
      Group group(rule_, frame_, cuts_, as_of_, budget_);
      bool used = false;
      for (const auto& each : open) {
        if (each.group != g) continue;
        used = true;
        group.add_decision(each.decision);
        for (const auto fact : each.facts) group.add_fact(fact);
      }
      if (used) groups_.push_back(std::move(group));
    }
  }

  [[nodiscard]] bool pending() {
    return std::ranges::any_of(groups_, [](Group& group) {
      return std::ranges::any_of(group.facts(),
                                 [](const OpenFact& f) { return f.verdict == Verdict::Pending; });
    });
  }

  // What all groups but one, and what does not hang on facts, come to together.
  [[nodiscard]] Outcomes others(std::size_t but, Outcomes (Group::*of)() const) const {
    auto out = fixed_;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      if (i != but) out = both(out, (groups_[i].*of)());
    }
    return out;
  }

  Findings findings() {
    Findings out;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const auto sure = others(i, &Group::sure);
      const auto maybe = others(i, &Group::maybe);
      for (const auto& fact : groups_[i].facts()) {
        const bool shown = fact.verdict == Verdict::Shown;
        if (fact.verdict == Verdict::Excluded || (shown && !counts(fact.shown, maybe))) continue;
        (shown && counts(fact.shown, sure) ? out.matter : out.undecided).push_back(fact.path);
      }
    }
    if (out.matter.empty() && out.undecided.empty()) out.settled = settled();
    return out;
  }

  // Nothing can change the status: that of any one completion.
  [[nodiscard]] std::optional<Value> settled() const {
    auto whole = fixed_;
    for (const auto& group : groups_) {
      if (group.sure().empty()) return std::nullopt;
      for (const auto one : {Standing::True, Standing::False, Standing::Never}) {
        if (!group.sure().has(one)) continue;
        whole = both(whole, Outcomes(one));
        break;
      }
    }
    if (whole.has(Standing::Never)) return Value::unknown(std::make_shared<const feel::InputSet>());
    return Value(whole.has(Standing::True));
  }

  const Rule& rule_;
  const Frame& frame_;
  Day as_of_;
  int budget_;
  Cuts cuts_;
  Outcomes fixed_{Standing::True};
  std::vector<Group> groups_;
};

}  // namespace

Findings search(const Rule& rule, const Frame& frame, Day as_of, int budget) {
  return Searcher(rule, frame, as_of, budget).run();
}

}  // namespace gangway::policy
