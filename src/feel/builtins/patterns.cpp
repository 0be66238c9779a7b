#include "feel/builtins/patterns.h"

#include <unicode/regex.h>

#include <list>
#include <memory>

#include "feel/builtins/pattern_syntax.h"

namespace gangway::feel::families {
namespace {

constexpr std::int32_t kTimeLimit = 2000;      // ICU's units of ten thousand steps
constexpr std::int32_t kStackLimit = 8 << 20;  // bytes
constexpr std::size_t kMaxPatternBytes = 10'000;
constexpr std::size_t kCached = 32;

struct Compiled {
  std::string key;  // flags, a zero byte, the pattern
  std::unique_ptr<icu::RegexPattern> icu;
  int groups = 0;
  bool matches_empty = false;
};

std::unique_ptr<icu::RegexMatcher> matcher_of(const icu::RegexPattern& pattern,
                                              const icu::UnicodeString& input) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::RegexMatcher> matcher(pattern.matcher(input, status));
  if (U_FAILURE(status) != 0) return nullptr;
  matcher->setTimeLimit(kTimeLimit, status);
  matcher->setStackLimit(kStackLimit, status);
  return U_FAILURE(status) != 0 ? nullptr : std::move(matcher);
}

std::optional<Compiled> compile(std::string key, const std::string& pattern, const std::string& flags) {
  const auto read = PatternFlags::parse(flags);
  if (!read || pattern.size() > kMaxPatternBytes) return std::nullopt;
  const auto rewritten = rewrite_pattern(pattern, *read);
  if (!rewritten) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  Compiled out;
  out.key = std::move(key);
  out.icu.reset(icu::RegexPattern::compile(rewritten->icu, 0, status));
  if (U_FAILURE(status) != 0) return std::nullopt;
  out.groups = rewritten->groups;
  const icu::UnicodeString nothing;
  const auto matcher = matcher_of(*out.icu, nothing);
  if (matcher == nullptr) return std::nullopt;
  out.matches_empty = matcher->find(0, status) != 0;
  return out;
}

// The patterns this thread used last: a rule is evaluated with the same ones again and again.
const Compiled* compiled(Machine& machine, const std::string& pattern, const std::string& flags) {
  if (!machine.spend(pattern.size() + 1)) return nullptr;
  thread_local std::list<Compiled> cache;  // the most recent first
  auto key = flags + '\0' + pattern;
  for (auto at = cache.begin(); at != cache.end(); ++at) {
    if (at->key != key) continue;
    cache.splice(cache.begin(), cache, at);
    return &cache.front();
  }
  auto fresh = compile(std::move(key), pattern, flags);
  if (!fresh) return nullptr;
  cache.push_front(*std::move(fresh));
  if (cache.size() > kCached) cache.pop_back();
  return &cache.front();
}

std::string utf8_of(const icu::UnicodeString& text, std::int32_t from, std::int32_t to) {
  std::string out;
  text.tempSubStringBetween(from, to).toUTF8String(out);
  return out;
}

// A replacement is plain text, \\ and \$, and $N: the longest number of a group that exists; a group that
// took no part is empty.
struct Piece {
  icu::UnicodeString text;
  int group = -1;
};

std::optional<std::vector<Piece>> pieces_of(const std::string& replacement, int groups) {
  const auto text = icu::UnicodeString::fromUTF8(replacement);
  std::vector<Piece> out(1);
  for (std::int32_t i = 0; i < text.length(); ++i) {
    const auto c = text.charAt(i);
    const char16_t next = i + 1 < text.length() ? text.charAt(i + 1) : u'\0';
    if (c == u'\\') {
      if (next != u'\\' && next != u'$') return std::nullopt;
      out.back().text += next;
      ++i;
    } else if (c == u'$') {
      if (next < u'0' || next > u'9') return std::nullopt;
      int number = next - u'0';
      ++i;
      while (i + 1 < text.length() && text.charAt(i + 1) >= u'0' && text.charAt(i + 1) <= u'9' &&
             number * 10 + (text.charAt(i + 1) - u'0') <= groups) {
        number = number * 10 + (text.charAt(++i) - u'0');
      }
      out.push_back({{}, number});
      out.emplace_back();
    } else {
      out.back().text += c;
    }
  }
  return out;
}

}  // namespace

std::optional<bool> pattern_matches(Machine& machine, const std::string& input, const std::string& pattern,
                                    const std::string& flags) {
  const auto* const known = compiled(machine, pattern, flags);
  if (known == nullptr || !machine.spend(input.size())) return std::nullopt;
  const auto text = icu::UnicodeString::fromUTF8(input);
  const auto matcher = matcher_of(*known->icu, text);
  if (matcher == nullptr) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  const bool found = matcher->find(0, status) != 0;
  return U_FAILURE(status) != 0 ? std::nullopt : std::optional(found);
}

std::optional<std::string> pattern_replace(Machine& machine, const std::string& input,
                                           const std::string& pattern, const std::string& replacement,
                                           const std::string& flags) {
  const auto* const known = compiled(machine, pattern, flags);
  if (known == nullptr || known->matches_empty || !machine.spend(input.size())) return std::nullopt;
  const auto pieces = pieces_of(replacement, known->groups);
  const auto text = icu::UnicodeString::fromUTF8(input);
  const auto matcher = matcher_of(*known->icu, text);
  if (!pieces || matcher == nullptr) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString out;
  std::int32_t from = 0;
  while (matcher->find(status) != 0) {
    out.append(text, from, matcher->start(status) - from);
    from = matcher->end(status);
    for (const auto& piece : *pieces) {
      out += piece.text;
      if (piece.group < 0 || piece.group > known->groups) continue;
      const auto start = matcher->start(piece.group, status);
      if (start >= 0) out.append(text, start, matcher->end(piece.group, status) - start);
    }
    if (static_cast<std::size_t>(out.length()) > machine.limits().text_size) return std::nullopt;
  }
  if (U_FAILURE(status) != 0) return std::nullopt;
  out.append(text, from, text.length() - from);
  return utf8_of(out, 0, out.length());
}

std::optional<std::vector<std::string>> pattern_split(Machine& machine, const std::string& input,
                                                      const std::string& pattern) {
  const auto* const known = compiled(machine, pattern, {});
  if (known == nullptr || known->matches_empty || !machine.spend(input.size())) return std::nullopt;
  const auto text = icu::UnicodeString::fromUTF8(input);
  const auto matcher = matcher_of(*known->icu, text);
  if (matcher == nullptr) return std::nullopt;
  std::vector<std::string> out;
  std::int32_t from = 0;
  UErrorCode status = U_ZERO_ERROR;
  while (matcher->find(status) != 0) {
    out.push_back(utf8_of(text, from, matcher->start(status)));
    from = matcher->end(status);
  }
  if (U_FAILURE(status) != 0 || out.size() >= machine.limits().list_size) return std::nullopt;
  out.push_back(utf8_of(text, from, text.length()));
  return out;
}

}  // namespace gangway::feel::families
