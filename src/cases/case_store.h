// The tables of cases. Private to cases.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/reach_list.h"
#include "cases/cases.h"
#include "store/tx.h"

namespace gangway::cases {

struct CaseRow {
  Case file;  // without what is sealed
  KeyId key;
  store::Bytes sealed;
};

void insert(store::Tx& tx, const CaseRow& row, const store::Bytes& code_hash, Instant now);
// Everything that can change; `before`: as it is stored.
void update(store::Tx& tx, const CaseRow& row, const Case& before, Instant now);
// The next receipt number of that place and year.
[[nodiscard]] std::int64_t next_receipt(store::Tx& tx, std::string_view place, int year);

[[nodiscard]] std::optional<CaseRow> find_case(const store::ReadTx& tx, CaseId id);
[[nodiscard]] std::optional<CaseId> find_id(const store::ReadTx& tx, const store::Bytes& code_hash);
[[nodiscard]] std::optional<int> version_of(const store::ReadTx& tx, CaseId id);

// Lists.
struct SummaryRow {
  Summary summary;
  KeyId key;
  store::Bytes sealed;
};
using Place = access::ReachList::Place;
// Within the scope, in order.
[[nodiscard]] std::vector<Place> list_cases(const store::ReadTx& tx, const access::Scope& scope,
                                            const Filter& filter, const std::optional<After>& after,
                                            int limit);
[[nodiscard]] std::int64_t count_cases(const store::ReadTx& tx, const access::Scope& scope,
                                       const Filter& filter);
[[nodiscard]] std::optional<SummaryRow> find_summary(const store::ReadTx& tx, CaseId id);
[[nodiscard]] std::int64_t count_owned(const store::ReadTx& tx, AccountId owner);
// Open cases that a unit handles and works on, in order; at most kMostQueued.
inline constexpr int kMostQueued = 2000;
[[nodiscard]] std::vector<Place> queue_of(const store::ReadTx& tx, const Unit& unit);

// Whether one row lies within the scope: the detail asks this, lists ask it in SQL.
[[nodiscard]] bool within(const Case& file, const access::Scope& scope);

// Papers.
void insert_paper(store::Tx& tx, CaseId id, const PaperNote& paper, const store::Bytes& sealed);
[[nodiscard]] std::optional<store::Bytes> find_paper(const store::ReadTx& tx, CaseId id, PaperId paper);

// Messages and answers.
struct MessageRow {
  Message message;  // without its body
  KeyId key;
  store::Bytes sealed;
  bool sent = false;
};
void insert_message(store::Tx& tx, const Message& message, const store::Bytes& sealed);
// Unsent applications of a branch are not sent any more.
void cancel_messages(store::Tx& tx, CaseId id, BranchId branch, Instant now);
[[nodiscard]] std::vector<MessageRow> unsent_messages(const store::ReadTx& tx, const std::string& system,
                                                      int limit);
[[nodiscard]] std::optional<MessageRow> find_message(const store::ReadTx& tx, MessageId id);
void set_sent(store::Tx& tx, MessageId id, Instant at);
[[nodiscard]] std::optional<Effect> find_answer(const store::ReadTx& tx, std::string_view system,
                                                std::string_view id);
void insert_answer(store::Tx& tx, const Answer& answer, Effect effect, const store::Bytes& sealed,
                   Instant now);

// The green channel and the groups.
void set_capacity(store::Tx& tx, const Unit& unit, int per_day);
[[nodiscard]] std::optional<int> capacity_of(const store::ReadTx& tx, const Unit& unit);
// Cases with an open claim (an open group), in the order of the latest safe days (of convening).
[[nodiscard]] std::vector<CaseId> cases_with_claims(const store::ReadTx& tx, const access::Scope& scope);
[[nodiscard]] std::vector<CaseId> cases_with_groups(const store::ReadTx& tx, const access::Scope& scope);

}  // namespace gangway::cases
