// Names of people and firms that do not exist.
#pragma once

#include <string>
#include <vector>

#include "base/bilingual.h"
#include "demo/random.h"

namespace gangway::app::demonstration {

struct InventedName {
  std::string surname;      // as in a passport, "LAURENT"; may be empty
  std::string given;        // "CAMILLE MARIE"
  std::string chinese;      // may be empty
  std::string nationality;  // ISO 3166-1 alpha-3
  std::string language;     // ISO 639-1, mother tongue

  // In reading order: "Camille Laurent", or the Chinese name.
  [[nodiscard]] std::string reading() const;
};

// Mostly foreigners; one in six a Chinese citizen.
[[nodiscard]] InventedName invented_person(Random& random);
[[nodiscard]] InventedName invented_foreigner(Random& random);
[[nodiscard]] InventedName invented_citizen(Random& random);

// "衡舟制药装备（演示）", "Hengzhou Pharma Equipment (demonstration)"; the first `count` of a list without
// repetitions.
[[nodiscard]] std::vector<Bilingual> invented_firms(int count);

}  // namespace gangway::app::demonstration
