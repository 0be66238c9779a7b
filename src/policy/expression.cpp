#include "policy/expression.h"

#include <charconv>

namespace gangway::policy {
namespace {

constexpr std::size_t kMaxExpressionBytes = 4000;

bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool in_name(char c) { return starts_name(c) || (c >= '0' && c <= '9'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Skips a string or a comment that starts at `at`; false: none does.
bool skip_opaque(std::string_view text, std::size_t& at) {
  if (text[at] == '"') {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\') ++at;
    }
    ++at;
    return true;
  }
  const auto rest = text.substr(at);
  const bool to_line_end = rest.starts_with("//");
  if (!to_line_end && !rest.starts_with("/*")) return false;
  const auto end = text.find(to_line_end ? "\n" : "*/", at + 2);
  at = end == std::string_view::npos ? text.size() : end + (to_line_end ? 1 : 2);
  return true;
}

std::string_view name_at(std::string_view text, std::size_t& at) {
  const auto begin = at;
  while (at < text.size() && in_name(text[at])) ++at;
  return text.substr(begin, at - begin);
}

// The line that the engine names itself, for files of many lines.
std::optional<int> own_line(const feel::Diagnostic& diagnostic) {
  int line = 0;
  for (const auto& [name, value] : diagnostic.args) {
    if (name == "line") std::from_chars(value.data(), value.data() + value.size(), line);
  }
  return line > 0 ? std::optional(line) : std::nullopt;
}

}  // namespace

std::vector<NamedPath> named_paths(std::string_view text) {
  std::vector<NamedPath> out;
  std::string previous;  // the name before the point
  bool joined = false;   // a point stands between
  bool is_head = true;   // `previous` itself follows no point
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      ++at;
    } else if (skip_opaque(text, at)) {
      previous.clear(), joined = false, is_head = true;
    } else if (starts_name(text[at])) {
      const std::string name(name_at(text, at));
      if (joined && is_head && !previous.empty()) out.emplace_back(previous, name);
      is_head = !joined;
      previous = name;
      joined = false;
    } else if (text[at] == '.' && (at + 1 >= text.size() || text[at + 1] != '.') &&
               (at == 0 || text[at - 1] != '.')) {
      joined = true;
      ++at;
    } else {
      previous.clear(), joined = false, is_head = true;
      in_name(text[at]) ? (void)name_at(text, at) : (void)++at;
    }
  }
  return out;
}

void add_diagnostics(const feel::Diagnostics& diagnostics, int line, const FaultSink& sink) {
  const auto& all = diagnostics.all();
  for (std::size_t i = 0; i < all.size(); ++i) {
    // A model's expression is first said to be wrong, then where it stands.
    auto at = own_line(all[i]);
    for (std::size_t next = i + 1; !at && next < all.size(); ++next) at = own_line(all[next]);
    sink.add(at.value_or(line), all[i].number, all[i].args);
  }
}

std::optional<feel::Program> compile_condition(const ExpressionText& expression, const feel::Scope& scope,
                                               const FaultSink& sink) {
  if (expression.text.size() > kMaxExpressionBytes) {
    sink.add(expression.line, "packs.text_too_long", {{"bytes", std::to_string(kMaxExpressionBytes)}});
    return std::nullopt;
  }
  feel::Diagnostics diagnostics;
  auto program = feel::Program::compile(expression.text, scope, diagnostics);
  if (!program) {
    sink.add(expression.line, "packs.expression", {{"expression", expression.text.substr(0, 200)}});
    add_diagnostics(diagnostics, expression.line, sink);
    return std::nullopt;
  }
  const auto tag = program->type() == nullptr ? feel::Type::Tag::Any : program->type()->tag;
  if (tag != feel::Type::Tag::Boolean && tag != feel::Type::Tag::Any && tag != feel::Type::Tag::Null) {
    sink.add(expression.line, "packs.not_a_condition", {{"expression", expression.text.substr(0, 200)}});
    return std::nullopt;
  }
  return *std::move(program);
}

}  // namespace gangway::policy
