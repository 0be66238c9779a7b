// Takes the departments' signed answers, each once.
//
// Shape:  verify, read, hand to the Sink, record. The Sink takes the same answer twice without doing anything
// twice,
//         so that a crash between it and the record is mended when the system sends again.
// Errors: those of envelope.h and of the Sink; Conflict "exchange.id_reused" when an id comes with other
// content. Threads: any.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/ids.h"
#include "exchange/envelope.h"
#include "exchange/partner.h"
#include "journal/journal.h"
#include "store/db.h"

namespace gangway::exchange {

[[nodiscard]] std::span<const store::Migration> migrations();

enum class Verdict { Received, SupplementAsked, Approved, Refused, Revoked };
BOOST_DESCRIBE_ENUM(Verdict, Received, SupplementAsked, Approved, Refused, Revoked)

// The body of an answer.
struct Answer {
  CaseId case_id;
  BranchId branch;
  Verdict verdict = Verdict::Received;
  std::optional<std::string> document_number;  // Approved
  std::optional<std::string> name;             // as printed
  std::optional<std::string> passport;
  std::optional<Day> from;
  std::optional<Day> until;
  std::optional<std::string> reason;               // Refused, Revoked, SupplementAsked
  std::optional<std::vector<std::string>> papers;  // SupplementAsked
  Instant decided_at{};
};
BOOST_DESCRIBE_STRUCT(Answer, (),
                      (case_id, branch, verdict, document_number, name, passport, from, until, reason, papers,
                       decided_at))

// What an answer did: "taken", "known", "task".
using Sink = std::function<Result<std::string>(const std::string& system, const std::string& id,
                                               const Answer& answer, Instant now)>;

class Receiver {
 public:
  // The references outlive the object.
  Receiver(store::Db& db, const journal::Chain& chain, IdGenerator& ids, const Config& config, Sink sink)
      : db_(db), chain_(chain), ids_(ids), config_(config), sink_(std::move(sink)) {}

  // `signature`: the header's value. What the answer did.
  [[nodiscard]] Result<std::string> take(std::string_view bytes, std::string_view signature, Instant now);

 private:
  store::Db& db_;
  const journal::Chain& chain_;
  IdGenerator& ids_;
  const Config& config_;
  Sink sink_;
};

}  // namespace gangway::exchange
