#include "feel/builtins/patterns.h"

#include <unicode/regex.h>

#include <memory>

namespace gangway::feel::families {
namespace {

constexpr std::int32_t kTimeLimit = 2000;      // ICU's steps of matching, about a second
constexpr std::int32_t kStackLimit = 8 << 20;  // bytes
constexpr std::size_t kMaxPatternBytes = 10'000;

// XPath's dialect in ICU's: class subtraction is written with two hyphens, \i and \c are classes, x drops
// white space outside of classes only.
std::optional<std::string> translated(const std::string& pattern, bool drop_space, bool literal) {
  if (literal) return pattern;
  std::string out;
  int depth = 0;  // of classes
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\') {
      if (i + 1 == pattern.size()) return std::nullopt;
      const char next = pattern[++i];
      switch (next) {
        case 'i':
          out += depth > 0 ? "_:\\p{L}" : "[_:\\p{L}]";
          break;
        case 'I':
          out += "[^_:\\p{L}]";
          break;
        case 'c':
          out += depth > 0 ? "\\-._:\\p{L}\\p{N}" : "[\\-._:\\p{L}\\p{N}]";
          break;
        case 'C':
          out += "[^\\-._:\\p{L}\\p{N}]";
          break;
        default:
          out += c, out += next;
      }
      continue;
    }
    if (c == '[') {
      if (depth > 0 && i > 0 && pattern[i - 1] == '-') {
        out += "-[";  // the hyphen before it is there already
      } else if (depth > 0) {
        return std::nullopt;
      } else {
        out += c;
      }
      ++depth;
    } else if (c == ']' && depth > 0) {
      out += c;
      --depth;
    } else if (drop_space && depth == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
      continue;
    } else {
      out += c;
    }
  }
  return depth == 0 ? std::optional(out) : std::nullopt;
}

std::unique_ptr<icu::RegexMatcher> matcher_for(Machine& machine, const icu::UnicodeString& input,
                                               const std::string& pattern, const std::string& flags) {
  if (pattern.size() > kMaxPatternBytes ||
      !machine.spend(pattern.size() + static_cast<std::size_t>(input.length()))) {
    return nullptr;
  }
  std::uint32_t options = 0;
  bool drop_space = false;
  bool literal = false;
  for (const char flag : flags) {
    switch (flag) {
      case 's':
        options |= UREGEX_DOTALL;
        break;
      case 'm':
        options |= UREGEX_MULTILINE;
        break;
      case 'i':
        options |= UREGEX_CASE_INSENSITIVE;
        break;
      case 'x':
        drop_space = true;
        break;
      case 'q':
        literal = true;
        options |= UREGEX_LITERAL;
        break;
      default:
        return nullptr;
    }
  }
  const auto text = translated(pattern, drop_space, literal);
  if (!text) return nullptr;
  UErrorCode status = U_ZERO_ERROR;
  auto matcher =
      std::make_unique<icu::RegexMatcher>(icu::UnicodeString::fromUTF8(*text), input, options, status);
  matcher->setTimeLimit(kTimeLimit, status);
  matcher->setStackLimit(kStackLimit, status);
  return U_FAILURE(status) != 0 ? nullptr : std::move(matcher);
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// A pattern that matches nothing at all would replace between all characters: an error in XPath.
bool matches_empty(Machine& machine, const std::string& pattern, const std::string& flags) {
  const icu::UnicodeString empty;
  const auto matcher = matcher_for(machine, empty, pattern, flags);
  UErrorCode status = U_ZERO_ERROR;
  return matcher != nullptr && matcher->find(0, status) != 0;
}

}  // namespace

std::optional<bool> pattern_matches(Machine& machine, const std::string& input, const std::string& pattern,
                                    const std::string& flags) {
  const auto text = icu::UnicodeString::fromUTF8(input);
  const auto matcher = matcher_for(machine, text, pattern, flags);
  if (matcher == nullptr) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const bool found = matcher->find(0, status) != 0;
  return U_FAILURE(status) != 0 ? std::nullopt : std::optional(found);
}

std::optional<std::string> pattern_replace(Machine& machine, const std::string& input,
                                           const std::string& pattern, const std::string& replacement,
                                           const std::string& flags) {
  const auto text = icu::UnicodeString::fromUTF8(input);
  const auto matcher = matcher_for(machine, text, pattern, flags);
  if (matcher == nullptr || matches_empty(machine, pattern, flags)) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const auto out = matcher->replaceAll(icu::UnicodeString::fromUTF8(replacement), status);
  return U_FAILURE(status) != 0 ? std::nullopt : std::optional(utf8(out));
}

std::optional<std::vector<std::string>> pattern_split(Machine& machine, const std::string& input,
                                                      const std::string& pattern) {
  const auto text = icu::UnicodeString::fromUTF8(input);
  const auto matcher = matcher_for(machine, text, pattern, "");
  if (matcher == nullptr || matches_empty(machine, pattern, "")) return std::nullopt;
  std::vector<std::string> out;
  std::int32_t from = 0;
  UErrorCode status = U_ZERO_ERROR;
  while (matcher->find(status) != 0) {
    out.push_back(utf8(text.tempSubStringBetween(from, matcher->start(status))));
    from = matcher->end(status);
  }
  if (U_FAILURE(status) != 0) return std::nullopt;
  out.push_back(utf8(text.tempSubStringBetween(from)));
  return out;
}

}  // namespace gangway::feel::families
