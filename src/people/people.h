// Persons as they are kept: registered, found again, changed, told apart, forgotten; all on record.
//
// Shape:   each command is one transaction that writes the person and its event ("person.registered",
//          "person.changed", "person.fact_decided", …). Everything that says who somebody is stands sealed
//          with a key of the person's own. In the clear stand ids, the place, the version, and of permits
//          only the kind and the last day, for the lists of those that end.
// Search:  names and numbers are found through keyed hashes of their terms (names.h): whoever reads the
// database
//          learns neither a name nor whether somebody is in it. A search goes through the caller's scope and
//          stands in the journal with the number of hits.
// Reading: read() is for a person's page and writes "person.read" with its purpose; find() is for use cases
// that
//          touch the person and write an event of their own.
// Alike:   duplicates() says who might be the same person, and why; nobody is merged by itself.
// Erasing: destroys the key and the terms; ids, events and counts stand.
// Scope:   a search, a list and the detail take the same access::Scope. What lies outside is NotFound.
// Stale:   a command names the version that its caller saw; another version gives Stale "people.stale".
// Errors:  those of person.h; NotFound "people.not_found".
// Threads: any.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/permissions.h"
#include "base/random.h"
#include "journal/journal.h"
#include "people/person.h"
#include "store/db.h"
#include "store/invariant.h"

namespace gangway::people {

[[nodiscard]] std::span<const store::Migration> migrations();
[[nodiscard]] std::span<const store::Invariant> invariants();

inline constexpr int kMostFound = 50;
inline constexpr std::size_t kMaxQueryCharacters = 100;

struct Person {
  PersonId id;
  int version = 0;
  std::string place;  // path of the place where registered
  std::optional<AccountId> account;
  Contents contents;
};

// Who does something, and where.
struct Actor {
  AccountId account;
  std::string place;    // path
  std::string purpose;  // as it stands in the journal
};

enum class Likeness {
  SameDocument,        // kind, country and number
  SameNameAndBirth,    // the words of the name in any order
  SwappedDayAndMonth,  // the same name, and the birth date with day and month exchanged
  OneNameAndBirth,     // one word of the name and the birth date
};
BOOST_DESCRIBE_ENUM(Likeness, SameDocument, SameNameAndBirth, SwappedDayAndMonth, OneNameAndBirth)

struct Duplicate {
  Person person;
  std::vector<Likeness> why;  // the strongest first
};

enum class Kinship { Spouse, Child, Parent, Sibling, DomesticHelper, EmployerOfHelper };
BOOST_DESCRIBE_ENUM(Kinship, Spouse, Child, Parent, Sibling, DomesticHelper, EmployerOfHelper)
// Seen from the other side: a child has a parent.
[[nodiscard]] Kinship inverse(Kinship kinship);

// `other` is the `kinship` of the person whose relations these are: its child, its spouse.
struct Relation {
  PersonId other;
  Kinship kinship = Kinship::Spouse;
  std::optional<Day> until;  // included
};

// A permit that ends, as the lists of renewals see it.
struct EndingPermit {
  PersonId person;
  std::string place;
  std::string kind;
  Day until{};
};

class People {
 public:
  // The arguments outlive the object.
  People(store::Db& db, const journal::Chain& chain, const journal::Vault& vault, const journal::Key& master,
         IdGenerator& ids, RandomBytes random)
      : db_(db),
        chain_(chain),
        vault_(vault),
        search_key_(master.derived(journal::Key::Purpose::Search)),
        ids_(ids),
        random_(std::move(random)) {}

  [[nodiscard]] Result<Person> add(const Contents& contents, const Actor& by, Instant now);

  [[nodiscard]] Result<Person> find(PersonId id, const access::Scope& scope);
  [[nodiscard]] Result<Person> read(PersonId id, const access::Scope& scope, const Actor& by, Instant now);
  // The latest registered first; at most kMostFound.
  [[nodiscard]] Result<std::vector<Person>> search(std::string_view query, const access::Scope& scope,
                                                   const Actor& by, Instant now);
  [[nodiscard]] std::vector<Person> latest(const access::Scope& scope, int limit = kMostFound);
  // Who in the caller's scope might be the one described; `except`: the person itself.
  [[nodiscard]] std::vector<Duplicate> duplicates(const Contents& contents, PersonId except,
                                                  const access::Scope& scope);

  struct Command {
    PersonId id;
    int seen = 0;  // the version that the caller saw
  };
  // `change` gives the contents as they will be, from those that are.
  using Change = std::function<Result<Contents>(Contents)>;
  [[nodiscard]] Result<Person> change(const Command& command, std::string_view event, const Change& change,
                                      const access::Scope& scope, const Actor& by, Instant now);

  [[nodiscard]] Result<void> relate(PersonId person, const Relation& relation, const access::Scope& scope,
                                    const Actor& by, Instant now);
  [[nodiscard]] std::vector<Relation> relations(PersonId person);

  // The account with which somebody sees their own data. One account, one person.
  [[nodiscard]] Result<void> link(PersonId person, AccountId account, const access::Scope& scope,
                                  const Actor& by, Instant now);
  [[nodiscard]] Result<Person> of_account(AccountId account);

  // Permits whose last day is `until` or before, those that end first first.
  [[nodiscard]] std::vector<EndingPermit> ending(Day until, const access::Scope& scope, int limit);
  [[nodiscard]] std::int64_t count(const access::Scope& scope);

  [[nodiscard]] Result<void> erase(PersonId id, const access::Scope& scope, const Actor& by, Instant now);

 private:
  [[nodiscard]] store::Bytes hash_of(std::string_view term) const;
  [[nodiscard]] std::vector<store::Bytes> terms_of(const Contents& contents) const;

  store::Db& db_;
  const journal::Chain& chain_;
  const journal::Vault& vault_;
  journal::Key search_key_;
  IdGenerator& ids_;
  RandomBytes random_;
};

}  // namespace gangway::people
