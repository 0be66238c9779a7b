#include "policy/nearest.h"

#include <algorithm>

#include "feel/ops.h"
#include "policy/views.h"

namespace gangway::policy {
namespace {

using feel::Value;

constexpr int kHorizonMonths = 120;

// How far a value moves: numbers and dates by their distance, others not at all.
Decimal distance(const Value& from, const Value& to) {
  if (from.kind() == feel::Kind::Number && to.kind() == feel::Kind::Number) {
    const auto difference = Decimal::subtract(to.as_number(), from.as_number());
    return difference ? difference->abs() : Decimal(0);
  }
  if (from.kind() == feel::Kind::Date && to.kind() == feel::Kind::Date) {
    return Decimal(feel::days_from_civil(to.as_date()) - feel::days_from_civil(from.as_date())).abs();
  }
  return Decimal(0);
}

class Opener {
 public:
  Opener(const Rule& rule, const Frame& frame, Day as_of)
      : rule_(rule), draft_(rule.inputs(), frame), as_of_(as_of) {}

  // The value nearest to `current` that opens the route, all else unchanged.
  std::optional<Value> open_by(const FactPath& path, const Value& current) {
    const auto best = best_of(path, current);
    draft_.put(path, current);
    return best;
  }

 private:
  std::optional<Value> best_of(const FactPath& path, const Value& current) {
    draft_.clear(path);
    Cuts cuts;
    if (rule_.eligible(draft_.frame(), &cuts).is_false()) return std::nullopt;  // no value of it helps
    const auto cells = cells_of(path, rule_.inputs().id(path), cuts, as_of_);
    std::optional<Value> best;
    for (const auto& value : cells.values) {
      if (feel::identical(value, current) || !opens(path, value)) continue;
      if (!best || distance(current, value) < distance(current, *best)) best = value;
    }
    if (best && !cells.complete) best = narrowed(path, current, *best);
    return best;
  }

  bool opens(const FactPath& path, const Value& value) {
    draft_.put(path, value);
    return rule_.eligible(draft_.frame()).is_true();
  }

  // Sampled cells only show a value that opens; halving the way back to the current one finds the edge.
  Value narrowed(const FactPath& path, const Value& current, Value best) {
    if (best.kind() != feel::Kind::Number || current.kind() != feel::Kind::Number) return best;
    auto closed = current.as_number().to_int();
    auto open = best.as_number().to_int();
    while (closed && open && std::abs(*open - *closed) > 1) {
      const auto middle = *closed + (*open - *closed) / 2;
      (opens(path, Value::number(middle)) ? open : closed) = middle;
    }
    return open ? Value::number(*open) : best;
  }

  const Rule& rule_;
  Draft draft_;
  Day as_of_;
};

// The same facts on other days, asked for in any order: what a day has in common with the one before is kept.
class OtherDays {
 public:
  OtherDays(const Rule& rule, const Facts& facts, const Frame& today, Day as_of)
      : rule_(rule), facts_(facts), frame_(today), day_(as_of) {
    // What is closed today is looked at first on the other days.
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    const auto inputs = rule.values(today);
    dmn::Evaluation evaluation(*rule.version().model, inputs, machine);
    for (const auto conjunct : rule.conjuncts()) {
      if (!evaluation.decision(conjunct).is_true()) closed_.push_back(conjunct);
    }
  }

  bool open(Day day) {
    move_to(day);
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    const auto inputs = rule_.values(frame_);
    dmn::Evaluation evaluation(*rule_.version().model, inputs, machine);
    return std::ranges::all_of(closed_, [&](auto each) { return evaluation.decision(each).is_true(); }) &&
           evaluation.decision(rule_.version().eligible).is_true();
  }

 private:
  void move_to(Day day) {
    const auto& inputs = rule_.inputs();
    const bool same_year = year_of(day) == year_of(day_);
    const bool same_figures =
        same_year && std::ranges::all_of(inputs.parameters(), [&](const Parameter* parameter) {
          return parameter->by_year || parameter->on(day) == parameter->on(day_);
        });
    if (!same_figures) frame_.parameters = parameters_value(inputs, day);
    if (!same_year) frame_ = make_frame(inputs, facts_, day, frame_.parameters);
    frame_.as_of = date_value(day);
    day_ = day;
  }

  const Rule& rule_;
  const Facts& facts_;
  Frame frame_;
  Day day_;
  std::vector<dmn::ElementIndex> closed_;
};

}  // namespace

std::vector<Nearest> nearest_changes(const Rule& rule, const Facts& facts, const Frame& frame, Day as_of) {
  struct Candidate {
    Decimal moved;
    bool employer;
    Nearest nearest;
  };
  std::vector<Candidate> found;
  Opener opener(rule, frame, as_of);
  const auto& read = rule.version().facts;
  for (const auto& [name, current] : facts.all()) {
    const auto path = parse_path(rule.inputs().vocabulary(), name);
    if (!path || path->changes() == Changes::Nobody) continue;
    if (std::ranges::find(read, path->fact->id) == read.end()) continue;
    if (const auto to = opener.open_by(*path, current)) {
      FactChange change{name, path->label(), describe(*path, current), describe(*path, *to),
                        to_string(path->changes())};
      found.push_back({distance(current, *to), path->changes() == Changes::Employer, {{std::move(change)}}});
    }
  }
  std::ranges::stable_sort(found, [](const Candidate& a, const Candidate& b) {
    if (a.employer != b.employer) return b.employer;
    return a.moved < b.moved;
  });
  std::vector<Nearest> out;
  out.reserve(found.size());
  for (auto& candidate : found) out.push_back(std::move(candidate.nearest));
  return out;
}

std::optional<Day> opens_on(const Rule& rule, const Facts& facts, const Frame& frame, Day as_of) {
  Frame timeless = frame;
  timeless.as_of = Value::unknown(Inputs::as_of_id());
  if (rule.eligible(timeless).is_false()) return std::nullopt;  // no day helps

  const auto& version = rule.version();
  const auto last = std::min({add_months(as_of, kHorizonMonths), version.known_until,
                              version.until ? *version.until - std::chrono::days{1} : version.known_until});
  OtherDays days(rule, facts, frame, as_of);
  Day closed = as_of;
  for (int month = 1; closed < last; ++month) {
    const auto next = std::min(add_months(as_of, month), last);
    if (days.open(next)) {
      for (auto day = closed + std::chrono::days{1}; day < next; day += std::chrono::days{1}) {
        if (days.open(day)) return day;
      }
      return next;
    }
    closed = next;
  }
  return std::nullopt;
}

}  // namespace gangway::policy
