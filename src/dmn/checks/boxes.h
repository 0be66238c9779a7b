// Walks a boxed expression with the variables that each of its parts sees, checks every text and every table
// in it, and says what type it gives.
#pragma once

#include "dmn/checks/site.h"
#include "dmn/checks/tables.h"
#include "dmn/checks/texts.h"
#include "dmn/definitions.h"

namespace gangway::dmn {

class BoxWalk {
 public:
  BoxWalk(const TypeTable& types, ScopeStack& scope, TextCheck& texts, Findings& findings,
          const CheckOptions& options, CheckReport& report)
      : types_(types),
        scope_(scope),
        texts_(texts),
        findings_(findings),
        options_(options),
        report_(report) {}

  // `decision`: whose whole logic it is; or empty.
  feel::TypePtr walk(const ExpressionPtr& expression, Site site, const std::string& decision = {});
  feel::TypePtr function(const FunctionBox& box, const Site& site);

 private:
  feel::TypePtr visit(const ExpressionPtr& expression, const Site& site, const std::string& decision);
  feel::TypePtr literal(const LiteralText& text, const Site& site);
  feel::TypePtr table(const ExpressionPtr& expression, const TableBox& box, const Site& site,
                      const std::string& decision);
  feel::TypePtr column(const TableInput& input, const Site& site);
  void output(const TableOutput& output, const Site& site);
  feel::TypePtr context(const ContextBox& box, const Site& site);
  feel::TypePtr relation(const RelationBox& box, const Site& site);
  feel::TypePtr conditional(const ConditionalBox& box, const Site& site);
  feel::TypePtr filter(const FilterBox& box, const Site& site);
  feel::TypePtr iteration(const IterationBox& box, const Site& site);
  void declare(const Named& variable, feel::TypePtr type, const Site& site);
  [[nodiscard]] feel::TypePtr declared(std::string_view type_ref) const;  // Any for one that is not there
  // `given` cannot be where `type` is declared: D3006.
  void require(const feel::TypePtr& given, const feel::TypePtr& type, const Site& site);

  const TypeTable& types_;
  ScopeStack& scope_;
  TextCheck& texts_;
  Findings& findings_;
  const CheckOptions& options_;
  CheckReport& report_;
};

}  // namespace gangway::dmn
