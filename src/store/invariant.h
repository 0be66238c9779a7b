// What always holds between stored rows, whatever happened: `gangway db verify` asks each of them.
//
// Shape:  a module lists its invariants beside its schema. Each is one statement that gives the ids of the
// rows
//         that break it, and a text, zh and en, that says what is wrong with such a row.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "store/tx.h"

namespace gangway::store {

struct Invariant {
  std::string_view key;  // of the text in texts/<module>.yaml
  std::string_view sql;  // one column, the id; $1 is how many are wanted at most
};

struct Broken {
  std::string_view key;
  std::int64_t id = 0;
};

// At most `most` of each.
[[nodiscard]] inline std::vector<Broken> broken(const ReadTx& tx, std::span<const Invariant> invariants,
                                                int most = 10) {
  std::vector<Broken> out;
  for (const auto& one : invariants)
    tx.each(
        one.sql,
        [&](const Row& row) {
          out.push_back({one.key, row.integer(0)});
        },
        most);
  return out;
}

}  // namespace gangway::store
