#include "dmn/batch_table.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace gangway::dmn {

using feel::Value;

namespace {

std::size_t lowest(std::uint64_t set) { return static_cast<std::size_t>(std::countr_zero(set)); }

// The loops over a block, compiled twice where the processor may have AVX2.
[[gnu::always_inline]] inline void narrow_body(std::uint64_t* words, const std::uint64_t* bits,
                                               const std::uint32_t* slots, std::size_t count) {
  for (std::size_t n = 0; n < count; ++n) words[n] &= bits[slots[n]];
}

[[gnu::always_inline]] inline void first_body(const std::uint64_t* words, std::uint32_t none,
                                              std::uint32_t* codes, std::size_t count) {
  for (std::size_t n = 0; n < count; ++n) {
    const auto first = static_cast<std::uint32_t>(__builtin_ctzll(words[n] | std::uint64_t{1} << 63U));
    codes[n] = words[n] == 0 ? none : first;
  }
}

#if defined(__x86_64__)
[[gnu::target("avx2,bmi")]] void narrow_avx2(std::uint64_t* words, const std::uint64_t* bits,
                                             const std::uint32_t* slots, std::size_t count) {
  narrow_body(words, bits, slots, count);
}
[[gnu::target("avx2,bmi")]] void first_avx2(const std::uint64_t* words, std::uint32_t none,
                                            std::uint32_t* codes, std::size_t count) {
  first_body(words, none, codes, count);
}
bool has_avx2() {
  static const bool has = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
  return has;
}
#endif

void narrow(std::uint64_t* words, const std::uint64_t* bits, const std::uint32_t* slots, std::size_t count) {
#if defined(__x86_64__)
  if (has_avx2()) return narrow_avx2(words, bits, slots, count);
#endif
  narrow_body(words, bits, slots, count);
}

void take_first(const std::uint64_t* words, std::uint32_t none, std::uint32_t* codes, std::size_t count) {
#if defined(__x86_64__)
  if (has_avx2()) return first_avx2(words, none, codes, count);
#endif
  first_body(words, none, codes, count);
}

}  // namespace

std::unique_ptr<TablePlan> TablePlan::create(const Logic& logic, const std::string& name,
                                             const std::vector<Source>& sources) {
  const auto& table = *logic.table;
  const auto& index = table.index();
  std::unique_ptr<TablePlan> plan(new TablePlan(logic, name));
  if (sources.size() != index.coded() || table.parts().inputs.size() != sources.size()) return nullptr;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].axis == nullptr) return nullptr;
    if (table.parts().inputs[i].allowed && !index.codes_allowed(i)) return nullptr;
    Column column;
    column.source = sources[i];
    plan->columns_.push_back(std::move(column));
  }
  if (!plan->add_values()) return nullptr;
  for (std::size_t rule = 0; rule < table.parts().rules.size(); ++rule) {
    plan->is_formula_.push_back(index.formulas(rule) != 0 ? 1 : 0);
  }
  plan->takes_first_ = table.stops_at_first() && !index.has_formulas();
  const auto policy = table.parts().hit_policy;
  plan->gives_one_ =
      policy != HitPolicy::Collect && policy != HitPolicy::RuleOrder && policy != HitPolicy::OutputOrder;
  return plan;
}

// False: some output is no constant, or not of the decision's type.
bool TablePlan::add_values() {
  feel::Diagnostics found;
  feel::Machine machine(found);
  for (std::size_t rule = 0; rule < table_.parts().rules.size(); ++rule) {
    const auto* const value = table_.constant_of(rule);
    if (value == nullptr) return false;
    values_.push_back(fit(*value, *logic_.type, machine, name_));
  }
  none_ = static_cast<std::uint32_t>(values_.size());
  const auto* const otherwise = table_.constant_default();
  if (otherwise == nullptr) return false;
  values_.push_back(fit(*otherwise, *logic_.type, machine, name_));
  return found.empty();
}

void TablePlan::look_up(Column& column) {
  const auto& axis = *column.source.axis;
  std::vector<Axis::Class> classes;
  std::size_t values = 0;
  if (column.source.input != nullptr) {
    column.version = column.source.input->version();
    classes = column.source.input->classes(axis);
    values = classes.size() - 2;
  } else {
    column.version = 1;
    for (const auto& each : column.source.decision->values()) classes.push_back(axis.classify(each));
    values = classes.size();
    classes.resize(values + 2, Axis::kUncoded);
  }
  const auto& layout = table_.index().layout();
  column.bits.assign(layout.words == 1 ? classes.size() : 0, 0);
  column.offsets.assign(classes.size(), 0);
  column.is_general.assign(classes.size(), 0);
  column.has_general = column.source.decision != nullptr;
  for (std::size_t slot = 0; slot < classes.size(); ++slot) {
    if (classes[slot] == Axis::kUncoded || axis.is_refused(classes[slot])) {
      column.is_general[slot] = 1;
      column.has_general = column.has_general || slot < values;
      continue;
    }
    if (layout.words == 1) column.bits[slot] = *axis.rows(classes[slot]);
    column.offsets[slot] = static_cast<std::uint32_t>(classes[slot] * layout.stride());
  }
}

void TablePlan::compute(std::size_t begin, std::size_t count) {
  if (begin == begin_) return;
  begin_ = begin;
  for (auto& column : columns_) {
    const auto& source = column.source;
    if (source.decision != nullptr) source.decision->compute(begin, count);
    const auto version = source.input != nullptr ? source.input->version() : 1;
    if (column.version != version) look_up(column);
    column.slots = source.input != nullptr ? &source.input->slots(begin, count) : &source.decision->codes();
  }
  if (table_.index().layout().words == 1) {
    narrow_words(count);
  } else {
    search_maps(count);
  }
  set_aside_general(count);
}

// The code of a person for whom `first` is the first rule that the bitmaps leave.
std::uint32_t TablePlan::settle(std::size_t first, bool is_several) const {
  const bool is_plain = table_.stops_at_first() || (gives_one_ && !is_several);
  if (!is_plain) return table_.index().has_formulas() ? general() : several();
  if (is_formula_[first] != 0) return general();
  return static_cast<std::uint32_t>(first);
}

void TablePlan::narrow_words(std::size_t count) {
  std::fill_n(words_.begin(), count, *table_.index().live());
  for (const auto& column : columns_) narrow(words_.data(), column.bits.data(), column.slots->data(), count);
  take_first(words_.data(), none_, codes_.data(), count);
  if (takes_first_) return;
  for (std::size_t n = 0; n < count; ++n) {
    if (words_[n] == 0) continue;
    codes_[n] = settle(codes_[n], (words_[n] & (words_[n] - 1)) != 0);
  }
}

// The rules that all of some bitmaps hold, looked for where their summaries meet.
class TablePlan::Search {
 public:
  explicit Search(const TablePlan& plan)
      : plan_(plan), layout_(plan.table_.index().layout()), width_(plan.columns_.size()) {
    maps_[width_] = plan.table_.index().live();
    for (std::size_t c = 0; c < width_; ++c) bases_[c] = plan.columns_[c].source.axis->rows(0);
  }

  [[nodiscard]] std::uint32_t code(std::size_t person) {
    for (std::size_t c = 0; c < width_; ++c) {
      const auto& column = plan_.columns_[c];
      maps_[c] = bases_[c] + column.offsets[(*column.slots)[person]];
    }
    std::optional<std::size_t> first;
    for (std::size_t group = 0; group < layout_.summaries; ++group) {
      for (auto words = common(group); words != 0; words &= words - 1) {
        const auto word = group * 64 + lowest(words);
        const auto rules = common(layout_.summaries + word);
        if (rules == 0) continue;
        const bool is_several = first || (rules & (rules - 1)) != 0;
        if (!first) first = word * 64 + lowest(rules);
        if (plan_.takes_first_) return static_cast<std::uint32_t>(*first);
        if (is_several) return plan_.settle(*first, true);
      }
    }
    return first ? plan_.settle(*first, false) : plan_.none_;
  }

 private:
  [[nodiscard]] std::uint64_t common(std::size_t word) const {
    auto out = maps_[width_][word];
    for (std::size_t c = 0; c < width_; ++c) out &= maps_[c][word];
    return out;
  }

  const TablePlan& plan_;
  const RowLayout& layout_;
  std::size_t width_;
  std::array<const std::uint64_t*, TableIndex::kMaxCoded + 1> maps_{};  // the last one: rules that can match
  std::array<const std::uint64_t*, TableIndex::kMaxCoded> bases_{};
};

void TablePlan::search_maps(std::size_t count) {
  Search search(*this);
  for (std::size_t n = 0; n < count; ++n) codes_[n] = search.code(n);
}

void TablePlan::set_aside_general(std::size_t count) {
  for (const auto& column : columns_) {
    const bool has_unknowns =
        column.source.input != nullptr && !column.source.input->column().unknowns.empty();
    if (!column.has_general && !has_unknowns) continue;
    for (std::size_t n = 0; n < count; ++n) {
      if (column.is_general[(*column.slots)[n]] != 0) codes_[n] = general();
    }
  }
}

Value TablePlan::several_of(std::size_t person, feel::Machine& machine) const {
  const auto& layout = table_.index().layout();
  Matches matches;
  for (std::size_t word = 0; word < layout.words; ++word) {
    const auto at = layout.summaries + word;
    auto rules = table_.index().live()[at];
    for (const auto& column : columns_) {
      const auto slot = (*column.slots)[person];
      rules &= (column.source.axis->rows(0) + column.offsets[slot])[at];
    }
    for (; rules != 0; rules &= rules - 1) matches.certain.push_back(word * 64 + lowest(rules));
  }
  Frame none(machine, nullptr, 0);  // constants need none
  return fit(table_.decide(none, matches), *logic_.type, machine, name_);
}

}  // namespace gangway::dmn
