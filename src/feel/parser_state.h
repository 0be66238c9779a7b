// The parser's inside, shared by its files: parser.cpp (expressions), parser_forms.cpp (loops, functions,
// lists, contexts, ranges), parser_names.cpp (names, paths, types).
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "feel/names.h"
#include "feel/parser.h"

namespace gangway::feel {

class Parser {
 public:
  Parser(std::string_view text, const Scope& scope, Diagnostics& diagnostics);

  [[nodiscard]] Parsed expression_only();
  [[nodiscard]] Parsed unary_tests_only(const TypePtr& input_type);

 private:
  // How tightly an operator binds.
  enum Binding : int { kLoosest, kOr, kAnd, kComparison, kSum, kProduct, kPower, kTightest };

  // --- parser.cpp
  [[nodiscard]] NodePtr expression(int binding = kLoosest);
  [[nodiscard]] NodePtr infix(NodePtr left, int binding);
  [[nodiscard]] NodePtr unary();
  [[nodiscard]] NodePtr postfix(NodePtr node);
  [[nodiscard]] NodePtr primary();
  [[nodiscard]] NodePtr between(NodePtr left);
  [[nodiscard]] NodePtr in(NodePtr left);
  [[nodiscard]] NodePtr test(int binding);
  [[nodiscard]] bool tests(std::vector<NodePtr>& into, VariableId input, std::string_view end, int binding);
  [[nodiscard]] NodePtr literal();
  [[nodiscard]] NodePtr at_literal();
  [[nodiscard]] NodePtr unary_tests(VariableId input, const TypePtr& type);
  [[nodiscard]] Parsed finish(NodePtr root);

  // --- parser_forms.cpp
  [[nodiscard]] NodePtr conditional();
  [[nodiscard]] NodePtr loop(NodeKind kind);
  [[nodiscard]] bool iterator(Node& loop, NodeKind kind);
  [[nodiscard]] NodePtr lambda();
  [[nodiscard]] bool parameters(Node& lambda);
  [[nodiscard]] NodePtr call(NodePtr callee);
  [[nodiscard]] NodePtr filter(NodePtr base);
  [[nodiscard]] NodePtr list_or_range();
  [[nodiscard]] NodePtr parenthesised();
  [[nodiscard]] NodePtr range_test();
  [[nodiscard]] NodePtr range_after(NodePtr low, Range::End low_end, std::uint32_t begin);
  [[nodiscard]] NodePtr context();
  [[nodiscard]] bool context_key(std::string& key);

  // --- parser_names.cpp
  [[nodiscard]] NodePtr name();
  [[nodiscard]] NodePtr member_of_item(const Names::OpenItem& item, std::string name, NodePtr fallback,
                                       Span span);
  [[nodiscard]] NodePtr path(NodePtr base);
  [[nodiscard]] TypePtr type_name(int depth = 0);
  [[nodiscard]] TypePtr structured_type(std::string_view kind, int depth);
  [[nodiscard]] NodePtr instance_of(NodePtr value);
  [[nodiscard]] std::string joined(std::size_t first, std::size_t last) const;
  [[nodiscard]] std::size_t plain_words(std::size_t at) const;
  [[nodiscard]] std::size_t name_like(std::size_t at) const;

  // --- inline: the token stream
  [[nodiscard]] const Token& token(std::size_t ahead = 0) const {
    const std::size_t i = at_ + ahead;
    return tokens_[i < tokens_.size() ? i : tokens_.size() - 1];
  }
  [[nodiscard]] bool is(std::string_view text, std::size_t ahead = 0) const {
    const Token& next = token(ahead);
    return (next.kind == TokenKind::Symbol || next.kind == TokenKind::Name) && next.text == text;
  }
  bool accept(std::string_view text) { return is(text) && (++at_, true); }
  [[nodiscard]] bool expect(std::string_view text) { return accept(text) || unexpected(text); }
  bool error(std::string number, Span span, Args args = {});
  // False; reports the token that stands here.
  bool unexpected(std::string_view wanted = {});
  [[nodiscard]] NodePtr make(NodeKind kind, std::uint32_t begin) const {
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->span.begin = begin;
    return node;
  }
  // Ends a node's span at the last token that was read, once its children are there.
  [[nodiscard]] NodePtr close(NodePtr node);
  [[nodiscard]] NodePtr variable(VariableId id, const TypePtr& type, Span span);
  VariableId declare(std::string_view name, const TypePtr& type);
  void mark(VariableId id) {
    if (is_named_.size() <= id) is_named_.resize(id + 1);
    is_named_[id] = true;
  }
  [[nodiscard]] bool is_named(VariableId id) const { return id < is_named_.size() && is_named_[id]; }

  std::string_view text_;
  const Scope& scope_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool failed_ = false;
  Names names_;
  VariableId variables_ = 0;
  std::vector<bool> is_named_;
  std::vector<std::pair<std::vector<std::string>, TypePtr>> types_;
};

}  // namespace gangway::feel
