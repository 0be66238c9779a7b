// Names, paths and types.
#include <algorithm>

#include "feel/check.h"
#include "feel/parser_state.h"

namespace gangway::feel {

NodePtr Parser::variable(VariableId id, const TypePtr& type, Span span) {
  auto node = make(NodeKind::Variable, span.begin);
  node->span = span;
  node->variable = id;
  node->reach = id + 1;
  node->type = type ? type : Type::any();
  mark(id);
  return node;
}

// The name that tokens [first, last) spell, white space normalised.
std::string Parser::joined(std::size_t first, std::size_t last) const {
  std::string name;
  for (std::size_t i = first; i < last; ++i) {
    if (i > first && tokens_[i].after_space) name += ' ';
    name += tokens_[i].text;
  }
  return name;
}

// How many plain words stand in a row from `at` on: a name that nobody declared.
std::size_t Parser::plain_words(std::size_t at) const {
  std::size_t end = at;
  while (tokens_[end].kind == TokenKind::Name && (end == at || !is_keyword(tokens_[end].text))) ++end;
  return end - at;
}

// How many tokens from `at` on could be one name where a name is declared.
std::size_t Parser::name_like(std::size_t at) const {
  std::size_t end = at;
  for (;; ++end) {
    const Token& each = tokens_[end];
    const bool symbol = each.kind == TokenKind::Symbol && each.text.size() == 1 &&
                        std::string_view("./-'+*").find(each.text.front()) != std::string_view::npos;
    const bool power = each.kind == TokenKind::Symbol && each.text == "**";
    if (each.kind == TokenKind::Name || (end > at && (each.kind == TokenKind::Number || symbol || power)))
      continue;
    return end - at;
  }
}

NodePtr Parser::member_of_item(const Names::OpenItem& item, std::string name, NodePtr fallback, Span span) {
  auto node = make(NodeKind::Member, span.begin);
  node->span = span;
  node->type = Type::any();
  if (!fallback) {
    if (const auto known = member_type(item.type, name)) node->type = *known;
  }
  node->name = std::move(name);
  node->children.push_back(variable(item.item, item.type, span));
  if (fallback) node->children.push_back(std::move(fallback));
  return close(std::move(node));
}

NodePtr Parser::name() {
  const Token first = token();
  const auto match = names_.longest(tokens_, at_);
  const auto open = names_.open_items(match ? match->layer : 0);
  const std::size_t length = match ? match->length : plain_words(at_);
  const std::string text = joined(at_, at_ + length);
  const Span span{first.span.begin, tokens_[at_ + length - 1].span.end};
  at_ += length;
  NodePtr node;
  if (match) {
    if (match->builtin != nullptr) {
      node = make(NodeKind::BuiltinName, span.begin);
      node->span = span;
      node->builtin = match->builtin;
      node->type = match->type;
      if (is("(")) return node;  // nobody hides a function by an undeclared member
    } else if (match->member != nullptr) {
      auto known = std::make_shared<Type>();
      known->tag = Type::Tag::Context;
      known->fields.emplace_back(*match->member, match->type);
      return member_of_item({0, match->variable, std::move(known)}, *match->member, nullptr, span);
    } else {
      node = variable(match->variable, match->type, span);
    }
  } else if (open.empty()) {
    error("F1201", span, {{"name", text}});
    return nullptr;
  }
  // The items of these filters may have such a member: the innermost that has it decides.
  for (auto item = open.rbegin(); item != open.rend() && (node || item == open.rbegin()); ++item) {
    node = member_of_item(*item, text, std::move(node), span);
  }
  return node;
}

NodePtr Parser::path(NodePtr base) {
  ++at_;
  if (token().kind != TokenKind::Name) {
    (void)unexpected();
    return nullptr;
  }
  std::string member;
  std::size_t length = 0;
  for (const std::string_view known : member_names(base->type)) {
    const auto parts = name_parts(known);
    if (parts.size() > length && stands_at(tokens_, at_, parts)) {
      length = parts.size();
      member = known;
    }
  }
  if (length == 0) {
    length = plain_words(at_);
    member = joined(at_, at_ + length);
  }
  const Span span{token().span.begin, tokens_[at_ + length - 1].span.end};
  const auto type = member_type(base->type, member);
  if (!type) {
    error("F1202", span, {{"name", member}});
    return nullptr;
  }
  at_ += length;
  auto node = make(NodeKind::Path, base->span.begin);
  node->name = std::move(member);
  node->type = *type;
  node->children.push_back(std::move(base));
  return close(std::move(node));
}

NodePtr Parser::instance_of(NodePtr value) {
  at_ += 2;
  auto node = make(NodeKind::InstanceOf, value->span.begin);
  node->type = Type::simple(Type::Tag::Boolean);
  node->children.push_back(std::move(value));
  node->target = type_name();
  if (!node->target) return nullptr;
  return close(std::move(node));
}

TypePtr Parser::type_name(int depth) {
  if (depth > 32) {
    error("F1103", token().span);
    return nullptr;
  }
  const Token& here = token();
  for (const std::string_view kind : {"list", "range", "context", "function"}) {
    if (here.text == kind && is("<", 1)) {
      at_ += 2;
      return structured_type(kind, depth);
    }
  }
  std::size_t length = 0;
  TypePtr type;
  const auto consider = [&](const std::vector<std::string>& parts, const TypePtr& candidate) {
    if (parts.size() <= length || !stands_at(tokens_, at_, parts)) return;
    length = parts.size();
    type = candidate;
  };
  for (const auto& [parts, named] : types_) consider(parts, named);
  static const auto own = [] {
    std::vector<std::pair<std::vector<std::string>, TypePtr>> all;
    for (const std::string_view each :
         {"Any", "Null", "boolean", "number", "string", "date", "time", "date and time",
          "days and time duration", "years and months duration", "list", "context", "range", "function",
          "dateTime", "dayTimeDuration", "yearMonthDuration"}) {
      all.emplace_back(name_parts(each), type_by_name(each));
    }
    return all;
  }();
  for (const auto& [parts, named] : own) consider(parts, named);
  if (length == 0) {
    if (here.kind != TokenKind::Name) {
      (void)unexpected();
    } else {
      error("F1203", here.span, {{"name", joined(at_, at_ + plain_words(at_))}});
    }
    return nullptr;
  }
  at_ += length;
  return type;
}

// After `kind<`.
TypePtr Parser::structured_type(std::string_view kind, int depth) {
  const auto close_bracket = [&] {
    if (is(">=")) {  // list<number>=x: the lexer saw one symbol
      Token& glued = tokens_[at_];
      glued.text.remove_prefix(1);
      ++glued.span.begin;
      return true;
    }
    return expect(">");
  };
  if (kind == "list" || kind == "range") {
    auto element = type_name(depth + 1);
    if (!element || !close_bracket()) return nullptr;
    return kind == "list" ? Type::list(std::move(element)) : Type::range(std::move(element));
  }
  if (kind == "context") {
    std::vector<std::pair<std::string, TypePtr>> fields;
    while (!is(">") && !is(">=")) {
      const std::size_t length = name_like(at_);
      if (length == 0) return unexpected(), nullptr;
      auto name = joined(at_, at_ + length);
      at_ += length;
      if (!expect(":")) return nullptr;
      auto type = type_name(depth + 1);
      if (!type) return nullptr;
      fields.emplace_back(std::move(name), std::move(type));
      if (!accept(",")) break;
    }
    if (!close_bracket()) return nullptr;
    return Type::context(std::move(fields));
  }
  std::vector<TypePtr> parameters;
  while (!is(">")) {
    auto type = type_name(depth + 1);
    if (!type) return nullptr;
    parameters.push_back(std::move(type));
    if (!accept(",")) break;
  }
  if (!expect(">") || !expect("-") || !expect(">")) return nullptr;
  auto result = type_name(depth + 1);
  if (!result) return nullptr;
  return Type::function(std::move(parameters), std::move(result));
}

}  // namespace gangway::feel
