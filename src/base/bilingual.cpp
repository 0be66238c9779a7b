#include "base/bilingual.h"

#include <algorithm>
#include <array>

namespace gangway {
namespace {

struct Entry {
  std::string_view key;
  std::string_view zh;
  std::string_view en;
};

constexpr Entry kTexts[] = {
#include "base/texts_table.inc"
};

const Entry* find(std::string_view key) {
  const auto* const at = std::ranges::lower_bound(kTexts, key, {}, &Entry::key);
  return at != std::end(kTexts) && at->key == key ? at : nullptr;
}

std::string fill(std::string_view pattern, const Args& args) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size();) {
    if (pattern[i] == '{') {
      const auto end = pattern.find('}', i);
      const auto name = pattern.substr(i + 1, end == std::string_view::npos ? 0 : end - i - 1);
      const auto arg = std::ranges::find(args, name, [](const auto& a) { return std::string_view(a.first); });
      if (arg != args.end()) {
        out += arg->second;
        i = end + 1;
        continue;
      }
    }
    out += pattern[i++];
  }
  return out;
}

}  // namespace

bool has_text(std::string_view key) { return find(key) != nullptr; }

std::string text(std::string_view key, const Args& args, Language language) {
  const auto* const entry = find(key);
  if (entry == nullptr) return std::string(key);
  return fill(language == Language::Zh ? entry->zh : entry->en, args);
}

Bilingual text(std::string_view key, const Args& args) {
  return {text(key, args, Language::Zh), text(key, args, Language::En)};
}

}  // namespace gangway
