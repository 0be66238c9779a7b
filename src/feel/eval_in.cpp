// `in`, and the unary tests of decision tables.
#include "feel/eval.h"

namespace gangway::feel {

namespace {

bool is_unset(const Value& value) { return value.is_null(); }

}  // namespace

// Any test that holds decides; the order does not matter. A test that gives null decides nothing.
Value Evaluator::in(const Op& op) {
  Value scratch;
  const Value& input = ref(op.a, scratch);
  if (op.c != kNone) frame_[op.c] = input;
  const auto tests = code_.row(op.b);
  Value answer = tests.empty() ? Value(false) : test(input, tests.front());
  for (std::size_t i = 1; i < tests.size() && !answer.is_true(); ++i) {
    const Value next = test(input, tests[i]);
    // Among several alternatives one that does not apply to the value is simply not met.
    answer = logical_or(is_unset(answer) ? Value(false) : answer, is_unset(next) ? Value(false) : next);
  }
  return answer;
}

Value Evaluator::test(const Value& input, std::uint32_t index) {
  const Op& op = code_.ops[index];
  Value scratch;
  if (op.code == OpCode::Test) {
    const Value& bound = ref(op.a, scratch);
    return compare(machine_, static_cast<Comparison>(op.variant), input, bound, op.span);
  }
  if (op.code == OpCode::Condition) {
    Value verdict = eval(op.a);
    if (verdict.kind() == Kind::Boolean || verdict.is_null() || verdict.is_unknown()) return verdict;
    return matches(input, verdict, op.span);
  }
  const Value& against = ref(index, scratch);
  const Op& asked = op.code == OpCode::Once ? code_.ops[op.a] : op;
  if (asked.code == OpCode::Range && against.is_null()) return within(input, asked);
  return matches(input, against, op.span);
}

// An interval that is none, such as `[5..1]` or `[1.."a"]`, is not the null that a null input equals: each
// bound is asked for itself (DMN 1.5 table 55).
Value Evaluator::within(const Value& input, const Op& interval) {
  Value low;
  Value high;
  if (interval.a == kNone || interval.b == kNone) return {};
  const auto from = (interval.variant & 1U) != 0 ? Comparison::GreaterEqual : Comparison::Greater;
  const auto to = (interval.variant & 2U) != 0 ? Comparison::LessEqual : Comparison::Less;
  ++machine_.quiet;  // what is wrong with the bounds has been said
  const Value above = compare(machine_, from, input, ref(interval.a, low), interval.span);
  const Value below = compare(machine_, to, input, ref(interval.b, high), interval.span);
  --machine_.quiet;
  return logical_and(above, below);
}

// Is the input the value, in the range, or does it match an item of the list?
Value Evaluator::matches(const Value& input, const Value& against, Span span) {
  if (against.kind() == Kind::Range && input.kind() != Kind::Range) {
    return in_range(machine_, input, against.as_range(), span);
  }
  if (against.kind() != Kind::List) return compare(machine_, Comparison::Equal, input, against, span);
  Value answer = false;
  if (input.kind() == Kind::List) {
    answer = compare(machine_, Comparison::Equal, input, against, span);
    if (is_unset(answer)) answer = false;
  }
  for (const Value& item : against.as_list()) {
    if (answer.is_true() || !machine_.spend()) break;
    Value one;
    if (item.kind() == Kind::Range && input.kind() != Kind::Range) {
      one = in_range(machine_, input, item.as_range(), span);
    } else {
      // An item of another kind is not the one; that is no fault.
      ++machine_.quiet;
      one = compare(machine_, Comparison::Equal, input, item, span);
      --machine_.quiet;
    }
    answer = logical_or(answer, is_unset(one) ? Value(false) : one);
  }
  return answer;
}

}  // namespace gangway::feel
