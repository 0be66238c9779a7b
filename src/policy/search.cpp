#include "policy/search.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace gangway::policy {
namespace {

using feel::Value;

constexpr int kPatience = 48;          // evaluations of a first attempt; each next one has twice as many
constexpr std::size_t kNoise = 6;      // a domain may look up to so many times as large as it is
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
  std::vector<std::size_t> nodes;  // decisions of its group that hang on it
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

  // `root` has the values of the decisions while none of the group's facts is tried.
  void add_conjunct(dmn::ElementIndex decision, dmn::Evaluation& root) {
    auto& conjunct = conjuncts_.emplace_back();
    add_decision(decision, root, conjunct);
  }

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
      stop_ = std::max(budget_ - kPatience * (1 + round), 0);
      const bool walks = round % 4 != 0;
      auto end = walks ? dive(i) : explore(i);
      if (walks && end == End::Found) end = walk(i);
      if (end == End::Found) share_both(i);
      if (walks && end != End::Found) end = End::Stopped;  // a walk proves nothing
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
    std::vector<std::size_t> open;       // facts on which the conjuncts hang
    std::vector<std::size_t> elsewhere;  // with a target: those of conjuncts that do not hang on it
  };

  // A decision that the group hangs on, with its value under the answers in place.
  struct Node {
    dmn::ElementIndex decision = 0;
    std::vector<std::size_t> needs;  // of nodes_
    Value value;
    bool stale = false;
  };

  // Appends the decision to `order` after those that it requires.
  std::size_t add_decision(dmn::ElementIndex decision, dmn::Evaluation& root,
                           std::vector<std::size_t>& order) {
    auto at = static_cast<std::size_t>(std::ranges::find(nodes_, decision, &Node::decision) - nodes_.begin());
    if (at < nodes_.size() && std::ranges::find(order, at) != order.end()) return at;
    std::vector<std::size_t> needs;
    for (const auto required : rule_.version().model->decisions()[decision].decisions) {
      needs.push_back(add_decision(required, root, order));
    }
    if (at = static_cast<std::size_t>(std::ranges::find(nodes_, decision, &Node::decision) - nodes_.begin());
        at == nodes_.size()) {
      nodes_.push_back({decision, std::move(needs), root.decision(decision), false});
      const auto unknown = feel::unknown_inputs(std::span(&nodes_.back().value, 1), feel::Depth::Deep);
      for (const auto id : unknown ? unknown->ids() : std::vector<feel::InputId>()) {
        if (Inputs::is_fact(id)) facts_[index_of(id)].nodes.push_back(at);
      }
    }
    order.push_back(at);
    return at;
  }

  std::size_t index_of(feel::InputId id) {
    const auto at = std::ranges::find(facts_, id, &OpenFact::id);
    if (at != facts_.end()) return static_cast<std::size_t>(at - facts_.begin());
    const auto path = *rule_.inputs().name(id).fact;
    facts_.push_back({id, path, cells_of(path, id, cuts_, as_of_), {}, {}, {}, {}, 0});
    return facts_.size() - 1;
  }

  // Brings the conjunct's decisions up to date: only those over whose facts an answer has changed.
  void refresh(const std::vector<std::size_t>& order) {
    if (std::ranges::none_of(order, [&](std::size_t i) { return nodes_[i].stale; })) return;
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    const auto values = rule_.values(draft_.frame());
    dmn::Evaluation evaluation(*rule_.version().model, values, machine);
    for (const auto i : order) {
      auto& node = nodes_[i];
      if (!node.stale) continue;
      for (const auto required : node.needs) {
        evaluation.set_decision(nodes_[required].decision, nodes_[required].value);
      }
      node.value = evaluation.decision(node.decision);
      node.stale = false;
    }
  }

  Step evaluate(std::optional<std::size_t> target = std::nullopt) {
    --budget_;
    Step out;
    bool open = false;
    for (const auto& order : conjuncts_) {
      refresh(order);
      const auto& value = nodes_[order.back()].value;
      if (value.is_true()) continue;
      if (value.is_false()) {
        seen_.add(Standing::False);
        return {Standing::False, {}, {}};
      }
      out.standing = Standing::Never;
      if (!value.is_unknown()) continue;
      std::vector<std::size_t> facts;
      for (const auto id : value.as_unknown().inputs->ids()) {
        if (Inputs::is_fact(id)) facts.push_back(index_of(id));
      }
      open = open || !facts.empty();
      auto& list = !target || std::ranges::find(facts, *target) != facts.end() ? out.open : out.elsewhere;
      list.insert(list.end(), facts.begin(), facts.end());
    }
    if (open) {
      out.standing = Standing::Open;
    } else {
      seen_.add(out.standing);
    }
    return out;
  }

  void assign(std::size_t i, std::size_t cell) {
    if (facts_[i].cell == cell) return;
    facts_[i].cell = cell;
    draft_.put(facts_[i].path, facts_[i].cells.values[cell]);
    outdate(i);
  }
  void outdate(std::size_t i) {
    for (const auto node : facts_[i].nodes) nodes_[node].stale = true;
  }
  void release(std::size_t i) {
    if (!facts_[i].cell) return;
    facts_[i].cell.reset();
    draft_.clear(facts_[i].path);
    outdate(i);
  }
  void release_all() {
    for (std::size_t i = 0; i < facts_.size(); ++i) release(i);
  }

  // The smallest domain first, so that the finest ones are left where a threshold must be met; later attempts
  // deviate at random.
  std::size_t choose(const std::vector<std::size_t>& open) {
    std::size_t best = open.front();
    std::size_t least = SIZE_MAX;
    for (const auto i : open) {
      const auto weight = facts_[i].cells.values.size() * (attempt_ == 0 ? 1 : 1 + shuffle_.below(kNoise));
      if (weight >= least) continue;
      best = i;
      least = weight;
    }
    return best;
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

  // Leaves a branch as soon as nothing hangs on the target any more.
  End explore(std::size_t target) {
    if (budget_ <= stop_) return End::Stopped;
    auto step = evaluate(target);
    if (std::erase(step.open, target) == 0) return End::Exhausted;
    if (step.open.empty()) step.open = std::move(step.elsewhere);
    if (step.open.empty()) return try_cells(target);
    return branch(choose(step.open), [&] { return explore(target); });
  }

  // As explore(), but found is the first completion of the other facts under which the outcome hangs on the
  // target as far as the engine can see.
  End dive(std::size_t target) {
    if (budget_ <= stop_) return End::Stopped;
    auto step = evaluate(target);
    if (std::erase(step.open, target) == 0) return End::Exhausted;
    if (step.open.empty()) step.open = std::move(step.elsewhere);
    if (step.open.empty()) return End::Found;
    return branch(choose(step.open), [&] { return dive(target); });
  }

  // From there at random to neighbours that differ in one fact and hang on the target as well. Thresholds of
  // sums, which a search in order meets late, are met soon.
  End walk(std::size_t target) {
    const auto cells = facts_[target].cells.values.size();
    while (budget_ > stop_) {
      Outcomes found;
      for (const auto cell : {std::size_t{0}, cells - 1, shuffle_.below(cells)}) {
        assign(target, cell);
        const auto standing = evaluate().standing;
        if (standing != Standing::Open) found.add(standing);
        if (!counts(found, others_)) continue;
        facts_[target].shown = found;
        return End::Found;
      }
      release(target);
      while (budget_ > stop_ && !step_aside(target)) {
      }
    }
    return End::Stopped;
  }

  // Another answer to one of the facts in place; taken back when nothing hangs on the target then.
  bool step_aside(std::size_t target) {
    const auto i = shuffle_.below(facts_.size());
    const auto kept = facts_[i].cell;
    if (i == target || !kept) {
      --budget_;
      return false;
    }
    assign(i, shuffle_.below(facts_[i].cells.values.size()));
    std::vector<std::size_t> added;
    for (;;) {
      auto step = evaluate(target);
      const bool hangs = std::erase(step.open, target) != 0;
      if (step.open.empty()) step.open = std::move(step.elsewhere);
      if (hangs && step.open.empty()) return true;
      if (!hangs || budget_ <= stop_) break;
      added.push_back(choose(step.open));
      assign(added.back(), shuffle_.below(facts_[added.back()].cells.values.size()));
    }
    for (const auto other : added) release(other);
    assign(i, *kept);
    return false;
  }

  End try_cells(std::size_t target) {
    Outcomes found;
    End end = facts_[target].cells.complete ? End::Exhausted : End::Sampled;
    for (std::size_t cell = 0; cell < facts_[target].cells.values.size(); ++cell) {
      assign(target, cell);
      const auto standing = evaluate().standing;
      if (standing == Standing::Open) {
        end = End::Sampled;
        continue;
      }
      found.add(standing);
      if (!counts(found, others_)) continue;
      facts_[target].shown = found;
      return End::Found;
    }
    release(target);
    return end;
  }

  // The target was just shown to matter: its present cell and another one differ.
  void share_both(std::size_t target) {
    auto& fact = facts_[target];
    fact.verdict = Verdict::Shown;
    share();
    const auto here = evaluate().standing;
    for (std::size_t cell = 0; cell < fact.cells.values.size(); ++cell) {
      assign(target, cell);
      const auto there = evaluate().standing;
      if (there != Standing::Open && there != here) return share();
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
  std::vector<Node> nodes_;
  std::vector<std::vector<std::size_t>> conjuncts_;  // each: nodes, what is required first, itself last
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
  // A conjunct that hangs on facts.
  struct Open {
    dmn::ElementIndex decision;
    std::vector<feel::InputId> facts;
    std::size_t group;  // those with the same number share facts, directly or through others
  };

  // Into groups of conjuncts that share no unknown fact.
  void divide() {
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    record(machine, cuts_);
    const auto values = rule_.values(frame_);
    dmn::Evaluation evaluation(*rule_.version().model, values, machine);
    --budget_;
    auto open = open_conjuncts(evaluation);
    unite(open);
    for (std::size_t number = 0; number < open.size(); ++number) {
      if (std::ranges::find(open, number, &Open::group) == open.end()) continue;
      auto& group = groups_.emplace_back(rule_, frame_, cuts_, as_of_, budget_);
      for (const auto& each : open) {
        if (each.group == number) group.add_conjunct(each.decision, evaluation);
      }
    }
  }

  std::vector<Open> open_conjuncts(dmn::Evaluation& evaluation) {
    std::vector<Open> open;
    for (const auto decision : rule_.conjuncts()) {
      const auto& value = evaluation.decision(decision);
      if (value.is_true()) continue;
      std::vector<feel::InputId> facts;
      if (value.is_unknown()) {
        std::ranges::copy_if(value.as_unknown().inputs->ids(), std::back_inserter(facts), Inputs::is_fact);
      }
      if (facts.empty()) {
        fixed_ = both(fixed_, Outcomes(value.is_false() ? Standing::False : Standing::Never));
      } else {
        open.push_back({decision, std::move(facts), open.size()});
      }
    }
    return open;
  }

  static void unite(std::vector<Open>& open) {
    for (std::size_t i = 0; i < open.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (std::ranges::find_first_of(open[j].facts, open[i].facts) == open[j].facts.end()) continue;
        for (auto& any : open) {
          if (any.group == open[j].group && &any != &open[j]) any.group = open[i].group;
        }
        open[j].group = open[i].group;
      }
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
