// Reading the tables of cases.
#include <algorithm>

#include "cases/case_rows.h"
#include "cases/case_store.h"

namespace gangway::cases {
namespace {

constexpr std::string_view kColumns =
    "id, vault_key, version, stage, channel, route, region, owner, owner_place, unit_place, unit_department,"
    " handler, person, employer, plan, request, appointment, opened_at, submitted_at, notice_at,"
    " notice_answered, accepted_at, receipt_place, receipt_year, receipt_number, told_at, ended_at, "
    "closed_at,"
    " urgent_until, promised, legal, own, act_by, paused, sealed, changed_at";

template <class Enum>
Enum enum_at(const store::Row& row, int column) {
  return static_cast<Enum>(row.get<int>(column));
}

CaseRow read_row(const store::Row& row) {
  CaseRow out;
  auto& f = out.file;
  f.id = row.id<CaseId>(0);
  out.key = row.id<KeyId>(1);
  f.version = row.get<int>(2);
  f.stage = enum_at<Stage>(row, 3);
  f.channel = enum_at<Channel>(row, 4);
  f.route = row.text(5);
  f.region = row.text(6);
  f.owner = row.id<AccountId>(7);
  f.owner_place = row.text(8);
  f.unit = {row.text(9), row.text(10)};
  f.handler = row.get<std::optional<AccountId>>(11);
  f.person = row.get<std::optional<PersonId>>(12);
  f.employer = row.get<std::optional<EmployerId>>(13);
  f.plan = row.get<std::optional<PlanId>>(14);
  f.request = row.get<std::optional<RequestId>>(15);
  f.appointment = row.get<std::optional<AppointmentId>>(16);
  f.opened_at = row.instant(17);
  f.submitted_at = row.get<std::optional<Instant>>(18);
  f.notice_at = row.get<std::optional<Instant>>(19);
  f.notice_answered = row.boolean(20);
  f.accepted_at = row.get<std::optional<Instant>>(21);
  if (!row.is_null(24)) f.receipt = Receipt{row.text(22), row.get<int>(23), row.integer(24)};
  f.told_at = row.get<std::optional<Instant>>(25);
  f.ended_at = row.get<std::optional<Instant>>(26);
  f.closed_at = row.get<std::optional<Instant>>(27);
  f.urgent_until = row.get<std::optional<Day>>(28);
  f.promised = row.get<std::optional<Day>>(29);
  f.legal = row.get<std::optional<Day>>(30);
  f.own = row.get<std::optional<Day>>(31);
  f.act_by = row.get<std::optional<Day>>(32);
  f.paused = row.boolean(33);
  out.sealed = row.bytes(34);
  f.changed_at = row.instant(35);
  return out;
}

Branch read_branch(const store::Row& row) {
  Branch out;
  out.id = row.id<BranchId>(0);
  out.system = row.text(1);
  out.title = {row.text(2), row.text(3)};
  out.unit = {row.text(4), row.text(5)};
  out.stage = enum_at<BranchStage>(row, 6);
  out.waits_for = row.get<std::optional<BranchId>>(7);
  out.sent_at = row.get<std::optional<Instant>>(8);
  out.decided_at = row.get<std::optional<Instant>>(9);
  out.supplemented_at = row.get<std::optional<Instant>>(10);
  out.early_revocation = row.get<std::optional<Instant>>(11);
  return out;
}

Task read_task(const store::Row& row) {
  Task out;
  out.number = row.get<int>(0);
  out.kind = enum_at<TaskKind>(row, 1);
  out.branch = row.get<std::optional<BranchId>>(2);
  out.unit = {row.text(3), row.text(4)};
  out.due = row.get<std::optional<Day>>(5);
  out.opened_at = row.instant(6);
  out.verdict = enum_at<Verdict>(row, 7);
  out.decided_at = row.instant(8);
  out.resolved_by = row.get<std::optional<AccountId>>(9);
  out.resolved_at = row.get<std::optional<Instant>>(10);
  if (!row.is_null(11)) out.resolution = enum_at<Resolution>(row, 11);
  return out;
}

PaperNote read_paper(const store::Row& row) {
  PaperNote out;
  out.id = row.id<PaperId>(0);
  out.code = row.text(1);
  out.pages = row.get<int>(2);
  out.media_type = row.text(3);
  out.bytes = row.integer(4);
  out.received_by = row.get<std::optional<AccountId>>(5);
  out.received_at = row.instant(6);
  return out;
}

Claim read_claim(const store::Row& row) {
  Claim out;
  out.number = row.get<int>(0);
  out.ground = row.text(1);
  out.proof = row.id<PaperId>(2);
  out.latest_safe = row.day(3);
  out.claimed_by = row.id<AccountId>(4);
  out.claimed_at = row.instant(5);
  out.decided_by = row.get<std::optional<AccountId>>(6);
  out.decided_at = row.get<std::optional<Instant>>(7);
  out.granted = row.boolean(8);
  out.shown = row.text(9);
  return out;
}

void add_groups(const store::ReadTx& tx, Case& file) {
  file.groups = tx.all(
      "SELECT number, convenor, convened_at, decided_at, outcome FROM case_group WHERE case_id = $1"
      " ORDER BY number",
      [](const store::Row& row) {
        ExpertGroup out;
        out.number = row.get<int>(0);
        out.convenor = row.id<AccountId>(1);
        out.convened_at = row.instant(2);
        out.decided_at = row.get<std::optional<Instant>>(3);
        out.outcome = enum_at<OpinionVerdict>(row, 4);
        return out;
      },
      file.id);
  for (auto& group : file.groups) {
    group.seats = tx.all(
        "SELECT unit_place, unit_department, given_by, given_at, verdict FROM case_seat WHERE case_id = $1"
        " AND number = $2 ORDER BY position",
        [](const store::Row& row) {
          return Seat{{row.text(0), row.text(1)},
                      row.get<std::optional<AccountId>>(2),
                      row.get<std::optional<Instant>>(3),
                      enum_at<OpinionVerdict>(row, 4),
                      {}};
        },
        file.id, group.number);
  }
}

void add_parts(const store::ReadTx& tx, Case& file) {
  file.branches = tx.all(
      "SELECT id, system, title_zh, title_en, unit_place, unit_department, stage, waits_for, sent_at,"
      " decided_at, supplemented_at, early_revocation FROM case_branch WHERE case_id = $1 ORDER BY position",
      read_branch, file.id);
  file.tasks = tx.all(
      "SELECT number, kind, branch, unit_place, unit_department, due, opened_at, verdict, decided_at,"
      " resolved_by, resolved_at, resolution FROM case_task WHERE case_id = $1 ORDER BY number",
      read_task, file.id);
  file.pauses = tx.all(
      "SELECT branch, paused_at, resumed_at FROM case_pause WHERE case_id = $1 ORDER BY number",
      [](const store::Row& row) {
        return CasePause{row.id<BranchId>(0), row.instant(1), row.get<std::optional<Instant>>(2)};
      },
      file.id);
  file.papers = tx.all(
      "SELECT id, code, pages, media_type, bytes, received_by, received_at FROM case_paper WHERE case_id = $1"
      " ORDER BY id",
      read_paper, file.id);
  file.claims = tx.all(
      "SELECT number, ground, proof, latest_safe, claimed_by, claimed_at, decided_by, decided_at, granted,"
      " shown FROM case_claim WHERE case_id = $1 ORDER BY number",
      read_claim, file.id);
  add_groups(tx, file);
}

MessageRow read_message(const store::Row& row) {
  MessageRow out;
  out.message = {row.id<MessageId>(0),
                 row.id<CaseId>(1),
                 row.id<BranchId>(2),
                 row.text(3),
                 enum_at<MessageKind>(row, 4),
                 {},
                 row.instant(5)};
  out.key = row.id<KeyId>(6);
  out.sealed = row.bytes(7);
  out.sent = !row.is_null(8);
  return out;
}

constexpr std::string_view kMessages =
    "SELECT m.id, m.case_id, m.branch, b.system, m.kind, m.made_at, f.vault_key, m.sealed, m.sent_at"
    " FROM case_message m JOIN case_branch b ON b.id = m.branch JOIN case_file f ON f.id = m.case_id";

access::ReachList::Asked asked_of(const Filter& filter) {
  access::ReachList::Asked out;
  out.open = !filter.ended && filter.stage != Stage::Closed && filter.stage != Stage::Withdrawn;
  if (filter.stage) out.stage = static_cast<int>(*filter.stage);
  if (filter.act_by_at_latest) out.day_at_latest = to_string(*filter.act_by_at_latest);
  if (filter.unit) {
    out.unit_place = filter.unit->place;
    out.unit_department = filter.unit->department;
  }
  return out;
}

// Which of `cases` lie within the scope; few.
std::vector<CaseId> only_within(const store::ReadTx& tx, const access::Scope& scope,
                                const std::vector<CaseId>& cases) {
  const auto ranges = access::ranges_of(scope);
  std::vector<CaseId> out;
  for (const auto id : cases) {
    if (case_lists().contains(tx, ranges, id.value())) out.push_back(id);
  }
  return out;
}

}  // namespace

std::optional<CaseRow> find_case(const store::ReadTx& tx, CaseId id) {
  auto row = tx.one("SELECT " + std::string(kColumns) + " FROM case_file WHERE id = $1", read_row, id);
  if (row) add_parts(tx, row->file);
  return row;
}

std::optional<CaseId> find_id(const store::ReadTx& tx, const store::Bytes& code_hash) {
  return tx.one(
      "SELECT id FROM case_file WHERE code_hash = $1",
      [](const store::Row& row) { return row.id<CaseId>(0); }, code_hash);
}

std::optional<int> version_of(const store::ReadTx& tx, CaseId id) {
  return tx.one(
      "SELECT version FROM case_file WHERE id = $1", [](const store::Row& row) { return row.get<int>(0); },
      id);
}

std::vector<Place> list_cases(const store::ReadTx& tx, const access::Scope& scope, const Filter& filter,
                              const std::optional<After>& after, int limit) {
  const auto start = after ? Place{after->day, after->id.value()} : Place{};
  return case_lists().list(tx, access::ranges_of(scope), asked_of(filter), start, limit);
}

std::int64_t count_cases(const store::ReadTx& tx, const access::Scope& scope, const Filter& filter) {
  return case_lists().count(tx, access::ranges_of(scope), asked_of(filter));
}

std::optional<SummaryRow> find_summary(const store::ReadTx& tx, CaseId id) {
  return tx.one(
      "SELECT id, version, stage, route, region, owner, unit_place, unit_department, handler, promised, "
      "legal,"
      " act_by, paused, urgent_until, next_what, next_system, opened_at, changed_at, vault_key, sealed"
      " FROM case_file WHERE id = $1",
      [](const store::Row& row) {
        SummaryRow out;
        auto& s = out.summary;
        s.id = row.id<CaseId>(0);
        s.version = row.get<int>(1);
        s.stage = enum_at<Stage>(row, 2);
        s.route = row.text(3);
        s.region = row.text(4);
        s.owner = row.id<AccountId>(5);
        s.unit = {row.text(6), row.text(7)};
        s.handler = row.get<std::optional<AccountId>>(8);
        s.promised = row.get<std::optional<Day>>(9);
        s.legal = row.get<std::optional<Day>>(10);
        s.act_by = row.get<std::optional<Day>>(11);
        s.paused = row.boolean(12);
        s.urgent = !row.is_null(13);
        s.next = {enum_at<Next>(row, 14), row.text(15)};
        s.opened_at = row.instant(16);
        s.changed_at = row.instant(17);
        out.key = row.id<KeyId>(18);
        out.sealed = row.bytes(19);
        return out;
      },
      id);
}

std::int64_t count_owned(const store::ReadTx& tx, AccountId owner) {
  return *tx.one(
      "SELECT COUNT(*) FROM case_file WHERE owner = $1 AND stage <> $2 AND stage <> $3",
      [](const store::Row& row) { return row.integer(0); }, owner, static_cast<int>(Stage::Withdrawn),
      static_cast<int>(Stage::Closed));
}

std::vector<Place> queue_of(const store::ReadTx& tx, const Unit& unit) {
  access::ReachList::Asked asked;
  asked.day_at_latest = kLastDay;
  asked.unit_place = unit.place;
  asked.unit_department = unit.department;
  return case_lists().list(tx, {access::reach_of_unit(unit.place, unit.department)}, asked, {}, kMostQueued);
}

std::optional<store::Bytes> find_paper(const store::ReadTx& tx, CaseId id, PaperId paper) {
  return tx.one(
      "SELECT sealed FROM case_paper WHERE id = $1 AND case_id = $2",
      [](const store::Row& row) { return row.bytes(0); }, paper, id);
}

std::vector<MessageRow> unsent_messages(const store::ReadTx& tx, const std::string& system, int limit) {
  return tx.all(std::string(kMessages) +
                    " WHERE m.sent_at IS NULL AND m.cancelled_at IS NULL AND ($1 = '' OR b.system = $1)"
                    " ORDER BY m.id LIMIT $2",
                read_message, system, limit);
}

std::optional<MessageRow> find_message(const store::ReadTx& tx, MessageId id) {
  return tx.one(std::string(kMessages) + " WHERE m.id = $1", read_message, id);
}

std::optional<Effect> find_answer(const store::ReadTx& tx, std::string_view system, std::string_view id) {
  return tx.one(
      "SELECT effect FROM case_answer WHERE system = $1 AND answer_id = $2",
      [](const store::Row& row) { return enum_at<Effect>(row, 0); }, system, id);
}

std::optional<int> capacity_of(const store::ReadTx& tx, const Unit& unit) {
  return tx.one(
      "SELECT per_day FROM case_capacity WHERE unit_place = $1 AND unit_department = $2",
      [](const store::Row& row) { return row.get<int>(0); }, unit.place, unit.department);
}

std::vector<CaseId> cases_with_claims(const store::ReadTx& tx, const access::Scope& scope) {
  return only_within(tx, scope,
                     tx.all("SELECT case_id FROM case_claim WHERE decided_at IS NULL"
                            " ORDER BY latest_safe, claimed_at, case_id",
                            [](const store::Row& row) { return row.id<CaseId>(0); }));
}

std::vector<CaseId> cases_with_groups(const store::ReadTx& tx, const access::Scope& scope) {
  return only_within(tx, scope,
                     tx.all("SELECT case_id FROM case_group WHERE decided_at IS NULL"
                            " ORDER BY convened_at, case_id",
                            [](const store::Row& row) { return row.id<CaseId>(0); }));
}

}  // namespace gangway::cases
