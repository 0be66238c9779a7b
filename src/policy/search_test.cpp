// The search against brute force that shares no code with it: every completion of a few facts is judged
// whole, from facts, by the engine alone.

#include "policy/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <sstream>

#include "base/json_bind.h"
#include "policy/setting.h"

namespace gangway::policy {
namespace {

const std::string kRoot = GANGWAY_SOURCE_DIR;

const Setting& shanghai() {
  static const auto setting = [] {
    std::vector<Fault> faults;
    auto book = RuleBook::load(kRoot + "/packs", faults).value();
    return Setting::create(std::move(book), "cn-31", parse_day("2026-11-24").value()).value();
  }();
  return *setting;
}

Facts person(const std::string& file) {
  std::ifstream in(kRoot + "/tests/people/" + file);
  std::ostringstream text;
  text << in.rdbuf();
  const auto document = json::parse(text.str(), {std::size_t{1} << 20, 64}).value();
  std::vector<Error> errors;
  return Facts::read(document.at("facts"), shanghai().vocabulary(), errors);
}

// Every answer that a person can give to a fact of few answers.
std::vector<feel::Value> answers(const FactPath& path) {
  std::vector<feel::Value> out;
  const auto& options = path.column != nullptr ? path.column->options : path.fact->options;
  const bool nullable = path.column != nullptr ? path.column->nullable : path.fact->nullable;
  if (path.type() == FactType::Boolean) out = {feel::Value(true), feel::Value(false)};
  if (path.type() == FactType::Choice) {
    for (const auto& option : options) out.push_back(feel::Value::string(option.code));
  }
  if (nullable && !out.empty()) out.emplace_back();
  return out;
}

// 0 eligible, 1 ineligible, 2 undetermined.
int status(const Version& version, const Facts& facts) {
  const auto& parts = shanghai().parts();
  const auto frame = make_frame(*parts.inputs, facts, parts.as_of, parts.parameters);
  std::vector<feel::Value> inputs;
  for (const auto& input : version.model->inputs()) {
    const auto& groups = parts.vocabulary->groups;
    const auto at = std::ranges::find(groups, input.name);
    inputs.push_back(input.name == "as_of"        ? frame.as_of
                     : input.name == "parameters" ? frame.parameters
                     : at == groups.end()         ? feel::Value()
                                          : frame.groups[static_cast<std::size_t>(at - groups.begin())]);
  }
  feel::Diagnostics diagnostics;
  feel::Machine machine(diagnostics);
  dmn::Evaluation evaluation(*version.model, inputs, machine);
  const auto& value = evaluation.decision(version.eligible);
  return value.is_true() ? 0 : (value.is_false() ? 1 : 2);
}

struct Brute {
  std::set<std::string> matter;
  std::set<int> statuses;
};

template <class Status>
Brute brute(const std::vector<FactPath>& open, const Facts& some, Status&& status_of) {
  std::vector<std::vector<feel::Value>> domains;
  std::size_t count = 1;
  for (const auto& path : open) {
    domains.push_back(answers(path));
    count *= domains.back().size();
  }
  std::vector<int> table(count);
  Brute out;
  for (std::size_t n = 0; n < count; ++n) {
    auto facts = some;
    auto rest = n;
    for (std::size_t i = 0; i < open.size(); ++i) {
      facts.set(open[i].str(), domains[i][rest % domains[i].size()]);
      rest /= domains[i].size();
    }
    table[n] = status_of(facts);
    out.statuses.insert(table[n]);
  }
  std::size_t stride = 1;
  for (std::size_t i = 0; i < open.size(); ++i) {
    for (std::size_t n = 0; n < count; ++n) {
      const auto first = n - n / stride % domains[i].size() * stride;
      if (table[n] != table[first]) out.matter.insert(open[i].str());
    }
    stride *= domains[i].size();
  }
  return out;
}

TEST(Search, AgreesWithBruteForceOverFactsOfFewAnswers) {
  std::mt19937 random(20261124);  // NOLINT(cert-msc51-cpp): the same people each time
  const std::vector<std::string> files = {"engineer.json", "executive.json",        "spouse.json",
                                          "phd.json",      "language-teacher.json", "seasonal.json",
                                          "founder.json"};
  int compared = 0;
  int mattered = 0;
  for (int trial = 0; trial < 40; ++trial) {
    const auto whole = person(files[random() % files.size()]);
    std::vector<std::string> names;
    for (const auto& [name, value] : whole.all()) {
      if (answers(*parse_path(shanghai().vocabulary(), name)).size() > 1) names.push_back(name);
    }
    for (const auto& route : shanghai().parts().routes) {
      if (!route.rule) continue;
      const auto& version = *route.in_force.version;
      auto some = whole;
      std::vector<FactPath> open;
      std::ranges::shuffle(names, random);
      std::size_t completions = 1;
      for (const auto& name : names) {
        const auto path = *parse_path(shanghai().vocabulary(), name);
        if (std::ranges::find(version.facts, path.fact->id) == version.facts.end()) continue;
        completions *= answers(path).size();
        if (completions > 120) break;
        some.erase(name);
        open.push_back(path);
      }
      // Other facts at random answers, so that the routes are near to open more often than in one life.
      for (const auto& name : names) {
        if (some.find(name) == nullptr || random() % 3 != 0) continue;
        const auto choices = answers(*parse_path(shanghai().vocabulary(), name));
        some.set(name, choices[random() % choices.size()]);
      }
      if (open.empty()) continue;
      const auto expected = brute(open, some, [&](const Facts& facts) { return status(version, facts); });
      JudgeOptions options;
      options.reasons = options.opens_on = options.questions = false;
      const auto answer = judge_version(shanghai(), version, some, options);
      const std::set<std::string> missing(answer.missing.begin(), answer.missing.end());
      EXPECT_EQ(missing, expected.matter) << version.directory;
      EXPECT_TRUE(answer.may_matter.empty()) << version.directory;
      if (expected.statuses.size() == 1) {
        EXPECT_EQ(static_cast<int>(answer.status), *expected.statuses.begin()) << version.directory;
      } else {
        EXPECT_EQ(answer.status, Status::Undetermined) << version.directory;
      }
      mattered += static_cast<int>(missing.size());
      ++compared;
    }
  }
  std::cout << compared << " comparisons, " << mattered << " facts that matter\n";
  EXPECT_GT(compared, 300);
  EXPECT_GT(mattered, 150);
}

// Rules made at random over seven facts, so that conditions share facts, contradict and absorb each other.
class RandomRules {
 public:
  RandomRules() {
    for (std::size_t i = 0; i < kFacts; ++i) {
      auto& fact = facts_.emplace_back();
      fact.id = "f.x" + std::to_string(i);
      fact.group = "f";
      fact.name = "x" + std::to_string(i);
      fact.type = i == 0 ? FactType::Choice : FactType::Boolean;
      if (i == 0) fact.options = {{"p", {}}, {"q", {}}, {"r", {}}};
    }
    for (const auto& fact : facts_) vocabulary_.facts.push_back(&fact);
    vocabulary_.groups = {"f"};
    inputs_.emplace(vocabulary_, std::vector<const Parameter*>());
  }

  // A model of `count` conditions and their conjunction, or with `loose` another combination of them.
  std::shared_ptr<const dmn::Model> model(std::size_t count, bool loose) {
    std::string xml =
        "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' name='m' namespace='m'>"
        "<inputData id='f' name='f'><variable name='f'/></inputData>";
    std::string needs;
    std::string whole;
    for (std::size_t i = 0; i < count; ++i) {
      const auto name = "c" + std::to_string(i);
      xml += decision(name, "<informationRequirement><requiredInput href='#f'/></informationRequirement>",
                      condition());
      needs += "<informationRequirement><requiredDecision href='#" + name + "'/></informationRequirement>";
      whole += (i == 0 ? "" : loose && i == 1 ? " or " : " and ") + name;
    }
    xml += decision("eligible", needs, whole) + "</definitions>";
    feel::Diagnostics diagnostics;
    return dmn::Model::load(xml, diagnostics).value();
  }

  std::size_t below(std::size_t end) { return random_() % end; }
  [[nodiscard]] const std::vector<Fact>& facts() const { return facts_; }
  [[nodiscard]] const Inputs& inputs() const { return *inputs_; }

 private:
  static constexpr std::size_t kFacts = 7;

  static std::string decision(const std::string& name, const std::string& needs, const std::string& text) {
    return "<decision id='" + name + "' name='" + name + "'><variable name='" + name +
           "' typeRef='boolean'/>" + needs + "<literalExpression><text>" + text +
           "</text></literalExpression></decision>";
  }

  std::string atom() {
    const auto i = below(kFacts);
    if (i == 0) return "f.x0 = \"" + std::string(1, "pqr"[below(3)]) + "\"";
    return "f.x" + std::to_string(i) + (below(2) == 0 ? " = true" : " = false");
  }

  std::string condition() {
    if (below(3) == 0) {  // a threshold of a sum
      std::string sum;
      for (int i = 0; i < 4; ++i) {
        sum +=
            (i == 0 ? "" : " + ") + ("(if " + atom() + " then " + std::to_string(1 + below(4)) + " else 0)");
      }
      return sum + " &gt;= " + std::to_string(1 + below(9));
    }
    const char* const join = below(2) == 0 ? " or " : " and ";
    return "(" + atom() + join + atom() + ") or " + atom();
  }

  std::vector<Fact> facts_;
  Vocabulary vocabulary_;
  std::optional<Inputs> inputs_;
  std::mt19937 random_{7};  // NOLINT(cert-msc51-cpp): the same rules each time
};

TEST(Search, AgreesWithBruteForceOnRandomRules) {
  RandomRules rules;
  int mattered = 0;
  int idle = 0;
  for (int trial = 0; trial < 300; ++trial) {
    Version version;
    version.model = rules.model(1 + rules.below(4), rules.below(4) == 0);
    version.eligible = *version.model->find_decision("eligible");
    Facts some;
    std::vector<FactPath> open;
    for (const auto& fact : rules.facts()) {
      const FactPath path{&fact, 0, nullptr};
      const auto choices = answers(path);
      rules.below(3) == 0 ? some.set(fact.id, choices[rules.below(choices.size())]) : open.push_back(path);
    }
    const auto day = parse_day("2026-11-24").value();
    const auto frame_of = [&](const Facts& facts) {
      return make_frame(rules.inputs(), facts, day, feel::Value(std::make_shared<const feel::Context>()));
    };
    const auto expected = brute(open, some, [&](const Facts& facts) {
      feel::Diagnostics diagnostics;
      feel::Machine machine(diagnostics);
      const auto inputs = frame_of(facts).groups;
      dmn::Evaluation evaluation(*version.model, inputs, machine);
      return evaluation.decision(version.eligible).is_true() ? 0 : 1;
    });
    const auto found = search(Rule(rules.inputs(), version), frame_of(some), day, 20000);
    std::set<std::string> matter;
    for (const auto& path : found.matter) matter.insert(path.str());
    EXPECT_EQ(matter, expected.matter) << trial;
    EXPECT_EQ(matter.size(), found.matter.size()) << trial << ": a fact twice";
    EXPECT_TRUE(found.undecided.empty()) << trial;
    if (matter.empty()) {
      ASSERT_TRUE(found.settled.has_value()) << trial;
      EXPECT_EQ(found.settled->is_true() ? 0 : 1, *expected.statuses.begin()) << trial;
    }
    mattered += static_cast<int>(matter.size());
    idle += static_cast<int>(open.size() - matter.size());
  }
  EXPECT_GT(mattered, 200);
  EXPECT_GT(idle, 100);
}

TEST(Search, RulesOfThePacksAreConjunctions) {
  int conjunctions = 0;
  for (const auto& route : shanghai().parts().routes) {
    if (!route.rule) continue;
    const auto& version = *route.in_force.version;
    if (route.rule->conjuncts().size() > 1) ++conjunctions;
    EXPECT_GE(route.rule->conjuncts().size(), 1U) << version.directory;
  }
  EXPECT_GE(conjunctions, 8);
}

// What nobody told and what one person told in part: how much the search leaves undecided.
TEST(Search, LeavesLittleUndecided) {
  std::vector<Facts> people(1);
  for (const auto* const file :
       {"engineer.json", "executive.json", "spouse.json", "phd.json", "six-times.json",
        "fixed-figures-2023-05-01.json", "founder.json", "manager.json"}) {
    const auto whole = person(file);
    Facts some;
    std::size_t n = 0;
    for (const auto& [name, value] : whole.all()) {
      if (n++ % 3 == 0) some.set(name, value);
    }
    people.push_back(std::move(some));
    people.push_back(whole);
  }
  std::size_t undecided = 0;
  std::size_t matter = 0;
  JudgeOptions options;
  options.reasons = options.opens_on = false;
  for (const auto& facts : people) {
    for (const auto& route : judge(shanghai(), facts, options).routes) {
      undecided += route.may_matter.size();
      matter += route.missing.size();
    }
  }
  std::cout << undecided << " of " << undecided + matter << " facts undecided\n";
  EXPECT_LE(undecided * 20, undecided + matter);
}

}  // namespace
}  // namespace gangway::policy
