#include "requests/request_store.h"

#include <algorithm>

#include "access/reach_list.h"

namespace gangway::requests {
namespace {

constexpr std::string_view kSchema = R"(CREATE TABLE request (
  id BIGINT PRIMARY KEY,
  code_hash BYTEA NOT NULL UNIQUE,
  vault_key BIGINT NOT NULL,
  version BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  channel BIGINT NOT NULL,
  stage BIGINT NOT NULL,
  owner BIGINT NOT NULL CHECK (owner > 0),
  owner_place TEXT NOT NULL,
  unit_place TEXT NOT NULL CHECK (unit_place <> ''),
  unit_department TEXT NOT NULL,
  handler BIGINT,
  offer_place TEXT,
  offer_department TEXT,
  offer_by BIGINT,
  offer_at BIGINT,
  refused_by TEXT NOT NULL,
  escalated BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  due TEXT,
  answered_at BIGINT,
  reopened BIGINT NOT NULL,
  closed_at BIGINT,
  ending BIGINT,
  sealed BYTEA NOT NULL
);
CREATE INDEX request_owner ON request(owner, stage, due);
CREATE INDEX request_unit ON request(unit_place, unit_department, stage, due);
CREATE INDEX request_offer ON request(offer_place, offer_department) WHERE offer_place IS NOT NULL;
CREATE INDEX request_stage ON request(stage, due);
CREATE TABLE request_call (
  request BIGINT NOT NULL REFERENCES request(id),
  made_by BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  result BIGINT NOT NULL
);
CREATE INDEX request_call_request ON request_call(request);
)";

// What was listed by a condition gets its lists (access::ReachList). rtrim twice takes the last segment from
// a path: '/1/4/' gives '/1/'.
constexpr std::string_view kLists = R"(CREATE TABLE request_reach (
  reach TEXT NOT NULL,
  is_open BIGINT NOT NULL,
  sort_day TEXT NOT NULL,
  item BIGINT NOT NULL REFERENCES request(id),
  stage BIGINT NOT NULL,
  unit_place TEXT NOT NULL,
  unit_department TEXT NOT NULL
);
CREATE UNIQUE INDEX request_reach_item ON request_reach(item, reach);
CREATE INDEX request_reach_order
  ON request_reach(reach, is_open, sort_day, item, stage, unit_place, unit_department);
INSERT INTO request_reach
WITH RECURSIVE above(id, path) AS (
  SELECT id, unit_place FROM request
  UNION SELECT id, owner_place FROM request
  UNION SELECT id, rtrim(rtrim(path, '/'), '0123456789') FROM above WHERE path <> '/' AND path <> ''
), standing(id, reach) AS (
  SELECT id, 'below ' || path FROM above WHERE path <> '/' AND path <> ''
  UNION SELECT id, 'all' FROM request
  UNION SELECT id, 'account ' || owner FROM request
  UNION SELECT id, 'account ' || handler FROM request WHERE handler IS NOT NULL
  UNION SELECT id, 'unit ' || unit_place || '|' || unit_department FROM request
  UNION SELECT id, 'unit ' || offer_place || '|' || offer_department FROM request WHERE offer_place IS NOT NULL
  UNION SELECT id, 'offer ' || offer_place || '|' || offer_department FROM request WHERE offer_place IS NOT NULL
)
SELECT s.reach, CASE r.stage WHEN 2 THEN 0 ELSE 1 END, COALESCE(r.due, '9999-12-31'), r.id, r.stage, r.unit_place,
  r.unit_department FROM standing s JOIN request r ON r.id = s.id;
DROP INDEX request_unit;
DROP INDEX request_offer;
DROP INDEX request_stage;
CREATE INDEX request_silent ON request(id) WHERE offer_place IS NOT NULL AND escalated = 0;
)";

constexpr std::string_view kReviews = R"(ALTER TABLE request ADD COLUMN grade BIGINT;
ALTER TABLE request ADD COLUMN complained_of BIGINT;
ALTER TABLE request ADD COLUMN about BIGINT REFERENCES request(id);
)";

// Stages: 0 handling, 1 answered, 2 closed. Endings: 0 content, 1 not reached. Results of calls: 0 content, 1
// not content, 2 not reached.
constexpr store::Invariant kInvariants[] = {
    {"requests.broken_owner",
     "SELECT id FROM request WHERE owner <= 0 OR owner_place = '' OR unit_place = '' ORDER BY id LIMIT $1"},
    {"requests.broken_gate",
     "SELECT id FROM request r WHERE stage = 2 AND (answered_at IS NULL OR closed_at IS NULL OR ending IS "
     "NULL"
     " OR NOT EXISTS (SELECT 1 FROM request_call c WHERE c.request = r.id"
     " AND c.result = CASE r.ending WHEN 0 THEN 0 ELSE 2 END)) ORDER BY id LIMIT $1"},
    {"requests.broken_open",
     "SELECT id FROM request WHERE stage <> 2 AND (closed_at IS NOT NULL OR ending IS NOT NULL)"
     " ORDER BY id LIMIT $1"},
    {"requests.broken_offer",
     "SELECT id FROM request WHERE offer_place IS NOT NULL AND (stage <> 0 OR offer_by IS NULL OR offer_at "
     "IS NULL"
     " OR (offer_place = unit_place AND offer_department = unit_department)) ORDER BY id LIMIT $1"},
    {"requests.broken_record",
     "SELECT id FROM request r WHERE version <> (SELECT COUNT(*) FROM event_subject s"
     " WHERE s.subject = 'request:' || r.id) ORDER BY id LIMIT $1"},
    {"requests.broken_complaint",
     "SELECT id FROM request WHERE complained_of IN (owner, handler) ORDER BY id LIMIT $1"},
    {"requests.broken_review",
     "SELECT id FROM request WHERE grade IS NOT NULL AND stage <> 2 ORDER BY id LIMIT $1"},
    {"requests.broken_lists",
     "SELECT id FROM request r WHERE NOT EXISTS (SELECT 1 FROM request_reach l WHERE l.item = r.id AND "
     "l.reach ="
     " 'unit ' || r.unit_place || '|' || r.unit_department) OR NOT EXISTS (SELECT 1 FROM request_reach l"
     " WHERE l.item = r.id AND l.reach = 'account ' || r.owner AND l.stage = r.stage"
     " AND l.sort_day = COALESCE(r.due, '9999-12-31')) ORDER BY id LIMIT $1"},
};

constexpr store::Migration kMigrations[] = {
    {"requests", 1, kSchema}, {"requests", 2, kLists}, {"requests", 3, kReviews}};

constexpr std::string_view kColumns =
    "id, vault_key, version, kind, channel, stage, owner, owner_place, unit_place, unit_department, handler,"
    " offer_place, offer_department, offer_by, offer_at, refused_by, escalated, received_at, due, "
    "answered_at,"
    " reopened, closed_at, ending, sealed, grade, complained_of, about";

// Units that refused, "place|department" each, one a line.
std::string joined(const std::vector<Unit>& units) {
  std::string out;
  for (const auto& unit : units) out += unit.place + "|" + unit.department + "\n";
  return out;
}

std::vector<Unit> split(std::string_view text) {
  std::vector<Unit> out;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    const auto bar = line.find('|');
    out.push_back({std::string(line.substr(0, bar)), std::string(line.substr(bar + 1))});
    text.remove_prefix(line.size() + 1);
  }
  return out;
}

RequestRow read_row(const store::Row& row) {
  RequestRow out;
  auto& request = out.request;
  request.id = row.id<RequestId>(0);
  out.key = row.id<KeyId>(1);
  request.version = row.get<int>(2);
  request.kind = static_cast<Kind>(row.get<int>(3));
  request.channel = static_cast<Channel>(row.get<int>(4));
  request.stage = static_cast<Stage>(row.get<int>(5));
  request.owner = row.id<AccountId>(6);
  request.owner_place = row.text(7);
  request.unit = {row.text(8), row.text(9)};
  request.handler = row.get<std::optional<AccountId>>(10);
  if (!row.is_null(11))
    request.offer = Offer{{row.text(11), row.text(12)}, row.id<AccountId>(13), row.instant(14)};
  request.refused_by = split(row.text(15));
  request.escalated = row.boolean(16);
  request.received_at = row.instant(17);
  request.due = row.get<std::optional<Day>>(18);
  request.answered_at = row.get<std::optional<Instant>>(19);
  request.reopened = row.get<int>(20);
  request.closed_at = row.get<std::optional<Instant>>(21);
  if (const auto ending = row.get<std::optional<int>>(22)) request.ending = static_cast<Ending>(*ending);
  out.sealed = row.bytes(23);
  if (const auto grade = row.get<std::optional<int>>(24)) request.grade = static_cast<Grade>(*grade);
  request.complained_of = row.get<std::optional<AccountId>>(25);
  request.about = row.get<std::optional<RequestId>>(26);
  return out;
}

void add_calls(const store::ReadTx& tx, Request& request) {
  request.calls = tx.all(
      "SELECT made_by, made_at, result FROM request_call WHERE request = $1 ORDER BY made_at",
      [](const store::Row& row) {
        return Call{row.id<AccountId>(0), row.instant(1), static_cast<CallResult>(row.get<int>(2))};
      },
      request.id);
}

template <class T>
std::optional<int> number_of(const std::optional<T>& value) {
  return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

using access::ReachList;

const ReachList& request_lists() {
  static const ReachList lists("request_reach");
  return lists;
}

std::string reach_of_offer(std::string_view place, std::string_view department) {
  return "offer " + std::string(place) + "|" + std::string(department);
}

// In which lists a request stands, and where: what requests.cpp's within() says of one.
ReachList::Entry entry_of(const Request& r) {
  ReachList::Entry out{r.id.value(),
                       {std::string(access::kEverywhere), access::reach_of(r.owner),
                        access::reach_of_unit(r.unit.place, r.unit.department)},
                       {r.stage != Stage::Closed, r.due ? to_string(*r.due) : std::string(access::kNoDay),
                        static_cast<int>(r.stage), r.unit.place, r.unit.department}};
  if (r.handler) out.reaches.insert(access::reach_of(*r.handler));
  if (r.offer) {
    out.reaches.insert(access::reach_of_unit(r.offer->to.place, r.offer->to.department));
    out.reaches.insert(reach_of_offer(r.offer->to.place, r.offer->to.department));
  }
  access::add_reaches_of_place(out.reaches, r.unit.place);
  access::add_reaches_of_place(out.reaches, r.owner_place);
  return out;
}

std::vector<std::string> ranges_of(const access::Scope& scope, const Filter& filter) {
  if (filter.offered_to_me) return {reach_of_offer(scope.place, scope.department)};
  return access::ranges_of(scope);
}

// The open ones and the closed ones lie apart: a filter without a stage asks for both.
std::vector<ReachList::Asked> asked_of(const Filter& filter) {
  std::vector<ReachList::Asked> out;
  for (const bool open : {true, false}) {
    if (filter.stage && open != (*filter.stage != Stage::Closed)) continue;
    ReachList::Asked asked;
    asked.open = open;
    asked.stage = number_of(filter.stage);
    out.push_back(asked);
  }
  return out;
}

}  // namespace

std::span<const store::Migration> migrations() { return kMigrations; }

std::span<const store::Invariant> invariants() { return kInvariants; }

void insert(store::Tx& tx, const RequestRow& row, const store::Bytes& code_hash) {
  const auto& r = row.request;
  tx.run(
      "INSERT INTO request (id, code_hash, vault_key, version, kind, channel, stage, owner, owner_place, "
      "unit_place,"
      " unit_department, handler, refused_by, escalated, received_at, due, reopened, sealed, complained_of, "
      "about)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', 0, $13, $14, 0, $15, $16, $17)",
      r.id, code_hash, row.key, r.version, static_cast<int>(r.kind), static_cast<int>(r.channel),
      static_cast<int>(r.stage), r.owner, r.owner_place, r.unit.place, r.unit.department, r.handler,
      r.received_at, r.due, row.sealed, r.complained_of, r.about);
  request_lists().insert(tx, entry_of(r));
}

void update(store::Tx& tx, const RequestRow& row, const Request& before) {
  const auto& r = row.request;
  const auto offer_place = r.offer ? std::optional(r.offer->to.place) : std::nullopt;
  const auto offer_department = r.offer ? std::optional(r.offer->to.department) : std::nullopt;
  const auto offer_by = r.offer ? std::optional(r.offer->by) : std::nullopt;
  const auto offer_at = r.offer ? std::optional(r.offer->at) : std::nullopt;
  tx.run(
      "UPDATE request SET version = $1, stage = $2, owner = $3, unit_place = $4, unit_department = $5, "
      "handler = $6,"
      " offer_place = $7, offer_department = $8, offer_by = $9, offer_at = $10, refused_by = $11, escalated "
      "= $12,"
      " due = $13, answered_at = $14, reopened = $15, closed_at = $16, ending = $17, sealed = $18, grade = "
      "$19 WHERE id "
      "= $20",
      r.version, static_cast<int>(r.stage), r.owner, r.unit.place, r.unit.department, r.handler, offer_place,
      offer_department, offer_by, offer_at, joined(r.refused_by), r.escalated, r.due, r.answered_at,
      r.reopened, r.closed_at, number_of(r.ending), row.sealed, number_of(r.grade), r.id);
  request_lists().update(tx, entry_of(r), entry_of(before));
}

void insert_call(store::Tx& tx, RequestId id, const Call& call) {
  tx.run("INSERT INTO request_call (request, made_by, made_at, result) VALUES ($1, $2, $3, $4)", id, call.by,
         call.at, static_cast<int>(call.result));
}

void delete_calls(store::Tx& tx, RequestId id) { tx.run("DELETE FROM request_call WHERE request = $1", id); }

std::optional<RequestRow> find_request(const store::ReadTx& tx, RequestId id) {
  auto row = tx.one("SELECT " + std::string(kColumns) + " FROM request WHERE id = $1", read_row, id);
  if (row) add_calls(tx, row->request);
  return row;
}

std::optional<RequestRow> find_request(const store::ReadTx& tx, const store::Bytes& code_hash) {
  auto row =
      tx.one("SELECT " + std::string(kColumns) + " FROM request WHERE code_hash = $1", read_row, code_hash);
  if (row) add_calls(tx, row->request);
  return row;
}

std::vector<RequestRow> list_requests(const store::ReadTx& tx, const access::Scope& scope,
                                      const Filter& filter, int limit) {
  std::vector<ReachList::Place> places;
  for (const auto& asked : asked_of(filter)) {
    const auto part = request_lists().list(tx, ranges_of(scope, filter), asked, {}, limit);
    places.insert(places.end(), part.begin(), part.end());
  }
  std::ranges::sort(places);
  if (places.size() > static_cast<std::size_t>(limit)) places.resize(static_cast<std::size_t>(limit));
  std::vector<RequestRow> out;
  for (const auto& place : places) {
    auto row = tx.one("SELECT " + std::string(kColumns) + " FROM request WHERE id = $1", read_row,
                      RequestId(place.item));
    if (row) out.push_back(*std::move(row));
  }
  return out;
}

std::int64_t count_requests(const store::ReadTx& tx, const access::Scope& scope, const Filter& filter) {
  std::int64_t out = 0;
  for (const auto& asked : asked_of(filter))
    out += request_lists().count(tx, ranges_of(scope, filter), asked);
  return out;
}

std::int64_t count_open(const store::ReadTx& tx, AccountId owner) {
  return *tx.one(
      "SELECT COUNT(*) FROM request WHERE owner = $1 AND stage <> $2",
      [](const store::Row& row) { return row.integer(0); }, owner, static_cast<int>(Stage::Closed));
}

std::vector<RequestId> silent_offers(const store::ReadTx& tx) {
  return tx.all("SELECT id FROM request WHERE offer_place IS NOT NULL AND escalated = 0 ORDER BY id",
                [](const store::Row& row) { return row.id<RequestId>(0); });
}

}  // namespace gangway::requests
