// Many persons at once: every input is a column, and so is every answer.
//
// Shape:  a Batch belongs to one thread and works in blocks of 256 persons. A column is borrowed: what it
//         points to outlives the batch's last decide(). An input is coded once for all tables that read it.
// Answers: bit for bit those of an Evaluation per person, unknown ones and their inputs included. A decision
//          that is a table of plain inputs and constant outputs is answered by columns; what a column cannot
//          answer (an unknown input, a cell that is a formula, a decision that is no table) is evaluated
//          person by person, with the same result.
// Unknown: input i of a person, where it is not known, is Value::unknown(i).
// Errors: as in an Evaluation: null, with diagnostics of the machine. They do not say which person. A
//         decision that another one requires may be evaluated for a person where an Evaluation would not have
//         asked.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "dmn/model.h"

namespace gangway::dmn {

// The values of one input, the n-th for the n-th person.
struct Column {
  enum class Form : std::uint8_t { Null, Numbers, Days, Booleans, Codes, Values };

  // numbers[n] / 10^scale. REQUIRES: 0 <= scale <= 18.
  [[nodiscard]] static Column of_numbers(std::span<const std::int64_t> numbers, std::int32_t scale = 0);
  // Dates, in days since 1970-01-01.
  [[nodiscard]] static Column of_days(std::span<const std::int32_t> days);
  [[nodiscard]] static Column of_booleans(std::span<const std::uint8_t> booleans);
  // dictionary[codes[n]]: strings, and whatever else repeats. REQUIRES: codes[n] < dictionary.size().
  [[nodiscard]] static Column of_codes(std::span<const std::uint32_t> codes,
                                       std::span<const feel::Value> dictionary);
  [[nodiscard]] static Column of_values(std::span<const feel::Value> values);

  // Bit n % 64 of word n / 64: person n's value is null, is not known. Unknown goes before null.
  Column& with_nulls(std::span<const std::uint64_t> mask);
  Column& with_unknowns(std::span<const std::uint64_t> mask);

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] bool is_null(std::size_t n) const { return bit(nulls, n); }
  [[nodiscard]] bool is_unknown(std::size_t n) const { return bit(unknowns, n); }
  // Person n's value; `input` is what an unknown one depends on.
  [[nodiscard]] feel::Value value(std::size_t n, ElementIndex input) const;

  Form form = Form::Null;
  std::int32_t scale = 0;
  std::span<const std::int64_t> numbers;
  std::span<const std::int32_t> days;
  std::span<const std::uint8_t> booleans;
  std::span<const std::uint32_t> codes;
  std::span<const feel::Value> values;  // also the dictionary
  std::span<const std::uint64_t> nulls;
  std::span<const std::uint64_t> unknowns;

 private:
  static bool bit(std::span<const std::uint64_t> mask, std::size_t n) {
    return n / 64 < mask.size() && (mask[n / 64] >> (n % 64) & 1U) != 0;
  }
};

// The answers of one decision, coded: person n's is values[codes[n]]. Equal answers may stand more than once.
struct Answers {
  std::vector<std::uint32_t> codes;
  std::vector<feel::Value> values;

  [[nodiscard]] const feel::Value& of(std::size_t n) const { return values[codes[n]]; }
};

class Batch {
 public:
  // REQUIRES: `model` and `machine` outlive it, and the model outlives every value that it gave.
  Batch(const Model& model, feel::Machine& machine);
  ~Batch();
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  // Inputs without a column are null.
  void set_input(ElementIndex index, const Column& column);
  // The decision for the first `count` persons. `out` keeps its memory: use it again.
  // REQUIRES: every column has `count` values or more. The machine's limit of steps is per person.
  void decide(ElementIndex decision, std::size_t count, Answers& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gangway::dmn
