// Why a decision gave what it gave: computed on demand, beside the evaluation and not inside of it.
//
// Shape:  plain records. Every cell is asked again as FEEL, so that an explanation costs what a walk over the
//         table costs, and checks what the bitmaps found.
// Errors: none; faults met on the way are not reported again.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "dmn/definitions.h"
#include "dmn/model.h"

namespace gangway::dmn {

class Table;
struct Frame;

struct Explanation {
  enum class Verdict : std::uint8_t {
    Matches,  // every cell holds
    Open,     // no cell fails, and some input is not known
    Fails,
  };
  struct Cell {
    std::string input;  // the input expression of its column
    std::string text;   // what it asks for
    feel::Value value;  // what the input is
  };
  struct Rule {
    Verdict verdict = Verdict::Matches;
    std::optional<Cell> cell;  // the first one, from the left, that fails; of an open rule: that is not known
  };
  struct Input {
    std::string name;
    feel::Value value;
  };

  ElementIndex decision = 0;
  std::string name;
  feel::Value value;
  std::optional<HitPolicy> hit_policy;  // nullopt: its logic is no decision table
  std::vector<Rule> rules;              // of the table, in its order
  std::optional<Cell> refused;          // an input that its column does not allow: the result is null
  std::vector<Input> inputs;            // input data that it requires itself
  std::vector<std::string> decisions;   // and decisions, explained after it
  std::vector<std::string> sources;     // where its knowledge sources are found
};

// The decision, then the decisions that it requires, directly and through others, each once.
[[nodiscard]] std::vector<Explanation> explain(Evaluation& evaluation, ElementIndex decision);

// An array: decision, value, hit_policy, rules [{rule (from 1), verdict, input, cell, value}], refused,
// inputs, decisions, sources; what does not apply is left out.
[[nodiscard]] boost::json::value to_json(const std::vector<Explanation>& explanations);
// For people, a line per finding.
[[nodiscard]] std::string to_text(const std::vector<Explanation>& explanations, Language language);

// Fills in what the table itself can say. The frame is one of its decision.
void explain(const Table& table, Frame& frame, Explanation& out);

}  // namespace gangway::dmn
