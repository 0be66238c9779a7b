#include "feel/compiler.h"

#include <algorithm>
#include <array>
#include <map>

#include "feel/check.h"
#include "feel/eval.h"

namespace gangway::feel {

namespace {

constexpr std::size_t kHeightPerDepth = 8;  // so many nested expressions of a lambda's body count as one call

class Compiler {
 public:
  Compiler(Code& code, std::uint32_t slots, const std::vector<bool>& is_named)
      : code_(code), slots_(slots), is_named_(is_named) {
    functions_.emplace_back();
  }

  void run(const Node& root) {
    code_.root = emit(root);
    code_.frame_size = functions_.back().size;
  }

 private:
  // A loop or filter, and the places of what does not change from round to round.
  struct Loop {
    VariableId first = 0;  // its own variables are this one and later ones
    std::vector<std::uint32_t> once;
  };
  // Where a function keeps its variables while it is compiled.
  struct Function {
    std::map<VariableId, std::uint32_t> places;
    std::vector<Capture> captures;
    std::uint32_t size = 0;
    std::vector<Loop> loops;   // around what is being compiled, outermost first
    std::size_t liftable = 0;  // so many of them may still take an expression out
  };

  std::uint32_t add(Op op) {
    op.run = handler_of(op.code);
    code_.ops.push_back(op);
    return static_cast<std::uint32_t>(code_.ops.size() - 1);
  }
  std::uint32_t constant(Value value, Span span) {
    code_.constants.push_back(std::move(value));
    return add(
        {OpCode::Constant, 0, static_cast<std::uint32_t>(code_.constants.size() - 1), kNone, kNone, span});
  }
  std::uint32_t row(const std::vector<std::uint32_t>& entries) {
    const auto start = static_cast<std::uint32_t>(code_.lists.size());
    code_.lists.push_back(static_cast<std::uint32_t>(entries.size()));
    code_.lists.insert(code_.lists.end(), entries.begin(), entries.end());
    return start;
  }
  std::uint32_t name(const std::string& text) {
    const auto found = std::find(code_.names.begin(), code_.names.end(), text);
    if (found != code_.names.end()) return static_cast<std::uint32_t>(found - code_.names.begin());
    code_.names.push_back(text);
    return static_cast<std::uint32_t>(code_.names.size() - 1);
  }
  std::uint32_t names(const std::vector<std::string>& texts) {
    std::vector<std::uint32_t> entries;
    for (const auto& each : texts) entries.push_back(name(each));
    return row(entries);
  }
  std::vector<std::uint32_t> emit_all(const Node& node, std::size_t first = 0) {
    std::vector<std::uint32_t> ops;
    for (std::size_t i = first; i < node.children.size(); ++i) ops.push_back(emit(*node.children[i]));
    return ops;
  }

  std::uint32_t place(VariableId variable) {
    Function& function = functions_.back();
    function.places[variable] = function.size;
    return function.size++;
  }
  // A variable that nothing reads needs no place.
  std::uint32_t place_if_named(VariableId variable) {
    return variable < is_named_.size() && is_named_[variable] ? place(variable) : kNone;
  }

  // The place of a variable in functions_[level], capturing it through the levels between.
  Capture find(VariableId variable, std::size_t level) {
    Function& function = functions_[level];
    if (const auto found = function.places.find(variable); found != function.places.end())
      return {false, found->second, 0};
    if (level == 0) return {true, variable, 0};
    const Capture outside = find(variable, level - 1);
    Function& here = functions_[level];
    here.places[variable] = here.size;
    here.captures.push_back({outside.is_slot, outside.index, here.size});
    return {false, here.size++, 0};
  }

  std::uint32_t emit_variable(const Node& node) {
    const Capture where = find(node.variable, functions_.size() - 1);
    return add({where.is_slot ? OpCode::Slot : OpCode::Local, 0, where.index, kNone, kNone, node.span});
  }

  std::uint32_t emit(const Node& node) {
    const bool plain = node.kind == NodeKind::Constant || node.kind == NodeKind::Variable ||
                       node.kind == NodeKind::BuiltinName || node.kind == NodeKind::Test ||
                       node.kind == NodeKind::Condition;
    Function& function = functions_.back();
    for (std::size_t i = 0; !plain && i < function.liftable; ++i) {
      if (node.reach <= function.loops[i].first) return emit_once(node, i);
    }
    return emit_folded(node);
  }

  std::uint32_t emit_folded(const Node& node) {
    const std::uint32_t op = emit_op(node);
    return may_fold(op) ? folded(op, node.span) : op;
  }

  // Something that the rounds of loop `i` have in common: evaluated when it is first needed, then kept.
  std::uint32_t emit_once(const Node& node, std::size_t i) {
    const std::size_t before = functions_.back().liftable;
    functions_.back().liftable = i;
    const auto op = emit_folded(node);
    functions_.back().liftable = before;
    if (is_constant(op)) return op;
    const auto kept = functions_.back().size++;
    functions_.back().loops[i].once.push_back(kept);
    return add({OpCode::Once, 0, op, kept, kNone, node.span});
  }

  // Compiles the inside of a loop, then the loop itself around it.
  template <class Inside>
  std::uint32_t in_loop(VariableId first, Span span, Inside&& inside) {
    const std::size_t before = functions_.back().liftable;
    functions_.back().loops.push_back({first, {}});
    functions_.back().liftable = functions_.back().loops.size();
    const auto op = inside();
    const auto once = std::move(functions_.back().loops.back().once);
    functions_.back().loops.pop_back();
    functions_.back().liftable = before;
    return once.empty() ? op : add({OpCode::Fresh, 0, op, row(once), kNone, span});
  }

  std::uint32_t emit_op(const Node& node) {
    const auto child = [&](std::size_t i) { return emit(*node.children[i]); };
    switch (node.kind) {
      case NodeKind::Constant:
        return constant(node.value, node.span);
      case NodeKind::Variable:
        return emit_variable(node);
      case NodeKind::BuiltinName:
        return constant(function_value(*node.builtin), node.span);
      case NodeKind::Member:
        return emit_member(node);
      case NodeKind::Path: {
        const auto base = child(0);
        const auto hint = static_cast<std::uint32_t>(member_index(node.children[0]->type, node.name));
        return add({OpCode::Path, 0, base, name(node.name), hint, node.span});
      }
      case NodeKind::Negate:
        return add({OpCode::Negate, 0, child(0), kNone, kNone, node.span});
      case NodeKind::Arithmetic:
        return emit_binary(node, OpCode::Arithmetic, static_cast<std::uint8_t>(node.arithmetic));
      case NodeKind::Compare:
        return emit_binary(node, OpCode::Compare, static_cast<std::uint8_t>(node.comparison));
      case NodeKind::And:
        return emit_binary(node, OpCode::And, 0);
      case NodeKind::Or:
        return emit_binary(node, OpCode::Or, 0);
      case NodeKind::Not:
        return add({OpCode::Not, 0, child(0), kNone, kNone, node.span});
      case NodeKind::Between:
        return add({OpCode::Between, 0, row(emit_all(node)), kNone, kNone, node.span});
      case NodeKind::In:
        return emit_in(node);
      case NodeKind::Test:
        return add(
            {OpCode::Test, static_cast<std::uint8_t>(node.comparison), child(0), kNone, kNone, node.span});
      case NodeKind::Condition:
        return add({OpCode::Condition, 0, child(0), kNone, kNone, node.span});
      case NodeKind::If: {
        const auto ops = emit_all(node);
        return add({OpCode::If, 0, ops[0], ops[1], ops[2], node.span});
      }
      case NodeKind::For:
        return emit_loop(node, OpCode::For);
      case NodeKind::Some:
        return emit_loop(node, OpCode::Some);
      case NodeKind::Every:
        return emit_loop(node, OpCode::Every);
      case NodeKind::Filter:
        return emit_filter(node);
      case NodeKind::InstanceOf: {
        const auto value = child(0);
        code_.types.push_back(node.target);
        return add({OpCode::InstanceOf, 0, value, static_cast<std::uint32_t>(code_.types.size() - 1), kNone,
                    node.span});
      }
      case NodeKind::Lambda:
        return emit_lambda(node);
      case NodeKind::External: {
        const auto description = child(0);
        return add({OpCode::External, 0, add_lambda(node), description, kNone, node.span});
      }
      case NodeKind::Call:
        return emit_call(node);
      case NodeKind::List:
        return add({OpCode::List, 0, row(emit_all(node)), kNone, kNone, node.span});
      case NodeKind::Context:
        return emit_context(node);
      case NodeKind::Range:
        return emit_range(node);
    }
    return constant({}, node.span);
  }

  std::uint32_t emit_binary(const Node& node, OpCode code, std::uint8_t variant) {
    const auto a = emit(*node.children[0]);
    const auto b = emit(*node.children[1]);
    return add({code, variant, a, b, kNone, node.span});
  }

  std::uint32_t emit_member(const Node& node) {
    const auto item = emit(*node.children[0]);
    if (node.children.size() == 1) {
      const auto hint = static_cast<std::uint32_t>(member_index(node.children[0]->type, node.name));
      return add({OpCode::Member, 0, item, name(node.name), hint, node.span});
    }
    const auto otherwise = emit(*node.children[1]);
    return add({OpCode::MemberOr, 0, item, name(node.name), otherwise, node.span});
  }

  std::uint32_t emit_in(const Node& node) {
    const auto value = emit(*node.children[0]);
    const bool outside = node.variable < slots_;  // a unary test's own input
    const auto input = outside ? kNone : place_if_named(node.variable);
    const auto tests = row(emit_all(node, 1));
    return add({OpCode::In, 0, value, tests, input, node.span});
  }

  std::uint32_t emit_loop(const Node& node, OpCode code) {
    const Iterator& outermost = node.iterators.front();
    const auto first_domain = emit(*outermost.domain);
    const auto first_to = outermost.to ? emit(*outermost.to) : kNone;
    return in_loop(outermost.variable, node.span, [&] {
      std::vector<std::uint32_t> iterators{place(outermost.variable), first_domain, first_to};
      for (std::size_t i = 1; i < node.iterators.size(); ++i) {
        const Iterator& each = node.iterators[i];
        const auto domain = emit(*each.domain);
        const auto to = each.to ? emit(*each.to) : kNone;
        iterators.insert(iterators.end(), {place(each.variable), domain, to});
      }
      const auto partial = code == OpCode::For ? place_if_named(node.variable) : kNone;
      const auto body = emit(*node.children[0]);
      return add({code, 0, body, row(iterators), partial, node.span});
    });
  }

  std::uint32_t emit_filter(const Node& node) {
    const auto base = emit(*node.children[0]);
    const Node& condition = *node.children[1];
    if (!is_named_[node.variable] && condition.type->tag == Type::Tag::Number) {
      return add({OpCode::Index, 0, base, emit(condition), kNone, node.span});
    }
    return in_loop(node.variable, node.span, [&] {
      const auto item = place_if_named(node.variable);
      const auto verdict = emit(condition);
      const bool certainly_a_test = condition.type->tag == Type::Tag::Boolean;
      return add({OpCode::Filter, certainly_a_test ? std::uint8_t{1} : std::uint8_t{0}, base, verdict, item,
                  node.span});
    });
  }

  std::uint32_t add_lambda(const Node& node) {
    LambdaCode lambda;
    for (const Parameter& each : node.parameters) lambda.parameters.push_back(each.name);
    lambda.type = node.type;
    code_.lambdas.push_back(std::move(lambda));
    return static_cast<std::uint32_t>(code_.lambdas.size() - 1);
  }

  // What a body captures is known only after it is compiled: parameters come first in the frame, captures and
  // own variables as they turn up.
  std::uint32_t emit_lambda(const Node& node) {
    const auto index = add_lambda(node);
    functions_.emplace_back();
    for (const Parameter& each : node.parameters) place(each.variable);
    const auto body = emit(*node.children[0]);
    Function function = std::move(functions_.back());
    functions_.pop_back();
    LambdaCode& lambda = code_.lambdas[index];
    lambda.body = body;
    lambda.frame_size = function.size;
    lambda.captures = std::move(function.captures);
    lambda.weight =
        static_cast<std::uint32_t>(1 + static_cast<std::size_t>(node.children[0]->height) / kHeightPerDepth);
    return add({OpCode::Lambda, 0, index, kNone, kNone, node.span});
  }

  std::uint32_t emit_call(const Node& node) {
    const Node& callee = *node.children[0];
    if (callee.kind == NodeKind::BuiltinName) {
      const auto arguments = emit_all(node, 1);
      if (callee.builtin->name == "not" && arguments.size() == 1 && node.names.empty()) {
        return add({OpCode::Not, 0, arguments.front(), kNone, kNone, node.span});
      }
      code_.builtins.push_back(callee.builtin);
      const auto index = static_cast<std::uint32_t>(code_.builtins.size() - 1);
      const auto list = row(arguments);
      return add(
          {OpCode::CallBuiltin, 0, index, list, node.names.empty() ? kNone : names(node.names), node.span});
    }
    const auto function = emit(callee);
    const auto list = row(emit_all(node, 1));
    return add({OpCode::Call, 0, function, list, node.names.empty() ? kNone : names(node.names), node.span});
  }

  std::uint32_t emit_context(const Node& node) {
    std::vector<std::uint32_t> ops;
    std::vector<std::uint32_t> places;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      ops.push_back(emit(*node.children[i]));
      places.push_back(place_if_named(node.variables[i]));
    }
    const auto list = row(ops);
    const auto keys = names(node.names);
    return add({OpCode::Context, 0, list, keys, row(places), node.span});
  }

  std::uint32_t emit_range(const Node& node) {
    const auto ops = emit_all(node);
    const auto low = node.has_low ? ops.front() : kNone;
    const auto high = node.has_high ? ops.back() : kNone;
    return add(
        {OpCode::Range, range_variant(node.low_end, node.high_end, node.form), low, high, kNone, node.span});
  }

  // --- constant parts

  bool is_constant(std::uint32_t op) const { return op == kNone || code_.ops[op].code == OpCode::Constant; }
  bool all_constant(std::uint32_t list) const {
    const auto row = code_.row(list);
    return std::all_of(row.begin(), row.end(), [&](std::uint32_t op) { return is_constant(op); });
  }

  bool may_fold(std::uint32_t index) const {
    const Op& op = code_.ops[index];
    switch (op.code) {
      case OpCode::Path:
      case OpCode::Negate:
      case OpCode::Not:
      case OpCode::InstanceOf:
        return is_constant(op.a);
      case OpCode::Arithmetic:
      case OpCode::Compare:
      case OpCode::And:
      case OpCode::Or:
      case OpCode::Index:
      case OpCode::Range:
        return is_constant(op.a) && is_constant(op.b);
      case OpCode::Between:
      case OpCode::List:
        return all_constant(op.a);
      case OpCode::Context:
        return all_constant(op.a);
      case OpCode::If:
        return is_constant(op.a) && is_constant(op.b) && is_constant(op.c);
      case OpCode::CallBuiltin:
        // The clock is not known yet.
        return all_constant(op.b) && code_.builtins[op.a]->name != "now" &&
               code_.builtins[op.a]->name != "today";
      default:
        return false;
    }
  }

  // What has a fault stays an instruction: the fault belongs to each evaluation.
  std::uint32_t folded(std::uint32_t index, Span span) {
    Diagnostics diagnostics;
    Machine machine(diagnostics,
                    Limits{.steps = 10'000, .depth = 64, .list_size = 1'000, .text_size = 10'000});
    std::vector<Value> frame(functions_.back().size);
    Evaluator evaluator(code_, machine, {}, frame.data());
    Value value = evaluator.eval(index);
    if (!diagnostics.empty()) return index;
    return constant(std::move(value), span);
  }

  Code& code_;
  std::uint32_t slots_;
  const std::vector<bool>& is_named_;
  std::vector<Function> functions_;
};

}  // namespace

std::shared_ptr<const Code> compile_tree(const Parsed& parsed, std::uint32_t slots, std::string_view text) {
  auto code = std::make_shared<Code>();
  code->text = text;
  code->type = parsed.root->type;
  code->slots = slots;
  for (std::uint32_t i = 0; i < slots; ++i) {
    if (parsed.is_named[i]) code->used.push_back(i);
  }
  Compiler(*code, slots, parsed.is_named).run(*parsed.root);
  specialise(*code);
  return code;
}

}  // namespace gangway::feel
