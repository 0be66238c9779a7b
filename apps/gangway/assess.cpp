#include <iostream>

#include "assess_text.h"
#include "base/json_bind.h"
#include "commands.h"
#include "packs_file.h"
#include "policy/judge.h"

namespace gangway::app {

int assess(const Common& common, const AssessOptions& options) {
  const auto book = load_packs(common);
  if (!book) return 2;
  Day as_of = day_in_shanghai(now());
  if (options.as_of) {
    const auto day = parse_day(*options.as_of);
    if (!day) return complain(common, "--as-of", {day.error()});
    as_of = *day;
  }
  auto setting = policy::Setting::create(*book, options.region, as_of);
  if (!setting) {
    const auto* const option = setting.error().code == ErrorCode::NotFound ? "--region" : "--as-of";
    setting.error().field.clear();  // a pointer into a request, which there is none
    return complain(common, option, {setting.error()});
  }
  for (const auto& route : options.routes) {
    if ((*book)->knows_route(route)) continue;
    return complain(common, "--route",
                    {{ErrorCode::Invalid, "policy.unknown_route", {{"route", route}}, {}}});
  }

  const auto document = read_json(options.facts);
  if (!document) return complain(common, options.facts, {document.error()});
  std::vector<Error> errors;
  const auto facts = policy::Facts::read(*document, (*setting)->vocabulary(), errors);
  if (!errors.empty()) return complain(common, options.facts, errors);

  policy::JudgeOptions how;
  how.nearest = options.nearest;
  how.routes = options.routes;
  const auto assessment = policy::judge(**setting, facts, how);
  if (options.json) {
    std::cout << json::serialize(json::write(assessment)) << '\n';
  } else {
    print(std::cout, assessment, common.language);
  }
  return 0;
}

}  // namespace gangway::app
