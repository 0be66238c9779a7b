// Employers, who may act for them, and whom they employ.
//
// Shape:  an employer is a firm or institution, not a person: its name and facts stand in the clear. An agent
// (an
//         account) sees the firm's own people only, and of these only who granted it: a grant runs until a
//         day and can be revoked by ending it. What an agent sees is EmployedPerson and the permits that end,
//         nothing else.
// Code:   the unified social credit code, 18 characters with a check character.
// Errors: Invalid "people.bad_credit_code"; Conflict "people.credit_code_taken"; NotFound
// "people.no_employer",
//         "people.no_agent", "people.not_employed"; Stale "people.stale".
// Threads: any.
// Source:  GB 32100-2015 (the code and its check character).
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permissions.h"
#include "base/bilingual.h"
#include "base/json.h"
#include "journal/journal.h"
#include "people/people.h"
#include "store/db.h"

namespace gangway::people {

inline constexpr int kMostEmployersListed = 200;

// Whether the code has 18 allowed characters and the right last one.
[[nodiscard]] bool is_credit_code(std::string_view code);
// The last character for the first 17. REQUIRES: 17 allowed characters.
[[nodiscard]] char check_character_of(std::string_view code);

struct NewEmployer {
  std::string credit_code;
  Bilingual name;
  json::Object facts;  // "employer.…" of the packs' vocabulary
};

struct Employer {
  EmployerId id;
  int version = 0;
  std::string place;  // path of the place that looks after it
  std::string credit_code;
  Bilingual name;
  json::Object facts;
};

struct Agent {
  AccountId account;
  Day since{};
  std::optional<Day> until;  // included
  std::optional<Instant> revoked_at;

  [[nodiscard]] bool holds(Day today) const {
    return since <= today && (!until || today <= *until) && !revoked_at;
  }
};

struct Employment {
  PersonId person;
  EmployerId employer;
  Day since{};
  std::optional<Day> until;  // included
  std::optional<Day>
      granted_until;  // the person lets the firm's agents see their permits until then, included

  [[nodiscard]] bool visible_to_agents(Day today) const {
    return since <= today && (!until || today <= *until) && granted_until && today <= *granted_until;
  }
};

class Employers {
 public:
  // The arguments outlive the object.
  Employers(store::Db& db, const journal::Chain& chain, IdGenerator& ids)
      : db_(db), chain_(chain), ids_(ids) {}

  [[nodiscard]] Result<Employer> add(const NewEmployer& employer, const Actor& by, Instant now);
  [[nodiscard]] Result<Employer> change(EmployerId id, int seen, const NewEmployer& employer,
                                        const access::Scope& scope, const Actor& by, Instant now);
  [[nodiscard]] Result<Employer> find(EmployerId id, const access::Scope& scope);
  // By part of a name or beginning of the code; the whole list for an empty query. By name.
  [[nodiscard]] std::vector<Employer> search(std::string_view query, const access::Scope& scope);

  [[nodiscard]] Result<void> appoint(EmployerId id, const Agent& agent, const access::Scope& scope,
                                     const Actor& by, Instant now);
  [[nodiscard]] Result<void> revoke(EmployerId id, AccountId agent, const access::Scope& scope,
                                    const Actor& by, Instant now);
  [[nodiscard]] std::vector<Agent> agents(EmployerId id);

  // Adds the employment, or changes its days and grant.
  [[nodiscard]] Result<void> employ(const Employment& employment, const access::Scope& scope, const Actor& by,
                                    Instant now);
  [[nodiscard]] std::vector<Employment> employments_of(PersonId person);
  [[nodiscard]] std::vector<Employment> employments_at(EmployerId id);

  // Whom an agent may see today: of the firms that the account acts for, those who granted it.
  struct Visible {
    Employer employer;
    std::vector<Employment> people;
  };
  [[nodiscard]] std::vector<Visible> visible_to(AccountId agent, Day today);

 private:
  store::Db& db_;
  const journal::Chain& chain_;
  IdGenerator& ids_;
};

}  // namespace gangway::people
