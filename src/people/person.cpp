#include "people/person.h"

#include <algorithm>
#include <cctype>
#include <map>

#include "base/utf8.h"

namespace gangway::people {
namespace {

Result<void> check_length(std::string_view text, std::size_t most, std::string field) {
  if (utf8::count_characters(text) <= most) return {};
  return fail(ErrorCode::Invalid, "people.too_long", Args{{"characters", std::to_string(most)}},
              std::move(field));
}

Result<void> check_period(const std::optional<Day>& from, const std::optional<Day>& until,
                          const std::string& at) {
  if (!from || !until || *from <= *until) return {};
  return fail(ErrorCode::Invalid, "people.ends_before_it_begins", at + "/until");
}

bool is_code(std::string_view text, std::size_t length, char first, char last) {
  return text.size() == length && std::ranges::all_of(text, [&](char c) { return c >= first && c <= last; });
}

// "CAMILLE MARIE" -> "Camille Marie".
std::string capitalised(std::string_view upper) {
  std::string out;
  bool start = true;
  for (const char c : upper) {
    out += start ? c : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    start = c == ' ' || c == '-' || c == '\'';
  }
  return out;
}

// Two values from the same source are one source's word, the later holds.
std::string source_key(const FactSource& source) {
  return std::to_string(static_cast<int>(source.kind)) + "|" + source.paper;
}

// What came after the decision and says otherwise opens the question again.
bool holds(const FactDecision& decision, const std::vector<FactValue>& facts) {
  return std::ranges::none_of(facts, [&](const FactValue& one) {
    return one.fact == decision.fact && one.at > decision.at && one.value != decision.value;
  });
}

FactState state_of(std::string fact, std::vector<FactValue> present, const Contents& contents) {
  FactState out{std::move(fact), Agreement::Single, nullptr, false, std::move(present), std::nullopt};
  const bool agreed = std::ranges::all_of(
      out.present, [&](const FactValue& one) { return one.value == out.present.front().value; });
  if (agreed) {
    out.agreement = out.present.size() > 1 ? Agreement::Agreed : Agreement::Single;
    out.value = out.present.front().value;
  } else {
    out.agreement = Agreement::Conflict;
    const auto& decisions = contents.decisions;
    const auto last = std::find_if(decisions.rbegin(), decisions.rend(),
                                   [&](const FactDecision& one) { return one.fact == out.fact; });
    if (last != decisions.rend() && holds(*last, contents.facts)) {
      out.agreement = Agreement::Decided;
      out.value = last->value;
      out.decision = *last;
    }
  }
  out.verified =
      out.agreement != Agreement::Conflict && std::ranges::any_of(out.present, [&](const FactValue& one) {
        return one.value == out.value && one.source.kind != SourceKind::SelfStated;
      });
  return out;
}

}  // namespace

std::string Names::reading() const {
  auto out = capitalised(given);
  if (!surname.empty()) out += (out.empty() ? "" : " ") + capitalised(surname);
  return out.empty() ? chinese : out;
}

std::vector<FactState> states_of(const Contents& contents) {
  std::map<std::string, std::vector<FactValue>> by_fact;
  for (const auto& given : contents.facts) {
    auto& present = by_fact[given.fact];
    const auto same = std::ranges::find(present, source_key(given.source),
                                        [](const FactValue& one) { return source_key(one.source); });
    if (same == present.end()) {
      present.push_back(given);
    } else {
      *same = given;
    }
  }
  std::vector<FactState> out;
  for (auto& [fact, present] : by_fact) out.push_back(state_of(fact, std::move(present), contents));
  return out;
}

json::Object facts_for_judging(const Contents& contents) {
  json::Object out;
  for (const auto& state : states_of(contents)) {
    if (state.agreement != Agreement::Conflict) out[state.fact] = state.value;
  }
  return out;
}

Result<void> check(const Names& names) {
  if (names.surname.empty() && names.given.empty() && names.chinese.empty())
    return fail(ErrorCode::Invalid, "people.name_missing", std::string("/names"));
  TRY(check_length(names.surname, kMaxNameCharacters, "/names/surname"));
  TRY(check_length(names.given, kMaxNameCharacters, "/names/given"));
  TRY(check_length(names.chinese, kMaxNameCharacters, "/names/chinese"));
  TRY(check_length(names.other, kMaxNameCharacters, "/names/other"));
  return {};
}

Result<void> check(const Document& document, const std::string& at) {
  if (document.kind.empty()) return fail(ErrorCode::Invalid, "people.kind_missing", at + "/kind");
  if (document.number.empty()) return fail(ErrorCode::Invalid, "people.number_missing", at + "/number");
  if (!is_code(document.country, 3, 'A', 'Z'))
    return fail(ErrorCode::Invalid, "people.bad_country", at + "/country");
  TRY(check_length(document.kind, kMaxNameCharacters, at + "/kind"));
  TRY(check_length(document.number, kMaxNameCharacters, at + "/number"));
  return check_period(document.from, document.until, at);
}

Result<void> check(const Permit& permit, const std::string& at) {
  if (permit.kind.empty()) return fail(ErrorCode::Invalid, "people.kind_missing", at + "/kind");
  TRY(check_length(permit.kind, kMaxNameCharacters, at + "/kind"));
  TRY(check_length(permit.number, kMaxNameCharacters, at + "/number"));
  TRY(check_length(permit.authority, kMaxTextCharacters, at + "/authority"));
  TRY(check_length(permit.route, kMaxNameCharacters, at + "/route"));
  return check_period(permit.from, permit.until, at);
}

Result<void> check(const FactValue& value, const std::string& at) {
  if (value.fact.empty()) return fail(ErrorCode::Invalid, "people.fact_missing", at + "/fact");
  if (value.source.kind != SourceKind::SelfStated && value.source.paper.empty())
    return fail(ErrorCode::Invalid, "people.source_missing", at + "/source/paper");
  TRY(check_length(value.source.paper, kMaxTextCharacters, at + "/source/paper"));
  TRY(check_length(value.source.page, kMaxNameCharacters, at + "/source/page"));
  if (json::serialize(value.value).size() > kMaxFactBytes)
    return fail(ErrorCode::TooLarge, "people.fact_too_large", at + "/value");
  return {};
}

Result<void> check(const Contents& contents) {
  TRY(check(contents.names));
  if (!contents.nationality.empty() && !is_code(contents.nationality, 3, 'A', 'Z'))
    return fail(ErrorCode::Invalid, "people.bad_country", std::string("/nationality"));
  if (contents.languages.size() > 20)
    return fail(ErrorCode::Invalid, "people.too_many", std::string("/languages"));
  for (std::size_t i = 0; i < contents.languages.size(); ++i) {
    if (!is_code(contents.languages[i], 2, 'a', 'z'))
      return fail(ErrorCode::Invalid, "people.bad_language", "/languages/" + std::to_string(i));
  }
  TRY(check_length(contents.telephone, kMaxTextCharacters, "/telephone"));
  TRY(check_length(contents.email, kMaxTextCharacters, "/email"));
  if (contents.documents.size() > kMaxListed || contents.permits.size() > kMaxListed ||
      contents.facts.size() > kMaxListed || contents.decisions.size() > kMaxListed)
    return fail(ErrorCode::TooLarge, "people.too_many");
  for (std::size_t i = 0; i < contents.documents.size(); ++i)
    TRY(check(contents.documents[i], "/documents/" + std::to_string(i)));
  for (std::size_t i = 0; i < contents.permits.size(); ++i)
    TRY(check(contents.permits[i], "/permits/" + std::to_string(i)));
  return {};
}

Result<Contents> decide(Contents contents, FactDecision decision) {
  TRY(check_length(decision.reason, kMaxTextCharacters, "/reason"));
  if (decision.reason.empty())
    return fail(ErrorCode::Invalid, "people.reason_missing", std::string("/reason"));
  for (const auto& state : states_of(contents)) {
    if (state.fact != decision.fact) continue;
    if (state.agreement == Agreement::Single || state.agreement == Agreement::Agreed) break;
    const bool given =
        std::ranges::any_of(state.present, [&](const FactValue& one) { return one.value == decision.value; });
    if (!given) return fail(ErrorCode::Invalid, "people.value_not_given", std::string("/value"));
    contents.decisions.push_back(std::move(decision));
    return contents;
  }
  return fail(ErrorCode::Conflict, "people.not_in_conflict");
}

}  // namespace gangway::people
