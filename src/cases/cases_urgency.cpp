// The green channel and the expert advisory groups, as they are kept.
#include <algorithm>

#include "cases/case_change.h"
#include "cases/case_clock.h"
#include "cases/case_rows.h"
#include "cases/case_sealed.h"

namespace gangway::cases {
namespace {

constexpr int kMostPerDay = 10'000;
constexpr std::size_t kMostSeats = 20;

// Whose days run out no later than the latest safe day, and who was granted it before, stays ahead.
int ahead_of(const std::vector<Place>& queue, const Case& file, const Claim& claim) {
  const auto day = to_string(claim.latest_safe);
  return static_cast<int>(std::ranges::count_if(
      queue, [&](const Place& place) { return place.item != file.id.value() && place.day <= day; }));
}

}  // namespace

Result<Detail> Cases::claim_urgency(const Command& command, const Claim& claim) {
  TRY(check_length(claim.words, kMaxTextCharacters, "/words"));
  auto made = claim;
  made.claimed_by = command.by.account;
  made.claimed_at = command.now;
  return change(command, {"case.urgency_claimed", [&](Detail& detail, const Rules& rules) {
                            return cases::claim_urgency(detail.file, made, rules);
                          }});
}

Result<Effects> Cases::effects_for(const Case& file, int number, Instant now) {
  const auto claim = std::ranges::find(file.claims, number, &Claim::number);
  if (claim == file.claims.end())
    return fail(ErrorCode::NotFound, "cases.no_such_claim", std::string("/claim"));
  const auto today = day_in_shanghai(now);
  return db_.read([&](const store::ReadTx& tx) -> Result<Effects> {
    const auto per_day = capacity_of(tx, file.unit);
    if (!per_day) return fail(ErrorCode::Conflict, "cases.no_capacity");
    const auto places = queue_of(tx, file.unit);
    std::vector<Queued> queue;
    for (const auto& place : places) {
      const auto row = find_summary(tx, CaseId(place.item));
      if (row)
        queue.push_back(
            {row->summary.id, row->summary.version, slack(row->summary.act_by, calendar_, today)});
    }
    return effects_of(queue, file, *claim, *per_day, ahead_of(places, file, *claim));
  });
}

Result<Effects> Cases::effects(CaseId id, int claim, const access::Scope& scope, Instant now) {
  TRY_ASSIGN(const auto detail, find(id, scope));
  return effects_for(detail.file, claim, now);
}

Result<Detail> Cases::decide_urgency(const Command& command, int claim, bool granted,
                                     const std::string& shown) {
  TRY_ASSIGN(const auto detail, find(command.id, command.scope));
  TRY_ASSIGN(const auto now_so, effects_for(detail.file, claim, command.now));
  return change(command, {granted ? "case.urgency_granted" : "case.urgency_refused",
                          [&](Detail& changed, const Rules&) {
                            return cases::decide_urgency(changed.file, claim, granted, command.text, shown,
                                                         now_so, command.by.account, command.now);
                          }});
}

std::vector<OpenClaim> Cases::open_claims(const access::Scope& scope) {
  std::vector<OpenClaim> out;
  const auto ids = db_.read([&](const store::ReadTx& tx) { return cases_with_claims(tx, scope); });
  for (const auto id : ids) {
    const auto detail = find(id, scope);
    if (!detail) continue;
    const auto claim = std::ranges::find_if(detail->file.claims, &Claim::open);
    if (claim == detail->file.claims.end()) continue;
    out.push_back({summary_of(*detail), *claim});
  }
  return out;
}

Result<void> Cases::set_capacity(const Unit& unit, int per_day, const Actor& by, Instant now) {
  if (per_day < 1 || per_day > kMostPerDay)
    return fail(ErrorCode::Invalid, "cases.per_day", Args{{"most", std::to_string(kMostPerDay)}}, "/per_day");
  if (unit.place.empty()) return fail(ErrorCode::Invalid, "cases.no_unit", std::string("/unit"));
  const journal::Event event{ids_.next<EventId>(),
                             now,
                             "case.capacity_set",
                             unit.place,
                             {"unit:" + unit.place + unit.department},
                             "account:" + std::to_string(by.account.value()),
                             by.purpose};
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    cases::set_capacity(tx, unit, per_day);
    chain_.append(tx, event);
    return {};
  });
}

std::optional<int> Cases::capacity(const Unit& unit) {
  return db_.read([&](const store::ReadTx& tx) { return capacity_of(tx, unit); });
}

Result<Detail> Cases::convene(const Command& command, const std::vector<Unit>& units) {
  if (units.size() > kMostSeats)
    return fail(ErrorCode::TooLarge, "cases.too_many_departments", Args{{"most", std::to_string(kMostSeats)}},
                "/units");
  return change(command, {"case.experts_convened", [&](Detail& detail, const Rules& rules) {
                            return cases::convene(detail.file, command.text, units, command.by.account, rules,
                                                  command.now);
                          }});
}

Result<Detail> Cases::give_opinion(const Command& command, int group, OpinionVerdict verdict) {
  return change(command, {"case.opinion_given",
                          [&](Detail& detail, const Rules&) {
                            return cases::give_opinion(detail.file, group, command.by.unit,
                                                       command.by.account, verdict, command.text,
                                                       command.now);
                          },
                          true});
}

Result<Detail> Cases::decide_group(const Command& command, int group, OpinionVerdict outcome) {
  return change(command, {"case.experts_decided",
                          [&](Detail& detail, const Rules& rules) {
                            return cases::decide_group(detail.file, group, command.by.account, outcome,
                                                       command.text, rules, command.now);
                          },
                          true});
}

std::vector<OpenGroup> Cases::open_groups(const access::Scope& scope) {
  std::vector<OpenGroup> out;
  const auto ids = db_.read([&](const store::ReadTx& tx) { return cases_with_groups(tx, scope); });
  for (const auto id : ids) {
    const auto detail = find(id, scope);
    if (!detail) continue;
    const auto group = std::ranges::find_if(detail->file.groups, &ExpertGroup::open);
    if (group == detail->file.groups.end()) continue;
    out.push_back({summary_of(*detail), *group});
  }
  return out;
}

}  // namespace gangway::cases
