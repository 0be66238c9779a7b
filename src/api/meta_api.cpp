// What this installation is: health, regions, stages, the vocabulary of facts, the contract itself.

#include <boost/describe/class.hpp>

#include "api/api.h"
#include "api/caching.h"
#include "api/endpoint.h"
#include "policy/guide.h"

namespace gangway::api {

struct Health {
  std::string status;
  std::string version;
  std::string rules_version;
  Day today{};
};
BOOST_DESCRIBE_STRUCT(Health, (), (status, version, rules_version, today))

struct RegionInfo {
  std::string id;
  Bilingual title;
  std::string parent;
  bool has_pack = false;  // rules of its own; else those of its parent apply
};
BOOST_DESCRIBE_STRUCT(RegionInfo, (), (id, title, parent, has_pack))

struct StageInfo {
  std::string id;
  Bilingual title;
};
BOOST_DESCRIBE_STRUCT(StageInfo, (), (id, title))

struct CalendarInfo {
  int first_year = 0;
  int last_year = 0;
};
BOOST_DESCRIBE_STRUCT(CalendarInfo, (), (first_year, last_year))

struct Meta {
  std::string version;
  std::string rules_version;
  Day today{};
  std::string default_region;
  bool demonstration = false;  // all people and firms in it are invented
  std::vector<RegionInfo> regions;
  std::vector<StageInfo> stages;
  CalendarInfo calendar;
  int sources_count = 0;
  int unconfirmed_sources = 0;  // whose confidence is not high
};
BOOST_DESCRIBE_STRUCT(Meta, (),
                      (version, rules_version, today, default_region, demonstration, regions, stages,
                       calendar, sources_count, unconfirmed_sources))

struct FactList {
  std::string region;
  std::vector<policy::FactView> facts;
};
BOOST_DESCRIBE_STRUCT(FactList, (), (region, facts))

namespace {

http::Response health(Services& services, const http::Request& request) {
  return http::json_response(200, json::write(Health{"ok", services.version, services.book->version(),
                                                     day_in_shanghai(request.now)}));
}

// The nearest region outwards that is in the vocabulary.
std::string parent_of(const policy::RuleBook& book, const std::string& id) {
  std::string parent;
  for (const auto& other : book.regions()) {
    if (other.id != id && policy::RuleBook::lies_in(id, other.id) && other.id.size() > parent.size())
      parent = other.id;
  }
  return parent;
}

http::Response describe(Services& services, const http::Request& request) {
  const auto& book = *services.book;
  Meta out{services.version,
           book.version(),
           day_in_shanghai(request.now),
           services.default_region,
           services.demonstration,
           {},
           {},
           {book.calendar().first_year, book.calendar().last_year},
           0,
           0};
  for (const auto& region : book.regions()) {
    const auto packs = book.packs_for(region.id);
    out.regions.push_back({region.id, region.title, parent_of(book, region.id),
                           !packs.empty() && packs.front()->id == region.id});
  }
  for (const auto stage : kStages) {
    out.stages.push_back({std::string(stage), text("api.stage_" + std::string(stage))});
  }
  for (const auto& pack : book.packs()) {
    for (const auto& [id, source] : pack->sources) {
      ++out.sources_count;
      if (source.confidence != policy::Confidence::High) ++out.unconfirmed_sources;
    }
  }
  return http::json_response(200, json::write(out));
}

http::Response meta(Services& services, const http::Request& request) {
  return tagged(request, tag_of(services, services.default_region, day_in_shanghai(request.now)),
                [&] { return describe(services, request); });
}

http::Response facts(Services& services, const http::Request& request) {
  const auto setting = setting_of(services, request);
  if (!setting) return http::problem(setting.error(), request.language);
  return tagged(request, tag_of(services, (*setting)->region(), (*setting)->as_of()), [&] {
    FactList out{(*setting)->region(), {}};
    for (const auto* const fact : (*setting)->vocabulary().facts)
      out.facts.push_back(policy::fact_view(**setting, *fact));
    return http::json_response(200, json::write(out));
  });
}

http::Response openapi(Services& /*services*/, const http::Request& /*request*/) {
  http::Response out;
  out.headers.set("Content-Type", "application/json");
  out.body = openapi_document();
  return out;
}

}  // namespace

Result<std::shared_ptr<const policy::Setting>> setting_of(Services& services, const http::Request& request) {
  const auto region = request.query_value("region").value_or(services.default_region);
  Day day = day_in_shanghai(request.now);
  if (const auto as_of = request.query_value("as_of")) {
    auto read = parse_day(*as_of);
    if (!read) {
      read.error().field = "/as_of";
      return tl::unexpected<Error>(read.error());
    }
    day = *read;
  }
  return services.settings.get(std::string(region), day);
}

std::vector<Endpoint> meta_endpoints() {
  using http::Method;
  return {
      {Method::Get,
       "/api/v1/health",
       access::Action::UsePublic,
       "health",
       "Whether the service answers",
       {},
       nullptr,
       schema_of<Health>,
       200,
       health},
      {Method::Get,
       "/api/v1/meta",
       access::Action::UsePublic,
       "meta",
       "Regions, stages and versions of this installation",
       {},
       nullptr,
       schema_of<Meta>,
       200,
       meta},
      {Method::Get,
       "/api/v1/facts",
       access::Action::UsePublic,
       "facts",
       "The facts that rules of a place may ask for",
       {"region"},
       nullptr,
       schema_of<FactList>,
       200,
       facts},
      {Method::Get,
       "/api/openapi.json",
       access::Action::UsePublic,
       "openapi",
       "This contract",
       {},
       nullptr,
       nullptr,
       200,
       openapi},
  };
}

}  // namespace gangway::api
