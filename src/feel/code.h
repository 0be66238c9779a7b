// The compiled form of one text: instructions with indices instead of names, evaluated by eval.cpp.
//
// Shape:  flat tables; an instruction refers to others by index and always to earlier ones, so that there can
//         be no cycle and no jump: nothing is left for a verifier. Each carries the function that evaluates
//         it, chosen for its operands (handlers.cpp). Local variables live in one frame per function call; a
//         lambda copies what it captures. Why so: docs/adr/0010-feel-compiled-form.md.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "feel/builtin.h"
#include "feel/machine.h"
#include "feel/type.h"
#include "feel/value.h"

namespace gangway::feel {

enum class OpCode : std::uint8_t {
#define OPCODE(name) name,
#include "feel/opcodes.def"
#undef OPCODE
};

constexpr std::uint32_t kNone = 0xFFFFFFFF;

class Evaluator;
struct Op;
// Gives the value where it lies already, or puts it into `scratch` and gives that.
using Handler = const Value& (*)(Evaluator& evaluator, const Op& op, Value& scratch);

struct Op {
  OpCode code = OpCode::Constant;
  std::uint8_t variant = 0;
  std::uint32_t a = kNone;
  std::uint32_t b = kNone;
  std::uint32_t c = kNone;
  Span span;
  Handler run = nullptr;
};

// A captured variable: a slot of the program or a place in the frame of the surrounding function.
struct Capture {
  bool is_slot = false;
  std::uint32_t index = 0;  // there
  std::uint32_t place = 0;  // in the lambda's own frame
};

// The frame begins with the parameters.
struct LambdaCode {
  std::vector<std::string> parameters;
  TypePtr type;
  std::vector<Capture> captures;
  std::uint32_t body = 0;
  std::uint32_t frame_size = 0;
  std::uint32_t weight = 1;  // what one call counts against Limits::depth
};

struct Code : std::enable_shared_from_this<Code> {
  std::string text;
  TypePtr type;
  std::vector<std::uint32_t> used;
  std::uint32_t slots = 0;
  std::uint32_t root = 0;
  std::uint32_t frame_size = 0;

  std::vector<Op> ops;
  std::vector<Value> constants;
  std::vector<std::string> names;
  std::vector<TypePtr> types;
  std::vector<const Builtin*> builtins;
  std::vector<LambdaCode> lambdas;
  std::vector<std::uint32_t> lists;  // rows: count, then the entries

  [[nodiscard]] std::span<const std::uint32_t> row(std::uint32_t start) const {
    return std::span(lists).subspan(start + 1, lists[start]);
  }
};

}  // namespace gangway::feel
