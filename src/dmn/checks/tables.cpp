#include "dmn/checks/tables.h"

#include <algorithm>
#include <numeric>

#include "dmn/checks/cover.h"
#include "dmn/checks/table_search.h"
#include "dmn/checks/table_shape.h"
#include "dmn/checks/table_trial.h"
#include "feel/ops.h"

namespace gangway::dmn {
namespace {

using feel::Value;

using Constants = std::vector<std::optional<Value>>;

std::string numbered(const std::vector<std::size_t>& rules) {
  constexpr std::size_t kMost = 10;
  std::string out;
  for (std::size_t i = 0; i < rules.size() && i < kMost; ++i) {
    if (i > 0) out += ", ";
    out += std::to_string(rules[i] + 1);
  }
  return rules.size() > kMost ? out + ", …" : out;
}

class TableChecker {
 public:
  TableChecker(const TableJob& job, const CheckOptions& options, Findings& findings)
      : job_(job),
        box_(job.box),
        options_(options),
        findings_(findings),
        shape_(job.box, job.scope, job.types),
        cover_(options.budget) {
    for (std::size_t i = 0; i < box_.outputs.size(); ++i) {
      outputs_.push_back(constant_outputs(box_, i, job.scope.scope()));
    }
  }

  void run() {
    check_outputs();
    check_order();
    trial_ = TableTrial::create(job_.expression, job_.scope, job_.types);
    if (!trial_) {
      findings_.add("D3904", job_.site);
      return;
    }
    shape_.build(findings_, job_.site);
    if (box_.rules.empty()) {
      findings_.add("D3410", job_.site);
      return;
    }
    if (shape_.is_degenerate()) return;
    check_own_cells();
    if (box_.hit_policy == HitPolicy::Unique || box_.hit_policy == HitPolicy::Any) check_overlaps();
    if (box_.hit_policy == HitPolicy::First) check_hidden();
    if (box_.hit_policy == HitPolicy::Priority) check_never_best();
    if (wants_all_covered()) check_gaps();
    if (cover_.exhausted()) {
      findings_.add("D3902", job_.site, {{"budget", std::to_string(options_.budget)}});
    }
  }

 private:
  // Tables that give lists may leave things out, and so may those that say what then holds.
  bool wants_all_covered() const {
    const bool single = box_.hit_policy == HitPolicy::Unique || box_.hit_policy == HitPolicy::Any ||
                        box_.hit_policy == HitPolicy::Priority || box_.hit_policy == HitPolicy::First;
    return single && std::ranges::none_of(box_.outputs, [](const TableOutput& each) {
             return each.default_entry.has_value();
           });
  }

  Site rule_site(std::size_t rule) const {
    auto out = job_.site;
    out.where = box_.rules[rule].where;
    out.rule = rule + 1;
    return out;
  }

  // ---- outputs

  void check_outputs() {
    for (std::size_t i = 0; i < box_.outputs.size(); ++i) {
      check_allowed(i);
      const bool adds = box_.aggregation == Aggregation::Sum;
      if (box_.hit_policy != HitPolicy::Collect || !adds) continue;
      for (std::size_t rule = 0; rule < box_.rules.size(); ++rule) {
        const auto& value = outputs_[i][rule];
        if (!value || value->kind() == feel::Kind::Number || value->is_null()) continue;
        findings_.add("D3409", rule_site(rule).at(Part::OutputEntry, i), {{"value", feel::to_feel(*value)}});
      }
    }
  }

  void check_allowed(std::size_t output) {
    const auto& clause = box_.outputs[output];
    const auto type = job_.types.find(clause.type_ref);
    std::optional<feel::Program> tests;
    feel::Diagnostics ignored;
    if (clause.allowed && !is_dash(*clause.allowed)) {
      auto made = feel::Program::compile_unary_tests(*clause.allowed, {{}, job_.scope.scope().types},
                                                     type ? type->type : feel::Type::any(), ignored);
      if (made) tests = *std::move(made);
    }
    for (std::size_t rule = 0; rule < box_.rules.size(); ++rule) {
      const auto& value = outputs_[output][rule];
      if (!value || value->is_null()) continue;
      feel::Machine machine(ignored);
      const bool in_list = !tests || tests->evaluate(std::span(&*value, 1), machine).is_true();
      const bool in_type = !type || !type->is_constrained || !fit(*value, *type, machine, {}).is_null();
      if (in_list && in_type) continue;
      findings_.add("D3408", rule_site(rule).at(Part::OutputEntry, output),
                    {{"value", feel::to_feel(*value)}});
    }
  }

  // PRIORITY and OUTPUT ORDER need the order of the output values; of several outputs, those without do not
  // count.
  void check_order() {
    if (box_.hit_policy != HitPolicy::Priority && box_.hit_policy != HitPolicy::OutputOrder) return;
    bool ordered = false;
    for (const auto& clause : box_.outputs) {
      orders_.emplace_back();
      if (!clause.allowed || is_dash(*clause.allowed)) continue;
      const auto listed = constant_of("[" + *clause.allowed + "]", {});
      if (listed && listed->kind() == feel::Kind::List) orders_.back() = listed->as_list();
      ordered = true;
    }
    if (ordered) return;
    orders_.clear();
    findings_.add("D3407", job_.site);
  }

  // ---- rules by themselves

  void check_own_cells() {
    for (std::size_t rule = 0; rule < box_.rules.size(); ++rule) {
      const auto& box = shape_.rules()[rule].box;
      const auto empty = std::ranges::find_if(box, [](const Bits& each) { return each.empty(); });
      if (empty == box.end()) continue;
      dead_.push_back(rule);
      const auto axis = static_cast<std::size_t>(empty - box.begin());
      const auto column = shape_.first_column(axis);
      findings_.add("D3404", rule_site(rule).at(Part::InputEntry, column),
                    {{"rule", std::to_string(rule + 1)}, {"column", std::to_string(column + 1)}});
    }
  }

  bool is_dead(std::size_t rule) const { return std::ranges::binary_search(dead_, rule); }

  // ---- pairs

  void check_overlaps() {
    std::size_t found = 0;
    for (std::size_t b = 0; b < box_.rules.size(); ++b) {
      for (std::size_t a = 0; a < b; ++a) {
        const auto& first = shape_.rules()[a];
        const auto& second = shape_.rules()[b];
        if (!meet(first.box, second.box)) continue;
        if (box_.hit_policy == HitPolicy::Any && same_outputs(a, b)) continue;
        if (!first.exact || !second.exact) {
          if (found < options_.per_table && search_overlap(a, b)) ++found;
          continue;
        }
        if (++found <= options_.per_table) report_overlap(a, b);
      }
    }
    more(found, box_.hit_policy == HitPolicy::Any ? "D3403" : "D3402");
  }

  // Both rules' outputs are constants, and equal.
  bool same_outputs(std::size_t a, std::size_t b) const {
    return std::ranges::all_of(outputs_, [&](const Constants& column) {
      return column[a] && column[b] && feel::equal(*column[a], *column[b]) != false;
    });
  }

  void report_overlap(std::size_t a, std::size_t b) {
    auto part = shape_.rules()[a].box;
    for (std::size_t i = 0; i < part.size(); ++i) part[i] &= shape_.rules()[b].box[i];
    auto outcome = trial_->run(shape_, part, box_.rules.size());
    const bool both = match_both(outcome, a, b);
    if (both && outcome.witness.through_variables && !is_wrong(outcome)) return;
    if (!both || !shape_.permits(part)) return unconfirmed(rule_site(b));
    add_overlap(a, b, std::move(outcome.witness));
  }

  // Of rules with cells that are formulas: only what was met by trying.
  bool search_overlap(std::size_t a, std::size_t b) {
    constexpr std::uint64_t kLooksPerPoint = 400;
    if (!search_) search_.emplace(box_, job_.scope, shape_, options_.budget / kLooksPerPoint);
    return search_->both(a, b, [&](const TableSearch::Slots& slots) {
      auto outcome = trial_->run(slots);
      if (!match_both(outcome, a, b) || !is_wrong(outcome)) return false;
      add_overlap(a, b, std::move(outcome.witness));
      return true;
    });
  }

  static bool match_both(const TableTrial::Outcome& outcome, std::size_t a, std::size_t b) {
    const auto& matched = outcome.witness.matched;
    return std::ranges::find(matched, a + 1) != matched.end() &&
           std::ranges::find(matched, b + 1) != matched.end();
  }

  // Whether outputs that are computed differ is for the table itself to say.
  bool is_wrong(const TableTrial::Outcome& outcome) const {
    const auto& said = outcome.diagnostics.all();
    return box_.hit_policy != HitPolicy::Any ||
           std::ranges::any_of(said, [](const auto& each) { return each.number == "D2102"; });
  }

  void add_overlap(std::size_t a, std::size_t b, Witness witness) {
    auto& finding = findings_.add(box_.hit_policy == HitPolicy::Any ? "D3403" : "D3402", rule_site(b),
                                  {{"first", std::to_string(a + 1)}, {"second", std::to_string(b + 1)}});
    attach(finding, std::move(witness));
  }

  void attach(Finding& finding, Witness witness) const {
    finding.witness = std::move(witness);
    finding.decision = job_.decision;
  }

  void unconfirmed(const Site& site) { findings_.add("D3905", site); }

  void more(std::size_t found, const char* number) {
    if (found <= options_.per_table) return;
    findings_.add("D3490", job_.site,
                  {{"count", std::to_string(found - options_.per_table)}, {"number", number}});
  }

  // ---- rules behind others

  void check_hidden() {
    for (std::size_t rule = 1; rule < box_.rules.size(); ++rule) {
      std::vector<std::size_t> before(rule);
      std::iota(before.begin(), before.end(), std::size_t{0});
      check_behind(rule, before, "D3405");
    }
  }

  // Under PRIORITY a rule is never chosen when better ones take all that it takes.
  void check_never_best() {
    if (orders_.empty()) return;
    std::vector<std::vector<std::size_t>> ranks;
    for (std::size_t rule = 0; rule < box_.rules.size(); ++rule) ranks.push_back(rank(rule));
    for (std::size_t rule = 0; rule < box_.rules.size(); ++rule) {
      if (ranks[rule].empty()) continue;
      std::vector<std::size_t> better;
      for (std::size_t other = 0; other < box_.rules.size(); ++other) {
        if (!ranks[other].empty() && ranks[other] < ranks[rule]) better.push_back(other);
      }
      check_behind(rule, better, "D3406");
    }
  }

  // How far down the lists of output values the rule's outputs stand; empty: some output is no constant.
  std::vector<std::size_t> rank(std::size_t rule) const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
      const auto& value = outputs_[i][rule];
      if (!value) return {};
      if (orders_[i].empty()) continue;
      const auto at = std::ranges::find_if(
          orders_[i], [&](const Value& each) { return feel::equal(*value, each) == true; });
      out.push_back(static_cast<std::size_t>(at - orders_[i].begin()));
    }
    return out;
  }

  void check_behind(std::size_t rule, const std::vector<std::size_t>& others, const char* number) {
    if (is_dead(rule)) return;
    const auto& box = shape_.rules()[rule].box;
    std::vector<const Box*> boxes;
    std::vector<std::size_t> in_front;
    for (const auto other : others) {
      const auto& shape = shape_.rules()[other];
      if (!shape.exact || !meet(shape.box, box)) continue;
      boxes.push_back(&shape.box);
      in_front.push_back(other);
      const bool alone =
          std::ranges::equal(shape.box, box, [](const Bits& a, const Bits& b) { return a.contains(b); });
      if (!alone) continue;
      return report_behind(rule, {other}, number);
    }
    if (boxes.empty() || cover_.uncovered(box, boxes) || cover_.exhausted()) return;
    report_behind(rule, in_front, number);
  }

  void report_behind(std::size_t rule, const std::vector<std::size_t>& in_front, const char* number) {
    auto outcome = trial_->run(shape_, shape_.rules()[rule].box, box_.rules.size());
    const bool taken = std::ranges::any_of(outcome.witness.matched, [&](std::size_t each) {
      return std::ranges::find(in_front, each - 1) != in_front.end();
    });
    if (!taken) return unconfirmed(rule_site(rule));
    auto& finding = findings_.add(number, rule_site(rule),
                                  {{"rule", std::to_string(rule + 1)}, {"others", numbered(in_front)}});
    attach(finding, std::move(outcome.witness));
  }

  // ---- gaps

  void check_gaps() {
    const auto space = shape_.expected();
    std::vector<Box> found;
    found.reserve(options_.per_table);
    std::vector<const Box*> boxes;
    for (const auto& rule : shape_.rules()) {
      if (meet(rule.box, space)) boxes.push_back(&rule.box);
    }
    while (auto part = cover_.uncovered(space, boxes)) {
      if (found.size() == options_.per_table) {
        findings_.add("D3491", job_.site, {{"number", "D3401"}});
        return;
      }
      found.push_back(widened(*std::move(part), space, boxes));
      boxes.push_back(&found.back());
      auto outcome = trial_->run(shape_, found.back(), box_.rules.size());
      if (!outcome.witness.matched.empty() || !shape_.permits(found.back())) {
        unconfirmed(job_.site);
        continue;
      }
      attach(findings_.add("D3401", job_.site), std::move(outcome.witness));
    }
  }

  const TableJob& job_;
  const TableBox& box_;
  const CheckOptions& options_;
  Findings& findings_;
  TableShape shape_;
  std::optional<TableTrial> trial_;
  Cover cover_;
  std::optional<TableSearch> search_;
  std::vector<Constants> outputs_;  // of the output columns
  std::vector<feel::List> orders_;  // of the output columns; empty: no order
  std::vector<std::size_t> dead_;   // rules that match nothing, ascending
};

}  // namespace

std::vector<std::optional<Value>> constant_outputs(const TableBox& box, std::size_t output,
                                                   const feel::Scope& scope) {
  std::vector<std::optional<Value>> out;
  for (const auto& rule : box.rules) {
    const auto& text = rule.outputs[output].text;
    out.push_back(is_dash(text) ? std::optional(Value()) : constant_of(text, scope));
  }
  return out;
}

void check_table(const TableJob& job, const CheckOptions& options, Findings& findings) {
  TableChecker(job, options, findings).run();
}

}  // namespace gangway::dmn
