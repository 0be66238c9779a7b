// for, some, every, filters and positions.
#include <algorithm>
#include <array>

#include "feel/eval.h"

namespace gangway::feel {

namespace {

constexpr std::uint32_t kMaxValueDepth = 200;  // lists in lists that a loop over `partial` may build

// What the ends of an iteration `a..b` are counted in.
std::optional<std::int64_t> ordinal(const Value& value) {
  if (value.kind() == Kind::Number) return value.as_number().to_int();
  if (value.kind() == Kind::Date) return days_from_civil(value.as_date());
  return std::nullopt;
}

Value from_ordinal(std::int64_t n, Kind kind) {
  if (kind == Kind::Number) return Value::number(n);
  const auto date = civil_from_days(n);
  return date ? Value(*date) : Value();
}

// Is a value at most `budget` lists and contexts deep? Spends a step per member it looks at.
bool is_shallow(Machine& machine, const Value& value, std::uint32_t budget) {
  if (value.kind() != Kind::List && value.kind() != Kind::Context) return true;
  if (budget == 0 || !machine.spend()) return false;
  if (value.kind() == Kind::List) {
    const auto& items = value.as_list();
    return std::all_of(items.begin(), items.end(),
                       [&](const Value& each) { return is_shallow(machine, each, budget - 1); });
  }
  const auto& entries = value.as_context().entries();
  return std::all_of(entries.begin(), entries.end(),
                     [&](const auto& each) { return is_shallow(machine, each.second, budget - 1); });
}

// What a filter of the value looks at: its items, or itself.
std::span<const Value> items_of(const Value& base) {
  return base.kind() == Kind::List ? std::span<const Value>(base.as_list()) : std::span(&base, 1);
}

std::vector<const Value*> addresses(std::span<const Value> items) {
  std::vector<const Value*> out;
  for (const Value& each : items) out.push_back(&each);
  return out;
}

Value list_of(const Chosen& chosen) {
  List items;
  items.reserve(chosen.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) items.push_back(chosen[i]);
  return Value::list(std::move(items));
}

}  // namespace

Value item_at(Machine& machine, const Value& list, const Value& position, Span span) {
  const auto at = position.as_number().to_int();
  if (!at) return machine.fault("F1720", span);
  const bool many = list.kind() == Kind::List;
  const auto size = many ? static_cast<std::int64_t>(list.as_list().size()) : std::int64_t{1};
  const std::int64_t i = *at > 0 ? *at - 1 : *at < 0 && *at >= -size ? size + *at : size;
  if (i >= size) return {};
  return many ? list.as_list()[static_cast<std::size_t>(i)] : list;
}

// One run of for, some or every: visits every combination of the iterators' items, the last one fastest.
class LoopRun {
 public:
  enum class Next : std::uint8_t { Go, Stop };

  LoopRun(Evaluator& evaluator, const Op& op)
      : evaluator_(evaluator), machine_(evaluator.machine_), op_(op), row_(evaluator.code_.row(op.b)) {}
  virtual ~LoopRun() = default;
  LoopRun(const LoopRun&) = delete;
  LoopRun& operator=(const LoopRun&) = delete;

  Next visit(std::size_t k = 0) {
    if (k * 3 == row_.size()) return machine_.spend() ? step() : failed();
    Value scratch;
    const Value& domain = evaluator_.ref(row_[k * 3 + 1], scratch);
    if (row_[k * 3 + 2] != kNone) {
      Value scratch_to;
      const Value& to = evaluator_.ref(row_[k * 3 + 2], scratch_to);
      return visit_between(k, domain, to, true, true, true);
    }
    switch (domain.kind()) {
      case Kind::Unknown:
        return visit_unknown(k, std::span(&domain, 1));
      case Kind::List: {
        const Value kept = domain;  // the body may overwrite the place that holds it
        if (row_.size() == 3) expect(kept.as_list().size());
        for (const Value& item : kept.as_list()) {
          if (visit_item(k, item) == Next::Stop) return Next::Stop;
        }
        return Next::Go;
      }
      case Kind::Range: {
        const Range& range = domain.as_range();
        if (!range.low || !range.high || range.form == Range::Form::NotEqual) return failed("F1721");
        return visit_between(k, *range.low, *range.high, range.low_end == Range::End::Closed,
                             range.high_end == Range::End::Closed, false);
      }
      case Kind::Null:
        return failed("F1722");
      default:
        return visit_item(k, Value(domain));  // one item instead of a list of it
    }
  }

 protected:
  virtual void expect(std::size_t /*rounds*/) {}
  virtual Next step() = 0;
  virtual void domain_unknown(const InputSet& inputs) = 0;
  virtual Next failed() = 0;

  Next failed(const char* number) {
    (void)machine_.fault(number, op_.span);
    return failed();
  }
  Value body() { return evaluator_.eval(op_.a); }
  const Value& body(Value& scratch) { return evaluator_.ref(op_.a, scratch); }

  Evaluator& evaluator_;
  Machine& machine_;
  const Op& op_;
  int unsure_ = 0;  // above zero: the round stands for items that there may be

 private:
  Next visit_item(std::size_t k, const Value& item) {
    evaluator_.frame_[row_[k * 3]] = item;
    return visit(k + 1);
  }

  // Which items there are is not known: one round with an unknown item shows what else the answer hangs on.
  Next visit_unknown(std::size_t k, std::span<const Value> because) {
    const Value some = evaluator_.lost(because);
    domain_unknown(*some.as_unknown().inputs);
    ++unsure_;
    ++machine_.quiet;
    const Next next = visit_item(k, some);
    --machine_.quiet;
    --unsure_;
    return next;
  }

  Next visit_between(std::size_t k, const Value& a, const Value& b, bool first, bool last, bool may_descend) {
    if (a.is_unknown() || b.is_unknown()) return visit_unknown(k, std::array{a, b});
    const auto from = ordinal(a);
    const auto to = ordinal(b);
    if (!from || !to || a.kind() != b.kind()) return failed("F1721");
    if (*from > *to && !may_descend) return failed("F1721");
    const Kind kind = a.kind();
    const bool up = *from <= *to;
    const auto distance = up ? static_cast<std::uint64_t>(*to) - static_cast<std::uint64_t>(*from)
                             : static_cast<std::uint64_t>(*from) - static_cast<std::uint64_t>(*to);
    if (distance >= machine_.limits().list_size) return failed("F1903");
    const auto n = static_cast<std::int64_t>(distance);
    for (std::int64_t i = first ? 0 : 1; i <= (last ? n : n - 1); ++i) {
      if (visit_item(k, from_ordinal(up ? *from + i : *from - i, kind)) == Next::Stop) return Next::Stop;
    }
    return Next::Go;
  }

  std::span<const std::uint32_t> row_;
};

namespace {

class ForRun : public LoopRun {
 public:
  ForRun(Evaluator& evaluator, const Op& op, Value* partial) : LoopRun(evaluator, op), partial_(partial) {}

  Value result() {
    if (failed_) return {};
    if (inputs_.empty()) return Value::list(std::move(items_));
    if (const auto held = unknown_inputs(items_, Depth::Deep)) inputs_.unite(*held);
    return Value::unknown(std::make_shared<const InputSet>(std::move(inputs_)));
  }

 protected:
  void expect(std::size_t rounds) override { items_.reserve(std::min(rounds, machine_.limits().list_size)); }
  Next step() override {
    if (items_.size() >= machine_.limits().list_size) return LoopRun::failed("F1903");
    // The list so far is copied for a body that reads it: the price of immutable values.
    if (partial_ != nullptr) {
      if (!machine_.spend(items_.size())) return failed();
      *partial_ =
          inputs_.empty() ? Value::list(items_) : Value::unknown(std::make_shared<const InputSet>(inputs_));
    }
    Value value = body();
    if (machine_.exhausted()) return failed();
    if (unsure_ > 0) {
      if (const auto held = unknown_inputs(std::span(&value, 1), Depth::Deep)) inputs_.unite(*held);
      return Next::Go;
    }
    if (partial_ != nullptr && !is_shallow(machine_, value, kMaxValueDepth)) return LoopRun::failed("F1904");
    items_.push_back(std::move(value));
    return Next::Go;
  }
  void domain_unknown(const InputSet& inputs) override { inputs_.unite(inputs); }
  Next failed() override {
    if (unsure_ > 0 && !machine_.exhausted()) return Next::Go;
    failed_ = true;
    return Next::Stop;
  }

 private:
  Value* partial_;
  List items_;
  InputSet inputs_;  // not empty: what the items are is not known
  bool failed_ = false;
};

class QuantifierRun : public LoopRun {
 public:
  // `deciding`: the answer of one item that settles the whole (true for some, false for every).
  QuantifierRun(Evaluator& evaluator, const Op& op, bool deciding)
      : LoopRun(evaluator, op), deciding_(deciding) {}

  Value result() {
    if (decided_) return deciding_;
    // Where something unknown stands before the failure, it could still decide.
    if (failed_ && (inputs_.empty() || machine_.exhausted())) return {};
    if (!inputs_.empty()) return Value::unknown(std::make_shared<const InputSet>(std::move(inputs_)));
    if (has_null_) return {};
    return !deciding_;
  }

 protected:
  Next step() override {
    // Once something is unknown, later items count only if that does not decide first.
    const bool unsure = !inputs_.empty();
    if (unsure) ++machine_.quiet;
    Value scratch;
    const Value& value = body(scratch);
    if (unsure) --machine_.quiet;
    if (machine_.exhausted()) return failed();
    if (value.kind() == Kind::Boolean) {
      if (value.as_boolean() != deciding_ || unsure_ > 0) return Next::Go;
      decided_ = true;
      return Next::Stop;
    }
    if (value.is_unknown()) {
      inputs_.unite(*value.as_unknown().inputs);
    } else {
      if (!value.is_null() && !unsure) (void)machine_.fault("F1723", op_.span);
      has_null_ = true;
    }
    return Next::Go;
  }
  void domain_unknown(const InputSet& inputs) override { inputs_.unite(inputs); }
  Next failed() override {
    if (unsure_ > 0 && !machine_.exhausted()) return Next::Go;
    failed_ = true;
    return Next::Stop;
  }

 private:
  bool deciding_;
  bool decided_ = false;
  bool failed_ = false;
  bool has_null_ = false;
  InputSet inputs_;
};

}  // namespace

Value Evaluator::for_loop(const Op& op) {
  ForRun run(*this, op, op.c == kNone ? nullptr : frame_ + op.c);
  (void)run.visit();
  return run.result();
}

Value Evaluator::quantified(const Op& op) {
  QuantifierRun run(*this, op, op.code == OpCode::Some);
  (void)run.visit();
  return run.result();
}

Value Evaluator::filter(const Op& op) {
  Value scratch;
  const Value& found = ref(op.a, scratch);
  if (found.is_null()) return {};
  if (found.is_unknown()) return select_from_unknown(found, op);
  const Value base = found;  // the condition may overwrite the place that holds it
  Chosen chosen;
  Value otherwise;
  if (!select(base, op, chosen, otherwise)) return otherwise;
  return list_of(chosen);
}

// Which items there are is not known; what the condition says of an unknown one tells what else matters.
Value Evaluator::select_from_unknown(const Value& base, const Op& op) {
  const Value kept = lost(std::span(&base, 1));
  if (op.c != kNone) frame_[op.c] = kept;
  ++machine_.quiet;
  const Value verdict = eval(op.b);
  --machine_.quiet;
  return lost(std::array{kept, verdict});
}

// A condition that gives a number for the first item is a position; else one that is neither true, false nor
// null makes the whole null. True: the items are those `chosen` from `base`; false: the answer is
// `otherwise`.
bool Evaluator::select(const Value& base, const Op& op, Chosen& chosen, Value& otherwise) {
  const auto items = items_of(base);
  if (items.empty()) {
    otherwise = select_from_nothing(op);
    return false;
  }
  InputSet inputs;
  std::vector<const Value*> uncertain;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (op.c != kNone) frame_[op.c] = items[i];
    if (!machine_.spend()) return false;
    Value scratch;
    const Value& verdict = ref(op.b, scratch);
    if (verdict.is_true()) {
      chosen.add(items[i]);
    } else if (verdict.is_unknown()) {
      if (op.variant == 0) report_use(verdict);  // perhaps it is a position
      inputs.unite(*verdict.as_unknown().inputs);
      uncertain.push_back(&items[i]);
    } else if (verdict.kind() == Kind::Number && i == 0) {
      otherwise = item_at(machine_, base, Value(verdict), op.span);
      return false;
    } else if (!verdict.is_false() && !verdict.is_null()) {
      if (uncertain.empty()) {
        otherwise = machine_.fault("F1724", op.span);
        return false;
      }
      // The first item's condition may still come out as a position.
      uncertain = addresses(items);
      break;
    }
    if (machine_.exhausted()) return false;
  }
  if (uncertain.empty()) return true;
  for (const Value* each : uncertain) chosen.add(*each);
  otherwise = lost_items(chosen, std::move(inputs));
  return false;
}

// Which items there are is not known: neither is anything that they hold.
Value Evaluator::lost_items(const Chosen& chosen, InputSet inputs) {
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    report_use(chosen[i]);
    if (const auto held = unknown_inputs(std::span(&chosen[i], 1), Depth::Deep)) inputs.unite(*held);
  }
  return Value::unknown(std::make_shared<const InputSet>(std::move(inputs)));
}

// No item of an empty list can be meant, but whether that is null or an empty list depends on the condition.
Value Evaluator::select_from_nothing(const Op& op) {
  if (op.variant == 1) return Value::list({});
  if (op.c != kNone) frame_[op.c] = Value();
  ++machine_.quiet;
  const Value verdict = eval(op.b);
  --machine_.quiet;
  if (verdict.is_unknown()) return lost(std::span(&verdict, 1));
  return verdict.kind() == Kind::Number ? Value() : Value::list({});
}

Value Evaluator::index(const Op& op) {
  Value scratch_base;
  Value scratch_position;
  const Value& base = ref(op.a, scratch_base);
  const Value& position = ref(op.b, scratch_position);
  return item_of(base, position, op.span);
}

Value Evaluator::item_of(const Value& list, const Value& position, Span span) {
  if (list.is_null()) return {};
  if (list.is_unknown() || position.is_unknown()) return lost(std::array{list, position});
  if (position.is_null()) return machine_.fault("F1720", span);
  return item_at(machine_, list, position, span);
}

// The filter there, with what it keeps between its rounds forgotten.
const Op& Evaluator::filter_at(std::uint32_t index) {
  const Op& op = ops_[index];
  if (op.code != OpCode::Fresh) return op;
  forget(op.b);
  return ops_[op.a];
}

// `list[condition][n]` and `list[condition].name[n]` with a constant n: the one item, without the lists
// between.
Value Evaluator::filtered_index(const Op& op) {
  const Op& inner = ops_[op.a];
  const Op* path = inner.code == OpCode::Path ? &inner : nullptr;
  const Op& filter = filter_at(path != nullptr ? path->a : op.a);
  if (!machine_.spend()) return {};
  Value scratch;
  const Value& found = ref(filter.a, scratch);
  if (found.is_null()) return {};
  if (found.is_unknown()) return select_from_unknown(found, filter);
  const Value base = found;
  Chosen chosen;
  Value otherwise;
  const bool known = select(base, filter, chosen, otherwise);
  const Value& position = code_.constants[ops_[op.b].a];
  const auto at = position.as_number().to_int();
  const bool plain = known && at && *at > 0;
  bool members = true;
  for (std::size_t i = 0; path != nullptr && i < chosen.size(); ++i) {
    members = members && chosen[i].kind() == Kind::Context;
  }
  if (plain && members) {
    const auto i = static_cast<std::size_t>(*at - 1);
    if (i >= chosen.size()) return {};
    if (path == nullptr) return chosen[i];
    const Value* member = chosen[i].as_context().find(code_.names[path->b], path->c);
    return member != nullptr ? *member : Value();
  }
  if (known) otherwise = list_of(chosen);
  Value kept;
  const Value& list = path != nullptr ? member_of(otherwise, *path, kept) : otherwise;
  return item_of(list, position, op.span);
}

// count(list[condition]).
Value Evaluator::filtered_count(const Op& op) {
  const Op& filter = filter_at(code_.row(op.b).front());
  if (!machine_.spend()) return {};
  Value scratch;
  const Value& found = ref(filter.a, scratch);
  Value otherwise;
  if (found.is_unknown()) {
    otherwise = lost(std::span(&found, 1));
  } else if (!found.is_null()) {
    const Value base = found;
    Chosen chosen;
    if (select(base, filter, chosen, otherwise))
      return Value::number(static_cast<std::int64_t>(chosen.size()));
  }
  return invoke(*code_.builtins[op.a], machine_, std::span(&otherwise, 1), op.span);
}

}  // namespace gangway::feel
