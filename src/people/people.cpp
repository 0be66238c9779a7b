#include "people/people.h"

#include <sodium.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/json_bind.h"
#include "base/utf8.h"
#include "people/event.h"
#include "people/names.h"
#include "people/person_store.h"

namespace gangway::people {
namespace {

constexpr std::size_t kTermBytes = 16;  // 128 bits: no two terms meet by chance

std::string subject(PersonId id) { return "person:" + std::to_string(id.value()); }

tl::unexpected<Error> not_found() { return fail(ErrorCode::NotFound, "people.not_found"); }

bool within(const PersonRow& row, const access::Scope& scope) {
  if (scope.reach == access::Reach::Own) return row.account == scope.account && scope.account.is_stored();
  return scope.covers(row.place);
}

Contents open(const journal::PersonKey& key, const PersonRow& row) {
  const auto value = json::parse(journal::open_sealed(key.key, row.sealed, subject(row.id)),
                                 {.max_bytes = std::size_t{64} << 20});
  auto contents = value ? json::read<Contents>(*value) : tl::unexpected<Error>(value.error());
  if (!contents) throw store::Failure("person: the sealed contents do not read: " + contents.error().key);
  return *std::move(contents);
}

store::Bytes sealed(const journal::PersonKey& key, PersonId id, const Contents& contents,
                    const RandomBytes& random) {
  return journal::seal(key.key, json::serialize(json::write(contents)), subject(id), random);
}

Person person_of(const PersonRow& row, Contents contents) {
  return {row.id, row.version, row.place, row.account, std::move(contents)};
}

struct Known {
  PersonRow row;
  journal::PersonKey key;
};

Result<Known> find_known(const store::ReadTx& tx, const journal::Vault& vault, PersonId id,
                         const access::Scope& scope) {
  auto row = find_person(tx, id);
  if (!row || !within(*row, scope)) return not_found();
  TRY_ASSIGN(auto key, vault.load(tx, row->key));
  return Known{*std::move(row), std::move(key)};
}

std::vector<Person> opened(const store::ReadTx& tx, const journal::Vault& vault,
                           const std::vector<PersonRow>& rows) {
  std::vector<Person> out;
  for (const auto& row : rows) {
    const auto key = vault.load(tx, row.key);
    if (key) out.push_back(person_of(row, open(*key, row)));
  }
  return out;
}

std::string number_key(const Document& document) {
  std::string number;
  for (const auto& word : words_of(document.number)) number += word;
  return document.kind + "|" + document.country + "|" + number;
}

// The Latin words of a name; of who has none, the Chinese name.
std::set<std::string> name_words(const Names& names) {
  std::set<std::string> out;
  for (const auto& word : words_of(names.surname + " " + names.given)) out.insert(word);
  if (out.empty()) {
    for (const auto& word : words_of(names.chinese)) out.insert(word);
  }
  return out;
}

std::string joined(const std::set<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += word + " ";
  return out;
}

std::optional<Day> swapped(Day day) {
  const std::chrono::year_month_day date(day);
  const auto month = static_cast<unsigned>(date.month());
  const auto of_month = static_cast<unsigned>(date.day());
  if (of_month > 12 || month == of_month) return std::nullopt;
  return Day(date.year() / std::chrono::month(of_month) / std::chrono::day(month));
}

// Likenesses by the term under which they are looked up.
std::map<std::string, Likeness> likeness_terms(const Contents& contents) {
  std::map<std::string, Likeness> out;
  for (const auto& document : contents.documents)
    out.emplace("doc " + number_key(document), Likeness::SameDocument);
  if (!contents.birth_date) return out;
  const auto words = name_words(contents.names);
  out.emplace("who " + joined(words) + to_string(*contents.birth_date), Likeness::SameNameAndBirth);
  if (const auto other = swapped(*contents.birth_date))
    out.emplace("who " + joined(words) + to_string(*other), Likeness::SwappedDayAndMonth);
  for (const auto& word : words)
    out.emplace("one " + word + to_string(*contents.birth_date), Likeness::OneNameAndBirth);
  return out;
}

}  // namespace

Kinship inverse(Kinship kinship) {
  switch (kinship) {
    case Kinship::Spouse:
      return Kinship::Spouse;
    case Kinship::Child:
      return Kinship::Parent;
    case Kinship::Parent:
      return Kinship::Child;
    case Kinship::Sibling:
      return Kinship::Sibling;
    case Kinship::DomesticHelper:
      return Kinship::EmployerOfHelper;
    case Kinship::EmployerOfHelper:
      return Kinship::DomesticHelper;
  }
  return kinship;
}

store::Bytes People::hash_of(std::string_view term) const {
  store::Bytes out(kTermBytes);
  const auto& key = search_key_.secret();
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(term.data()), term.size(),
                     key.data(), key.size());
  return out;
}

// Terms of the search, and those by which duplicates are found: they begin with another letter and a space,
// which no word of a name has.
std::vector<store::Bytes> People::terms_of(const Contents& contents) const {
  std::set<std::string> terms;
  const auto& names = contents.names;
  for (const auto* const name : {&names.surname, &names.given, &names.chinese, &names.other})
    terms.merge(people::terms_of(*name));
  for (const auto& document : contents.documents) terms.merge(terms_of_number(document.number));
  for (const auto& permit : contents.permits) terms.merge(terms_of_number(permit.number));
  for (const auto& [term, likeness] : likeness_terms(contents)) {
    if (likeness != Likeness::SwappedDayAndMonth) terms.insert(term);
  }
  std::vector<store::Bytes> out;
  out.reserve(terms.size());
  for (const auto& term : terms) out.push_back(hash_of(term));
  return out;
}

Result<Person> People::add(const Contents& contents, const Actor& by, Instant now) {
  TRY(check(contents));
  const auto made = vault_.make(ids_.next<KeyId>());
  const auto id = ids_.next<PersonId>();
  const PersonRow row{id, made.key.id, 1, by.place, std::nullopt, sealed(made.key, id, contents, random_)};
  const auto terms = terms_of(contents);
  const auto event = event_of(ids_, "person.registered", {subject(id)}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<Person> {
    journal::Vault::store(tx, made);
    insert(tx, row);
    set_terms(tx, id, terms);
    set_permits(tx, id, contents.permits);
    chain_.append(tx, event);
    return person_of(row, contents);
  });
}

Result<Person> People::find(PersonId id, const access::Scope& scope) {
  return db_.read([&](const store::ReadTx& tx) -> Result<Person> {
    TRY_ASSIGN(const auto known, find_known(tx, vault_, id, scope));
    return person_of(known.row, open(known.key, known.row));
  });
}

Result<Person> People::read(PersonId id, const access::Scope& scope, const Actor& by, Instant now) {
  TRY_ASSIGN(auto person, find(id, scope));
  const auto event = event_of(ids_, "person.read", {subject(id)}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<Person> {
    chain_.append(tx, event);
    return std::move(person);
  });
}

Result<std::vector<Person>> People::search(std::string_view query, const access::Scope& scope,
                                           const Actor& by, Instant now) {
  if (utf8::count_characters(query) > kMaxQueryCharacters)
    return fail(ErrorCode::Invalid, "people.query_too_long",
                Args{{"characters", std::to_string(kMaxQueryCharacters)}}, "/search");
  std::vector<std::vector<store::Bytes>> terms;
  for (const auto& alternatives : alternatives_of(query)) {
    auto& hashes = terms.emplace_back();
    for (const auto& one : alternatives) hashes.push_back(hash_of(one));
  }
  if (terms.empty()) return fail(ErrorCode::Invalid, "people.query_too_short", std::string("/search"));
  auto found = db_.read([&](const store::ReadTx& tx) {
    return opened(tx, vault_, find_by_terms(tx, terms, scope, kMostFound));
  });
  auto event = event_of(ids_, "people.searched", {"hits:" + std::to_string(found.size())}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<std::vector<Person>> {
    chain_.append(tx, event);
    return std::move(found);
  });
}

std::vector<Person> People::latest(const access::Scope& scope, int limit) {
  return db_.read(
      [&](const store::ReadTx& tx) { return opened(tx, vault_, latest_people(tx, scope, limit)); });
}

std::int64_t People::count(const access::Scope& scope) {
  return db_.read([&](const store::ReadTx& tx) { return count_people(tx, scope); });
}

std::vector<Duplicate> People::duplicates(const Contents& contents, PersonId except,
                                          const access::Scope& scope) {
  const auto terms = likeness_terms(contents);
  return db_.read([&](const store::ReadTx& tx) {
    std::map<PersonId, std::pair<PersonRow, std::set<Likeness>>> found;
    for (const auto& [term, likeness] : terms) {
      for (auto& row : find_by_terms(tx, {{hash_of(term)}}, scope, kMostFound)) {
        if (row.id == except) continue;
        const auto id = row.id;
        found.try_emplace(id, std::move(row), std::set<Likeness>{}).first->second.second.insert(likeness);
      }
    }
    std::vector<Duplicate> out;
    for (auto& [id, one] : found) {
      auto& [row, why] = one;
      if (why.contains(Likeness::SameNameAndBirth)) why.erase(Likeness::OneNameAndBirth);
      const auto key = vault_.load(tx, row.key);
      if (key) out.push_back({person_of(row, open(*key, row)), {why.begin(), why.end()}});
    }
    std::ranges::stable_sort(out, {}, [](const Duplicate& one) { return one.why.front(); });
    return out;
  });
}

Result<Person> People::change(const Command& command, std::string_view event_kind, const Change& how,
                              const access::Scope& scope, const Actor& by, Instant now) {
  TRY_ASSIGN(auto known,
             db_.read([&](const store::ReadTx& tx) { return find_known(tx, vault_, command.id, scope); }));
  auto& row = known.row;
  if (row.version != command.seen) return fail(ErrorCode::Stale, "people.stale");
  TRY_ASSIGN(auto contents, how(open(known.key, row)));
  TRY(check(contents));
  row.version = command.seen + 1;
  row.sealed = sealed(known.key, row.id, contents, random_);
  const auto terms = terms_of(contents);
  const auto event = event_of(ids_, event_kind, {subject(row.id)}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<Person> {
    const auto stored = find_person(tx, row.id);
    if (!stored) return not_found();
    if (stored->version != command.seen) return fail(ErrorCode::Stale, "people.stale");
    update(tx, row);
    set_terms(tx, row.id, terms);
    set_permits(tx, row.id, contents.permits);
    chain_.append(tx, event);
    return person_of(row, contents);
  });
}

Result<void> People::relate(PersonId person, const Relation& relation, const access::Scope& scope,
                            const Actor& by, Instant now) {
  if (person == relation.other)
    return fail(ErrorCode::Invalid, "people.related_to_self", std::string("/person"));
  const auto event = event_of(ids_, "person.related", {subject(person), subject(relation.other)}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    const auto one = find_person(tx, person);
    const auto other = find_person(tx, relation.other);
    if (!one || !within(*one, scope)) return not_found();
    if (!other || !within(*other, scope))
      return fail(ErrorCode::NotFound, "people.not_found", std::string("/person"));
    insert_relation(tx, person, relation);
    insert_relation(tx, relation.other, {person, inverse(relation.kinship), relation.until});
    chain_.append(tx, event);
    return {};
  });
}

std::vector<Relation> People::relations(PersonId person) {
  return db_.read([&](const store::ReadTx& tx) { return relations_of(tx, person); });
}

Result<void> People::link(PersonId person, AccountId account, const access::Scope& scope, const Actor& by,
                          Instant now) {
  const auto event = event_of(ids_, "person.linked", {subject(person)}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    auto row = find_person(tx, person);
    if (!row || !within(*row, scope)) return not_found();
    if (row->account || find_person(tx, account)) return fail(ErrorCode::Conflict, "people.linked_already");
    row->account = account;
    ++row->version;
    update(tx, *row);
    chain_.append(tx, event);
    return {};
  });
}

Result<Person> People::of_account(AccountId account) {
  return db_.read([&](const store::ReadTx& tx) -> Result<Person> {
    const auto row = find_person(tx, account);
    if (!row) return not_found();
    TRY_ASSIGN(const auto key, vault_.load(tx, row->key));
    return person_of(*row, open(key, *row));
  });
}

std::vector<EndingPermit> People::ending(Day until, const access::Scope& scope, int limit) {
  return db_.read([&](const store::ReadTx& tx) { return ending_permits(tx, until, scope, limit); });
}

Result<void> People::erase(PersonId id, const access::Scope& scope, const Actor& by, Instant now) {
  const auto event = event_of(ids_, "person.erased", {subject(id)}, by, now);
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    const auto row = find_person(tx, id);
    if (!row || !within(*row, scope)) return not_found();
    TRY(journal::Vault::erase(tx, row->key, now));
    erase_person(tx, id);
    chain_.append(tx, event);
    return {};
  });
}

}  // namespace gangway::people
