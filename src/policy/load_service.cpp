// service.yaml: how soon requests are answered, and how units hand them on.
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
  if (!root) return;
  for (const auto kind : kServiceKinds) {
    if (std::ranges::find(pack.service_limits, kind, &ServiceLimit::kind) != pack.service_limits.end())
      continue;
    sink.add(reader.line("limits"), "packs.no_service_limit", {{"kind", std::string(kind)}});
  }
}

}  // namespace gangway::policy
