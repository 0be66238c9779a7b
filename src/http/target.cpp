#include "http/target.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"

namespace gangway::http {
namespace {

constexpr std::size_t kMaxParts = 64;  // segments, and query members

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

enum class Plus { Literal, Space };

std::optional<std::string> decoded(std::string_view text, Plus plus) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
      const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
      if (!low) return std::nullopt;
      out += static_cast<char>(*high * 16 + *low);
      i += 2;
    } else {
      out += text[i] == '+' && plus == Plus::Space ? ' ' : text[i];
    }
  }
  if (!utf8::is_valid(out) || out.find('\0') != std::string::npos) return std::nullopt;
  return out;
}

// Calls `part` for every piece between separators; false once it returns false.
template <class Part>
bool split(std::string_view text, char separator, Part&& part) {
  while (true) {
    const auto end = text.find(separator);
    if (!part(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool same(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

// "0.8" in thousandths; anything else than RFC 9110's qvalue counts as 0.
int thousandths(std::string_view q) {
  if (q.empty() || (q[0] != '0' && q[0] != '1') || q.size() > 5 || (q.size() > 1 && q[1] != '.')) return 0;
  int out = (q[0] - '0') * 1000;
  int unit = 100;
  for (std::size_t i = 2; i < q.size(); ++i, unit /= 10) {
    if (q[i] < '0' || q[i] > '9') return 0;
    out += (q[i] - '0') * unit;
  }
  return std::min(out, 1000);
}

struct Item {
  std::string_view name;
  int quality = 1000;
};

Item parse_item(std::string_view text) {
  Item out;
  bool first = true;
  split(text, ';', [&](std::string_view part) {
    part = trimmed(part);
    if (first) out.name = part;
    if (!first && part.size() > 2 && same(part.substr(0, 2), "q=")) out.quality = thousandths(part.substr(2));
    first = false;
    return true;
  });
  return out;
}

}  // namespace

Result<Target> parse_target(std::string_view target) {
  const auto bad = [] { return fail(ErrorCode::BadRequest, "http.bad_target"); };
  if (!target.starts_with('/')) return bad();
  Target out;
  const auto question = target.find('?');
  const auto path = target.substr(1, question == std::string_view::npos ? question : question - 1);
  const bool path_ok = split(path, '/', [&](std::string_view part) {
    auto segment = decoded(part, Plus::Literal);
    if (!segment || out.segments.size() == kMaxParts) return false;
    out.segments.push_back(*std::move(segment));
    return true;
  });
  if (!path_ok) return bad();
  if (question == std::string_view::npos) return out;
  const bool query_ok = split(target.substr(question + 1), '&', [&](std::string_view part) {
    if (part.empty()) return true;
    const auto equals = part.find('=');
    auto name = decoded(part.substr(0, equals), Plus::Space);
    auto value = decoded(equals == std::string_view::npos ? "" : part.substr(equals + 1), Plus::Space);
    if (!name || !value || out.query.size() == kMaxParts) return false;
    out.query.emplace_back(*std::move(name), *std::move(value));
    return true;
  });
  if (!query_ok) return bad();
  return out;
}

Language language_of(const Pairs& query, std::string_view accept_language) {
  for (const auto& [name, value] : query) {
    if (name == "lang" && value == "zh") return Language::Zh;
    if (name == "lang" && value == "en") return Language::En;
  }
  int zh = 0;
  int en = 0;
  split(accept_language, ',', [&](std::string_view text) {
    const auto item = parse_item(text);
    const auto primary = item.name.substr(0, item.name.find('-'));
    if (same(primary, "zh")) zh = std::max(zh, item.quality);
    if (same(primary, "en")) en = std::max(en, item.quality);
    return true;
  });
  return en > zh ? Language::En : Language::Zh;
}

int quality_of(std::string_view list, std::string_view item) {
  int found = -1;
  split(list, ',', [&](std::string_view text) {
    const auto entry = parse_item(text);
    if (same(entry.name, item)) found = entry.quality;
    return true;
  });
  return found;
}

}  // namespace gangway::http
