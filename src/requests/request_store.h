// The tables of requests. Private to requests.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "requests/requests.h"
#include "store/tx.h"

namespace gangway::requests {

struct RequestRow {
  Request request;
  KeyId key;
  store::Bytes sealed;
};

void insert(store::Tx& tx, const RequestRow& row, const store::Bytes& code_hash);
// Writes everything but what never changes (kind, channel, received_at, the code, whom it complains of) and
// the calls. `before`: as it is stored.
void update(store::Tx& tx, const RequestRow& row, const Request& before);
// The calls of a request are those about its present answer.
void insert_call(store::Tx& tx, RequestId id, const Call& call);
void delete_calls(store::Tx& tx, RequestId id);

// The row with its calls.
[[nodiscard]] std::optional<RequestRow> find_request(const store::ReadTx& tx, RequestId id);
[[nodiscard]] std::optional<RequestRow> find_request(const store::ReadTx& tx, const store::Bytes& code_hash);
[[nodiscard]] std::vector<RequestRow> list_requests(const store::ReadTx& tx, const access::Scope& scope,
                                                    const Filter& filter, int limit);
[[nodiscard]] std::int64_t count_requests(const store::ReadTx& tx, const access::Scope& scope,
                                          const Filter& filter);
[[nodiscard]] std::int64_t count_open(const store::ReadTx& tx, AccountId owner);
// With an offer that is not marked yet.
[[nodiscard]] std::vector<RequestId> silent_offers(const store::ReadTx& tx);

}  // namespace gangway::requests
