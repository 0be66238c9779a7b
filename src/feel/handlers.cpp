// What evaluates an instruction: a function for each opcode, and faster ones where an operand is a slot, a
// constant or a local variable, or a name is a known component.
//
// Shape:  a handler looks at its operands' kinds first: two numbers (for comparisons also two strings or
//         dates) are dealt with here, everything else, null and unknown included, by the general function.
#include "feel/compiler.h"
#include "feel/eval.h"

namespace gangway::feel {

namespace {

// Where an operand comes from.
enum class From : std::uint8_t { Op, Slot, Constant, Local };

bool holds(Comparison op, std::strong_ordering order) {
  switch (op) {
    case Comparison::Equal:
      return order == 0;
    case Comparison::NotEqual:
      return order != 0;
    case Comparison::Less:
      return order < 0;
    case Comparison::LessEqual:
      return order <= 0;
    case Comparison::Greater:
      return order > 0;
    case Comparison::GreaterEqual:
      return order >= 0;
  }
  return false;
}

constexpr bool is_equality(Comparison op) { return op == Comparison::Equal || op == Comparison::NotEqual; }

template <Arithmetic op>
std::optional<Decimal> calculated(const Decimal& a, const Decimal& b) {
  if constexpr (op == Arithmetic::Add) return Decimal::add(a, b);
  if constexpr (op == Arithmetic::Subtract) return Decimal::subtract(a, b);
  if constexpr (op == Arithmetic::Multiply) return Decimal::multiply(a, b);
  if constexpr (op == Arithmetic::Divide) return Decimal::divide(a, b);
  return Decimal::power(a, b);
}

constexpr std::uint8_t kYear = 1;
constexpr std::uint8_t kMonth = 2;
constexpr std::uint8_t kDay = 3;

std::uint8_t date_component(std::string_view name) {
  return name == "year" ? kYear : name == "month" ? kMonth : name == "day" ? kDay : std::uint8_t{0};
}

}  // namespace

struct Handlers {
  static const Value& put(Value& scratch, Value value) {
    scratch = std::move(value);
    return scratch;
  }

  template <Value (Evaluator::*method)(const Op&)>
  static const Value& computed(Evaluator& evaluator, const Op& op, Value& scratch) {
    return put(scratch, evaluator.machine_.spend() ? (evaluator.*method)(op) : Value());
  }
  template <const Value& (Evaluator::*method)(const Op&, Value&)>
  static const Value& found(Evaluator& evaluator, const Op& op, Value& scratch) {
    return (evaluator.*method)(op, scratch);
  }
  template <const Value& (Evaluator::*method)(const Op&, Value&)>
  static const Value& counted(Evaluator& evaluator, const Op& op, Value& scratch) {
    if (!evaluator.machine_.spend()) return put(scratch, {});
    return (evaluator.*method)(op, scratch);
  }
  // Evaluated by In alone.
  static const Value& part(Evaluator& /*evaluator*/, const Op& /*op*/, Value& scratch) {
    return put(scratch, {});
  }

  template <From from>
  static const Value& operand(Evaluator& evaluator, std::uint32_t index, Value& scratch) {
    if constexpr (from == From::Slot) return evaluator.slots_[index];
    if constexpr (from == From::Constant) return evaluator.code_.constants[index];
    if constexpr (from == From::Local) return evaluator.frame_[index];
    return evaluator.ref(index, scratch);
  }
  template <From from>
  static const Value& leaf(Evaluator& evaluator, const Op& op, Value& scratch) {
    return operand<from>(evaluator, op.a, scratch);
  }

  template <From from>
  static const Value& member(Evaluator& evaluator, const Op& op, Value& scratch) {
    const Value& base = operand<from>(evaluator, op.a, scratch);
    if (op.variant != 0 && base.kind() == Kind::Date) {
      const Date& date = base.as_date();
      const auto part = op.variant == kYear ? date.year : op.variant == kMonth ? date.month : date.day;
      return put(scratch, Value::number(part));
    }
    return evaluator.member_of(base, op, scratch);
  }

  template <Arithmetic operation, From left, From right>
  static const Value& arithmetic(Evaluator& evaluator, const Op& op, Value& scratch) {
    if (!evaluator.machine_.spend()) return put(scratch, {});
    Value other;
    const Value& a = operand<left>(evaluator, op.a, scratch);
    const Value& b = operand<right>(evaluator, op.b, other);
    if (a.kind() == Kind::Number && b.kind() == Kind::Number) {
      if (const auto result = calculated<operation>(a.as_number(), b.as_number())) {
        return put(scratch, Value(*result));
      }
    }
    return put(scratch, feel::arithmetic(evaluator.machine_, operation, a, b, op.span));
  }

  template <Comparison comparison, From left, From right>
  static const Value& compare(Evaluator& evaluator, const Op& op, Value& scratch) {
    if (!evaluator.machine_.spend()) return put(scratch, {});
    Value other;
    const Value& a = operand<left>(evaluator, op.a, scratch);
    const Value& b = operand<right>(evaluator, op.b, other);
    if (a.kind() == b.kind()) {
      if (a.kind() == Kind::Number) {
        return put(scratch, holds(comparison, Decimal::compare(a.as_number(), b.as_number())));
      }
      if (a.kind() == Kind::Date) return put(scratch, holds(comparison, a.as_date() <=> b.as_date()));
      if (a.kind() == Kind::String && is_equality(comparison)) {
        return put(scratch, (a.as_string() == b.as_string()) == (comparison == Comparison::Equal));
      }
    }
    return put(scratch, feel::compare(evaluator.machine_, comparison, a, b, op.span));
  }

  template <bool conjunction>
  static const Value& logic(Evaluator& evaluator, const Op& op, Value& scratch) {
    Machine& machine = evaluator.machine_;
    if (!machine.spend()) return put(scratch, {});
    const Value& a = evaluator.ref(op.a, scratch);
    if (conjunction ? a.is_false() : a.is_true()) return a;
    // With an unknown beside it, what the other reports may not come to pass.
    const bool unsure = a.is_unknown();
    if (unsure) ++machine.quiet;
    Value other;
    const Value& b = evaluator.ref(op.b, other);
    if (unsure) --machine.quiet;
    if (a.kind() == Kind::Boolean && b.kind() == Kind::Boolean) return put(scratch, b.as_boolean());
    return put(scratch, conjunction ? logical_and(a, b) : logical_or(a, b));
  }

  // --- choosing

  template <Arithmetic operation, From left>
  static Handler arithmetic_of(From right) {
    switch (right) {
      case From::Slot:
        return arithmetic<operation, left, From::Slot>;
      case From::Constant:
        return arithmetic<operation, left, From::Constant>;
      case From::Local:
        return arithmetic<operation, left, From::Local>;
      case From::Op:
        break;
    }
    return arithmetic<operation, left, From::Op>;
  }
  template <Arithmetic operation>
  static Handler arithmetic_of(From left, From right) {
    switch (left) {
      case From::Slot:
        return arithmetic_of<operation, From::Slot>(right);
      case From::Constant:
        return arithmetic_of<operation, From::Constant>(right);
      case From::Local:
        return arithmetic_of<operation, From::Local>(right);
      case From::Op:
        break;
    }
    return arithmetic_of<operation, From::Op>(right);
  }
  static Handler arithmetic_of(Arithmetic operation, From left, From right) {
    switch (operation) {
      case Arithmetic::Add:
        return arithmetic_of<Arithmetic::Add>(left, right);
      case Arithmetic::Subtract:
        return arithmetic_of<Arithmetic::Subtract>(left, right);
      case Arithmetic::Multiply:
        return arithmetic_of<Arithmetic::Multiply>(left, right);
      case Arithmetic::Divide:
        return arithmetic_of<Arithmetic::Divide>(left, right);
      case Arithmetic::Power:
        break;
    }
    return arithmetic_of<Arithmetic::Power>(left, right);
  }

  template <Comparison comparison, From left>
  static Handler compare_of(From right) {
    switch (right) {
      case From::Slot:
        return compare<comparison, left, From::Slot>;
      case From::Constant:
        return compare<comparison, left, From::Constant>;
      case From::Local:
        return compare<comparison, left, From::Local>;
      case From::Op:
        break;
    }
    return compare<comparison, left, From::Op>;
  }
  template <Comparison comparison>
  static Handler compare_of(From left, From right) {
    switch (left) {
      case From::Slot:
        return compare_of<comparison, From::Slot>(right);
      case From::Constant:
        return compare_of<comparison, From::Constant>(right);
      case From::Local:
        return compare_of<comparison, From::Local>(right);
      case From::Op:
        break;
    }
    return compare_of<comparison, From::Op>(right);
  }
  static Handler compare_of(Comparison comparison, From left, From right) {
    switch (comparison) {
      case Comparison::Equal:
        return compare_of<Comparison::Equal>(left, right);
      case Comparison::NotEqual:
        return compare_of<Comparison::NotEqual>(left, right);
      case Comparison::Less:
        return compare_of<Comparison::Less>(left, right);
      case Comparison::LessEqual:
        return compare_of<Comparison::LessEqual>(left, right);
      case Comparison::Greater:
        return compare_of<Comparison::Greater>(left, right);
      case Comparison::GreaterEqual:
        break;
    }
    return compare_of<Comparison::GreaterEqual>(left, right);
  }

  static Handler member_of(From base) {
    switch (base) {
      case From::Slot:
        return member<From::Slot>;
      case From::Constant:
        return member<From::Constant>;
      case From::Local:
        return member<From::Local>;
      case From::Op:
        break;
    }
    return member<From::Op>;
  }

  // Says where the operand comes from and, unless it is computed, puts the index there in its place.
  static From placed(const Code& code, std::uint32_t& operand) {
    const Op& op = code.ops[operand];
    switch (op.code) {
      case OpCode::Slot:
        operand = op.a;
        return From::Slot;
      case OpCode::Constant:
        operand = op.a;
        return From::Constant;
      case OpCode::Local:
        operand = op.a;
        return From::Local;
      default:
        return From::Op;
    }
  }

  static Handler general(OpCode code) {
    switch (code) {
      case OpCode::Constant:
        return leaf<From::Constant>;
      case OpCode::Slot:
        return leaf<From::Slot>;
      case OpCode::Local:
        return leaf<From::Local>;
      case OpCode::Member:
      case OpCode::Path:
        return member<From::Op>;
      case OpCode::MemberOr:
        return found<&Evaluator::member_or_ref>;
      case OpCode::Negate:
        return computed<&Evaluator::negated>;
      case OpCode::Arithmetic:
      case OpCode::Compare:
        return by_variant;
      case OpCode::And:
        return logic<true>;
      case OpCode::Or:
        return logic<false>;
      case OpCode::Not:
        return computed<&Evaluator::negation>;
      case OpCode::Between:
        return computed<&Evaluator::between_op>;
      case OpCode::In:
        return computed<&Evaluator::in>;
      case OpCode::Test:
      case OpCode::Condition:
        return part;
      case OpCode::If:
        return counted<&Evaluator::conditional>;
      case OpCode::For:
        return computed<&Evaluator::for_loop>;
      case OpCode::Some:
      case OpCode::Every:
        return computed<&Evaluator::quantified>;
      case OpCode::Filter:
        return computed<&Evaluator::filter>;
      case OpCode::Index:
        return computed<&Evaluator::index>;
      case OpCode::Once:
        return found<&Evaluator::once>;
      case OpCode::Fresh:
        return counted<&Evaluator::fresh>;
      case OpCode::InstanceOf:
        return computed<&Evaluator::instance>;
      case OpCode::Lambda:
        return computed<&Evaluator::lambda>;
      case OpCode::External:
        return computed<&Evaluator::external>;
      case OpCode::CallBuiltin:
        return computed<&Evaluator::call_builtin>;
      case OpCode::Call:
        return computed<&Evaluator::call>;
      case OpCode::List:
        return computed<&Evaluator::list>;
      case OpCode::Context:
        return computed<&Evaluator::context>;
      case OpCode::Range:
        return computed<&Evaluator::range>;
    }
    return part;
  }

  // While constants are folded, before operands have their places.
  static const Value& by_variant(Evaluator& evaluator, const Op& op, Value& scratch) {
    const Handler handler = op.code == OpCode::Compare
                                ? compare_of(static_cast<Comparison>(op.variant), From::Op, From::Op)
                                : arithmetic_of(static_cast<Arithmetic>(op.variant), From::Op, From::Op);
    return handler(evaluator, op, scratch);
  }

  static bool is_filter(const Code& code, std::uint32_t index) {
    const Op& op = code.ops[index];
    return (op.code == OpCode::Fresh ? code.ops[op.a] : op).code == OpCode::Filter;
  }
  static bool picks_from_filter(const Code& code, const Op& op) {
    const Op& inner = code.ops[op.a];
    const Op& position = code.ops[op.b];
    return is_filter(code, inner.code == OpCode::Path ? inner.a : op.a) &&
           position.code == OpCode::Constant && code.constants[position.a].kind() == Kind::Number;
  }
  static bool counts_filter(const Code& code, const Op& op) {
    const auto arguments = code.row(op.b);
    return op.c == kNone && arguments.size() == 1 && code.builtins[op.a]->name == "count" &&
           is_filter(code, arguments.front());
  }

  static void choose(Code& code, Op& op) {
    switch (op.code) {
      case OpCode::Arithmetic: {
        const From left = placed(code, op.a);
        op.run = arithmetic_of(static_cast<Arithmetic>(op.variant), left, placed(code, op.b));
        break;
      }
      case OpCode::Compare: {
        const From left = placed(code, op.a);
        op.run = compare_of(static_cast<Comparison>(op.variant), left, placed(code, op.b));
        break;
      }
      case OpCode::Member:
      case OpCode::Path:
        op.variant = date_component(code.names[op.b]);
        op.run = member_of(placed(code, op.a));
        break;
      case OpCode::Index:
        if (picks_from_filter(code, op)) op.run = computed<&Evaluator::filtered_index>;
        break;
      case OpCode::CallBuiltin:
        if (counts_filter(code, op)) op.run = computed<&Evaluator::filtered_count>;
        break;
      default:
        break;
    }
  }
};

Handler handler_of(OpCode code) { return Handlers::general(code); }

// From the last: an instruction looks at what its operands were before they were given their places.
void specialise(Code& code) {
  for (auto op = code.ops.rbegin(); op != code.ops.rend(); ++op) Handlers::choose(code, *op);
}

}  // namespace gangway::feel
