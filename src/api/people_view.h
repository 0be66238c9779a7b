// Persons and employers as staff, agents and the persons themselves see them.
#pragma once

#include <boost/describe/class.hpp>
#include <optional>
#include <string>
#include <vector>

#include "api/request_view.h"
#include "people/employers.h"
#include "people/people.h"

namespace gangway::api {

struct NameView {
  std::string surname;
  std::string given;
  std::string chinese;
  std::string other;
  std::string reading;  // as one says it
};
BOOST_DESCRIBE_STRUCT(NameView, (), (surname, given, chinese, other, reading))

// A hit of a search: enough to tell people apart, no more.
struct PersonSummary {
  PersonId id;
  NameView name;
  std::optional<Day> birth_date;
  std::string nationality;
  std::string number_ends;  // the last four of the last document; empty: none
  Bilingual place;
};
BOOST_DESCRIBE_STRUCT(PersonSummary, (), (id, name, birth_date, nationality, number_ends, place))

struct PersonList {
  std::int64_t count = 0;  // in the caller's scope, found or not
  std::vector<PersonSummary> people;
};
BOOST_DESCRIBE_STRUCT(PersonList, (), (count, people))

struct FactValueView {
  json::Value value;
  Bilingual text;
  people::SourceKind kind = people::SourceKind::SelfStated;
  std::string paper;
  std::string page;
  std::optional<Day> observed;
  std::optional<Colleague> by;  // absent: the person
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(FactValueView, (), (value, text, kind, paper, page, observed, by, at))

struct FactDecisionView {
  Bilingual text;
  std::string reason;
  Colleague by;
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(FactDecisionView, (), (text, reason, by, at))

struct FactStateView {
  std::string fact;
  Bilingual label;
  people::Agreement agreement = people::Agreement::Single;
  json::Value value;  // null while in conflict
  Bilingual text;
  bool verified = false;
  std::vector<FactValueView> present;
  std::optional<FactDecisionView> decision;
};
BOOST_DESCRIBE_STRUCT(FactStateView, (), (fact, label, agreement, value, text, verified, present, decision))

struct RelationView {
  PersonId person;
  std::string name;
  people::Kinship kinship = people::Kinship::Spouse;
  std::optional<Day> until;
};
BOOST_DESCRIBE_STRUCT(RelationView, (), (person, name, kinship, until))

struct EmploymentView {
  EmployerId employer;
  Bilingual name;
  Day since{};
  std::optional<Day> until;
  std::optional<Day> granted_until;
};
BOOST_DESCRIBE_STRUCT(EmploymentView, (), (employer, name, since, until, granted_until))

struct PersonView {
  PersonId id;
  int version = 0;
  Bilingual place;
  NameView name;
  std::optional<Day> birth_date;
  std::string nationality;
  std::vector<std::string> languages;
  std::string telephone;
  std::string email;
  std::vector<people::Document> documents;
  std::vector<people::Permit> permits;
  std::vector<FactStateView> facts;
  std::vector<RelationView> relations;
  std::vector<EmploymentView> employers;
  bool has_account = false;
};
BOOST_DESCRIBE_STRUCT(PersonView, (),
                      (id, version, place, name, birth_date, nationality, languages, telephone, email,
                       documents, permits, facts, relations, employers, has_account))

struct DuplicateView {
  PersonSummary person;
  std::vector<people::Likeness> why;
};
BOOST_DESCRIBE_STRUCT(DuplicateView, (), (person, why))

struct DuplicateList {
  std::vector<DuplicateView> duplicates;
};
BOOST_DESCRIBE_STRUCT(DuplicateList, (), (duplicates))

struct TimelineEntry {
  Instant at{};
  std::string kind;
  Bilingual text;
  std::optional<Colleague> by;  // absent: the public, or the system by itself
  std::string purpose;
};
BOOST_DESCRIBE_STRUCT(TimelineEntry, (), (at, kind, text, by, purpose))

struct Timeline {
  std::vector<TimelineEntry> entries;  // oldest first
};
BOOST_DESCRIBE_STRUCT(Timeline, (), (entries))

[[nodiscard]] NameView view_of(const people::Names& names);
[[nodiscard]] PersonSummary summary_of(Names& names, const people::Person& person);
// `scope`: within which relatives and employers are named.
[[nodiscard]] PersonView view_of(Services& services, Names& names, const people::Person& person,
                                 const access::Scope& scope, Day today);
// What the journal says about `subject`, "person:17".
[[nodiscard]] Timeline timeline_of(Services& services, Names& names, const std::string& subject);

}  // namespace gangway::api
