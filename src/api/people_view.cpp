#include "api/people_view.h"

#include "policy/facts.h"
#include "policy/judge.h"

namespace gangway::api {
namespace {

constexpr std::size_t kShownOfNumber = 4;

// A value as people read it; as JSON where the vocabulary of the place does not know the fact.
Bilingual text_of(const policy::Setting* setting, const std::string& fact, const json::Value& value) {
  if (setting != nullptr) {
    std::vector<Error> errors;
    const auto read = policy::Facts::read(json::Object{{fact, value}}, setting->vocabulary(), errors);
    const auto path = policy::parse_path(setting->vocabulary(), fact);
    const auto* const found = read.find(fact);
    if (path && found != nullptr) return policy::describe(*path, *found);
  }
  const auto plain = value.is_string() ? std::string(value.as_string()) : json::serialize(value);
  return {plain, plain};
}

Bilingual label_of(const policy::Setting* setting, const std::string& fact) {
  if (setting != nullptr) {
    if (const auto path = policy::parse_path(setting->vocabulary(), fact)) return path->label();
  }
  return {fact, fact};
}

std::optional<Colleague> by(Names& names, AccountId account) {
  return account.is_stored() ? std::optional(names.colleague(account)) : std::nullopt;
}

FactStateView view_of(Names& names, const policy::Setting* setting, const people::FactState& state) {
  FactStateView out;
  out.fact = state.fact;
  out.label = label_of(setting, state.fact);
  out.agreement = state.agreement;
  out.value = state.value;
  if (state.agreement != people::Agreement::Conflict) out.text = text_of(setting, state.fact, state.value);
  out.verified = state.verified;
  for (const auto& one : state.present) {
    out.present.push_back({one.value, text_of(setting, state.fact, one.value), one.source.kind,
                           one.source.paper, one.source.page, one.observed, by(names, one.by), one.at});
  }
  if (state.decision) {
    const auto& decision = *state.decision;
    out.decision = FactDecisionView{text_of(setting, state.fact, decision.value), decision.reason,
                                    names.colleague(decision.by), decision.at};
  }
  return out;
}

// "account:17" -> 17.
AccountId account_of(std::string_view actor) {
  constexpr std::string_view kPrefix = "account:";
  if (!actor.starts_with(kPrefix)) return {};
  return AccountId(std::stoll(std::string(actor.substr(kPrefix.size()))));
}

}  // namespace

NameView view_of(const people::Names& names) {
  return {names.surname, names.given, names.chinese, names.other, names.reading()};
}

PersonSummary summary_of(Names& names, const people::Person& person) {
  const auto& c = person.contents;
  PersonSummary out{
      person.id, view_of(c.names), c.birth_date, c.nationality, {}, names.unit({person.place, {}}).name};
  if (!c.documents.empty()) {
    const auto& number = c.documents.back().number;
    out.number_ends = number.size() > kShownOfNumber ? number.substr(number.size() - kShownOfNumber) : number;
  }
  return out;
}

PersonView view_of(Services& services, Names& names, const people::Person& person, const access::Scope& scope,
                   Day today) {
  const auto& c = person.contents;
  PersonView out;
  out.id = person.id;
  out.version = person.version;
  out.place = names.unit({person.place, {}}).name;
  out.name = view_of(c.names);
  out.birth_date = c.birth_date;
  out.nationality = c.nationality;
  out.languages = c.languages;
  out.telephone = c.telephone;
  out.email = c.email;
  out.documents = c.documents;
  out.permits = c.permits;
  out.has_account = person.account.has_value();
  const auto setting = services.settings.get(
      services.network->region_of(person.place).value_or(services.default_region), today);
  for (const auto& state : people::states_of(c))
    out.facts.push_back(view_of(names, setting ? setting->get() : nullptr, state));
  for (const auto& relation : services.people->relations(person.id)) {
    const auto other = services.people->find(relation.other, scope);
    if (other)
      out.relations.push_back(
          {relation.other, other->contents.names.reading(), relation.kinship, relation.until});
  }
  for (const auto& one : services.employers->employments_of(person.id)) {
    const auto employer = services.employers->find(one.employer, scope);
    if (employer)
      out.employers.push_back({one.employer, employer->name, one.since, one.until, one.granted_until});
  }
  return out;
}

Timeline timeline_of(Services& services, Names& names, const std::string& subject) {
  Timeline out;
  for (const auto& row :
       services.db->read([&](const store::ReadTx& tx) { return journal::timeline(tx, subject); })) {
    out.entries.push_back({row.event.at, row.event.kind, text("event." + row.event.kind),
                           by(names, account_of(row.event.actor)), row.event.purpose});
  }
  return out;
}

}  // namespace gangway::api
