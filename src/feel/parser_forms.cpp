// Conditionals, loops, functions and their calls, filters, lists, ranges and contexts.
#include <algorithm>

#include "feel/check.h"
#include "feel/parser_state.h"

namespace gangway::feel {

NodePtr Parser::conditional() {
  auto node = make(NodeKind::If, token().span.begin);
  ++at_;
  node->children.push_back(expression());
  if (!node->children.back() || !expect("then")) return nullptr;
  node->children.push_back(expression());
  if (!node->children.back() || !expect("else")) return nullptr;
  node->children.push_back(expression());
  if (!node->children.back()) return nullptr;
  node->type = unite(node->children[1]->type, node->children[2]->type);
  return close(std::move(node));
}

NodePtr Parser::loop(NodeKind kind) {
  auto node = make(kind, token().span.begin);
  ++at_;
  names_.push();
  bool ok = true;
  do {
    ok = iterator(*node, kind);
  } while (ok && accept(","));
  if (ok && kind == NodeKind::For) node->variable = declare("partial", Type::simple(Type::Tag::List));
  ok = ok && expect(kind == NodeKind::For ? "return" : "satisfies");
  if (ok) {
    node->children.push_back(expression());
    ok = node->children.back() != nullptr;
  }
  names_.pop();
  if (!ok) return nullptr;
  node->type =
      kind == NodeKind::For ? Type::list(node->children.back()->type) : Type::simple(Type::Tag::Boolean);
  return close(std::move(node));
}

bool Parser::iterator(Node& loop, NodeKind kind) {
  std::size_t length = 0;
  while (length < name_like(at_) && !is("in", length)) ++length;
  if (length == 0) return unexpected();
  const std::string name = joined(at_, at_ + length);
  at_ += length;
  if (!expect("in")) return false;
  Iterator each;
  each.domain = expression();
  if (!each.domain) return false;
  TypePtr type = element_of(each.domain->type);
  if (is("..")) {
    // The grammar knows ranges without brackets only here: `every n in 1..4` would mean something else.
    if (kind != NodeKind::For) return error("F1107", token().span);
    ++at_;
    each.to = expression();
    if (!each.to) return false;
    type = each.domain->type;
  }
  each.variable = declare(name, type);
  loop.iterators.push_back(std::move(each));
  return true;
}

NodePtr Parser::lambda() {
  auto node = make(NodeKind::Lambda, token().span.begin);
  ++at_;
  names_.push();
  bool ok = expect("(") && parameters(*node);
  if (ok) {
    // `external` is a name like others unless a context follows.
    if (is("external") && is("{", 1)) {
      ++at_;
      node->kind = NodeKind::External;
    }
    node->children.push_back(expression());
    ok = node->children.back() != nullptr;
  }
  names_.pop();
  if (!ok) return nullptr;
  std::vector<TypePtr> types;
  for (const Parameter& each : node->parameters) types.push_back(each.type);
  node->type = Type::function(std::move(types),
                              node->kind == NodeKind::Lambda ? node->children[0]->type : Type::any());
  return close(std::move(node));
}

bool Parser::parameters(Node& lambda) {
  if (accept(")")) return true;
  do {
    const std::size_t length = name_like(at_);
    if (length == 0) return unexpected();
    const Span span{token().span.begin, tokens_[at_ + length - 1].span.end};
    Parameter each;
    each.name = joined(at_, at_ + length);
    for (const Parameter& other : lambda.parameters) {
      if (other.name == each.name) return error("F1109", span, {{"name", each.name}});
    }
    at_ += length;
    each.type = accept(":") ? type_name() : Type::any();
    if (!each.type) return false;
    each.variable = declare(each.name, each.type);
    lambda.parameters.push_back(std::move(each));
  } while (accept(","));
  return expect(")");
}

NodePtr Parser::call(NodePtr callee) {
  auto node = make(NodeKind::Call, callee->span.begin);
  ++at_;
  if (callee->type->tag == Type::Tag::Function && callee->type->result) node->type = callee->type->result;
  node->children.push_back(std::move(callee));
  if (accept(")")) return close(std::move(node));
  do {
    const std::size_t length = name_like(at_);
    const bool named = length > 0 && is(":", length);
    // Either all arguments have names or none has.
    if (named != !node->names.empty() && node->children.size() > 1) {
      error("F1110", token().span);
      return nullptr;
    }
    if (named) {
      node->names.push_back(joined(at_, at_ + length));
      at_ += length + 1;
    }
    node->children.push_back(expression());
    if (!node->children.back()) return nullptr;
  } while (accept(","));
  if (!expect(")")) return nullptr;
  return close(std::move(node));
}

NodePtr Parser::filter(NodePtr base) {
  auto node = make(NodeKind::Filter, base->span.begin);
  ++at_;
  const TypePtr element = element_of(base->type);
  node->variable = names_.add_variable();
  variables_ = node->variable + 1;
  names_.push_item(node->variable, element);
  auto predicate = expression();
  names_.pop();
  if (!predicate || !expect("]")) return nullptr;
  const auto tag = predicate->type->tag;
  if (tag == Type::Tag::Number) {
    node->type = element;
  } else if (tag == Type::Tag::Boolean) {
    node->type = Type::list(element);
  }
  node->children.push_back(std::move(base));
  node->children.push_back(std::move(predicate));
  return close(std::move(node));
}

// At `[` or `]`.
NodePtr Parser::list_or_range() {
  const std::uint32_t begin = token().span.begin;
  const bool open_start = is("]");
  ++at_;
  auto node = make(NodeKind::List, begin);
  if (!open_start && accept("]")) {
    node->type = Type::simple(Type::Tag::List);
    return close(std::move(node));
  }
  do {
    auto item = expression();
    if (!item) return nullptr;
    if (node->children.empty() && (is("..") || open_start)) {
      return range_after(std::move(item), open_start ? Range::End::Open : Range::End::Closed, begin);
    }
    node->type = Type::list(node->children.empty() ? item->type : unite(node->type->element, item->type));
    node->children.push_back(std::move(item));
  } while (accept(","));
  if (!expect("]")) return nullptr;
  return close(std::move(node));
}

// At `..`.
NodePtr Parser::range_after(NodePtr low, Range::End low_end, std::uint32_t begin) {
  if (!expect("..")) return nullptr;
  auto node = make(NodeKind::Range, begin);
  auto high = expression();
  if (!high) return nullptr;
  node->low_end = low_end;
  node->high_end = is("]") ? Range::End::Closed : Range::End::Open;
  if (!is("]") && !is(")") && !is("[")) return unexpected("]"), nullptr;
  ++at_;
  node->has_low = node->has_high = true;
  node->type = Type::range(unite(low->type, high->type));
  node->children.push_back(std::move(low));
  node->children.push_back(std::move(high));
  return close(std::move(node));
}

NodePtr Parser::parenthesised() {
  const std::uint32_t begin = token().span.begin;
  ++at_;
  for (const std::string_view op : {"<", "<=", ">", ">=", "=", "!="}) {
    if (is(op)) return range_test();
  }
  auto node = expression();
  if (!node) return nullptr;
  if (is("..")) return range_after(std::move(node), Range::End::Open, begin);
  if (!expect(")")) return nullptr;
  return node;
}

// `(< 10)`: a range without one of its ends, or a test for equality, as a value.
NodePtr Parser::range_test() {
  auto node = make(NodeKind::Range, tokens_[at_ - 1].span.begin);
  const std::string_view op = token().text;
  ++at_;
  auto bound = expression(kSum);
  if (!bound || !expect(")")) return nullptr;
  if (op == "=" || op == "!=") {
    node->form = op == "=" ? Range::Form::Equal : Range::Form::NotEqual;
    node->has_low = node->has_high = true;
  } else {
    node->has_low = op.front() == '>';
    node->has_high = !node->has_low;
    node->low_end = op == ">=" ? Range::End::Closed : Range::End::Open;
    node->high_end = op == "<=" ? Range::End::Closed : Range::End::Open;
  }
  node->type = Type::range(bound->type);
  node->children.push_back(std::move(bound));
  return close(std::move(node));
}

NodePtr Parser::context() {
  auto node = make(NodeKind::Context, token().span.begin);
  ++at_;
  auto type = std::make_shared<Type>();
  type->tag = Type::Tag::Context;
  type->open = true;
  names_.push();
  bool ok = true;
  while (ok && !is("}")) {
    std::string key;
    ok = context_key(key);
    const Span key_span = tokens_[at_ == 0 ? 0 : at_ - 1].span;
    if (ok && std::find(node->names.begin(), node->names.end(), key) != node->names.end()) {
      ok = error("F1111", key_span, {{"name", key}});
    }
    ok = ok && expect(":");
    auto entry = ok ? expression() : nullptr;
    ok = entry != nullptr;
    if (!ok) break;
    node->variables.push_back(declare(key, entry->type));
    type->fields.emplace_back(key, entry->type);
    node->names.push_back(std::move(key));
    node->children.push_back(std::move(entry));
    if (!accept(",")) break;
  }
  names_.pop();
  if (!ok || !expect("}")) return nullptr;
  node->type = std::move(type);
  return close(std::move(node));
}

bool Parser::context_key(std::string& key) {
  if (token().kind == TokenKind::String) {
    key = unescape(token().text);
    ++at_;
    return true;
  }
  const std::size_t length = name_like(at_);
  if (length == 0) return unexpected();
  key = joined(at_, at_ + length);
  at_ += length;
  return true;
}

}  // namespace gangway::feel
