#include <algorithm>
#include <set>

#include "policy/library.h"

namespace gangway::policy {
namespace {

bool concerns(const Version& version, std::string_view region) {
  return std::ranges::any_of(version.regions,
                             [&](const std::string& outer) { return RuleBook::lies_in(region, outer); });
}

bool in_force(const Version& version, Day day) {
  return version.from <= day && (!version.until || day < *version.until);
}

// The versions of a route in one pack that concern the region, oldest first.
std::vector<const Version*> versions_of(const Pack& pack, std::string_view region, std::string_view route) {
  std::vector<const Version*> out;
  for (const auto& version : pack.versions) {
    if (version->route == route && concerns(*version, region)) out.push_back(version.get());
  }
  return out;
}

// What a pack says of a route on a day; nullopt: nothing, its parent's holds.
std::optional<InForce> said_by(const Pack& pack, std::string_view region, std::string_view route, Day day) {
  const auto versions = versions_of(pack, region, route);
  if (versions.empty()) return std::nullopt;
  InForce out{nullptr, std::string(route), versions.front()};
  if (day < versions.front()->from) {
    // "In force by that day at the latest": earlier days are not known, and the parent may already be
    // overridden.
    if (versions.front()->precision == Precision::By) return out;
    return std::nullopt;
  }
  for (const auto* const version : versions) {
    if (version->from <= day) out.nearest = version;
    if (in_force(*version, day)) out.version = version;
  }
  // After `known_until` nobody has looked whether the rule still holds.
  if (out.version != nullptr && day > out.version->known_until) out.version = nullptr;
  return out;
}

}  // namespace

RuleBook::RuleBook() : parts_(std::make_unique<Parts>()) {}
RuleBook::~RuleBook() = default;

const std::string& RuleBook::version() const { return parts_->version; }
const CalendarBook& RuleBook::calendar() const { return *parts_->calendar; }
std::span<const Region> RuleBook::regions() const { return parts_->regions; }
std::span<const std::unique_ptr<const Pack>> RuleBook::packs() const { return parts_->packs; }

const Region* RuleBook::find_region(std::string_view id) const {
  const auto at =
      std::ranges::find_if(parts_->regions, [&](const Region& region) { return region.id == id; });
  return at == parts_->regions.end() ? nullptr : &*at;
}

std::vector<const Pack*> RuleBook::packs_for(std::string_view region) const {
  std::vector<const Pack*> out;
  if (find_region(region) == nullptr) return out;
  for (auto at = parts_->packs.rbegin(); at != parts_->packs.rend(); ++at) {  // parents stand first
    if (lies_in(region, (*at)->id)) out.push_back(at->get());
  }
  return out;
}

const Vocabulary& RuleBook::vocabulary(std::string_view region) const {
  return parts_->vocabularies.find(packs_for(region).front()->id)->second;
}

const Parameter* RuleBook::parameter(std::string_view region, std::string_view id) const {
  for (const auto* const pack : packs_for(region)) {
    const auto at = pack->parameters.find(std::string(id));
    if (at != pack->parameters.end()) return &at->second;
  }
  return nullptr;
}

const Paper* RuleBook::paper(std::string_view region, std::string_view code) const {
  for (const auto* const pack : packs_for(region)) {
    const auto at = pack->papers.find(std::string(code));
    if (at != pack->papers.end()) return &at->second;
  }
  return nullptr;
}

const ServiceLimit* RuleBook::service_limit(std::string_view region, std::string_view kind) const {
  for (const auto* const pack : packs_for(region)) {
    const auto at = std::ranges::find(pack->service_limits, kind, &ServiceLimit::kind);
    if (at != pack->service_limits.end()) return &*at;
  }
  return nullptr;
}

const RelayRules* RuleBook::relay(std::string_view region) const {
  for (const auto* const pack : packs_for(region)) {
    if (pack->relay) return &*pack->relay;
  }
  return nullptr;
}

const CaseRules* RuleBook::case_rules(std::string_view region) const {
  for (const auto* const pack : packs_for(region)) {
    if (pack->cases) return &*pack->cases;
  }
  return nullptr;
}

std::vector<InForce> RuleBook::routes(std::string_view region, Day day) const {
  const auto chain = packs_for(region);
  std::vector<std::string> names;  // in the order of the packs, root first
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    for (const auto& version : (*at)->versions) {
      const bool known = std::ranges::find(names, version->route) != names.end();
      if (!known && concerns(*version, region)) names.push_back(version->route);
    }
  }
  std::vector<InForce> out;
  for (const auto& route : names) {
    std::optional<InForce> found;
    const Version* first = nullptr;  // of the deepest pack that ever has the route
    for (const auto* const pack : chain) {
      if (found) break;
      const auto versions = versions_of(*pack, region, route);
      if (first == nullptr && !versions.empty()) first = versions.front();
      found = said_by(*pack, region, route, day);
    }
    if (!found) found = InForce{nullptr, route, first};
    const auto* const decisive = found->version != nullptr ? found->version : found->nearest;
    if (!decisive->withdrawn) out.push_back(*std::move(found));
  }
  return out;
}

std::vector<const Version*> RuleBook::elsewhere(std::string_view region, Day day) const {
  std::set<std::string, std::less<>> here;
  for (const auto& route : routes(region, day)) here.insert(route.route);
  std::vector<const Version*> out;
  for (const auto& pack : parts_->packs) {
    for (const auto& version : pack->versions) {
      const bool open = in_force(*version, day) && day <= version->known_until && !version->withdrawn;
      if (open && !here.contains(version->route) && !concerns(*version, region)) out.push_back(version.get());
    }
  }
  return out;
}

bool RuleBook::knows_route(std::string_view route) const {
  return std::ranges::any_of(parts_->packs, [&](const auto& pack) {
    return std::ranges::any_of(pack->versions, [&](const auto& version) { return version->route == route; });
  });
}

std::vector<const Version*> RuleBook::history(std::string_view region, std::string_view route) const {
  std::vector<const Version*> out;
  for (const auto* const pack : packs_for(region)) {
    const auto versions = versions_of(*pack, region, route);
    out.insert(out.end(), versions.rbegin(), versions.rend());
  }
  // Newest first; of the same day the deeper region's, which stands first already.
  std::ranges::stable_sort(out, [](const auto* a, const auto* b) { return a->from > b->from; });
  return out;
}

bool RuleBook::lies_in(std::string_view region, std::string_view outer) { return region.starts_with(outer); }

}  // namespace gangway::policy
