#include "dmn/boxed.h"

#include <algorithm>
#include <utility>

#include "dmn/boxed_nodes.h"
#include "feel/external.h"

namespace gangway::dmn {
namespace {

// No name that a text can write: the place of a hidden variable.
constexpr const char* kHidden = "\x01";

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

bool is_dash(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos || (text[begin] == '-' && is_blank(text.substr(begin + 1)));
}

bool is_declared(const ItemTypePtr& type) { return type->type->tag != feel::Type::Tag::Any; }

// The constant that a text without variables gives.
feel::Value constant(const feel::Program& program) {
  feel::Diagnostics ignored;
  feel::Machine machine(ignored);
  return program.evaluate({}, machine);
}

std::string_view trimmed(std::string_view text) {
  constexpr const char* kSpace = " \t\r\n";
  const auto begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

// The value of a text that names no variable, where it is the same in every evaluation and without a fault.
std::optional<feel::Value> fixed(const feel::Program& program, std::size_t width) {
  constexpr std::uint64_t kSteps = 1000;
  const auto& text = program.text();
  const bool reads_clock = text.find("now") != std::string::npos || text.find("today") != std::string::npos;
  if (!program.used().empty() || reads_clock) return std::nullopt;
  feel::Diagnostics found;
  feel::Machine machine(found, {.steps = kSteps});
  const std::vector<feel::Value> slots(width);
  auto value = program.evaluate(slots, machine);
  if (!found.empty() || value.kind() == feel::Kind::Function) return std::nullopt;
  return value;
}

}  // namespace

class Compiler::Block {
 public:
  explicit Block(Compiler& compiler)
      : compiler_(compiler), width_(compiler.width()), hidden_(compiler.hidden_.size()) {}
  ~Block() {
    auto& hidden = compiler_.hidden_;
    while (hidden.size() > hidden_) {
      compiler_.scope_.variables[hidden.back().slot].name = std::move(hidden.back().name);
      hidden.pop_back();
    }
    compiler_.scope_.variables.resize(width_);
  }
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

 private:
  Compiler& compiler_;
  std::size_t width_;
  std::size_t hidden_;
};

Compiler::Compiler(const TypeTable& types, feel::Diagnostics& diagnostics)
    : types_(types), diagnostics_(diagnostics) {
  scope_.types = types.named();
}

void Compiler::declare(const std::string& name, feel::TypePtr type) {
  for (std::size_t i = scope_.variables.size(); i-- > 0;) {
    if (scope_.variables[i].name != name) continue;
    hidden_.push_back({i, std::exchange(scope_.variables[i].name, kHidden)});
    break;
  }
  scope_.variables.push_back({name, std::move(type)});
}

void Compiler::fault(std::string number, const Where& where, Args args) {
  faulty_ = true;
  report(diagnostics_, std::move(number), where, std::move(args));
}

void Compiler::uses(const feel::Program& program) {
  used_.insert(program.used().begin(), program.used().end());
}

ItemTypePtr Compiler::type(std::string_view type_ref, const Where& where) {
  if (auto found = types_.find(type_ref)) return found;
  fault("D1201", where, {{"name", std::string(type_ref.substr(0, 200))}});
  return ItemType::any();
}

std::vector<Parameter> Compiler::parameters(const FunctionBox& function) {
  std::vector<Parameter> out;
  for (const auto& each : function.parameters) out.push_back({each.name, type(each.type_ref, each.where)});
  return out;
}

NodePtr Compiler::compile(const ExpressionPtr& expression) {
  if (!expression) return std::make_unique<Nothing>();
  return compile(*expression);
}

NodePtr Compiler::compile(const Expression& expression) {
  const auto& where = expression.where;
  const auto declared = type(expression.type_ref, where);
  auto out = std::visit(
      [&](const auto& box) -> NodePtr {
        using Box = std::decay_t<decltype(box)>;
        if constexpr (std::is_same_v<Box, LiteralText>) return literal(box, where);
        if constexpr (std::is_same_v<Box, TableBox>) return table(box, where);
        if constexpr (std::is_same_v<Box, ContextBox>) return context(box);
        if constexpr (std::is_same_v<Box, InvocationBox>) return invocation(box, where);
        if constexpr (std::is_same_v<Box, FunctionBox>) return function(box, where, false);
        if constexpr (std::is_same_v<Box, ListBox>) return list(box);
        if constexpr (std::is_same_v<Box, RelationBox>) return relation(box);
        if constexpr (std::is_same_v<Box, ConditionalBox>) return conditional(box, where);
        if constexpr (std::is_same_v<Box, FilterBox>) return filter(box, where);
        if constexpr (std::is_same_v<Box, IterationBox>) return iteration(box, where);
      },
      expression.body);
  if (!is_declared(declared)) return out;
  return std::make_unique<TypedNode>(std::move(out), declared, where);
}

NodePtr Compiler::literal(const LiteralText& text, const Where& where) {
  if (is_blank(text.text)) return std::make_unique<Nothing>();
  if (!text.language.empty() && text.language.find("FEEL") == std::string::npos &&
      text.language.find("feel") == std::string::npos) {
    fault("D1302", where, {{"language", text.language.substr(0, 200)}});
    return std::make_unique<Nothing>("D2003", where);
  }
  auto program = feel::Program::compile(text.text, scope_, diagnostics_);
  if (!program) {
    fault("D1301", where);
    return std::make_unique<Nothing>("D2003", where);
  }
  uses(*program);
  auto value = fixed(*program, width());
  return std::make_unique<Formula>(*std::move(program), width(), std::move(value));
}

std::optional<feel::Program> Compiler::tests(const std::string& text, const feel::TypePtr& type,
                                             const Where& where) {
  auto program = feel::Program::compile_unary_tests(text, scope_, type, diagnostics_);
  if (!program) {
    fault("D1301", where);
    return std::nullopt;
  }
  uses(*program);
  return *std::move(program);
}

Cell Compiler::cell(const std::string& text, const feel::TypePtr& type, const Where& where) {
  if (is_dash(text)) return {true, {}, {}};
  Cell out{false, {}, tests(text, type, where)};
  if (!out.program) return out;
  out.test = out.program->simple_test();
  if (out.test && out.test->is_any) return {true, {}, {}};
  if (out.test && !Axis::can_code(*out.test)) out.test.reset();
  return out;
}

// The values of "a, b, c", which are written as unary tests.
std::vector<feel::Value> Compiler::listed(const std::string& text, const Where& where) {
  const auto program = feel::Program::compile("[" + text + "]", {{}, scope_.types}, diagnostics_);
  if (!program) {
    fault("D1301", where);
    return {};
  }
  const auto value = constant(*program);
  return value.kind() == feel::Kind::List ? value.as_list() : std::vector<feel::Value>{};
}

// The slot of the variable whose name the text is, and nothing else.
std::optional<std::uint32_t> Compiler::plain_slot(const std::string& text) const {
  const auto name = trimmed(text);
  for (std::size_t i = width(); i-- > 0;) {
    if (scope_.variables[i].name == name) return static_cast<std::uint32_t>(i);
  }
  return std::nullopt;
}

NodePtr Compiler::table(const TableBox& box, const Where& where) {
  Table::Parts out{where, box.hit_policy, box.aggregation, width(), {}, {}, {}};
  std::vector<feel::TypePtr> input_types;
  for (const auto& input : box.inputs) {
    const auto declared = type(input.type_ref, input.where);
    auto value = literal(input.expression, input.where);
    input_types.push_back(is_declared(declared) ? declared->type : value->type());
    Table::Input made{input.where, input.expression.text, std::move(value), {}, {}};
    const auto* const formula = dynamic_cast<const Formula*>(made.value.get());
    if (formula != nullptr && formula->constant() == nullptr) made.slot = plain_slot(input.expression.text);
    if (input.allowed) {
      auto allowed = cell(*input.allowed, input_types.back(), input.where);
      if (allowed.program) made.allowed = std::move(allowed);
    }
    out.inputs.push_back(std::move(made));
  }
  for (const auto& output : box.outputs) {
    Table::Output made{output.where, output.name, type(output.type_ref, output.where), {}, nullptr};
    if (output.allowed && !is_dash(*output.allowed)) made.order = listed(*output.allowed, output.where);
    if (output.default_entry && !is_blank(output.default_entry->text)) {
      made.default_entry = literal(*output.default_entry, output.where);
    }
    out.outputs.push_back(std::move(made));
  }
  for (const auto& rule : box.rules) {
    Table::Rule made{rule.where, {}, {}};
    for (std::size_t i = 0; i < rule.inputs.size(); ++i) {
      made.cells.push_back(cell(rule.inputs[i], input_types[i], rule.where));
    }
    for (const auto& output : rule.outputs) made.outputs.push_back(literal(output, rule.where));
    out.rules.push_back(std::move(made));
  }
  return std::make_unique<Table>(std::move(out));
}

NodePtr Compiler::context(const ContextBox& box) {
  const Block block(*this);
  std::vector<ContextNode::Entry> entries;
  NodePtr result;
  for (const auto& entry : box.entries) {
    if (!entry.variable || entry.variable->name.empty()) {
      result = compile(entry.value);
      break;
    }
    const auto& variable = *entry.variable;
    const auto declared = type(variable.type_ref, variable.where);
    // A function may call itself by the entry's name.
    const auto* const box_function =
        entry.value && entry.value->type_ref.empty() ? std::get_if<FunctionBox>(&entry.value->body) : nullptr;
    NodePtr value;
    if (box_function != nullptr) {
      const Block inner(*this);
      declare(variable.name, declared->type);
      value = function(*box_function, entry.value->where, true);
    } else {
      value = compile(entry.value);
    }
    declare(variable.name, is_declared(declared) ? declared->type : value->type());
    entries.push_back({variable.name, std::move(value), declared});
  }
  return std::make_unique<ContextNode>(std::move(entries), std::move(result));
}

NodePtr Compiler::invocation(const InvocationBox& box, const Where& where) {
  auto function = compile(box.function);
  std::vector<InvocationNode::Argument> arguments;
  for (const auto& binding : box.bindings)
    arguments.push_back({binding.parameter.name, compile(binding.value)});
  return std::make_unique<InvocationNode>(std::move(function), std::move(arguments), where);
}

std::shared_ptr<const feel::Function> Compiler::external(const FunctionBox& function) {
  const auto* const context = function.body ? std::get_if<ContextBox>(&function.body->body) : nullptr;
  if (function.kind != FunctionKind::Java || context == nullptr) return nullptr;
  std::string class_name;
  std::string signature;
  for (const auto& entry : context->entries) {
    const auto* const text = entry.value ? std::get_if<LiteralText>(&entry.value->body) : nullptr;
    if (text == nullptr || !entry.variable) continue;
    const auto program = feel::Program::compile(text->text, {}, diagnostics_);
    const auto value = program ? constant(*program) : feel::Value();
    if (value.kind() != feel::Kind::String) continue;
    if (entry.variable->name == "class") class_name = value.as_string();
    if (entry.variable->name == "method signature") signature = value.as_string();
  }
  return feel::external_java(class_name, signature, names_of(parameters(function)));
}

NodePtr Compiler::compile_body(const FunctionBox& box, const Where& where) {
  if (box.kind == FunctionKind::Feel) {
    for (const auto& each : parameters(box)) declare(each.name, each.type->type);
    return compile(box.body);
  }
  auto made = external(box);
  if (!made) return std::make_unique<Nothing>("D2010", where);
  // The arguments stand in the last slots.
  const auto count = box.parameters.size();
  return std::make_unique<ForwardNode>(std::move(made), count);
}

NodePtr Compiler::function(const FunctionBox& box, const Where& where, bool is_recursive) {
  auto formal = parameters(box);
  if (box.kind != FunctionKind::Feel) {
    auto made = external(box);
    if (!made) return std::make_unique<Nothing>("D2010", where);
    return std::make_unique<ConstantNode>(std::move(made), function_type(formal, nullptr));
  }
  const Block block(*this);
  FunctionNode::Definition out;
  out.width = is_recursive ? width() - 1 : width();
  out.is_recursive = is_recursive;
  out.where = where;
  auto outer_uses = std::exchange(used_, {});
  out.body = compile_body(box, where);
  for (const auto slot : used_) {
    if (slot < out.width) out.used.push_back(slot);
  }
  used_ = std::move(outer_uses);
  used_.insert(out.used.begin(), out.used.end());
  out.names = names_of(formal);
  out.type = function_type(formal, out.body->type());
  out.parameters = std::move(formal);
  return std::make_unique<FunctionNode>(std::move(out));
}

NodePtr Compiler::list(const ListBox& box) {
  std::vector<NodePtr> items;
  for (const auto& item : box.items) items.push_back(compile(item));
  return std::make_unique<ListNode>(std::move(items));
}

NodePtr Compiler::relation(const RelationBox& box) {
  std::vector<RelationNode::Column> columns;
  for (const auto& column : box.columns)
    columns.push_back({column.name, type(column.type_ref, column.where)});
  std::vector<std::vector<NodePtr>> rows;
  for (const auto& row : box.rows) {
    rows.emplace_back();
    for (const auto& item : row) rows.back().push_back(compile(item));
  }
  return std::make_unique<RelationNode>(std::move(columns), std::move(rows));
}

NodePtr Compiler::conditional(const ConditionalBox& box, const Where& where) {
  if (!box.condition) fault("D1303", where);
  auto condition = compile(box.condition);
  auto then_value = compile(box.then_value);
  return std::make_unique<ConditionalNode>(std::move(condition), std::move(then_value),
                                           compile(box.else_value), where);
}

NodePtr Compiler::filter(const FilterBox& box, const Where& where) {
  if (!box.list || !box.match) fault("D1303", where);
  auto list = compile(box.list);
  const auto list_type = list->type();
  const bool is_list = list_type->tag == feel::Type::Tag::List && list_type->element;
  const auto item_type = is_list ? list_type->element : feel::Type::any();
  const Block block(*this);
  std::vector<std::string> fields;
  declare("item", item_type);
  for (const auto& [name, type] : item_type->fields) {
    if (name == "item") continue;
    declare(name, type);
    fields.push_back(name);
  }
  auto match = compile(box.match);
  return std::make_unique<FilterNode>(std::move(list), std::move(match), std::move(fields), where);
}

NodePtr Compiler::iteration(const IterationBox& box, const Where& where) {
  if (!box.list || !box.body) fault("D1303", where);
  auto list = compile(box.list);
  const auto list_type = list->type();
  const bool is_list = list_type->tag == feel::Type::Tag::List && list_type->element;
  const Block block(*this);
  declare(box.variable, is_list ? list_type->element : feel::Type::any());
  const auto partial = static_cast<std::uint32_t>(width());
  if (box.kind == IterationKind::For) declare("partial", feel::Type::list(feel::Type::any()));
  auto body = compile(box.body);
  const bool needs_partial = box.kind == IterationKind::For && used_.contains(partial);
  return std::make_unique<IterationNode>(box.kind, std::move(list), std::move(body), needs_partial, where);
}

}  // namespace gangway::dmn
