#include "feel/names.h"

#include <algorithm>
#include <array>
#include <map>

namespace gangway::feel {

namespace {

struct BuiltinName {
  std::vector<std::string> parts;
  const Builtin* builtin;
};

// By first word.
const std::multimap<std::string, BuiltinName, std::less<>>& builtin_names() {
  static const auto all = [] {
    std::multimap<std::string, BuiltinName, std::less<>> names;
    for (const Builtin* builtin : builtins()) {
      auto parts = name_parts(builtin->name);
      auto first = parts.front();
      names.emplace(std::move(first), BuiltinName{std::move(parts), builtin});
    }
    return names;
  }();
  return all;
}

}  // namespace

bool is_keyword(std::string_view word) {
  // Not `of` and `external`: they mean something only after `instance` and after a parameter list.
  static constexpr std::array<std::string_view, 17> kWords{
      "and",      "between", "else", "every",  "false",     "for",  "function", "if",  "in",
      "instance", "null",    "or",   "return", "satisfies", "some", "then",     "true"};
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

bool stands_at(std::span<const Token> tokens, std::size_t at, std::span<const std::string> parts) {
  if (parts.empty() || at + parts.size() > tokens.size()) return false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Token& token = tokens[at + i];
    if (token.kind == TokenKind::End || token.kind == TokenKind::String || token.text != parts[i])
      return false;
  }
  return true;
}

void Names::push_item(VariableId item, const TypePtr& type) {
  Layer layer;
  layer.names.push_back({{"item"}, item, type, std::nullopt});
  if (type->tag == Type::Tag::Context) {
    for (const auto& [name, field] : type->fields) {
      layer.names.push_back({name_parts(name), item, field, name});
    }
  }
  const bool declared = type->tag == Type::Tag::Context && !type->fields.empty() && !type->open;
  const bool may_have = type->tag == Type::Tag::Any || type->tag == Type::Tag::Context;
  if (may_have && !declared) layer.open = OpenItem{layers_.size() + 1, item, type};
  layers_.push_back(std::move(layer));
}

void Names::bind(std::string_view name, VariableId variable, TypePtr type) {
  layers_.back().names.push_back({name_parts(name), variable, std::move(type), std::nullopt});
}

std::optional<Names::Match> Names::longest(std::span<const Token> tokens, std::size_t at) const {
  std::optional<Match> best;
  for (std::size_t layer = layers_.size(); layer > 0; --layer) {
    const auto& names = layers_[layer - 1].names;
    // Later ones hide earlier ones of the same layer.
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
      if (best && name->parts.size() <= best->length) continue;
      if (!stands_at(tokens, at, name->parts)) continue;
      best =
          Match{name->parts.size(), layer, name->variable, nullptr, name->member ? &*name->member : nullptr,
                name->type};
    }
  }
  const auto [first, last] = builtin_names().equal_range(tokens[at].text);
  for (auto it = first; it != last; ++it) {
    const BuiltinName& name = it->second;
    if ((best && name.parts.size() <= best->length) || !stands_at(tokens, at, name.parts)) continue;
    best = Match{name.parts.size(), 0, 0, name.builtin, nullptr, Type::simple(Type::Tag::Function)};
  }
  if (best && best->length == 1 && is_keyword(tokens[at].text)) return std::nullopt;
  return best;
}

std::vector<Names::OpenItem> Names::open_items(std::size_t layer) const {
  std::vector<OpenItem> items;
  for (std::size_t i = layers_.size(); i > layer; --i) {
    if (layers_[i - 1].open) items.push_back(*layers_[i - 1].open);
  }
  return items;
}

}  // namespace gangway::feel
