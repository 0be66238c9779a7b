#include "feel/parser.h"

#include <algorithm>
#include <array>

#include "feel/check.h"
#include "feel/parser_state.h"

namespace gangway::feel {

namespace {

constexpr std::size_t kMaxText = 1 << 20;  // bytes

std::optional<Comparison> comparison(const Token& token) {
  if (token.kind != TokenKind::Symbol) return std::nullopt;
  constexpr std::array kAll{
      std::pair{std::string_view("="), Comparison::Equal},
      std::pair{std::string_view("!="), Comparison::NotEqual},
      std::pair{std::string_view("<"), Comparison::Less},
      std::pair{std::string_view("<="), Comparison::LessEqual},
      std::pair{std::string_view(">"), Comparison::Greater},
      std::pair{std::string_view(">="), Comparison::GreaterEqual},
  };
  for (const auto& [text, op] : kAll) {
    if (text == token.text) return op;
  }
  return std::nullopt;
}

// What may not follow a filter's bracket: here `[` is the open end of a range such as `[1..10[`.
bool cannot_start(const Token& token) {
  if (token.kind == TokenKind::End) return true;
  static constexpr std::array<std::string_view, 27> kEnds{
      ")",  "]",    "}",    ",",      ":",         "..", ".",       "=",        "!=",
      "<",  "<=",   ">",    ">=",     "+",         "*",  "/",       "**",       "and",
      "or", "then", "else", "return", "satisfies", "in", "between", "instance", "["};
  // A list in a filter is no condition, but `]` may open a range inside of one.
  if (token.kind != TokenKind::Symbol && token.kind != TokenKind::Name) return false;
  return token.text != "[" && std::find(kEnds.begin(), kEnds.end(), token.text) != kEnds.end();
}

std::optional<Value> parse_at_literal(std::string_view text) {
  if (const auto date = parse_date(text)) return Value(*date);
  if (const auto moment = parse_date_time(text)) return Value(*moment);
  if (const auto time = parse_time(text)) return Value(*time);
  if (const auto days = parse_days_duration(text)) return Value(*days);
  if (const auto months = parse_months_duration(text)) return Value(*months);
  return std::nullopt;
}

}  // namespace

Parser::Parser(std::string_view text, const Scope& scope, Diagnostics& diagnostics)
    : text_(text), scope_(scope), diagnostics_(diagnostics) {
  const std::size_t before = diagnostics.count();
  if (text.size() > kMaxText) {
    diagnostics.add("F1108", Span{0, 0});
  } else {
    tokens_ = tokenize(text, diagnostics);
  }
  failed_ = diagnostics.count() != before;
  if (tokens_.empty()) tokens_.emplace_back();
  names_.push();
  for (const Variable& each : scope.variables) declare(each.name, each.type);
  for (const NamedType& each : scope.types) types_.emplace_back(name_parts(each.name), each.type);
}

VariableId Parser::declare(std::string_view name, const TypePtr& type) {
  const VariableId id = names_.add_variable();
  if (!name.empty()) names_.bind(name, id, type ? type : Type::any());
  variables_ = id + 1;
  return id;
}

bool Parser::error(std::string number, Span span, Args args) {
  if (!failed_) diagnostics_.add(std::move(number), span, std::move(args));
  failed_ = true;
  return false;
}

bool Parser::unexpected(std::string_view wanted) {
  const Token& here = token();
  if (here.kind == TokenKind::End) return error("F1102", here.span);
  if (!wanted.empty())
    return error("F1104", here.span, {{"wanted", std::string(wanted)}, {"found", std::string(here.text)}});
  return error("F1101", here.span, {{"found", std::string(here.text)}});
}

NodePtr Parser::close(NodePtr node) {
  if (node->span.end == 0) node->span.end = at_ == 0 ? node->span.begin : tokens_[at_ - 1].span.end;
  const auto raise = [&](const NodePtr& child) {
    if (!child) return;
    node->height = std::max(node->height, child->height + 1);
    node->reach = std::max(node->reach, child->reach);
  };
  for (const NodePtr& child : node->children) raise(child);
  for (const Iterator& each : node->iterators) raise(each.domain), raise(each.to);
  if (node->height <= kMaxHeight) return node;
  error("F1103", node->span);
  return nullptr;
}

Parsed Parser::finish(NodePtr root) {
  if (root && token().kind != TokenKind::End && !failed_) (void)unexpected();
  if (failed_) root = nullptr;
  is_named_.resize(variables_);
  return {std::move(root), variables_, std::move(is_named_)};
}

Parsed Parser::expression_only() {
  if (failed_) return finish(nullptr);
  return finish(expression());
}

Parsed Parser::unary_tests_only(const TypePtr& input_type) {
  const VariableId input = declare("?", input_type);
  if (failed_) return finish(nullptr);
  return finish(unary_tests(input, input_type ? input_type : Type::any()));
}

NodePtr Parser::unary_tests(VariableId input, const TypePtr& type) {
  const std::uint32_t begin = token().span.begin;
  if (is("-") && token(1).kind == TokenKind::End) {
    ++at_;
    auto node = make(NodeKind::Constant, begin);
    node->value = Value(true);
    node->type = Type::simple(Type::Tag::Boolean);
    return close(std::move(node));
  }
  const auto any_of = [&](std::string_view end) -> NodePtr {
    auto node = make(NodeKind::In, begin);
    node->type = Type::simple(Type::Tag::Boolean);
    node->variable = input;
    node->children.push_back(variable(input, type, token().span));
    if (!tests(node->children, input, end, kLoosest)) return nullptr;
    return close(std::move(node));
  };
  if (is("not") && is("(", 1)) {
    const std::size_t start = at_;
    at_ += 2;
    auto inner = any_of(")");
    if (!inner || !expect(")")) return nullptr;
    if (token().kind == TokenKind::End) {
      auto node = make(NodeKind::Not, begin);
      node->type = inner->type;
      node->children.push_back(std::move(inner));
      return close(std::move(node));
    }
    at_ = start;  // `not(a) and b`: an expression like others
  }
  return any_of({});
}

// Tests separated by commas, up to (not including) `end`; an empty `end` is the end of the text.
bool Parser::tests(std::vector<NodePtr>& into, VariableId input, std::string_view end, int binding) {
  do {
    const bool named_before = is_named(input);
    if (input < is_named_.size()) is_named_[input] = false;
    auto one = test(binding);
    if (!one) return false;
    if (is_named(input) && one->kind != NodeKind::Test) {
      auto condition = make(NodeKind::Condition, one->span.begin);
      condition->type = one->type;
      condition->children.push_back(std::move(one));
      one = close(std::move(condition));
    }
    if (named_before) mark(input);
    into.push_back(std::move(one));
  } while (accept(","));
  return end.empty() || is(end) || unexpected(end);
}

NodePtr Parser::test(int binding) {
  const auto op = comparison(token());
  if (!op) return expression(binding);
  auto node = make(NodeKind::Test, token().span.begin);
  ++at_;
  node->comparison = *op;
  node->type = Type::simple(Type::Tag::Boolean);
  node->children.push_back(expression(kSum));
  if (!node->children.front()) return nullptr;
  return close(std::move(node));
}

NodePtr Parser::expression(int binding) {
  if (depth_ >= kMaxNesting) {
    error("F1103", token().span);
    return nullptr;
  }
  ++depth_;
  auto node = unary();
  if (node) node = infix(std::move(node), binding);
  --depth_;
  return node;
}

// Everything that may follow an operand and binds tighter than or as tight as `binding`; all are left
// associative.
NodePtr Parser::infix(NodePtr left, int binding) {
  struct Operator {
    std::string_view text;
    int binding;
    NodeKind kind;
    Arithmetic arithmetic;
  };
  static constexpr std::array kOperators{
      Operator{"or", kOr, NodeKind::Or, {}},
      Operator{"and", kAnd, NodeKind::And, {}},
      Operator{"+", kSum, NodeKind::Arithmetic, Arithmetic::Add},
      Operator{"-", kSum, NodeKind::Arithmetic, Arithmetic::Subtract},
      Operator{"*", kProduct, NodeKind::Arithmetic, Arithmetic::Multiply},
      Operator{"/", kProduct, NodeKind::Arithmetic, Arithmetic::Divide},
      Operator{"**", kPower, NodeKind::Arithmetic, Arithmetic::Power},
  };
  while (left) {
    const std::uint32_t begin = left->span.begin;
    if (const auto op = comparison(token()); op && binding <= kComparison) {
      ++at_;
      auto node = make(NodeKind::Compare, begin);
      node->comparison = *op;
      node->type = Type::simple(Type::Tag::Boolean);
      node->children.push_back(std::move(left));
      node->children.push_back(expression(kSum));
      if (!node->children.back()) return nullptr;
      left = close(std::move(node));
      continue;
    }
    if (binding <= kComparison && is("between")) {
      left = between(std::move(left));
      continue;
    }
    if (binding <= kComparison && is("in")) {
      left = in(std::move(left));
      continue;
    }
    const auto* found = std::find_if(kOperators.begin(), kOperators.end(), [&](const Operator& each) {
      return each.binding >= binding && is(each.text);
    });
    if (found == kOperators.end()) return left;
    ++at_;
    auto right = expression(found->binding + 1);
    if (!right) return nullptr;
    auto node = make(found->kind, begin);
    node->arithmetic = found->arithmetic;
    node->type = found->kind == NodeKind::Arithmetic
                     ? arithmetic_type(found->arithmetic, left->type, right->type)
                     : Type::simple(Type::Tag::Boolean);
    node->children.push_back(std::move(left));
    node->children.push_back(std::move(right));
    left = close(std::move(node));
  }
  return left;
}

NodePtr Parser::between(NodePtr left) {
  ++at_;
  auto node = make(NodeKind::Between, left->span.begin);
  node->type = Type::simple(Type::Tag::Boolean);
  node->children.push_back(std::move(left));
  node->children.push_back(expression(kSum));
  if (!node->children.back() || !expect("and")) return nullptr;
  node->children.push_back(expression(kSum));
  if (!node->children.back()) return nullptr;
  return close(std::move(node));
}

NodePtr Parser::in(NodePtr left) {
  ++at_;
  auto node = make(NodeKind::In, left->span.begin);
  node->type = Type::simple(Type::Tag::Boolean);
  names_.push();
  node->variable = declare("?", left->type);
  node->children.push_back(std::move(left));
  const std::uint32_t begin = token().span.begin;
  bool ok = false;
  if (accept("(")) {
    ok = tests(node->children, node->variable, {}, kLoosest);
    if (ok && is("..") && node->children.size() == 2) {  // it was the open start of a range: (2..4)
      auto low = std::move(node->children.back());
      node->children.back() = range_after(std::move(low), Range::End::Open, begin);
      ok = node->children.back() != nullptr;
    } else {
      ok = ok && expect(")");
    }
  } else {
    ok = tests(node->children, node->variable, {}, kSum);
  }
  names_.pop();
  return ok ? close(std::move(node)) : nullptr;
}

NodePtr Parser::unary() {
  if (!is("-")) {
    auto node = primary();
    return node ? postfix(std::move(node)) : nullptr;
  }
  const std::uint32_t begin = token().span.begin;
  ++at_;
  if (++depth_ > kMaxNesting) {
    error("F1103", token().span);
    return nullptr;
  }
  auto operand = unary();
  --depth_;
  if (!operand) return nullptr;
  auto node = make(NodeKind::Negate, begin);
  node->type = operand->type;
  node->children.push_back(std::move(operand));
  return close(std::move(node));
}

NodePtr Parser::postfix(NodePtr node) {
  while (node) {
    if (is(".")) {
      node = path(std::move(node));
    } else if (is("(")) {
      node = call(std::move(node));
    } else if (is("[") && !cannot_start(token(1))) {
      node = filter(std::move(node));
    } else if (is("instance") && is("of", 1)) {
      node = instance_of(std::move(node));
    } else {
      return node;
    }
  }
  return node;
}

NodePtr Parser::primary() {
  const Token& here = token();
  switch (here.kind) {
    case TokenKind::End:
      error("F1102", here.span);
      return nullptr;
    case TokenKind::Number:
    case TokenKind::String:
      return literal();
    case TokenKind::Symbol:
      if (here.text == "(") return parenthesised();
      if (here.text == "[" || here.text == "]") return list_or_range();
      if (here.text == "{") return context();
      if (here.text == "@" && token(1).kind == TokenKind::String) return at_literal();
      (void)unexpected();
      return nullptr;
    case TokenKind::Name:
      break;
  }
  // A longer name in scope hides a keyword: "if it rains", "in scope".
  const auto match = names_.longest(tokens_, at_);
  if (match && match->length > 1) return name();
  if (here.text == "if") return conditional();
  if (here.text == "for") return loop(NodeKind::For);
  if (here.text == "some") return loop(NodeKind::Some);
  if (here.text == "every") return loop(NodeKind::Every);
  if (here.text == "function") return lambda();
  if (here.text == "true" || here.text == "false" || here.text == "null") return literal();
  if (is_keyword(here.text)) {
    (void)unexpected();
    return nullptr;
  }
  return name();
}

NodePtr Parser::literal() {
  const Token& here = token();
  auto node = make(NodeKind::Constant, here.span.begin);
  if (here.kind == TokenKind::String) {
    node->value = Value::string(unescape(here.text));
  } else if (here.kind == TokenKind::Number) {
    const auto number = Decimal::parse(here.text);
    if (!number) {
      error("F1105", here.span, {{"text", std::string(here.text)}});
      return nullptr;
    }
    node->value = Value(*number);
  } else if (here.text != "null") {
    node->value = Value(here.text == "true");
  }
  node->type = type_of(node->value);
  ++at_;
  return close(std::move(node));
}

NodePtr Parser::at_literal() {
  auto node = make(NodeKind::Constant, token().span.begin);
  ++at_;
  const std::string text = unescape(token().text);
  auto value = parse_at_literal(text);
  if (!value) {
    error("F1106", token().span, {{"text", text}});
    return nullptr;
  }
  node->value = std::move(*value);
  node->type = type_of(node->value);
  ++at_;
  return close(std::move(node));
}

Parsed parse_expression(std::string_view text, const Scope& scope, Diagnostics& diagnostics) {
  return Parser(text, scope, diagnostics).expression_only();
}

Parsed parse_unary_tests(std::string_view text, const Scope& scope, const TypePtr& input_type,
                         Diagnostics& diagnostics) {
  return Parser(text, scope, diagnostics).unary_tests_only(input_type);
}

}  // namespace gangway::feel
