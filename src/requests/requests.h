// Requests as they are kept: received under a code, listed within a scope, moved by commands, all on record.
//
// Shape:   each command is one transaction that writes the request and its event ("request.received",
//          "request.offered", …). What was asked, by whom, the notes and the answer are sealed with a key of
//          the request's own; in the clear stand only who is answerable, who handles it, stages, days and
//          counts.
// Code:    who asks gets a code (base/crockford.h) to follow the request with; the database holds its hash.
// Scope:   a list, a count and the detail take the same access::Scope. What lies outside is NotFound.
// Stale:   a command names the version that its caller saw; another version gives Stale "requests.stale".
// Errors:  those of request.h; NotFound "requests.not_found"; Invalid for what is too long.
// Threads: any.
#pragma once

#include <boost/describe/class.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/permissions.h"
#include "base/bilingual.h"
#include "base/crockford.h"
#include "base/random.h"
#include "journal/journal.h"
#include "journal/retry.h"
#include "requests/request.h"
#include "store/db.h"
#include "store/invariant.h"

namespace gangway::requests {

[[nodiscard]] std::span<const store::Migration> migrations();
[[nodiscard]] std::span<const store::Invariant> invariants();

inline constexpr std::size_t kMaxTextCharacters = 4000;    // of a question, a note, an answer
inline constexpr std::size_t kMaxContactCharacters = 200;  // of a name, a telephone number, an address
inline constexpr int kMostListed = 200;

struct NewRequest {
  Kind kind = Kind::Question;
  Channel channel = Channel::Window;
  std::string language;  // in which to answer, "zh" or "en"
  std::string question;
  std::string name;     // of the asker; may be empty
  std::string contact;  // how the follow-up call reaches the asker; may be empty
  std::optional<AccountId> complained_of = std::nullopt;
  std::optional<RequestId> about = std::nullopt;
};

struct Note {
  Instant at{};
  AccountId by;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Note, (), (at, by, text))

// What is sealed.
struct Contents {
  std::string code;
  std::string language;
  std::string question;
  std::string name;
  std::string contact;
  std::string answer;
  std::vector<Note> notes;
  std::optional<std::string> review;  // what was said with the grade
};
BOOST_DESCRIBE_STRUCT(Contents, (), (code, language, question, name, contact, answer, notes, review))

struct Detail {
  Request request;
  Contents contents;
};

// Who does something, and in which unit.
struct Actor {
  AccountId account;
  Unit unit;
  std::string purpose;  // as it stands in the journal
};

struct Filter {
  std::optional<Stage> stage;
  bool offered_to_me = false;  // only what is held out to the caller's unit
};

// Whose work a request was: who a complaint about it must not go to.
[[nodiscard]] AccountId worker_of(const Request& request);

// The rules that the packs give for a request received at that place.
using RulesOf = std::function<Rules(const Request& request)>;

class Requests {
 public:
  // The arguments outlive the object.
  Requests(store::Db& db, const journal::Chain& chain, const journal::Vault& vault, IdGenerator& ids,
           RandomBytes random, const workdays::Calendar& calendar, RulesOf rules)
      : db_(db),
        chain_(chain),
        vault_(vault),
        ids_(ids),
        random_(std::move(random)),
        calendar_(calendar),
        rules_(std::move(rules)) {}

  // `retry`: asked again, it gives what the first made, as it is now.
  [[nodiscard]] Result<Detail> receive(const NewRequest& asked, const Actor& by, Instant now,
                                       const std::optional<journal::Retry>& retry = std::nullopt);

  [[nodiscard]] Result<Detail> find(RequestId id, const access::Scope& scope);
  [[nodiscard]] Result<Detail> find(const PublicCode& code);
  // By due day, the earliest first, those without a day last.
  [[nodiscard]] std::vector<Detail> list(const access::Scope& scope, const Filter& filter,
                                         int limit = kMostListed);
  [[nodiscard]] std::int64_t count(const access::Scope& scope, const Filter& filter);

  // `text`: the question's note, the refusal's reason, the answer, what was said in the call.
  struct Command {
    RequestId id;
    int seen = 0;  // the version that the caller saw
    std::string text;
  };
  [[nodiscard]] Result<Detail> note(const Command& command, const access::Scope& scope, const Actor& by,
                                    Instant now);
  [[nodiscard]] Result<Detail> take(const Command& command, const access::Scope& scope, const Actor& by,
                                    Instant now);
  [[nodiscard]] Result<Detail> offer(const Command& command, const Unit& to, const access::Scope& scope,
                                     const Actor& by, Instant now);
  [[nodiscard]] Result<Detail> accept(const Command& command, const access::Scope& scope, const Actor& by,
                                      Instant now);
  [[nodiscard]] Result<Detail> refuse(const Command& command, const access::Scope& scope, const Actor& by,
                                      Instant now);
  [[nodiscard]] Result<Detail> withdraw_offer(const Command& command, const access::Scope& scope,
                                              const Actor& by, Instant now);
  [[nodiscard]] Result<Detail> answer(const Command& command, const access::Scope& scope, const Actor& by,
                                      Instant now);
  [[nodiscard]] Result<Detail> follow_up(const Command& command, CallResult result,
                                         const access::Scope& scope, const Actor& by, Instant now);
  [[nodiscard]] Result<Detail> close(const Command& command, const access::Scope& scope, const Actor& by,
                                     Instant now);
  [[nodiscard]] Result<Detail> reopen(const Command& command, const access::Scope& scope, const Actor& by,
                                      Instant now);
  [[nodiscard]] Result<Detail> give_to_owner(const Command& command, AccountId owner,
                                             const access::Scope& scope, const Actor& by, Instant now);

  // What the asker says of the ending. A bad grade is followed up: in the same transaction it becomes a
  // complaint with an owner, a limit and a follow-up call of its own, which `complaints` receives. REQUIRES:
  // that is not who did the work, see complained_of.
  struct Reviewed {
    Detail request;
    std::optional<Detail> complaint;
  };
  [[nodiscard]] Result<Reviewed> review(const PublicCode& code, Grade grade, const std::string& text,
                                        const Actor& complaints, Instant now);

  // How many requests that account is first-ask owner of and that have not ended.
  [[nodiscard]] std::int64_t open_of(AccountId owner);

  // Time passes: marks every offer that has been silent for too long. How many.
  int note_silences(Instant now);

  [[nodiscard]] Rules rules_of(const Request& request) const { return rules_(request); }

 private:
  struct Change;
  struct Prepared;
  [[nodiscard]] Result<Prepared> prepare(const NewRequest& asked, const Actor& by, Instant now);
  [[nodiscard]] Detail keep(store::Tx& tx, const Prepared& prepared);
  [[nodiscard]] Result<Detail> change(const Command& command, const access::Scope& scope, const Actor& by,
                                      Instant now, const Change& how);

  store::Db& db_;
  const journal::Chain& chain_;
  const journal::Vault& vault_;
  IdGenerator& ids_;
  RandomBytes random_;
  const workdays::Calendar& calendar_;
  RulesOf rules_;
};

}  // namespace gangway::requests
