// Checks one FEEL text where it stands: does it compile, do its types fit, what in it can never matter.
#pragma once

#include <optional>
#include <string>

#include "dmn/checks/domain.h"
#include "dmn/checks/site.h"
#include "feel/ast.h"
#include "feel/parser.h"

namespace gangway::dmn {

class TextCheck {
 public:
  // `elements`: names of the model's inputs, decisions and functions, for texts that name what they do not
  // require.
  TextCheck(Findings& findings, ScopeStack& scope, const std::vector<std::string>& elements)
      : findings_(findings), scope_(scope), elements_(elements) {}

  // The type that the expression gives, as far as it is known.
  feel::TypePtr expression(const std::string& text, const Site& site);
  void unary_tests(const std::string& text, const feel::TypePtr& input_type, const Site& site);
  // How many texts did not compile.
  [[nodiscard]] std::size_t refused() const { return refused_; }

 private:
  class Walk;

  void refuse(const std::string& text, const feel::Diagnostic& diagnostic, const Site& site);
  void use(const feel::Parsed& parsed);

  Findings& findings_;
  ScopeStack& scope_;
  const std::vector<std::string>& elements_;
  std::size_t refused_ = 0;
};

// One cannot be where the other is declared, even after FEEL's conversions.
[[nodiscard]] bool clash(const feel::Type& given, const feel::Type& declared);

}  // namespace gangway::dmn
