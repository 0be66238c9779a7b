// A saved assessment: found again by whoever has its code, encrypted with a key of its own, erased for good.
//
// Shape:   save, find, change and erase are the use cases; each is one transaction that also writes its event
//          ("plan.saved", "plan.changed", "plan.erased") to the journal. The facts, the stored assessment,
//          the chosen routes and the code itself are sealed with the person's key; in the clear stand only
//          ids, times, the place, the day and the version of the rules. Erasing deletes the rows and destroys
//          the key, so that no backup can be read either.
// Code:    16 random characters (base/crockford.h). The database holds only its hash: who reads the database
//          cannot open a plan with it.
// Again:   a journal::Retry makes saving safe to repeat: the same key and body give the first answer, however
// often. Errors:  NotFound "plans.not_found"; Stale "plans.stale" when `seen` is not the stored version;
// Conflict
//          "journal.key_reused" when a key comes with another body.
// Threads: any.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/crockford.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/random.h"
#include "journal/journal.h"
#include "journal/retry.h"
#include "plans/tasks.h"
#include "policy/assessment.h"
#include "store/db.h"

namespace gangway::plans {

[[nodiscard]] std::span<const store::Migration> migrations();

inline constexpr std::size_t kMaxTitleCharacters = 200;
inline constexpr std::size_t kMaxNotesCharacters = 2000;

// What a person decides; where and when it holds stands in the assessment.
struct Draft {
  std::string title;
  json::Value facts;  // as policy::Facts reads them
  std::vector<std::string> chosen;
  Starts starts;
  policy::Assessment assessment;
  std::optional<std::string> notes;
  std::optional<std::vector<std::string>> done;  // ids of tasks; see plans/tasks.h
};
BOOST_DESCRIBE_STRUCT(Draft, (), (title, facts, chosen, starts, assessment, notes, done))

struct Plan {
  std::string code;  // PublicCode::text()
  Instant created_at{};
  Instant changed_at{};
  int version = 0;  // 1, 2, 3, …
  Draft draft;
};

using journal::Retry;

// What a draft must be, whoever saves it. Errors: Invalid, with the pointer into the request's body.
[[nodiscard]] std::vector<Error> faults_of(const Draft& draft);

class Plans {
 public:
  // The arguments outlive the object.
  Plans(store::Db& db, const journal::Chain& chain, const journal::Vault& vault, IdGenerator& ids,
        RandomBytes random)
      : db_(db), chain_(chain), vault_(vault), ids_(ids), random_(std::move(random)) {}

  // REQUIRES of save and change: faults_of(draft) is empty.
  [[nodiscard]] Result<Plan> save(const Draft& draft, Instant now,
                                  const std::optional<Retry>& retry = std::nullopt);
  [[nodiscard]] Result<Plan> find(const PublicCode& code);
  [[nodiscard]] Result<Plan> change(const PublicCode& code, int seen, const Draft& draft, Instant now);
  [[nodiscard]] Result<void> erase(const PublicCode& code, Instant now);

 private:
  // Sealed and ready to be written, so that the transaction itself does no crypto.
  struct Prepared {
    store::Bytes sealed;
    journal::Event event;
    journal::Body event_body;
  };
  [[nodiscard]] Prepared prepare(const journal::PersonKey& key, PlanId id, const std::string& code,
                                 const Draft& draft, std::string kind, Instant now);
  [[nodiscard]] journal::Event event_of(std::string kind, PlanId id, const std::string& region, Instant now);

  store::Db& db_;
  const journal::Chain& chain_;
  const journal::Vault& vault_;
  IdGenerator& ids_;
  RandomBytes random_;
};

}  // namespace gangway::plans
