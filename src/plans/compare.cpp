#include "plans/compare.h"

#include <algorithm>

#include "plans/sentences.h"
#include "workdays/words.h"

namespace gangway::plans {
namespace {

using policy::Assessment;
using policy::ConditionView;
using policy::RouteAnswer;

const RouteAnswer* find(const Assessment& assessment, const std::string& id) {
  const auto found = std::find_if(assessment.routes.begin(), assessment.routes.end(),
                                  [&](const RouteAnswer& route) { return route.id == id; });
  return found == assessment.routes.end() ? nullptr : &*found;
}

RouteState state_of(const RouteAnswer* route) {
  if (route == nullptr) return RouteState::NotListed;
  switch (route->status) {
    case policy::Status::Eligible:
      return RouteState::Eligible;
    case policy::Status::Ineligible:
      return RouteState::Ineligible;
    case policy::Status::Undetermined:
      return RouteState::Undetermined;
  }
  return RouteState::NotListed;
}

Bilingual shown(const std::optional<bool>& value) {
  if (!value) return text("plans.condition_open");
  return text(*value ? "plans.condition_met" : "plans.condition_not_met");
}

void append(Bilingual& out, const Bilingual& sentence) {
  out.zh += sentence.zh;
  out.en += (out.en.empty() ? "" : " ") + sentence.en;
}

Bilingual why_changed(const RouteAnswer& before, const RouteAnswer& after) {
  Bilingual why;
  const bool new_rule = before.effective_from != after.effective_from || before.region != after.region;
  if (new_rule && after.effective_from) {
    append(why, text_with("plans.why_new_rule", {{"day", workdays::say_day(*after.effective_from)}}));
  } else if (new_rule) {
    append(why, text("plans.why_rule_not_known"));
  }
  for (const auto& now : after.conditions) {
    const auto was = std::find_if(before.conditions.begin(), before.conditions.end(),
                                  [&](const ConditionView& condition) { return condition.id == now.id; });
    if (was == before.conditions.end()) {
      append(why,
             text_with("plans.why_new_condition", {{"condition", now.label}, {"now", shown(now.value)}}));
    } else if (was->value != now.value) {
      append(why,
             text_with("plans.why_condition",
                       {{"condition", now.label}, {"was", shown(was->value)}, {"now", shown(now.value)}}));
    }
  }
  std::vector<Bilingual> said;  // one sentence for all years of a series
  for (const auto& gap : before.not_known) {
    const bool still = std::any_of(after.not_known.begin(), after.not_known.end(), [&](const auto& other) {
      return other.kind == gap.kind && other.id == gap.id && other.at == gap.at;
    });
    if (still || std::find(said.begin(), said.end(), gap.label) != said.end()) continue;
    said.push_back(gap.label);
    append(why, text_with("plans.why_known_now", {{"what", gap.label}}));
  }
  if (why.zh.empty()) why = text("plans.why_time");
  return why;
}

}  // namespace

std::vector<Change> compare(const Assessment& before, const Assessment& after) {
  std::vector<Change> changes;
  for (const auto& was : before.routes) {
    const auto* const now = find(after, was.id);
    const bool same = now != nullptr && now->status == was.status && now->region == was.region &&
                      now->effective_from == was.effective_from;
    if (same) continue;
    changes.push_back({was.id, now != nullptr ? now->title : was.title, state_of(&was), state_of(now),
                       now != nullptr ? why_changed(was, *now) : text("plans.why_gone")});
  }
  for (const auto& now : after.routes) {
    if (find(before, now.id) != nullptr) continue;
    changes.push_back(
        {now.id, now.title, RouteState::NotListed, state_of(&now), text("plans.why_new_route")});
  }
  return changes;
}

}  // namespace gangway::plans
