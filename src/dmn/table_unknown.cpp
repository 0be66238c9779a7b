// The exact answer of a table with unknown columns: every combination of the columns' classes is tried, those
// that leave the same rules as one. Columns that read the same untouched input are cut together.
#include <algorithm>
#include <map>
#include <set>

#include "dmn/table.h"

namespace gangway::dmn {

using feel::InputSet;
using feel::Kind;
using feel::Value;

namespace {

constexpr std::size_t kBudget = 1U << 14U;  // combinations looked at, outcomes compared

using Mask = std::vector<std::uint64_t>;  // of the candidate rules
using Masks = std::set<Mask>;

std::optional<Kind> kind_of(const feel::Type& type) {
  switch (type.tag) {
    case feel::Type::Tag::Boolean:
      return Kind::Boolean;
    case feel::Type::Tag::Number:
      return Kind::Number;
    case feel::Type::Tag::String:
      return Kind::String;
    case feel::Type::Tag::Date:
      return Kind::Date;
    case feel::Type::Tag::Time:
      return Kind::Time;
    case feel::Type::Tag::DateTime:
      return Kind::DateTime;
    case feel::Type::Tag::DaysDuration:
      return Kind::DaysDuration;
    case feel::Type::Tag::MonthsDuration:
      return Kind::MonthsDuration;
    default:
      return std::nullopt;
  }
}

// One class per axis.
using Classes = std::vector<Axis::Class>;

// The classes that one value of an ordered kind can have on several axes at once.
std::vector<Classes> joint_classes(const std::vector<const Axis*>& axes, Kind kind) {
  const auto points = merged_points(axes, kind);
  std::vector<Classes> out;
  for (std::size_t slot = 0; slot < points.slots(); ++slot) {
    if (!points.is_inhabited(slot)) continue;
    Classes found;
    for (const auto* const axis : axes) found.push_back(class_at(*axis, kind, points, slot));
    out.push_back(std::move(found));
  }
  return out;
}

}  // namespace

class Completions {
 public:
  Completions(const Table& table, Frame& frame, const Matches& matches)
      : table_(table), frame_(frame), matches_(matches) {
    const auto certain = matches.certain.all();
    const auto possible = matches.possible.all();
    std::ranges::merge(certain, possible, std::back_inserter(rules_));
    all_.assign((rules_.size() + 63) / 64, 0);
    for (std::size_t i = 0; i < rules_.size(); ++i) all_[i / 64] |= std::uint64_t{1} << (i % 64);
  }

  std::optional<Value> answer() {
    if (!make_groups()) return std::nullopt;
    if (!make_layers()) return std::nullopt;
    const auto& complete = before_.back();
    for (const auto& mask : complete) {
      const auto found = outcome(mask);
      if (!found) return std::nullopt;
    }
    if (outcomes_.size() == 1) return outcomes_.front();
    std::shared_ptr<const InputSet> matters;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      const auto found = does_matter(i);
      if (!found) return std::nullopt;
      if (*found) matters = unite(matters, groups_[i].inputs);
    }
    return matters ? std::optional(Value::unknown(std::move(matters))) : std::nullopt;
  }

 private:
  // Columns of one untouched input, or a single one.
  struct Group {
    std::optional<feel::InputId> origin;
    std::shared_ptr<const InputSet> inputs;
    std::vector<std::size_t> columns;
    Masks masks;  // of the candidates, that its values leave
  };

  bool spend(std::size_t cost) {
    spent_ += cost;
    return spent_ <= kBudget && frame_.machine.spend(cost);
  }

  bool make_groups() {
    for (const auto& [column, unknown] : matches_.unknown) {
      if (column >= table_.index().coded() || table_.index().axis(column) == nullptr) return false;
      const auto same = std::ranges::find_if(groups_, [&, &value = unknown](const Group& each) {
        return each.origin && each.origin == value.origin;
      });
      if (same == groups_.end()) {
        groups_.push_back({unknown.origin, unknown.inputs, {column}, {}});
      } else {
        same->columns.push_back(column);
      }
    }
    return std::ranges::all_of(groups_, [this](Group& each) { return fill(each); });
  }

  bool fill(Group& group) {
    std::vector<const Axis*> axes;
    for (const auto column : group.columns) axes.push_back(table_.index().axis(column));
    const auto kind = kind_of(*table_.parts().inputs[group.columns.front()].value->type());
    if (!kind) return false;
    std::vector<Classes> all;
    for (const auto* const axis : axes) {
      if (!axis->classes_of(*kind)) return false;
    }
    if (*kind == Kind::Boolean) {
      for (const bool value : {false, true}) {
        Classes each;
        for (const auto* const axis : axes) each.push_back(axis->classify(value));
        all.push_back(std::move(each));
      }
    } else if (axes.size() > 1) {
      all = joint_classes(axes, *kind);
    } else {
      const auto classes = axes.front()->classes_of(*kind);
      for (const auto each : *classes) all.push_back({each});
    }
    Classes null;
    for (const auto* const axis : axes) null.push_back(axis->null_class());
    all.push_back(std::move(null));
    for (const auto& each : all) {
      if (!spend(1 + rules_.size() / 64)) return false;
      if (auto mask = mask_of(axes, each)) group.masks.insert(*std::move(mask));
    }
    return true;
  }

  // nullopt: some column does not allow the value.
  std::optional<Mask> mask_of(const std::vector<const Axis*>& axes, const Classes& classes) const {
    auto mask = all_;
    const auto summaries = table_.index().layout().summaries;
    for (std::size_t a = 0; a < axes.size(); ++a) {
      if (axes[a]->is_refused(classes[a])) return std::nullopt;
      const auto* const map = axes[a]->rows(classes[a]) + summaries;
      for (std::size_t i = 0; i < rules_.size(); ++i) {
        const auto row = rules_[i];
        if ((map[row / 64] >> (row % 64) & 1U) == 0) mask[i / 64] &= ~(std::uint64_t{1} << (i % 64));
      }
    }
    return mask;
  }

  // All ways to narrow `from` by one of `by`; nullopt: too many.
  std::optional<Masks> narrowed(const Masks& from, const Masks& by) {
    Masks out;
    if (!spend(from.size() * by.size())) return std::nullopt;
    for (const auto& a : from) {
      for (const auto& b : by) {
        Mask both = a;
        for (std::size_t i = 0; i < both.size(); ++i) both[i] &= b[i];
        out.insert(std::move(both));
      }
    }
    return out;
  }

  bool make_layers() {
    before_.push_back({all_});
    for (const auto& group : groups_) {
      auto next = narrowed(before_.back(), group.masks);
      if (!next) return false;
      before_.push_back(*std::move(next));
    }
    after_.assign(groups_.size() + 1, Masks{all_});
    for (std::size_t i = groups_.size(); i-- > 1;) {
      auto next = narrowed(after_[i + 1], groups_[i].masks);
      if (!next) return false;
      after_[i] = *std::move(next);
    }
    return true;
  }

  // Is there a completion of the others under which two values of this group give another outcome?
  std::optional<bool> does_matter(std::size_t group) {
    const auto& masks = groups_[group].masks;
    if (masks.size() < 2) return false;
    const auto others = narrowed(before_[group], after_[group + 1]);
    if (!others || !spend(others->size() * masks.size())) return std::nullopt;
    for (const auto& other : *others) {
      std::optional<std::size_t> first;
      for (const auto& mask : masks) {
        Mask both = other;
        for (std::size_t i = 0; i < both.size(); ++i) both[i] &= mask[i];
        const auto found = outcome(both);
        if (!found) return std::nullopt;
        if (first && *first != *found) return true;
        first = found;
      }
    }
    return false;
  }

  // The number of the outcome when these candidates match; nullopt: it holds an unknown, or too many differ.
  std::optional<std::size_t> outcome(const Mask& mask) {
    const auto [at, is_new] = known_.try_emplace(mask, 0);
    if (!is_new) return at->second;
    Matches matches;
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      if ((mask[i / 64] >> (i % 64) & 1U) == 0) continue;
      matches.certain.push_back(rules_[i]);
      if (table_.stops_at_first()) break;
    }
    auto value = table_.decide(frame_, matches);
    if (feel::unknown_inputs(std::span(&value, 1), feel::Depth::Deep)) return std::nullopt;
    if (!spend(outcomes_.size() + 4)) return std::nullopt;
    const auto same =
        std::ranges::find_if(outcomes_, [&](const Value& each) { return feel::identical(each, value); });
    at->second = static_cast<std::size_t>(same - outcomes_.begin());
    if (same == outcomes_.end()) outcomes_.push_back(std::move(value));
    return at->second;
  }

  const Table& table_;
  Frame& frame_;
  const Matches& matches_;
  std::vector<std::uint32_t> rules_;  // that match in some completion
  Mask all_;
  std::vector<Group> groups_;
  std::vector<Masks> before_;  // [i]: narrowed by the groups before i
  std::vector<Masks> after_;   // [i]: by group i and those after it
  std::map<Mask, std::size_t> known_;
  std::vector<Value> outcomes_;
  std::size_t spent_ = 0;
};

std::optional<Value> Table::complete(Frame& frame, const Matches& matches) const {
  if (!matches.is_coded) return std::nullopt;
  return Completions(*this, frame, matches).answer();
}

}  // namespace gangway::dmn
