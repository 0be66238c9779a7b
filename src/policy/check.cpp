#include "policy/check.h"

#include <algorithm>
#include <map>

#include "dmn/check.h"
#include "policy/judge.h"
#include "policy/reader.h"
#include "policy/tests_file.h"

namespace gangway::policy {
namespace {

constexpr int kBudget = 100'000;  // tests want the exact answer

std::string joined(const Ids& ids) {
  std::string out;
  for (const auto& id : ids) out += (out.empty() ? "" : ", ") + id;
  return out.empty() ? "[]" : out;
}

std::string_view word(std::optional<bool> value) { return !value ? "null" : *value ? "true" : "false"; }

std::string_view word(Status status) {
  switch (status) {
    case Status::Eligible:
      return "eligible";
    case Status::Ineligible:
      return "ineligible";
    case Status::Undetermined:
      return "undetermined";
  }
  return {};
}

// The table of a cell, or "" for a fact that is none: "work.years.2022.region" gives "work.years".
std::string table_of(std::string_view path) {
  const auto first = path.find('.');
  const auto second = first == std::string_view::npos ? first : path.find('.', first + 1);
  return std::string(second == std::string_view::npos ? std::string_view{} : path.substr(0, second));
}

// One case against the answer that judging gave.
class Comparison {
 public:
  Comparison(const Version& version, const TestCase& test, const FaultSink& sink)
      : version_(version), test_(test), sink_(sink) {}

  bool agrees(const RouteAnswer& answer) {
    const auto& expect = test_.expect;
    compare("status", expect.status, std::string(word(answer.status)));
    compare_sets(answer);
    if (expect.unverified) compare("unverified", word(expect.unverified), word(answer.unverified));
    for (const auto& [id, value] : expect.results) compare_result(id, value, answer);
    for (const auto& [item, charged] : expect.fees) {
      const auto at = std::ranges::find(answer.fees, item, &FeeView::item);
      compare("fees." + item, word(charged), word(at == answer.fees.end() ? false : at->charged));
    }
    for (const auto& [id, due] : expect.clocks) compare_clock(id, due, answer);
    for (const auto& condition : answer.conditions) {
      if (!condition.value && condition.missing.empty() && condition.not_known.empty()) {
        agrees_ = false;
        sink_.add(test_.line, "packs.condition_null", {{"case", test_.name}, {"id", condition.id}});
      }
    }
    return agrees_;
  }

 private:
  void compare(const std::string& what, std::string_view expected, std::string_view obtained) {
    if (expected == obtained) return;
    agrees_ = false;
    sink_.add(test_.line, "packs.test_differs",
              {{"case", test_.name},
               {"what", what},
               {"expected", std::string(expected)},
               {"obtained", std::string(obtained)}});
  }

  void compare(const std::string& what, const std::optional<Ids>& expected, const Ids& obtained) {
    if (expected && *expected != obtained) compare(what, joined(*expected), joined(obtained));
  }

  void compare_sets(const RouteAnswer& answer) {
    const auto& expect = test_.expect;
    Ids failing;
    for (const auto& condition : answer.conditions) {
      if (condition.value == false) failing.insert(condition.id);
    }
    compare("failing", expect.failing, failing);
    if (expect.missing) compare("missing", expect.missing, missing(answer, *expect.missing));
    Ids not_known;
    for (const auto& item : answer.not_known) not_known.insert(item.id);
    compare("not_known", expect.not_known, not_known);
    Ids papers;
    Ids waived;
    for (const auto& paper : answer.papers) {
      papers.insert(paper->code);
      if (paper->waived == true) waived.insert(paper->code);
    }
    compare("papers", expect.papers, papers);
    compare("papers_waived", expect.papers_waived, waived);
  }

  // A table that the case names stands for any of its cells.
  static Ids missing(const RouteAnswer& answer, const Ids& expected) {
    Ids out;
    const auto add = [&](const std::string& path, const char* mark) {
      const auto table = table_of(path);
      out.insert((expected.contains(table) ? table : path) + mark);
    };
    for (const auto& path : answer.missing) add(path, "");
    for (const auto& path : answer.may_matter) add(path, "?");  // never as expected
    return out;
  }

  void compare_result(const std::string& id, const std::optional<std::string>& expected,
                      const RouteAnswer& answer) {
    const auto at = std::ranges::find(answer.results, id, &ResultView::id);
    const auto rule = std::ranges::find(version_.results, id, &ResultDecision::id);
    const std::string obtained = at == answer.results.end() ? "null" : at->value.zh;
    std::string shown = expected.value_or("null");
    if (expected && rule != version_.results.end()) {
      const auto named = std::ranges::find(rule->values, *expected, &NamedValue::value);
      shown = named != rule->values.end() ? named->label.zh : *expected + rule->unit.zh;
    }
    compare("results." + id, shown, obtained);
  }

  void compare_clock(const std::string& id, const std::optional<Day>& expected, const RouteAnswer& answer) {
    const auto at = std::ranges::find(answer.clocks, id, &ClockView::id);
    const auto due = at == answer.clocks.end() ? std::nullopt : at->due;
    const auto shown = [](const std::optional<Day>& day) {
      return day ? to_string(*day) : std::string("null");
    };
    compare("clocks." + id, shown(expected), shown(due));
  }

  const Version& version_;
  const TestCase& test_;
  const FaultSink& sink_;
  bool agrees_ = true;
};

class Checker {
 public:
  Checker(const std::shared_ptr<const RuleBook>& book, const std::string& directory)
      : book_(book), directory_(directory) {}

  PackCheckReport run() {
    for (const auto& pack : book_->packs()) {
      for (const auto& version : pack->versions) {
        if (!version->withdrawn) check(*version);
      }
    }
    return std::move(report_);
  }

 private:
  // What the tests of one version saw of a condition.
  struct Seen {
    bool held = false;
    bool failed = false;
    bool open = false;  // for want of a figure that is not known
  };

  void check(const Version& version) {
    ++report_.versions;
    check_model(version);
    const FaultSink sink(version.directory + "/tests.yaml", report_.faults);
    std::map<std::string, Seen> seen;
    for (const auto& test : load_tests(*book_, version, directory_, report_.faults)) {
      ++report_.cases;
      if (passes(version, test, sink, seen)) ++report_.passed;
    }
    for (const auto& condition : version.conditions) {
      ++report_.conditions;
      const auto [held, failed, open] = seen[condition.id];
      if (held && failed) {
        ++report_.covered;
        continue;
      }
      if (open) {  // no case could decide it until the figure is published
        ++report_.open;
        continue;
      }
      if (!held) sink.add(0, "packs.never_true", {{"id", condition.id}});
      if (!failed) sink.add(0, "packs.never_false", {{"id", condition.id}});
    }
  }

  // What was not checked is for those who ask (`gangway dmn check`), not for everyone who runs the tests.
  void check_model(const Version& version) {
    const FaultSink sink(version.directory + "/eligibility.dmn", report_.faults);
    const auto xml = read_file(directory_ + "/" + sink.file(), sink);
    if (!xml) return;
    feel::Diagnostics diagnostics;
    const auto checked = dmn::check_model(*xml, diagnostics);
    if (!checked) return;  // the loader has said why
    for (const auto& each : checked->findings) {
      const Fault fault{sink.file(), static_cast<int>(each.place.line), each.number, each.args};
      if (each.severity == dmn::Severity::Error) report_.faults.push_back(fault);
      if (each.severity == dmn::Severity::Warning) report_.notes.push_back(fault);
    }
  }

  bool passes(const Version& version, const TestCase& test, const FaultSink& sink,
              std::map<std::string, Seen>& seen) {
    if (test.expect.status == "not_known") return is_not_known(version, test, sink);
    const bool inside = version.from <= test.as_of && (!version.until || test.as_of < *version.until) &&
                        test.as_of <= version.known_until;
    if (!inside) {
      sink.add(test.line, "packs.test_outside", {{"case", test.name}, {"day", to_string(test.as_of)}});
      return false;
    }
    const auto setting = Setting::create(book_, test.region, test.as_of);
    if (!setting) {
      sink.add(test.line, setting.error().key, setting.error().args);
      return false;
    }
    JudgeOptions options;
    options.opens_on = false;
    options.questions = false;
    options.budget = kBudget;
    const auto answer = judge_version(**setting, version, test.facts, options);
    for (const auto& condition : answer.conditions) {
      seen[condition.id].held |= condition.value == true;
      seen[condition.id].failed |= condition.value == false;
      seen[condition.id].open |= !condition.value && !condition.not_known.empty();
    }
    return Comparison(version, test, sink).agrees(answer);
  }

  bool is_not_known(const Version& version, const TestCase& test, const FaultSink& sink) const {
    const auto routes = book_->routes(test.region, test.as_of);
    const auto at = std::ranges::find(routes, version.route, &InForce::route);
    if (at != routes.end() && at->version == nullptr) return true;
    const std::string obtained = at == routes.end() ? "–" : at->version->directory;
    sink.add(test.line, "packs.test_differs",
             {{"case", test.name}, {"what", "status"}, {"expected", "not_known"}, {"obtained", obtained}});
    return false;
  }

  std::shared_ptr<const RuleBook> book_;
  std::string directory_;
  PackCheckReport report_;
};

}  // namespace

PackCheckReport check_packs(const std::shared_ptr<const RuleBook>& book, const std::string& directory) {
  return Checker(book, directory).run();
}

std::string to_text(const Fault& fault, Language language) {
  const auto place = fault.file + (fault.line > 0 ? ":" + std::to_string(fault.line) : std::string{});
  return place + ": " + text(fault.key, fault.args, language);
}

std::string summary(const PackCheckReport& report, Language language) {
  return text("packs.check_summary",
              {{"versions", std::to_string(report.versions)},
               {"cases", std::to_string(report.cases)},
               {"passed", std::to_string(report.passed)},
               {"conditions", std::to_string(report.conditions)},
               {"covered", std::to_string(report.covered)},
               {"open", std::to_string(report.open)},
               {"faults", std::to_string(report.faults.size())}},
              language);
}

}  // namespace gangway::policy
