#include "plans/sentences.h"

namespace gangway::plans {

Bilingual text_with(std::string_view key, const Words& words) {
  Args zh;
  Args en;
  for (const auto& [name, word] : words) {
    zh.emplace_back(name, word.zh);
    en.emplace_back(name, word.en);
  }
  return {text(key, zh, Language::Zh), text(key, en, Language::En)};
}

}  // namespace gangway::plans
