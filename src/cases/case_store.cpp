#include "cases/case_store.h"

#include <algorithm>
#include <set>

#include "cases/case_rows.h"

namespace gangway::cases {
namespace {

template <class T>
std::optional<int> number_of(const std::optional<T>& value) {
  return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::optional<AccountId> by_of(const std::optional<IdentityCheck>& check) {
  return check ? std::optional(check->by) : std::nullopt;
}

void write_branches(store::Tx& tx, const Case& file) {
  int position = 0;
  for (const auto& b : file.branches) {
    tx.run(
        "INSERT INTO case_branch (id, case_id, position, system, title_zh, title_en, unit_place,"
        " unit_department, stage, waits_for, sent_at, decided_at, supplemented_at, early_revocation)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"
        " ON CONFLICT (id) DO UPDATE SET stage = excluded.stage, sent_at = excluded.sent_at,"
        " decided_at = excluded.decided_at, supplemented_at = excluded.supplemented_at,"
        " early_revocation = excluded.early_revocation",
        b.id, file.id, position++, b.system, b.title.zh, b.title.en, b.unit.place, b.unit.department,
        static_cast<int>(b.stage), b.waits_for, b.sent_at, b.decided_at, b.supplemented_at,
        b.early_revocation);
  }
}

void write_tasks(store::Tx& tx, const Case& file) {
  for (const auto& t : file.tasks) {
    tx.run(
        "INSERT INTO case_task (case_id, number, kind, branch, unit_place, unit_department, due, opened_at,"
        " verdict, decided_at, resolved_by, resolved_at, resolution)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
        " ON CONFLICT (case_id, number) DO UPDATE SET resolved_by = excluded.resolved_by,"
        " resolved_at = excluded.resolved_at, resolution = excluded.resolution",
        file.id, t.number, static_cast<int>(t.kind), t.branch, t.unit.place, t.unit.department, t.due,
        t.opened_at, static_cast<int>(t.verdict), t.decided_at, t.resolved_by, t.resolved_at,
        number_of(t.resolution));
  }
}

void write_pauses(store::Tx& tx, const Case& file) {
  int number = 0;
  for (const auto& p : file.pauses) {
    tx.run(
        "INSERT INTO case_pause (case_id, number, branch, paused_at, resumed_at) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (case_id, number) DO UPDATE SET resumed_at = excluded.resumed_at",
        file.id, ++number, p.branch, p.from, p.resumed);
  }
}

void write_claims(store::Tx& tx, const Case& file) {
  for (const auto& c : file.claims) {
    tx.run(
        "INSERT INTO case_claim (case_id, number, ground, proof, latest_safe, claimed_by, claimed_at,"
        " decided_by, decided_at, granted, shown) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        " ON CONFLICT (case_id, number) DO UPDATE SET decided_by = excluded.decided_by,"
        " decided_at = excluded.decided_at, granted = excluded.granted, shown = excluded.shown",
        file.id, c.number, c.ground, c.proof, c.latest_safe, c.claimed_by, c.claimed_at, c.decided_by,
        c.decided_at, c.granted, c.shown);
  }
}

void write_groups(store::Tx& tx, const Case& file) {
  for (const auto& g : file.groups) {
    tx.run(
        "INSERT INTO case_group (case_id, number, convenor, convened_at, decided_at, outcome)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (case_id, number) DO UPDATE SET"
        " decided_at = excluded.decided_at, outcome = excluded.outcome",
        file.id, g.number, g.convenor, g.convened_at, g.decided_at, static_cast<int>(g.outcome));
    int position = 0;
    for (const auto& s : g.seats) {
      tx.run(
          "INSERT INTO case_seat (case_id, number, position, unit_place, unit_department, given_by, given_at,"
          " verdict) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (case_id, number, position)"
          " DO UPDATE SET given_by = excluded.given_by, given_at = excluded.given_at,"
          " verdict = excluded.verdict",
          file.id, g.number, position++, s.unit.place, s.unit.department, s.by, s.at,
          static_cast<int>(s.verdict));
    }
  }
}

}  // namespace

bool is_open(const Case& file) { return file.stage != Stage::Withdrawn && file.stage != Stage::Closed; }

std::string sort_day(const Case& file) {
  if (file.paused) return std::string(kPausedDay);
  auto day = file.act_by;
  if (file.urgent_until) day = day ? std::min(*day, *file.urgent_until) : *file.urgent_until;
  return day ? to_string(*day) : std::string(access::kNoDay);
}

void insert(store::Tx& tx, const CaseRow& row, const store::Bytes& code_hash, Instant now) {
  const auto& f = row.file;
  const auto next = next_of(f);
  tx.run(
      "INSERT INTO case_file (id, code_hash, vault_key, version, stage, channel, route, region, owner,"
      " owner_place, unit_place, unit_department, handler, person, employer, plan, request, appointment,"
      " opened_at, submitted_at, notice_answered, promised, legal, own, act_by, paused, next_what,"
      " next_system, changed_at, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
      " $15, $16, $17, $18, $19, $20, 0, $21, $22, $23, $24, $25, $26, $27, $28, $29)",
      f.id, code_hash, row.key, f.version, static_cast<int>(f.stage), static_cast<int>(f.channel), f.route,
      f.region, f.owner, f.owner_place, f.unit.place, f.unit.department, f.handler, f.person, f.employer,
      f.plan, f.request, f.appointment, f.opened_at, f.submitted_at, f.promised, f.legal, f.own, f.act_by,
      f.paused, static_cast<int>(next.what), next.system, now, row.sealed);
  write_branches(tx, f);
  case_lists().insert(tx, entry_of(f));
}

void update(store::Tx& tx, const CaseRow& row, const Case& before, Instant now) {
  const auto& f = row.file;
  const auto next = next_of(f);
  const auto place = f.receipt ? std::optional(f.receipt->place) : std::nullopt;
  const auto year = f.receipt ? std::optional(f.receipt->year) : std::nullopt;
  const auto number = f.receipt ? std::optional(f.receipt->number) : std::nullopt;
  tx.run(
      "UPDATE case_file SET version = $1, stage = $2, owner = $3, unit_place = $4, unit_department = $5,"
      " handler = $6, submitted_at = $7, notice_at = $8, notice_answered = $9, accepted_at = $10,"
      " receipt_place = $11, receipt_year = $12, receipt_number = $13, intake_by = $14, collection_by = $15,"
      " told_at = $16, ended_at = $17, closed_at = $18, urgent_until = $19, promised = $20, legal = $21,"
      " own = $22, act_by = $23, paused = $24, next_what = $25, next_system = $26, changed_at = $27,"
      " sealed = $28 WHERE id = $29",
      f.version, static_cast<int>(f.stage), f.owner, f.unit.place, f.unit.department, f.handler,
      f.submitted_at, f.notice_at, f.notice_answered, f.accepted_at, place, year, number, by_of(f.intake),
      by_of(f.collection), f.told_at, f.ended_at, f.closed_at, f.urgent_until, f.promised, f.legal, f.own,
      f.act_by, f.paused, static_cast<int>(next.what), next.system, now, row.sealed, f.id);
  write_branches(tx, f);
  write_tasks(tx, f);
  write_pauses(tx, f);
  write_claims(tx, f);
  write_groups(tx, f);
  case_lists().update(tx, entry_of(f), entry_of(before));
}

std::int64_t next_receipt(store::Tx& tx, std::string_view place, int year) {
  return *tx.one(
      "INSERT INTO case_receipt (place, year, last) VALUES ($1, $2, 1)"
      " ON CONFLICT (place, year) DO UPDATE SET last = case_receipt.last + 1 RETURNING last",
      [](const store::Row& row) { return row.integer(0); }, place, year);
}

bool within(const Case& file, const access::Scope& scope) {
  switch (scope.reach) {
    case access::Reach::Anything:
      return true;
    case access::Reach::Below:
      return scope.covers(file.unit.place) || scope.covers(file.owner_place);
    case access::Reach::Mine: {
      const Unit mine{scope.place, scope.department};
      if (file.owner == scope.account || file.handler == scope.account || file.unit == mine) return true;
      const auto is_mine = [&](const auto& part) { return part.unit == mine; };
      return std::ranges::any_of(file.branches, is_mine) ||
             std::ranges::any_of(file.groups, [&](const ExpertGroup& group) {
               return std::ranges::any_of(group.seats, is_mine);
             });
    }
    case access::Reach::Own:
      return false;  // the applicant's way is the code
  }
  return false;
}

const access::ReachList& case_lists() {
  static const access::ReachList lists("case_reach");
  return lists;
}

access::ReachList::Entry entry_of(const Case& file) {
  const auto unit = [](const Unit& u) { return access::reach_of_unit(u.place, u.department); };
  access::ReachList::Entry out{
      file.id.value(),
      {std::string(access::kEverywhere), access::reach_of(file.owner), unit(file.unit)},
      {is_open(file), sort_day(file), static_cast<int>(file.stage), file.unit.place, file.unit.department}};
  if (file.handler) out.reaches.insert(access::reach_of(*file.handler));
  for (const auto& branch : file.branches) out.reaches.insert(unit(branch.unit));
  for (const auto& group : file.groups) {
    for (const auto& seat : group.seats) out.reaches.insert(unit(seat.unit));
  }
  access::add_reaches_of_place(out.reaches, file.unit.place);
  access::add_reaches_of_place(out.reaches, file.owner_place);
  return out;
}

void insert_paper(store::Tx& tx, CaseId id, const PaperNote& paper, const store::Bytes& sealed) {
  tx.run(
      "INSERT INTO case_paper (id, case_id, code, pages, media_type, bytes, received_by, received_at, sealed)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      paper.id, id, paper.code, paper.pages, paper.media_type, paper.bytes, paper.received_by,
      paper.received_at, sealed);
}

void insert_message(store::Tx& tx, const Message& message, const store::Bytes& sealed) {
  tx.run(
      "INSERT INTO case_message (id, case_id, branch, kind, made_at, sealed) VALUES ($1, $2, $3, $4, $5, $6)",
      message.id, message.case_id, message.branch, static_cast<int>(message.kind), message.made_at, sealed);
}

void cancel_messages(store::Tx& tx, CaseId id, BranchId branch, Instant now) {
  tx.run(
      "UPDATE case_message SET cancelled_at = $1 WHERE branch = $2 AND case_id = $3 AND sent_at IS NULL"
      " AND cancelled_at IS NULL",
      now, branch, id);
}

void set_sent(store::Tx& tx, MessageId id, Instant at) {
  tx.run("UPDATE case_message SET sent_at = $1 WHERE id = $2 AND sent_at IS NULL", at, id);
}

void insert_answer(store::Tx& tx, const Answer& answer, Effect effect, const store::Bytes& sealed,
                   Instant now) {
  tx.run(
      "INSERT INTO case_answer (system, answer_id, case_id, branch, verdict, decided_at, received_at, effect,"
      " sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      answer.system, answer.id, answer.case_id, answer.branch, static_cast<int>(answer.verdict),
      answer.decided_at, now, static_cast<int>(effect), sealed);
}

void set_capacity(store::Tx& tx, const Unit& unit, int per_day) {
  tx.run(
      "INSERT INTO case_capacity (unit_place, unit_department, per_day) VALUES ($1, $2, $3)"
      " ON CONFLICT (unit_place, unit_department) DO UPDATE SET per_day = excluded.per_day",
      unit.place, unit.department, per_day);
}

}  // namespace gangway::cases
