// Judging on the real packs: the stories' boundaries, and exactness against brute force.

#include "policy/judge.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/json_bind.h"
#include "policy/interview.h"
#include "policy/setting.h"

namespace gangway::policy {
namespace {

const std::string kRoot = GANGWAY_SOURCE_DIR;

std::shared_ptr<const RuleBook> real_packs() {
  static const auto book = [] {
    std::vector<Fault> faults;
    return RuleBook::load(kRoot + "/packs", faults).value();
  }();
  return book;
}

std::shared_ptr<const Setting> setting(const std::string& region, const std::string& day) {
  return Setting::create(real_packs(), region, parse_day(day).value()).value();
}

json::Value document(const std::string& file) {
  std::ifstream in(kRoot + "/tests/people/" + file);
  std::ostringstream text;
  text << in.rdbuf();
  return json::parse(text.str(), {std::size_t{1} << 20, 64}).value();
}

Facts facts_of(const Setting& where, const json::Value& facts) {
  std::vector<Error> errors;
  auto read = Facts::read(facts, where.vocabulary(), errors);
  EXPECT_TRUE(errors.empty()) << (errors.empty() ? "" : errors.front().field);
  return read;
}

Facts person(const Setting& where, const std::string& file) {
  return facts_of(where, document(file).at("facts"));
}

const RouteAnswer* find(const Assessment& assessment, const std::string& id) {
  for (const auto& route : assessment.routes) {
    if (route.id == id) return &route;
  }
  return nullptr;
}

TEST(Judge, TheChipEngineerInWuxi) {
  const auto where = setting("cn-3202", "2024-04-15");
  const auto answer = judge(*where, person(*where, "chip-engineer.json"));
  const auto* const doctor = find(answer, "pr-phd");
  ASSERT_NE(doctor, nullptr);
  EXPECT_EQ(doctor->status, Status::Ineligible);
  const auto* const delta = find(answer, "pr-yrd-tech");
  ASSERT_NE(delta, nullptr);
  EXPECT_TRUE(delta->advice_only);
  EXPECT_TRUE(delta->unverified);
  EXPECT_FALSE(delta->papers.empty());
  const auto* const wage = find(answer, "pr-work");
  ASSERT_NE(wage, nullptr);
  EXPECT_EQ(wage->status, Status::Undetermined);
  EXPECT_TRUE(wage->missing.empty());
  ASSERT_FALSE(wage->not_known.empty());
  EXPECT_EQ(wage->not_known.front().id, "average_wage");
}

TEST(Judge, FixedFiguresEndOnTheLastDayOfApril) {
  const auto before = setting("cn-31", "2023-04-30");
  const auto after = setting("cn-31", "2023-05-01");
  EXPECT_EQ(find(judge(*before, person(*before, "fixed-figures-2023-04-30.json")), "pr-work")->status,
            Status::Eligible);
  EXPECT_EQ(find(judge(*after, person(*after, "fixed-figures-2023-05-01.json")), "pr-work")->status,
            Status::Ineligible);
}

TEST(Judge, ExactlySixTimesIsOpenAndMarked) {
  const auto where = setting("cn-31", "2023-05-01");
  const auto answer = judge(*where, person(*where, "six-times.json"));
  EXPECT_EQ(find(answer, "pr-work")->status, Status::Eligible);
  EXPECT_TRUE(find(answer, "pr-work")->unverified);
}

TEST(Judge, LingangWaitsForTheTaxFigure) {
  const auto where = setting("cn-310115-lingang", "2024-04-10");
  const auto answer = judge(*where, person(*where, "lingang-three-years.json"));
  const auto* const route = find(answer, "pr-lingang");
  ASSERT_NE(route, nullptr);
  EXPECT_EQ(route->status, Status::Undetermined);
  ASSERT_FALSE(route->not_known.empty());
  EXPECT_EQ(route->not_known.front().kind, "parameter");
}

TEST(Judge, StoryThreesDatesComeOutOfTheClocks) {
  const auto where = setting("cn-31", "2022-05-28");
  const auto answer = judge(*where, person(*where, "urgent-traveller.json"));
  const auto* const urgent = find(answer, "urgent");
  ASSERT_NE(urgent, nullptr);
  ASSERT_FALSE(urgent->clocks.empty());
  EXPECT_EQ(urgent->clocks.front().due, parse_day("2022-06-01").value());
}

TEST(Judge, TheTextWrittenAtOnceIsThatOfTheValue) {
  const auto where = setting("cn-31", "2026-11-24");
  JudgeOptions options;
  options.nearest = true;
  for (const auto* const file : {"engineer.json", "six-times.json", "urgent-traveller.json"}) {
    const auto answer = judge(*where, person(*where, file), options);
    EXPECT_EQ(json::text_of(answer), json::serialize(json::write(answer)));
    const auto again = json::read<Assessment>(json::parse(json::text_of(answer)).value());
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(json::text_of(*again), json::text_of(answer));
  }
}

// Takes away up to three facts of a person and compares `missing` and the status with every completion over
// the same cells: what is missing matters in some completion, and what is not never does.
TEST(Judge, MissingIsExactByBruteForce) {
  int compared = 0;
  for (const auto* const file : {"engineer.json", "executive.json", "spouse.json", "phd.json"}) {
    if (!std::ifstream(kRoot + "/tests/people/" + file)) continue;
    const auto where = setting("cn-31", "2026-11-24");
    const auto& parts = where->parts();
    const auto all = person(*where, file);
    for (const auto& route : parts.routes) {
      const auto* const version = route.in_force.version;
      if (version == nullptr || version->model == nullptr) continue;
      const Rule rule(*parts.inputs, *version);
      std::vector<std::string> small;  // booleans and choices: their cells are complete
      for (const auto& [name, value] : all.all()) {
        const auto path = parse_path(where->vocabulary(), name);
        const bool read = std::ranges::find(version->facts, path->fact->id) != version->facts.end();
        if (read && (path->type() == FactType::Boolean || path->type() == FactType::Choice))
          small.push_back(name);
      }
      for (std::size_t i = 0; i + 1 < small.size() && i < 6; ++i) {
        auto some = all;
        const auto first = *parse_path(where->vocabulary(), small[i]);
        const auto second = *parse_path(where->vocabulary(), small[i + 1]);
        some.erase(small[i]);
        some.erase(small[i + 1]);
        JudgeOptions options;
        options.reasons = false;
        options.opens_on = false;
        const auto answer = judge_version(*where, *version, some, options);
        Draft draft(*parts.inputs, make_frame(*parts.inputs, some, parts.as_of, parts.parameters));
        const auto cells_1 =
            cells_of(first, parts.inputs->id(first), {{}, {parts.inputs->id(first)}}, parts.as_of);
        const auto cells_2 =
            cells_of(second, parts.inputs->id(second), {{}, {parts.inputs->id(second)}}, parts.as_of);
        std::vector<std::vector<int>> table;  // [cell of first][cell of second]
        for (const auto& a : cells_1.values) {
          table.emplace_back();
          for (const auto& b : cells_2.values) {
            draft.put(first, a);
            draft.put(second, b);
            const auto value = rule.eligible(draft.frame());
            table.back().push_back(value.is_true() ? 0 : (value.is_false() ? 1 : 2));
          }
        }
        bool first_matters = false;
        bool second_matters = false;
        for (std::size_t a = 0; a < table.size(); ++a) {
          for (std::size_t b = 0; b < table[a].size(); ++b) {
            first_matters = first_matters || table[a][b] != table[0][b];
            second_matters = second_matters || table[a][b] != table[a][0];
          }
        }
        const auto says = [&](const std::string& name) {
          return std::ranges::find(answer.missing, name) != answer.missing.end();
        };
        EXPECT_EQ(says(small[i]), first_matters)
            << version->directory << " " << small[i] << " with " << small[i + 1];
        EXPECT_EQ(says(small[i + 1]), second_matters) << version->directory << " " << small[i + 1];
        EXPECT_TRUE(answer.may_matter.empty()) << version->directory;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 50);
}

// Answers what is asked from a whole person until nothing is asked any more.
struct Interviewed {
  int asked = 0;
  int form = 0;
  Facts facts;
};

Interviewed interview(const Setting& where, const Facts& whole) {
  Interviewed out;
  InterviewRequest request;
  for (;;) {
    const auto next = next_question(where, out.facts, request);
    out.form = next.form_size;
    if (next.fact == nullptr || out.asked > 200) return out;
    ++out.asked;
    if (next.fact->type != FactType::Years) {
      if (const auto* const value = whole.find(next.fact->id)) {
        out.facts.set(next.fact->id, *value);
      } else {
        request.skipped.insert(next.fact->id);
      }
      continue;
    }
    for (const int year : next.years) {
      const FactPath row{next.fact, year, nullptr};
      for (const auto& column : next.fact->columns) {
        const FactPath cell{next.fact, year, &column};
        if (const auto* const value = whole.find(cell.str())) out.facts.set(cell.str(), *value);
      }
      request.skipped.insert(row.str());
    }
  }
}

TEST(Interview, AsksFarLessThanTheForm) {
  const auto where = setting("cn-31", "2026-11-24");
  int people = 0;
  int asked = 0;
  int form = 0;
  for (const auto* const file :
       {"engineer.json", "manager.json", "phd.json", "spouse.json", "student-passport.json",
        "language-teacher.json", "executive.json", "seasonal.json", "retired.json", "founder.json"}) {
    if (!std::ifstream(kRoot + "/tests/people/" + file)) continue;
    const auto whole = person(*where, file);
    const auto done = interview(*where, whole);
    JudgeOptions options;
    options.reasons = false;
    const auto full = judge(*where, whole, options);
    const auto short_form = judge(*where, done.facts, options);
    for (const auto& route : full.routes) {
      if (route.status == Status::Undetermined) continue;
      const auto* const other = find(short_form, route.id);
      if (other == nullptr) continue;
      EXPECT_EQ(other->status, route.status) << file << " " << route.id;
    }
    std::cout << file << ": " << done.asked << " answers instead of " << done.form << "\n";
    ++people;
    asked += done.asked;
    form += done.form;
  }
  std::cout << people << " people: " << asked << " answers instead of " << form << ", "
            << 100 - 100 * asked / form << " % fewer\n";
  EXPECT_EQ(people, 10);
  EXPECT_LE(asked * 10, form * 6);
}

}  // namespace
}  // namespace gangway::policy
