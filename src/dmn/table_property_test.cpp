// Tables against an evaluator of the tests' own, and unknown inputs against brute force over all completions.
#include <gtest/gtest.h>

#include "dmn/test_tables.h"

namespace gangway::dmn {
namespace {

using feel::Value;
using testing::domain;
using testing::MaybePlace;
using testing::RandomTable;
using testing::TableMaker;
using testing::value_at;

#ifdef NDEBUG
constexpr int kCases = 100'000;
#else
constexpr int kCases = 4'000;
#endif
constexpr int kCasesPerTable = 20;

std::string shown(const RandomTable& table, const std::vector<Value>& inputs) {
  std::string out = table.xml();
  for (const auto& each : inputs) out += " " + to_feel(each);
  return out;
}

class Subject {
 public:
  explicit Subject(const RandomTable& table)
      : model_(testing::load(table.xml())), machine_(diagnostics_), evaluation_(*model_, machine_) {}

  Value evaluate(const std::vector<Value>& inputs) {
    evaluation_.reset();
    for (std::size_t i = 0; i < inputs.size(); ++i)
      evaluation_.set_input(static_cast<ElementIndex>(i), inputs[i]);
    return evaluation_.decision(0);
  }

 private:
  std::shared_ptr<const Model> model_;
  feel::Diagnostics diagnostics_;
  feel::Machine machine_;
  Evaluation evaluation_;
};

void agree(TableMaker& maker, int max_rules, int cases) {
  for (int done = 0; done < cases; done += kCasesPerTable) {
    const auto table = maker.table(max_rules, true);
    Subject subject(table);
    for (int i = 0; i < kCasesPerTable; ++i) {
      const auto places = maker.values(table);
      std::vector<Value> inputs;
      for (const auto& each : places) inputs.push_back(value_at(each));
      ASSERT_EQ(to_feel(subject.evaluate(inputs)), table.evaluate(places)) << shown(table, inputs);
    }
  }
}

TEST(TableProperty, AgreesWithAWalkOverTheRules) {
  TableMaker maker(1);
  agree(maker, 6, kCases);
}

TEST(TableProperty, AgreesWithAWalkOverManyRules) {
  TableMaker maker(2);
  agree(maker, 400, kCases / 20);
}

// The answers of all completions of the open inputs, keyed by the values that they take.
class Completed {
 public:
  Completed(const RandomTable& table, std::vector<MaybePlace> places, const std::vector<std::size_t>& open)
      : table_(table), places_(std::move(places)), open_(open) {
    for (const auto input : open_) {
      domains_.emplace_back();
      for (const auto& each : domain(table.input_types[input])) {
        if (table.admits(input, each, true)) domains_.back().push_back(each);
      }
    }
    walk(0);
  }

  [[nodiscard]] const std::vector<std::string>& answers() const { return answers_; }
  [[nodiscard]] bool agree() const {
    return std::ranges::all_of(answers_, [&](const std::string& each) { return each == answers_.front(); });
  }
  // Is there a completion of the others under which two values of this one give another answer?
  [[nodiscard]] bool matters(std::size_t which) const {
    std::size_t stride = 1;
    for (auto i = which + 1; i < open_.size(); ++i) stride *= domains_[i].size();
    const auto count = domains_[which].size();
    for (std::size_t at = 0; at < answers_.size(); ++at) {
      if (at / stride % count != 0 && answers_[at] != answers_[at - stride]) return true;
    }
    return false;
  }

 private:
  void walk(std::size_t depth) {
    if (depth == open_.size()) {
      answers_.push_back(table_.evaluate(places_));
      return;
    }
    for (const auto& each : domains_[depth]) {
      places_[open_[depth]] = each;
      walk(depth + 1);
    }
  }

  const RandomTable& table_;
  std::vector<MaybePlace> places_;
  const std::vector<std::size_t>& open_;
  std::vector<std::vector<MaybePlace>> domains_;
  std::vector<std::string> answers_;
};

void compare(const RandomTable& table, const Value& answer, const Completed& completed,
             const std::vector<std::size_t>& open) {
  if (!answer.is_unknown()) {
    ASSERT_TRUE(completed.agree());
    ASSERT_EQ(to_feel(answer), completed.answers().front());
    return;
  }
  ASSERT_TRUE(table.has_formulas || !completed.agree()) << "a needless unknown";
  const auto& named = *answer.as_unknown().inputs;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const bool is_named = named.contains(static_cast<feel::InputId>(open[i]));
    const bool matters = completed.matters(i);
    ASSERT_TRUE(is_named || !matters) << "leaves out x" << open[i];
    ASSERT_TRUE(table.has_formulas || matters || !is_named) << "names x" << open[i] << " for nothing";
  }
}

void unknowns(TableMaker& maker, bool with_formulas, int cases) {
  for (int done = 0; done < cases; done += kCasesPerTable) {
    auto table = maker.table(6, with_formulas);
    table.has_formulas = with_formulas;  // outputs may be formulas too
    Subject subject(table);
    for (int i = 0; i < kCasesPerTable; ++i) {
      const auto places = maker.values(table);
      std::vector<Value> inputs;
      std::vector<std::size_t> open;
      for (std::size_t input = 0; input < places.size(); ++input) {
        if (maker.one_in(2)) open.push_back(input);
        const bool is_open = !open.empty() && open.back() == input;
        inputs.push_back(is_open ? Value::unknown(static_cast<feel::InputId>(input))
                                 : value_at(places[input]));
      }
      compare(table, subject.evaluate(inputs), Completed(table, places, open), open);
      if (::testing::Test::HasFatalFailure()) FAIL() << shown(table, inputs);
    }
  }
}

TEST(TableProperty, UnknownInputsAreExact) {
  TableMaker maker(3);
  unknowns(maker, false, kCases);
}

TEST(TableProperty, UnknownInputsAreSafeBesideFormulas) {
  TableMaker maker(4);
  unknowns(maker, true, kCases / 2);
}

}  // namespace
}  // namespace gangway::dmn
