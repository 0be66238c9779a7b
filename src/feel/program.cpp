#include "feel/program.h"

#include <array>

#include "feel/compiler.h"
#include "feel/eval.h"

namespace gangway::feel {

Result<Program> Program::compile(std::string_view text, const Scope& scope, Diagnostics& diagnostics) {
  const Parsed parsed = parse_expression(text, scope, diagnostics);
  if (!parsed.root) return fail(ErrorCode::Invalid, "feel.not_compiled");
  return Program(compile_tree(parsed, static_cast<std::uint32_t>(scope.variables.size()), text));
}

Result<Program> Program::compile_unary_tests(std::string_view text, const Scope& scope, TypePtr input_type,
                                             Diagnostics& diagnostics) {
  const Parsed parsed = parse_unary_tests(text, scope, input_type, diagnostics);
  if (!parsed.root) return fail(ErrorCode::Invalid, "feel.not_compiled");
  return Program(compile_tree(parsed, static_cast<std::uint32_t>(scope.variables.size() + 1), text));
}

namespace {

template <std::size_t size>
Value evaluate_in(const Code& code, std::span<const Value> slots, Machine& machine) {
  std::array<Value, size> frame;
  return Evaluator(code, machine, slots, frame.data()).eval(code.root);
}

}  // namespace

Value Program::evaluate(std::span<const Value> slots, Machine& machine) const {
  constexpr std::size_t kFew = 3;
  constexpr std::size_t kInline = 16;
  if (code_->frame_size == 0) return Evaluator(*code_, machine, slots, nullptr).eval(code_->root);
  if (code_->frame_size <= kFew) return evaluate_in<kFew>(*code_, slots, machine);
  if (code_->frame_size <= kInline) return evaluate_in<kInline>(*code_, slots, machine);
  std::vector<Value> frame(code_->frame_size);
  return Evaluator(*code_, machine, slots, frame.data()).eval(code_->root);
}

const TypePtr& Program::type() const { return code_->type; }
const std::vector<std::uint32_t>& Program::used() const { return code_->used; }
const std::string& Program::text() const { return code_->text; }
std::size_t Program::slots() const { return code_->slots; }

}  // namespace gangway::feel
