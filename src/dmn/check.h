// What is wrong or doubtful in a model, found before anybody is judged by it: `gangway dmn check`.
//
// Shape:  texts are type-checked where they stand; the decision tables are checked over all values of their
//         inputs, by cutting each input at the bounds that the cells name (checks/partition.h) and looking
//         for what the rules leave out or take twice (checks/cover.h). Every such finding comes with a
//         concrete input, tried on the compiled table before it is reported.
// Exact:  for cells of literals, comparisons, intervals, lists of these and not(…). Other cells count as
//         matching where that can only hide a finding, and are named (D3901); overlaps with them are looked
//         for by trying values (checks/table_search.h). What is reported is true, and what could not be
//         checked is said.
// Errors: Invalid or TooLarge as Model::load gives them when the text is no model at all; what is wrong in a
//         model is a finding. The findings by number: docs/dmn-check.md; their texts: texts/dmn_check.yaml.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bilingual.h"
#include "base/json.h"
#include "base/result.h"
#include "dmn/model.h"
#include "feel/machine.h"

namespace gangway::dmn {

enum class Severity : std::uint8_t {
  Error,    // something cannot work: the model must be changed
  Warning,  // something does not do what it seems to
  Note,     // was not checked, or only to a stated limit
};

// Where a finding stands. Rules and columns count from 1; 0: it is about none.
struct Place {
  std::string element;  // id, else name, else tag
  std::string path;     // "decision / entry / …" by names
  std::uint32_t line = 0;
  std::uint32_t column = 0;  // in characters, from 1
  std::size_t rule = 0;
  std::size_t input = 0;
  std::size_t output = 0;
  std::optional<feel::Span> span;  // bytes of the FEEL text
  std::string file;  // that of an imported model, from the folder of the model; empty: the model itself
};

struct Witness {
  std::vector<std::pair<std::string, feel::Value>> inputs;  // what the table's variables are
  std::vector<std::pair<std::string, std::string>>
      region;                        // per column, all values for which it holds, in FEEL
  std::vector<std::size_t> matched;  // rules that match, from 1
  bool through_variables =
      true;               // false: some column computes its value, and `inputs` names that column instead
  bool of_inputs = true;  // all of them are input data of the model
};

struct Finding {
  std::string number;  // "D3401", or that of the loader ("D1101")
  Severity severity = Severity::Error;
  Args args;
  Place place;
  std::optional<Witness> witness;
  std::optional<feel::Diagnostic> because;  // of a text that does not compile
  std::string decision;                     // whose own table it is about; or empty
};

struct CheckOptions {
  std::uint64_t budget = 20'000'000;  // looks at a rule per table (checks/cover.h), some seconds
  std::size_t per_table = 10;         // findings of one kind per table; the rest is counted
};

struct CheckReport {
  std::vector<Finding> findings;  // by position in the file
  std::size_t tables = 0;
  std::size_t rules = 0;

  [[nodiscard]] std::size_t count(Severity severity) const;
};

[[nodiscard]] Result<CheckReport> check_model(std::string_view xml, feel::Diagnostics& diagnostics,
                                              const CheckOptions& options = {},
                                              const Model::Importer& importer = {});

// What it says, one line: text and, if any, the reason.
[[nodiscard]] std::string to_text(const Finding& finding, Language language);
// Lines for people: "model.dmn:12:34: warning D3401 …", the input that shows it indented below.
[[nodiscard]] std::string to_text(const CheckReport& report, std::string_view file, Language language);
[[nodiscard]] json::Value to_json(const CheckReport& report);

// Test cases in the kit's format (tck.h), one for each witness that consists of input data alone, with what
// the decision gives today as the expected result: correct that, and `gangway dmn tck` says when the model
// does. Empty: there are none.
[[nodiscard]] std::string test_cases(const CheckReport& report, std::string_view xml, std::string_view file,
                                     const Model::Importer& importer = {});

struct FindingKind {
  std::string_view number;
  Severity severity;
};
// All that check_model itself can find; the loader's faults (D1101 and so on) are errors.
[[nodiscard]] std::span<const FindingKind> finding_kinds();

}  // namespace gangway::dmn
