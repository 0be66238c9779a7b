// service.yaml: how soon requests are answered, how units hand them on, who decides on cases.
#include <algorithm>

#include "policy/library.h"

namespace gangway::policy {
namespace {

constexpr int kMostWorkdays = 60;
constexpr int kMostHours = 24 * 7;

ServiceLimit load_limit(const Library& library, const YamlNode& node, const FaultSink& sink) {
  Reader reader(node, sink);
  ServiceLimit limit;
  limit.kind = reader.word("kind", kServiceKinds);
  limit.workdays = reader.whole("workdays", 1, kMostWorkdays, Need::Required).value_or(1);
  limit.source = library.source_if(reader);
  limit.unverified = reader.flag("unverified");
  limit.note = reader.text("note", Need::Optional);
  return limit;
}

RelayRules load_relay(const YamlNode& node, const FaultSink& sink) {
  Reader reader(node, sink);
  RelayRules relay;
  relay.most_refusals = reader.whole("most_refusals", 1, 20, Need::Required).value_or(1);
  relay.silence_hours = reader.whole("silence_hours", 1, kMostHours, Need::Required).value_or(1);
  relay.calls_not_reached = reader.whole("calls_not_reached", 1, 10, Need::Required).value_or(1);
  relay.fallback = reader.code("fallback");
  relay.note = reader.text("note", Need::Optional);
  return relay;
}

CaseBranch load_branch(const YamlNode& node, const FaultSink& sink) {
  Reader reader(node, sink);
  CaseBranch branch;
  branch.route = reader.code("route");
  branch.system = reader.code("system");
  if (reader.has("waits_for")) branch.waits_for = reader.code("waits_for");
  branch.title = reader.own_text();
  return branch;
}

CaseRules load_cases(const Library& library, const YamlNode& node, const FaultSink& sink) {
  Reader reader(node, sink);
  CaseRules cases;
  const auto whole = [&](std::string_view key, int min, int max) {
    return reader.whole(key, min, max, Need::Required).value_or(min);
  };
  cases.intake_workdays = whole("intake_workdays", 1, kMostWorkdays);
  cases.intake_source = library.source_if(reader);
  cases.task_workdays = whole("task_workdays", 0, kMostWorkdays);
  cases.days_to_decide = whole("days_to_decide", 0, kMostWorkdays);
  cases.days_to_hand_over = whole("days_to_hand_over", 0, kMostWorkdays);
  cases.warn_at = whole("warn_at", 0, kMostWorkdays);
  cases.least_departments = whole("least_departments", 1, 20);
  cases.least_opinions = whole("least_opinions", 1, 20);
  cases.note = reader.text("note", Need::Optional);
  for (const auto& item : reader.list("branches", Need::Required)) {
    auto branch = load_branch(item, sink);
    const auto same = [&](const CaseBranch& other) {
      return other.route == branch.route && other.system == branch.system;
    };
    if (std::ranges::any_of(cases.branches, same))
      sink.add(item.line, "packs.twice", {{"id", branch.route + "/" + branch.system}});
    cases.branches.push_back(std::move(branch));
  }
  return cases;
}

}  // namespace

void load_service(const Library& library, Pack& pack) {
  const auto sink = library.sink(pack.id + "/service.yaml");
  if (!library.exists(sink.file()) && !pack.parent.empty()) return;
  const auto tree = read_yaml(library.path(sink.file()), sink);
  if (!tree) return;
  const bool root = pack.parent.empty();
  Reader reader(*tree, sink);
  for (const auto& item : reader.list("limits", root ? Need::Required : Need::Optional)) {
    auto limit = load_limit(library, item, sink);
    if (std::ranges::find(pack.service_limits, limit.kind, &ServiceLimit::kind) !=
        pack.service_limits.end()) {
      sink.add(item.line, "packs.twice", {{"id", limit.kind}});
    }
    pack.service_limits.push_back(std::move(limit));
  }
  if (const auto* const relay = reader.get("relay", root ? Need::Required : Need::Optional)) {
    pack.relay = load_relay(*relay, sink);
  }
  if (const auto* const cases = reader.get("cases", Need::Optional)) {
    pack.cases = load_cases(library, *cases, sink);
  }
  if (!root) return;
  for (const auto kind : kServiceKinds) {
    if (std::ranges::find(pack.service_limits, kind, &ServiceLimit::kind) != pack.service_limits.end())
      continue;
    sink.add(reader.line("limits"), "packs.no_service_limit", {{"kind", std::string(kind)}});
  }
}

}  // namespace gangway::policy
