#include "people/employers.h"

#include <algorithm>
#include <array>

#include "base/json_bind.h"
#include "base/utf8.h"
#include "people/event.h"

namespace gangway::people {
namespace {

// The 31 characters of the code, each worth its place; without I, O, S, V, Z.
constexpr std::string_view kCodeCharacters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::array kWeights{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};

std::string subject(EmployerId id) { return "employer:" + std::to_string(id.value()); }
std::string subject(PersonId id) { return "person:" + std::to_string(id.value()); }

tl::unexpected<Error> no_employer() { return fail(ErrorCode::NotFound, "people.no_employer"); }

constexpr std::string_view kSelect =
    "SELECT id, version, place, credit_code, name_zh, name_en, facts FROM employer";

std::string select(std::string_view where) { return std::string(kSelect) + std::string(where); }

Employer read_employer(const store::Row& row) {
  Employer out{
      row.id<EmployerId>(0), row.get<int>(1), row.text(2), row.text(3), {row.text(4), row.text(5)}, {}};
  const auto facts = json::parse(row.text(6));
  if (!facts || !facts->is_object()) throw store::Failure("employer: the facts do not read");
  out.facts = facts->get_object();
  return out;
}

std::optional<Employer> find_employer(const store::ReadTx& tx, EmployerId id) {
  return tx.one(select(" WHERE id = $1"), read_employer, id);
}

Result<Employer> find_within(const store::ReadTx& tx, EmployerId id, const access::Scope& scope) {
  auto found = find_employer(tx, id);
  if (!found || !scope.covers(found->place)) return no_employer();
  return *std::move(found);
}

std::vector<Employment> read_employments(const store::ReadTx& tx, std::string_view where, std::int64_t id) {
  return tx.all(
      "SELECT person, employer, since, until, granted_until FROM employment" + std::string(where),
      [](const store::Row& row) {
        return Employment{row.id<PersonId>(0), row.id<EmployerId>(1), row.day(2),
                          row.get<std::optional<Day>>(3), row.get<std::optional<Day>>(4)};
      },
      id);
}

Result<void> check(const NewEmployer& employer) {
  if (!is_credit_code(employer.credit_code))
    return fail(ErrorCode::Invalid, "people.bad_credit_code", std::string("/credit_code"));
  if (employer.name.zh.empty() && employer.name.en.empty())
    return fail(ErrorCode::Invalid, "people.name_missing", std::string("/name"));
  for (const auto* const name : {&employer.name.zh, &employer.name.en}) {
    if (utf8::count_characters(*name) > kMaxTextCharacters)
      return fail(ErrorCode::Invalid, "people.too_long",
                  Args{{"characters", std::to_string(kMaxTextCharacters)}}, "/name");
  }
  if (json::serialize(employer.facts).size() > kMaxFactBytes)
    return fail(ErrorCode::TooLarge, "people.fact_too_large", std::string("/facts"));
  return {};
}

bool is_taken(const store::ReadTx& tx, const std::string& code, EmployerId except) {
  return tx
      .one(
          "SELECT id FROM employer WHERE credit_code = $1 AND id <> $2",
          [](const store::Row& row) { return row.integer(0); }, code, except)
      .has_value();
}

// LIKE takes these for themselves.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

char check_character_of(std::string_view code) {
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i)
    sum += kWeights[i] * static_cast<int>(kCodeCharacters.find(code[i]));
  return kCodeCharacters[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

bool is_credit_code(std::string_view code) {
  if (code.size() != kWeights.size() + 1) return false;
  if (code.find_first_not_of(kCodeCharacters) != std::string_view::npos) return false;
  return code.back() == check_character_of(code);
}

Result<Employer> Employers::add(const NewEmployer& employer, const Actor& by, Instant now) {
  TRY(check(employer));
  const Employer made{ids_.next<EmployerId>(), 1, by.place, employer.credit_code, employer.name,
                      employer.facts};
  const auto event = event_of(ids_, "employer.registered", {subject(made.id)}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<Employer> {
    if (is_taken(tx, made.credit_code, made.id))
      return fail(ErrorCode::Conflict, "people.credit_code_taken", std::string("/credit_code"));
    tx.run(
        "INSERT INTO employer (id, version, place, credit_code, name_zh, name_en, facts)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        made.id, made.version, made.place, made.credit_code, made.name.zh, made.name.en,
        json::serialize(made.facts));
    chain_.append(tx, event);
    return made;
  });
}

Result<Employer> Employers::change(EmployerId id, int seen, const NewEmployer& employer,
                                   const access::Scope& scope, const Actor& by, Instant now) {
  TRY(check(employer));
  const auto event = event_of(ids_, "employer.changed", {subject(id)}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<Employer> {
    TRY_ASSIGN(auto found, find_within(tx, id, scope));
    if (found.version != seen) return fail(ErrorCode::Stale, "people.stale");
    if (is_taken(tx, employer.credit_code, id))
      return fail(ErrorCode::Conflict, "people.credit_code_taken", std::string("/credit_code"));
    found = {id, seen + 1, found.place, employer.credit_code, employer.name, employer.facts};
    tx.run(
        "UPDATE employer SET version = $1, credit_code = $2, name_zh = $3, name_en = $4, facts = $5 WHERE id "
        "= $6",
        found.version, found.credit_code, found.name.zh, found.name.en, json::serialize(found.facts), id);
    chain_.append(tx, event);
    return found;
  });
}

Result<Employer> Employers::find(EmployerId id, const access::Scope& scope) {
  return db_.read([&](const store::ReadTx& tx) { return find_within(tx, id, scope); });
}

std::vector<Employer> Employers::search(std::string_view query, const access::Scope& scope) {
  const auto part = "%" + escaped(query) + "%";
  const auto prefix = scope.reach == access::Reach::Anything ? std::string("%")
                      : scope.place.empty()                  ? std::string()
                                                             : scope.place + "%";
  return db_.read([&](const store::ReadTx& tx) {
    return tx.all(select(" WHERE place LIKE $1 AND (name_zh LIKE $2 ESCAPE '\\' OR LOWER(name_en) LIKE "
                         "LOWER($2) ESCAPE '\\'"
                         " OR credit_code LIKE $3 ESCAPE '\\') ORDER BY name_zh, id LIMIT $4"),
                  read_employer, prefix, part, escaped(query) + "%", kMostEmployersListed);
  });
}

Result<void> Employers::appoint(EmployerId id, const Agent& agent, const access::Scope& scope,
                                const Actor& by, Instant now) {
  const auto event = event_of(ids_, "employer.agent_appointed", {subject(id)}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    TRY_ASSIGN(const auto employer, find_within(tx, id, scope));
    tx.run(
        "INSERT INTO employer_agent (employer, account, since, until, revoked_at) VALUES ($1, $2, $3, $4, "
        "NULL)"
        " ON CONFLICT (employer, account) DO UPDATE SET since = excluded.since, until = excluded.until,"
        " revoked_at = NULL",
        employer.id, agent.account, agent.since, agent.until);
    chain_.append(tx, event);
    return {};
  });
}

Result<void> Employers::revoke(EmployerId id, AccountId agent, const access::Scope& scope, const Actor& by,
                               Instant now) {
  const auto event = event_of(ids_, "employer.agent_revoked", {subject(id)}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    TRY_ASSIGN(const auto employer, find_within(tx, id, scope));
    const auto changed = tx.run(
        "UPDATE employer_agent SET revoked_at = $1 WHERE employer = $2 AND account = $3 AND revoked_at IS "
        "NULL",
        now, employer.id, agent);
    if (changed == 0) return fail(ErrorCode::NotFound, "people.no_agent");
    chain_.append(tx, event);
    return {};
  });
}

std::vector<Agent> Employers::agents(EmployerId id) {
  return db_.read([&](const store::ReadTx& tx) {
    return tx.all(
        "SELECT account, since, until, revoked_at FROM employer_agent WHERE employer = $1 ORDER BY since, "
        "account",
        [](const store::Row& row) {
          return Agent{row.id<AccountId>(0), row.day(1), row.get<std::optional<Day>>(2),
                       row.get<std::optional<Instant>>(3)};
        },
        id);
  });
}

Result<void> Employers::employ(const Employment& employment, const access::Scope& scope, const Actor& by,
                               Instant now) {
  if (employment.until && *employment.until < employment.since)
    return fail(ErrorCode::Invalid, "people.ends_before_it_begins", std::string("/until"));
  const auto event =
      event_of(ids_, "employer.employs", {subject(employment.employer), subject(employment.person)}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    TRY(find_within(tx, employment.employer, scope));
    const auto place = tx.one(
        "SELECT place FROM person WHERE id = $1", [](const store::Row& row) { return row.text(0); },
        employment.person);
    if (!place || !scope.covers(*place))
      return fail(ErrorCode::NotFound, "people.not_found", std::string("/person"));
    tx.run(
        "INSERT INTO employment (person, employer, since, until, granted_until) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (person, employer) DO UPDATE SET since = excluded.since, until = excluded.until,"
        " granted_until = excluded.granted_until",
        employment.person, employment.employer, employment.since, employment.until, employment.granted_until);
    chain_.append(tx, event);
    return {};
  });
}

std::vector<Employment> Employers::employments_of(PersonId person) {
  return db_.read([&](const store::ReadTx& tx) {
    return read_employments(tx, " WHERE person = $1 ORDER BY since, employer", person.value());
  });
}

std::vector<Employment> Employers::employments_at(EmployerId id) {
  return db_.read([&](const store::ReadTx& tx) {
    return read_employments(tx, " WHERE employer = $1 ORDER BY since, person", id.value());
  });
}

std::vector<Employers::Visible> Employers::visible_to(AccountId account, Day today) {
  return db_.read([&](const store::ReadTx& tx) {
    std::vector<Visible> out;
    const auto acting = tx.all(
        "SELECT employer, since, until, revoked_at FROM employer_agent WHERE account = $1 ORDER BY employer",
        [&](const store::Row& row) {
          return std::pair(row.id<EmployerId>(0), Agent{account, row.day(1), row.get<std::optional<Day>>(2),
                                                        row.get<std::optional<Instant>>(3)});
        },
        account);
    for (const auto& [id, agent] : acting) {
      if (!agent.holds(today)) continue;
      auto employer = find_employer(tx, id);
      if (!employer) continue;
      auto people = read_employments(tx, " WHERE employer = $1 ORDER BY since, person", id.value());
      std::erase_if(people, [&](const Employment& one) { return !one.visible_to_agents(today); });
      out.push_back({*std::move(employer), std::move(people)});
    }
    return out;
  });
}

}  // namespace gangway::people
