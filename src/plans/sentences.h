// Texts whose words differ by language, for the sentences of a plan. Private to plans.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bilingual.h"

namespace gangway::plans {

using Words = std::vector<std::pair<std::string, Bilingual>>;

// text(key), each language filled with the words of its own.
[[nodiscard]] Bilingual text_with(std::string_view key, const Words& words);

}  // namespace gangway::plans
