#include "plans/plan.h"

#include <sodium.h>

#include <algorithm>

#include "base/json_bind.h"
#include "base/utf8.h"
#include "plans/plan_store.h"

namespace gangway::plans {
namespace {

// What is sealed: the draft and the code, which the database must not know.
struct Body {
  std::string code;
  Draft draft;
};
BOOST_DESCRIBE_STRUCT(Body, (), (code, draft))

// What the event tells to whoever holds the person's key.
struct EventBody {
  std::vector<std::string> chosen;
};
BOOST_DESCRIBE_STRUCT(EventBody, (), (chosen))

constexpr std::size_t kHashBytes = 32;

// `key` sets hashes apart: without it nobody finds out by trying what was hashed. It may be empty.
store::Bytes hash_of(std::string_view text, std::string_view key = {}) {
  store::Bytes out(kHashBytes);
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, out.size());
  const auto add = [&](std::string_view part) {
    const auto length = static_cast<std::uint64_t>(part.size());
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&length), sizeof length);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()), part.size());
  };
  add(key);
  add(text);
  crypto_generichash_final(&state, out.data(), out.size());
  return out;
}

std::string subject(PlanId id) { return "plan:" + std::to_string(id.value()); }

// Bytes that open but do not read were written by no version of this program.
Body read_body(const journal::PersonKey& key, const store::Bytes& sealed, PlanId id) {
  const auto value =
      json::parse(journal::open_sealed(key.key, sealed, subject(id)), {.max_bytes = std::size_t{64} << 20});
  auto body = value ? json::read<Body>(*value) : tl::unexpected<Error>(value.error());
  if (!body) throw store::Failure("plan: the sealed body does not read: " + body.error().key);
  return *std::move(body);
}

Plan plan_of(const PlanRow& row, Body body) {
  return {std::move(body.code), row.created_at, row.changed_at, row.version, std::move(body.draft)};
}

tl::unexpected<Error> not_found() { return fail(ErrorCode::NotFound, "plans.not_found"); }

// The first answer to this request, if it was asked before.
Result<std::optional<Plan>> first_answer(const store::ReadTx& tx, const journal::Vault& vault,
                                         const Retry& retry) {
  const auto row = find_request(tx, hash_of(retry.key));
  if (!row) return std::nullopt;
  if (row->request_hash != hash_of(retry.request, retry.key))
    return fail(ErrorCode::Conflict, "journal.key_reused");
  TRY_ASSIGN(const auto key, vault.load(tx, row->key));
  auto body = read_body(key, row->sealed, row->plan);
  return Plan{std::move(body.code), row->at, row->at, 1, std::move(body.draft)};
}

}  // namespace

std::vector<Error> faults_of(const Draft& draft) {
  std::vector<Error> faults;
  if (utf8::count_characters(draft.title) > kMaxTitleCharacters) {
    faults.push_back({ErrorCode::Invalid,
                      "plans.title_too_long",
                      {{"characters", std::to_string(kMaxTitleCharacters)}},
                      "/title"});
  }
  if (utf8::count_characters(draft.notes.value_or("")) > kMaxNotesCharacters) {
    faults.push_back({ErrorCode::Invalid,
                      "plans.notes_too_long",
                      {{"characters", std::to_string(kMaxNotesCharacters)}},
                      "/notes"});
  }
  const auto& routes = draft.assessment.routes;
  for (std::size_t i = 0; i < draft.chosen.size(); ++i) {
    const auto listed = [&](const policy::RouteAnswer& route) { return route.id == draft.chosen[i]; };
    if (std::any_of(routes.begin(), routes.end(), listed)) continue;
    faults.push_back({ErrorCode::Invalid,
                      "plans.route_not_listed",
                      {{"route", draft.chosen[i]}},
                      "/chosen/" + std::to_string(i)});
  }
  for (const auto& [route, day] : draft.starts) {
    if (std::find(draft.chosen.begin(), draft.chosen.end(), route) != draft.chosen.end()) continue;
    faults.push_back(
        {ErrorCode::Invalid, "plans.start_not_chosen", {}, "/starts" + json::pointer_step(route)});
  }
  return faults;
}

journal::Event Plans::event_of(std::string kind, PlanId id, const std::string& region, Instant now) {
  return {ids_.next<EventId>(), now, std::move(kind), region, {subject(id)}, "public", "advice"};
}

Plans::Prepared Plans::prepare(const journal::PersonKey& key, PlanId id, const std::string& code,
                               const Draft& draft, std::string kind, Instant now) {
  const auto text = json::serialize(json::write(Body{code, draft}));
  auto event = event_of(std::move(kind), id, draft.assessment.region, now);
  auto event_body =
      journal::seal_body(key, event.id, json::serialize(json::write(EventBody{draft.chosen})), random_);
  return {journal::seal(key.key, text, subject(id), random_), std::move(event), std::move(event_body)};
}

Result<Plan> Plans::save(const Draft& draft, Instant now, const std::optional<Retry>& retry) {
  if (retry) {
    TRY_ASSIGN(auto before,
               db_.read([&](const store::ReadTx& tx) { return first_answer(tx, vault_, *retry); }));
    if (before) return *std::move(before);
  }
  const auto code = PublicCode::make(random_).text();
  const auto id = ids_.next<PlanId>();
  const auto made = vault_.make(ids_.next<KeyId>());
  auto prepared = prepare(made.key, id, code, draft, "plan.saved", now);
  const auto& place = draft.assessment;
  PlanRow row{id,
              hash_of(code),
              made.key.id,
              now,
              now,
              1,
              place.region,
              place.as_of,
              place.rules_version,
              std::move(prepared.sealed)};
  return db_.in_transaction([&](store::Tx& tx) -> Result<Plan> {
    if (retry) {  // two at once: the one that comes second finds the first one's answer
      TRY_ASSIGN(auto before, first_answer(tx, vault_, *retry));
      if (before) return *std::move(before);
    }
    journal::Vault::store(tx, made);
    insert(tx, row);
    if (retry) {
      insert(tx, RequestRow{hash_of(retry->key), hash_of(retry->request, retry->key), id, made.key.id, now,
                            row.sealed});
    }
    chain_.append(tx, prepared.event, prepared.event_body);
    return Plan{code, now, now, 1, draft};
  });
}

Result<Plan> Plans::find(const PublicCode& code) {
  return db_.read([&](const store::ReadTx& tx) -> Result<Plan> {
    const auto row = find_plan(tx, hash_of(code.text()));
    if (!row) return not_found();
    TRY_ASSIGN(const auto key, vault_.load(tx, row->key));
    return plan_of(*row, read_body(key, row->sealed, row->id));
  });
}

Result<Plan> Plans::change(const PublicCode& code, int seen, const Draft& draft, Instant now) {
  const auto hash = hash_of(code.text());
  struct Known {
    PlanRow row;
    journal::PersonKey key;
  };
  TRY_ASSIGN(auto known, db_.read([&](const store::ReadTx& tx) -> Result<Known> {
    auto row = find_plan(tx, hash);
    if (!row) return not_found();
    TRY_ASSIGN(auto key, vault_.load(tx, row->key));
    return Known{*std::move(row), std::move(key)};
  }));
  auto& row = known.row;
  if (row.version != seen) return fail(ErrorCode::Stale, "plans.stale");
  auto prepared = prepare(known.key, row.id, code.text(), draft, "plan.changed", now);
  row.changed_at = now;
  row.version = seen + 1;
  row.region = draft.assessment.region;
  row.as_of = draft.assessment.as_of;
  row.rules_version = draft.assessment.rules_version;
  row.sealed = std::move(prepared.sealed);
  return db_.in_transaction([&](store::Tx& tx) -> Result<Plan> {
    const auto stored = find_plan(tx, hash);
    if (!stored) return not_found();
    if (stored->version != seen) return fail(ErrorCode::Stale, "plans.stale");
    update(tx, row);
    chain_.append(tx, prepared.event, prepared.event_body);
    return plan_of(row, {code.text(), draft});
  });
}

Result<void> Plans::erase(const PublicCode& code, Instant now) {
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    const auto row = find_plan(tx, hash_of(code.text()));
    if (!row) return not_found();
    TRY(journal::Vault::erase(tx, row->key, now));
    erase_plan(tx, row->id);
    chain_.append(tx, event_of("plan.erased", row->id, row->region, now));
    return {};
  });
}

}  // namespace gangway::plans
