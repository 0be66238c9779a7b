// A text in both languages of the product. Every text that a person sees exists in both.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace gangway {

enum class Language { Zh, En };

struct Bilingual {
  std::string zh;
  std::string en;

  [[nodiscard]] const std::string& in(Language language) const { return language == Language::Zh ? zh : en; }
  friend bool operator==(const Bilingual&, const Bilingual&) = default;
};

// The text of texts/<module>.yaml with that key, its {placeholders} filled. REQUIRES: the key exists
// (a test walks all keys that the code names); an unknown key gives the key itself.
[[nodiscard]] std::string text(std::string_view key, const Args& args, Language language);
[[nodiscard]] Bilingual text(std::string_view key, const Args& args = {});
[[nodiscard]] bool has_text(std::string_view key);

// What went wrong and what to do, in the reader's language.
[[nodiscard]] inline std::string text(const Error& error, Language language) {
  return text(error.key, error.args, language);
}

}  // namespace gangway
