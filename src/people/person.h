// A person as the centre knows them: names as in the passport, documents over time, and facts each with where
// it comes from.
//
// Shape:   plain records and pure functions. All of it is personal data and is kept sealed (people.h).
// Facts:   every value that was ever given stays. The present values are the last one of each source; they
// agree,
//          or there is only one, or they are in conflict until a named person decides for one of them. A
//          decision holds until another value comes that differs from the one decided for.
// Names:   as printed: SURNAME and GIVEN NAMES in Latin letters, either may be empty, not both.
// Errors:  Invalid with the pointer of the field.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "base/day.h"
#include "base/ids.h"
#include "base/json.h"
#include "base/result.h"

namespace gangway::people {

inline constexpr std::size_t kMaxNameCharacters = 100;
inline constexpr std::size_t kMaxTextCharacters = 300;  // of a paper, a contact, a reason
inline constexpr std::size_t kMaxFactBytes = 8000;      // of one value as JSON
inline constexpr std::size_t kMaxListed = 2000;         // facts given, documents, permits of one person

struct Names {
  std::string surname;  // "LAURENT"
  std::string given;    // "CAMILLE MARIE"
  std::string chinese;  // "洛朗"; may be empty
  std::string other;    // earlier names, a name in another script; may be empty

  // In reading order: "Camille Marie Laurent"; the Chinese name when there is no Latin one.
  [[nodiscard]] std::string reading() const;
  friend bool operator==(const Names&, const Names&) = default;
};
BOOST_DESCRIBE_STRUCT(Names, (), (surname, given, chinese, other))

struct Document {
  std::string kind;     // "passport", "travel-permit", …
  std::string number;   // as printed
  std::string country;  // that issued it, ISO 3166-1 alpha-3
  std::optional<Day> from;
  std::optional<Day> until;  // included
};
BOOST_DESCRIBE_STRUCT(Document, (), (kind, number, country, from, until))

struct Permit {
  std::string kind;  // "work-permit", "residence-permit", …
  std::string number;
  std::string authority;
  std::string route;  // by which it was got; may be empty
  std::optional<Day> from;
  std::optional<Day> until;  // included
};
BOOST_DESCRIBE_STRUCT(Permit, (), (kind, number, authority, route, from, until))

enum class SourceKind {
  SelfStated,  // nobody has checked it
  Paper,
  Register,  // of an authority
  Officer,   // what an officer knows or found out
};
BOOST_DESCRIBE_ENUM(SourceKind, SelfStated, Paper, Register, Officer)

struct FactSource {
  SourceKind kind = SourceKind::SelfStated;
  std::string paper;  // code of the paper or name of the register; empty for SelfStated
  std::string page;
};
BOOST_DESCRIBE_STRUCT(FactSource, (), (kind, paper, page))

// One value that somebody gave for a fact.
struct FactValue {
  std::string fact;  // id of the packs' vocabulary, "person.birth_date"
  json::Value value;
  FactSource source;
  std::optional<Day> observed;  // when it was so, where that differs from when it was entered
  AccountId by;                 // not stored: the person
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(FactValue, (), (fact, value, source, observed, by, at))

// For which value of a fact in conflict somebody decided, and why.
struct FactDecision {
  std::string fact;
  json::Value value;
  std::string reason;
  AccountId by;
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(FactDecision, (), (fact, value, reason, by, at))

struct Contents {
  Names names;
  std::optional<Day> birth_date;
  std::string nationality;             // ISO 3166-1 alpha-3; may be empty
  std::vector<std::string> languages;  // ISO 639-1, the best first
  std::string telephone;
  std::string email;
  std::vector<Document> documents;
  std::vector<Permit> permits;
  std::vector<FactValue> facts;  // in the order in which they came
  std::vector<FactDecision> decisions;
};
BOOST_DESCRIBE_STRUCT(Contents, (),
                      (names, birth_date, nationality, languages, telephone, email, documents, permits, facts,
                       decisions))

enum class Agreement { Single, Agreed, Decided, Conflict };
BOOST_DESCRIBE_ENUM(Agreement, Single, Agreed, Decided, Conflict)

struct FactState {
  std::string fact;
  Agreement agreement = Agreement::Single;
  json::Value value;               // null while in conflict
  bool verified = false;           // at least one present source of it is more than self-stated
  std::vector<FactValue> present;  // the last of each source
  std::optional<FactDecision> decision;
};

// Every fact that has a value, by id.
[[nodiscard]] std::vector<FactState> states_of(const Contents& contents);
// What judging may use: {"person.birth_date": "1990-05-01", …}; facts in conflict are left out.
[[nodiscard]] json::Object facts_for_judging(const Contents& contents);

[[nodiscard]] Result<void> check(const Names& names);
[[nodiscard]] Result<void> check(const Document& document, const std::string& at);
[[nodiscard]] Result<void> check(const Permit& permit, const std::string& at);
[[nodiscard]] Result<void> check(const FactValue& value, const std::string& at);
// Names, days and sizes of all of it.
[[nodiscard]] Result<void> check(const Contents& contents);

// Adds a decision. Errors: Conflict "people.not_in_conflict"; Invalid when it is for a value that nobody
// gave.
[[nodiscard]] Result<Contents> decide(Contents contents, FactDecision decision);

}  // namespace gangway::people
