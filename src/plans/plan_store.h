// The tables of saved plans. Private to plans.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "store/tx.h"

namespace gangway::plans {

// One row of `plan`: what stands in the clear, and the sealed body.
struct PlanRow {
  PlanId id;
  store::Bytes code_hash;
  KeyId key;
  Instant created_at{};
  Instant changed_at{};
  int version = 0;
  std::string region;
  Day as_of{};
  std::string rules_version;
  store::Bytes sealed;
};

// The first answer to a request that may be repeated.
struct RequestRow {
  store::Bytes key_hash;
  store::Bytes request_hash;
  PlanId plan;
  KeyId key;
  Instant at{};
  store::Bytes sealed;
};

void insert(store::Tx& tx, const PlanRow& row);
[[nodiscard]] std::optional<PlanRow> find_plan(const store::ReadTx& tx, const store::Bytes& code_hash);
void update(store::Tx& tx, const PlanRow& row);
void erase_plan(store::Tx& tx, PlanId id);

void insert(store::Tx& tx, const RequestRow& row);
[[nodiscard]] std::optional<RequestRow> find_request(const store::ReadTx& tx, const store::Bytes& key_hash);

}  // namespace gangway::plans
