#include "cases/experts.h"

#include <algorithm>
#include <set>

namespace gangway::cases {
namespace {

Result<ExpertGroup*> open_group(Case& file, int number) {
  const auto group = std::ranges::find(file.groups, number, &ExpertGroup::number);
  if (group == file.groups.end())
    return fail(ErrorCode::NotFound, "cases.no_such_group", std::string("/group"));
  if (!group->open()) return fail(ErrorCode::Conflict, "cases.group_decided");
  return &*group;
}

Result<void> require_text(std::string_view text) {
  if (!text.empty()) return {};
  return fail(ErrorCode::Invalid, "cases.text_missing", std::string("/text"));
}

}  // namespace

Result<void> convene(Case& file, std::string_view question, const std::vector<Unit>& units, AccountId by,
                     const Rules& rules, Instant now) {
  if (file.ended()) return fail(ErrorCode::Conflict, "cases.ended");
  if (std::ranges::any_of(file.groups, &ExpertGroup::open))
    return fail(ErrorCode::Conflict, "cases.group_open");
  TRY(require_text(question));
  std::set<std::string> departments;
  for (const auto& unit : units) {
    if (unit.place.empty() || unit.department.empty() || !departments.insert(unit.department).second)
      return fail(ErrorCode::Invalid, "cases.departments_differ", std::string("/units"));
  }
  if (static_cast<int>(units.size()) < rules.least_departments)
    return fail(ErrorCode::Invalid, "cases.too_few_departments",
                Args{{"n", std::to_string(rules.least_departments)}}, "/units");
  ExpertGroup group;
  group.number = static_cast<int>(file.groups.size()) + 1;
  group.question = question;
  group.convenor = by;
  group.convened_at = now;
  for (const auto& unit : units) group.seats.push_back({unit, std::nullopt, std::nullopt, {}, {}});
  file.groups.push_back(std::move(group));
  return {};
}

Result<void> give_opinion(Case& file, int number, const Unit& unit, AccountId by, OpinionVerdict verdict,
                          std::string_view text, Instant now) {
  TRY_ASSIGN(auto* const group, open_group(file, number));
  TRY(require_text(text));
  const auto seat = std::ranges::find(group->seats, unit, &Seat::unit);
  if (seat == group->seats.end()) return fail(ErrorCode::Forbidden, "cases.not_asked");
  if (seat->at) return fail(ErrorCode::Conflict, "cases.opinion_given");
  seat->by = by;
  seat->at = now;
  seat->verdict = verdict;
  seat->text = text;
  return {};
}

Result<void> decide_group(Case& file, int number, AccountId by, OpinionVerdict outcome,
                          std::string_view decision, const Rules& rules, Instant now) {
  TRY_ASSIGN(auto* const group, open_group(file, number));
  TRY(require_text(decision));
  if (group->convenor != by) return fail(ErrorCode::Forbidden, "cases.not_convenor");
  if (opinions_of(*group) < rules.least_opinions)
    return fail(ErrorCode::Conflict, "cases.too_few_opinions",
                Args{{"n", std::to_string(rules.least_opinions)}});
  group->decided_at = now;
  group->outcome = outcome;
  group->decision = decision;
  return {};
}

int opinions_of(const ExpertGroup& group) {
  return static_cast<int>(
      std::ranges::count_if(group.seats, [](const Seat& seat) { return seat.at.has_value(); }));
}

int hours_taken(const ExpertGroup& group, Instant now) {
  return static_cast<int>(
      std::chrono::ceil<std::chrono::hours>(group.decided_at.value_or(now) - group.convened_at).count());
}

std::vector<Minute> minutes_of(const ExpertGroup& group) {
  std::vector<Minute> out{{group.convened_at, MinuteKind::Convened, group.convenor, {}}};
  for (const auto& seat : group.seats) {
    if (seat.at && seat.by)
      out.push_back({*seat.at,
                     seat.verdict == OpinionVerdict::Disagree ? MinuteKind::Dissent : MinuteKind::Opinion,
                     *seat.by, seat.unit});
  }
  std::ranges::stable_sort(out, {}, &Minute::at);
  if (group.decided_at) out.push_back({*group.decided_at, MinuteKind::Decided, group.convenor, {}});
  return out;
}

}  // namespace gangway::cases
