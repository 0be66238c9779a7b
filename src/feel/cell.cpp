// A cell's compiled form to what it asks of the input.
#include "feel/code.h"
#include "feel/ops.h"
#include "feel/program.h"

namespace gangway::feel {

namespace {

bool is_single(const Value& value) {
  return value.kind() != Kind::List && value.kind() != Kind::Range && value.kind() != Kind::Function;
}

Range exactly(const Value& value, Range::Form form = Range::Form::Equal) {
  return {value, value, Range::End::Closed, Range::End::Closed, form};
}

Range compared(Comparison op, const Value& bound) {
  switch (op) {
    case Comparison::Less:
      return {std::nullopt, bound, Range::End::Open, Range::End::Open, Range::Form::Interval};
    case Comparison::LessEqual:
      return {std::nullopt, bound, Range::End::Open, Range::End::Closed, Range::Form::Interval};
    case Comparison::Greater:
      return {bound, std::nullopt, Range::End::Open, Range::End::Open, Range::Form::Interval};
    case Comparison::GreaterEqual:
      return {bound, std::nullopt, Range::End::Closed, Range::End::Open, Range::Form::Interval};
    case Comparison::NotEqual:
      return exactly(bound, Range::Form::NotEqual);
    case Comparison::Equal:
      break;
  }
  return exactly(bound);
}

// Adds what one constant alternative accepts; false when it is no simple one.
bool add(const Value& value, std::vector<Range>& ranges) {
  if (value.kind() == Kind::Range) {
    ranges.push_back(value.as_range());
    return true;
  }
  if (value.kind() == Kind::List) {
    for (const Value& item : value.as_list()) {
      // A list in a list is meant for inputs that are lists.
      if (item.kind() == Kind::List || !add(item, ranges)) return false;
    }
    return true;
  }
  if (!is_single(value)) return false;
  ranges.push_back(exactly(value));
  return true;
}

}  // namespace

std::optional<SimpleTest> Program::simple_test() const {
  const Code& code = *code_;
  const Op* op = &code.ops[code.root];
  SimpleTest test;
  if (op->code == OpCode::Constant) {
    if (!code.constants[op->a].is_true()) return std::nullopt;
    test.is_any = true;
    return test;
  }
  if (op->code == OpCode::Not) {
    test.is_negated = true;
    op = &code.ops[op->a];
  }
  const bool on_input =
      op->code == OpCode::In && code.ops[op->a].code == OpCode::Slot && code.ops[op->a].a + 1 == code.slots;
  if (!on_input) return std::nullopt;
  for (const std::uint32_t each : code.row(op->b)) {
    const Op& alternative = code.ops[each];
    if (alternative.code == OpCode::Test && code.ops[alternative.a].code == OpCode::Constant) {
      const Value& bound = code.constants[code.ops[alternative.a].a];
      if (!is_single(bound)) return std::nullopt;
      test.ranges.push_back(compared(static_cast<Comparison>(alternative.variant), bound));
    } else if (alternative.code != OpCode::Constant || !add(code.constants[alternative.a], test.ranges)) {
      return std::nullopt;
    }
  }
  return test;
}

}  // namespace gangway::feel
