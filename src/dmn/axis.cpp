#include "dmn/axis.h"

#include <algorithm>
#include <unordered_map>

namespace gangway::dmn {

using feel::Kind;
using feel::Range;
using feel::Value;

namespace {

constexpr std::int64_t kMaxDense = std::int64_t{1} << 16;

std::size_t index(Kind kind) { return static_cast<std::size_t>(kind); }

}  // namespace

void RowLayout::summarise(std::uint64_t* map) const {
  for (std::size_t i = 0; i < summaries; ++i) map[i] = 0;
  for (std::size_t i = 0; summaries > 0 && i < words; ++i) {
    if (map[summaries + i] != 0) map[i / 64] |= std::uint64_t{1} << (i % 64);
  }
}

namespace {

// The kind of a range's bounds; nullopt: they have two.
std::optional<Kind> kind_of(const Range& range) {
  if (!range.low) return range.high ? std::optional(range.high->kind()) : std::nullopt;
  if (range.high && range.high->kind() != range.low->kind()) return std::nullopt;
  return range.low->kind();
}

bool is_ordered(Kind kind) {
  return kind == Kind::Number || kind == Kind::String || kind == Kind::Date || kind == Kind::DaysDuration ||
         kind == Kind::MonthsDuration;
}

struct Slots {  // both included
  std::size_t first;
  std::size_t last;
};

}  // namespace

// Makes an Axis: for each kind of value sweeps over the slots and keeps a class per distinct bitmap.
class AxisBuilder {
 public:
  AxisBuilder(const RowLayout& layout, std::span<const Axis::Cell> cells, const Axis::Cell* allowed,
              std::size_t max_bytes)
      : layout_(layout),
        cells_(cells),
        allowed_(allowed),
        max_bytes_(max_bytes),
        words_((layout.rows + 1 + 63) / 64) {
    out_.stride_ = layout.stride();
    base_.assign(words_, 0);
    for (std::size_t row = 0; row < cells_.size(); ++row) {
      const auto form = cells_[row].form;
      if (form == Axis::Cell::Form::Any || form == Axis::Cell::Form::Formula) set(base_, row, true);
    }
    if (allowed_ == nullptr) set(base_, allowed_row(), true);
  }

  std::optional<Axis> build() {
    ask_feel();
    out_.modes_.fill(Axis::Mode::Foreign);
    for (const auto kind : {Kind::List, Kind::Context, Kind::Range, Kind::Function, Kind::Unknown}) {
      out_.modes_[index(kind)] = Axis::Mode::Uncoded;
    }
    out_.modes_[index(Kind::Null)] = Axis::Mode::Null;
    out_.null_ = intern(constant([](const Answers& each) { return each.null; }));
    out_.foreign_ = intern(constant([](const Answers& each) { return each.foreign; }));
    find_points();
    if (is_bounded_[index(Kind::Boolean)]) booleans();
    for (const auto kind :
         {Kind::Number, Kind::String, Kind::Date, Kind::DaysDuration, Kind::MonthsDuration}) {
      if (is_bounded_[index(kind)]) line(kind);
    }
    for (const auto kind : {Kind::Time, Kind::DateTime}) {
      if (is_bounded_[index(kind)]) out_.modes_[index(kind)] = Axis::Mode::Uncoded;
    }
    if (too_large_) return std::nullopt;
    return std::move(out_);
  }

 private:
  using Map = std::vector<std::uint64_t>;
  // Does the cell hold for null, and for a value of a kind that it does not speak of?
  struct Answers {
    bool null = false;
    bool foreign = false;
  };

  [[nodiscard]] std::size_t allowed_row() const { return layout_.rows; }

  static void set(Map& map, std::size_t row, bool value) {
    const auto bit = std::uint64_t{1} << (row % 64);
    map[row / 64] = value ? map[row / 64] | bit : map[row / 64] & ~bit;
  }

  // Calls visit(row, cell) for each cell that is a test.
  template <class Visit>
  void each_test(const Visit& visit) const {
    for (std::size_t row = 0; row < cells_.size(); ++row) {
      if (cells_[row].form == Axis::Cell::Form::Test) visit(row, cells_[row]);
    }
    if (allowed_ != nullptr) visit(allowed_row(), *allowed_);
  }

  static bool holds(const Axis::Cell& cell, const Value& value) {
    std::vector<Value> slots(cell.program->slots());  // it reads the last one alone
    slots.back() = value;
    feel::Diagnostics ignored(0);
    feel::Machine machine(ignored);
    return cell.program->evaluate(slots, machine).is_true();
  }

  static const Value& foreign_to(const feel::SimpleTest& test) {
    static const std::array<Value, 8> samples{
        Value(true),         Value::number(0),        Value::string(""),       Value(feel::Date{}),
        Value(feel::Time{}), Value(feel::DateTime{}), feel::MonthsDuration{0}, feel::DaysDuration{}};
    const auto speaks_of = [&](Kind kind) {
      return std::ranges::any_of(test.ranges, [&](const Range& each) { return kind_of(each) == kind; });
    };
    const auto* const found =
        std::ranges::find_if(samples, [&](const Value& each) { return !speaks_of(each.kind()); });
    return found == samples.end() ? samples.front() : *found;
  }

  void ask_feel() {
    answers_.resize(layout_.rows + 1);
    each_test([&](std::size_t row, const Axis::Cell& cell) {
      answers_[row] = {holds(cell, {}), holds(cell, foreign_to(*cell.test))};
    });
    answers_[allowed_row()].null = true;  // null is always allowed
  }

  template <class Answer>
  Map constant(const Answer& answer) const {
    auto map = base_;
    each_test([&](std::size_t row, const Axis::Cell&) { set(map, row, answer(answers_[row])); });
    return map;
  }

  void find_points() {
    each_test([&](std::size_t, const Axis::Cell& cell) {
      for (const auto& range : cell.test->ranges) {
        const auto kind = kind_of(range);
        if (!kind) continue;
        is_bounded_[index(*kind)] = true;
        if (*kind == Kind::String && range.form == Range::Form::Interval) out_.orders_texts_ = true;
        if (!is_ordered(*kind)) continue;
        auto& points = points_[index(*kind)];
        if (range.low) points.push_back(*range.low);
        if (range.high && range.form == Range::Form::Interval) points.push_back(*range.high);
      }
    });
    for (auto& points : points_) sort_values(points);
  }

  void booleans() {
    out_.modes_[index(Kind::Boolean)] = Axis::Mode::Boolean;
    for (const bool value : {false, true}) {
      auto map = base_;
      each_test([&](std::size_t row, const Axis::Cell& cell) { set(map, row, holds(cell, value)); });
      out_.boolean_[value ? 1 : 0] = intern(map);
    }
  }

  // The slots that one range holds; of the first one when there are two.
  static std::vector<Slots> slots_of(const Range& range, const Points& points) {
    const auto last = points.slots() - 1;
    const auto low = range.low ? points.slot(*range.low) : 0;
    if (range.form == Range::Form::Equal) return {{low, low}};
    if (range.form == Range::Form::NotEqual) return {{0, low - 1}, {low + 1, last}};
    const auto first = !range.low || range.low_end == Range::End::Closed ? low : low + 1;
    const auto high = range.high ? points.slot(*range.high) : last;
    const auto until = !range.high || range.high_end == Range::End::Closed ? high : high - 1;
    if (first > until) return {};
    return {{first, until}};
  }

  // The slots where a test holds for a value of this kind, ascending and apart from each other.
  std::vector<Slots> slots_of(std::size_t row, const feel::SimpleTest& test, Kind kind,
                              const Points& points) const {
    const auto last = points.slots() - 1;
    std::vector<Slots> found;
    bool speaks_of_kind = false;
    for (const auto& range : test.ranges) {
      const auto bound = kind_of(range);
      if (bound == Kind::Null && range.form == Range::Form::NotEqual) found.push_back({0, last});
      if (bound != kind) continue;
      speaks_of_kind = true;
      const auto more = slots_of(range, points);
      found.insert(found.end(), more.begin(), more.end());
    }
    if (!speaks_of_kind) return answers_[row].foreign ? std::vector<Slots>{{0, last}} : std::vector<Slots>{};
    auto merged = united(std::move(found));
    return test.is_negated ? others(merged, last) : merged;
  }

  static std::vector<Slots> united(std::vector<Slots> all) {
    std::ranges::sort(all, {}, &Slots::first);
    std::vector<Slots> out;
    for (const auto& each : all) {
      if (!out.empty() && each.first <= out.back().last + 1) {
        out.back().last = std::max(out.back().last, each.last);
      } else {
        out.push_back(each);
      }
    }
    return out;
  }

  static std::vector<Slots> others(const std::vector<Slots>& all, std::size_t last) {
    std::vector<Slots> out;
    std::size_t next = 0;
    for (const auto& each : all) {
      if (each.first > next) out.push_back({next, each.first - 1});
      next = each.last + 1;
    }
    if (next <= last) out.push_back({next, last});
    return out;
  }

  void line(Kind kind) {
    Axis::Line made;
    made.points.emplace(std::move(points_[index(kind)]));
    const auto& points = *made.points;
    std::vector<std::vector<std::uint32_t>> toggles(points.slots() + 1);  // rows that begin or end there
    each_test([&](std::size_t row, const Axis::Cell& cell) {
      for (const auto& each : slots_of(row, *cell.test, kind, points)) {
        toggles[each.first].push_back(static_cast<std::uint32_t>(row));
        toggles[each.last + 1].push_back(static_cast<std::uint32_t>(row));
      }
    });
    auto map = base_;
    for (std::size_t slot = 0; slot < points.slots() && !too_large_; ++slot) {
      for (const auto row : toggles[slot]) map[row / 64] ^= std::uint64_t{1} << (row % 64);
      made.classes.push_back(intern(map));
    }
    if (too_large_) return;
    if (kind == Kind::String) {
      out_.texts_ = TextIndex(points.points());
    } else {
      make_dense(made);
    }
    out_.modes_[index(kind)] = kind == Kind::String ? Axis::Mode::Text : Axis::Mode::Line;
    out_.line_of_[index(kind)] = static_cast<std::uint8_t>(out_.lines_.size());
    out_.lines_.push_back(std::move(made));
  }

  static void make_dense(Axis::Line& line) {
    const auto keys = line.points->keys();
    if (keys.empty() || keys.back() - keys.front() > kMaxDense) return;
    line.dense.low = keys.front() - 1;
    for (auto key = line.dense.low; key <= keys.back() + 1; ++key) {
      line.dense.classes.push_back(line.classes[line.points->slot(Points::Key{key, true})]);
    }
  }

  // The class of this bitmap, a new one if there is none like it.
  Axis::Class intern(const Map& map) {
    std::uint64_t hashed = 0;
    for (const auto word : map) hashed = (hashed ^ word) * 0x9E3779B97F4A7C15 + (hashed >> 29U);
    const auto [begin, end] = by_hash_.equal_range(hashed);
    for (auto at = begin; at != end; ++at) {
      if (maps_[at->second] == map) return at->second;
    }
    const auto made = static_cast<Axis::Class>(out_.refused_.size());
    if ((out_.maps_.size() + out_.stride_) * sizeof(std::uint64_t) > max_bytes_) {
      too_large_ = true;
      return 0;
    }
    by_hash_.emplace(hashed, made);
    maps_.push_back(map);
    const auto at = out_.maps_.size();
    out_.maps_.resize(at + out_.stride_);
    std::copy_n(map.begin(), layout_.words,
                out_.maps_.begin() + static_cast<std::ptrdiff_t>(at + layout_.summaries));
    if (layout_.rows % 64 != 0) {  // without the row that stands for what is allowed
      out_.maps_.back() &= (std::uint64_t{1} << (layout_.rows % 64)) - 1;
    }
    layout_.summarise(out_.maps_.data() + at);
    const bool is_allowed = (map[allowed_row() / 64] >> (allowed_row() % 64) & 1U) != 0;
    out_.refused_.push_back(is_allowed ? 0 : 1);
    return made;
  }

  RowLayout layout_;
  std::span<const Axis::Cell> cells_;
  const Axis::Cell* allowed_;
  std::size_t max_bytes_;
  std::size_t words_;  // of a Map: the rows, and one that stands for what is allowed
  Map base_;
  std::vector<Answers> answers_;
  std::array<bool, 14> is_bounded_{};
  std::array<std::vector<Value>, 14> points_;
  std::vector<Map> maps_;
  std::unordered_multimap<std::uint64_t, Axis::Class> by_hash_;
  bool too_large_ = false;
  Axis out_;
};

bool Axis::can_code(const feel::SimpleTest& test) {
  return !test.is_any && std::ranges::all_of(test.ranges, [](const Range& range) {
    const auto kind = kind_of(range);
    if (!kind) return false;
    if (range.form != Range::Form::Interval) return true;
    const bool is_backwards = range.low && range.high && is_less(*range.high, *range.low);
    return !is_backwards && (is_ordered(*kind) || *kind == Kind::Time || *kind == Kind::DateTime);
  });
}

std::optional<Axis> Axis::create(const RowLayout& layout, std::span<const Cell> cells, const Cell* allowed,
                                 std::size_t max_bytes) {
  return AxisBuilder(layout, cells, allowed, max_bytes).build();
}

Axis::Class Axis::on_line(const Line& line, const Value& value) const {
  if (!line.dense.classes.empty()) {
    const auto key = line.points->key(value);
    if (key && key->is_exact) {
      const auto last = static_cast<std::int64_t>(line.dense.classes.size()) - 1;
      const auto at = key->floor <= line.dense.low          ? 0
                      : key->floor >= line.dense.low + last ? last
                                                            : key->floor - line.dense.low;
      return line.dense.classes[static_cast<std::size_t>(at)];
    }
  }
  return line.classes[line.points->slot(value)];
}

Axis::Class Axis::of_text(const std::string& text, const Value& value) const {
  const auto& line = lines_[line_of_[index(Kind::String)]];
  if (const auto place = texts_.find(text)) return line.classes[2 * std::size_t{*place} + 1];
  return orders_texts_ ? line.classes[line.points->slot(value)] : line.classes.front();
}

Axis::Class Axis::classify(const Value& value) const {
  const auto kind = value.kind();
  switch (modes_[index(kind)]) {
    case Mode::Uncoded:
      return kUncoded;
    case Mode::Foreign:
      return foreign_;
    case Mode::Null:
      return null_;
    case Mode::Boolean:
      return boolean_[value.as_boolean() ? 1 : 0];
    case Mode::Line:
      return on_line(lines_[line_of_[index(kind)]], value);
    case Mode::Text:
      return of_text(value.as_string(), value);
  }
  return kUncoded;
}

const Axis::Line* Axis::line(Kind kind) const {
  const auto mode = modes_[index(kind)];
  return mode == Mode::Line || mode == Mode::Text ? &lines_[line_of_[index(kind)]] : nullptr;
}

std::optional<std::vector<Axis::Class>> Axis::classes_of(Kind kind) const {
  std::vector<Class> out;
  switch (modes_[index(kind)]) {
    case Mode::Uncoded:
      return std::nullopt;
    case Mode::Null:
      break;
    case Mode::Foreign:
      out.push_back(foreign_);
      break;
    case Mode::Boolean:
      out.assign(boolean_.begin(), boolean_.end());
      break;
    case Mode::Line:
    case Mode::Text: {
      const auto& found = *line(kind);
      for (std::size_t slot = 0; slot < found.classes.size(); ++slot) {
        if (found.points->is_inhabited(slot)) out.push_back(found.classes[slot]);
      }
      break;
    }
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

const Points* Axis::points(Kind kind) const {
  const auto* const found = line(kind);
  return found == nullptr ? nullptr : &*found->points;
}

std::span<const Axis::Class> Axis::slot_classes(Kind kind) const {
  const auto* const found = line(kind);
  return found == nullptr ? std::span<const Class>() : std::span(found->classes);
}

const Axis::Dense& Axis::dense(Kind kind) const {
  static const Dense none;
  const auto* const found = line(kind);
  return found == nullptr ? none : found->dense;
}

Points merged_points(std::span<const Axis* const> axes, Kind kind) {
  std::vector<Value> points;
  for (const auto* const axis : axes) {
    if (const auto* const more = axis->points(kind)) {
      points.insert(points.end(), more->points().begin(), more->points().end());
    }
  }
  sort_values(points);
  return Points(std::move(points));
}

Axis::Class class_at(const Axis& axis, Kind kind, const Points& finer, std::size_t slot) {
  const auto* const own = axis.points(kind);
  if (own == nullptr) return axis.foreign_class();
  const auto classes = axis.slot_classes(kind);
  if (slot / 2 == finer.points().size()) return classes.back();
  const auto at = own->slot(finer.points()[slot / 2]);
  // In the gap below a point: below it on this axis too, unless the axis has no such point.
  return classes[slot % 2 == 0 && at % 2 == 1 ? at - 1 : at];
}

}  // namespace gangway::dmn
