#include "policy/interview.h"

#include <algorithm>
#include <map>

#include "policy/setting.h"

namespace gangway::policy {
namespace {

using feel::Value;

constexpr std::size_t kCandidates = 12;   // questions weighed cell by cell
constexpr std::size_t kCellsWeighed = 8;  // cells of one question that are tried
constexpr int kBudget = 1000;             // evaluations per route; what they leave open is asked as well
constexpr double kTieBreak = 0.25;        // weight of being the last thing a route misses

// What a person is asked at once: a fact, or a table for all the years still needed.
struct Question {
  const Fact* fact = nullptr;
  std::vector<FactPath> open;       // the fact, or the cells that matter
  std::vector<std::size_t> routes;  // indexes into the assessment
  double weight = 0;
};

std::string year_key(const FactPath& path) { return FactPath{path.fact, path.year, nullptr}.str(); }

bool is_skipped(const InterviewRequest& request, const FactPath& path) {
  return request.skipped.contains(path.fact->id) || request.skipped.contains(path.str()) ||
         (path.year != 0 && request.skipped.contains(year_key(path)));
}

bool in_view(const InterviewRequest& request, const RouteAnswer& route) {
  const auto has = [](const std::vector<std::string>& list, const std::string& id) {
    return list.empty() || std::ranges::find(list, id) != list.end();
  };
  return has(request.stages, route.stage) && has(request.routes, route.id);
}

class Interviewer {
 public:
  Interviewer(const Setting& setting, const Facts& facts, const InterviewRequest& request)
      : parts_(setting.parts()), facts_(facts), request_(request) {
    JudgeOptions options;
    options.reasons = false;
    options.opens_on = false;
    options.questions = false;
    options.budget = kBudget;
    options.routes = request.routes;
    assessment_ = judge(setting, facts, options);
    frame_ = make_frame(*parts_.inputs, facts, parts_.as_of, parts_.parameters);
    draft_.emplace(*parts_.inputs, frame_);
  }

  NextQuestion next() {
    collect();
    NextQuestion out;
    count(out);
    out.at_most = static_cast<int>(questions_.size());
    if (questions_.empty()) return out;
    weigh();
    const auto& best = *std::ranges::max_element(questions_, {}, &Question::weight);
    out.fact = best.fact;
    std::set<int, std::greater<>> years;
    for (const auto& path : best.open) {
      if (path.year != 0) years.insert(path.year);
    }
    out.years.assign(years.begin(), years.end());
    for (const auto index : best.routes) {
      out.route_ids.push_back(assessment_.routes[index].id);
      out.routes.push_back(assessment_.routes[index].title);
    }
    return out;
  }

 private:
  // The facts that still matter, in the order of the vocabulary so that equal weights keep the form's order.
  void collect() {
    std::map<const Fact*, Question> found;
    for (std::size_t i = 0; i < assessment_.routes.size(); ++i) {
      const auto& route = assessment_.routes[i];
      if (!in_view(request_, route)) continue;
      for (const auto* const list : {&route.missing, &route.may_matter}) {
        for (const auto& name : *list) {
          const auto path = parse_path(*parts_.vocabulary, name);
          if (!path || is_skipped(request_, *path) || !relevant(*path->fact)) continue;
          auto& question = found[path->fact];
          question.fact = path->fact;
          if (std::ranges::none_of(question.open, [&](const FactPath& p) { return p.str() == name; })) {
            question.open.push_back(*path);
          }
          if (question.routes.empty() || question.routes.back() != i) question.routes.push_back(i);
          question.weight += kTieBreak / static_cast<double>(list->size());
        }
      }
    }
    for (const auto* const fact : parts_.vocabulary->facts) {
      if (const auto at = found.find(fact); at != found.end()) questions_.push_back(std::move(at->second));
    }
  }

  bool relevant(const Fact& fact) {
    if (!fact.relevant_if) return true;
    // The program's groups are those of the pack that declares the fact: a prefix of the region's, root
    // first.
    const auto known = std::min(fact.relevant_if->slots(), frame_.groups.size() + 1);
    std::vector<Value> slots{frame_.as_of};
    for (std::size_t i = 0; i + 1 < known; ++i) slots.push_back(frame_.groups[i]);
    feel::Diagnostics diagnostics;
    feel::Machine machine(diagnostics);
    const auto value = fact.relevant_if->evaluate(slots, machine);
    return value.is_true() || value.is_unknown();
  }

  // The mean number of routes that an answer settles, over the cells of the answer.
  void weigh() {
    auto ranked = questions_;
    std::ranges::stable_sort(ranked, std::ranges::greater{}, &Question::weight);
    ranked.resize(std::min(ranked.size(), kCandidates));
    for (const auto& candidate : ranked) {
      double settled = 0;
      for (const auto index : candidate.routes) settled += settles(candidate, index);
      std::ranges::find(questions_, candidate.fact, &Question::fact)->weight += settled;
    }
  }

  double settles(const Question& question, std::size_t index) {
    const auto route = std::ranges::find(parts_.routes, assessment_.routes[index].id,
                                         [](const PreparedRoute& r) { return r.in_force.route; });
    const auto& rule = *route->rule;
    auto& cuts = cuts_[index];
    if (!cuts) (void)rule.eligible(frame_, &cuts.emplace());
    double best = 0;
    // Of a table each open cell is one answer of the same question: the most telling one counts.
    for (const auto& path : question.open) {
      const auto cells = cells_of(path, parts_.inputs->id(path), *cuts, parts_.as_of);
      const auto tried = std::min(cells.values.size(), kCellsWeighed);
      double known = 0;
      for (std::size_t i = 0; i < tried; ++i) {
        draft_->put(path, cells.values[i * cells.values.size() / tried]);
        if (!rule.eligible(draft_->frame()).is_unknown()) ++known;
      }
      draft_->clear(path);
      if (tried != 0) best = std::max(best, known / static_cast<double>(tried));
      if (question.open.size() > kCellsWeighed) break;
    }
    return best;
  }

  void count(NextQuestion& out) const {
    for (const auto* const fact : parts_.vocabulary->facts) {
      ++out.form_size;
      const auto prefix = fact->id + ".";
      const auto table = facts_.all().lower_bound(prefix);
      const bool given = fact->type == FactType::Years
                             ? table != facts_.all().end() && table->first.starts_with(prefix)
                             : facts_.find(fact->id) != nullptr;
      if (given) ++out.answered;
    }
  }

  const Setting::Parts& parts_;
  const Facts& facts_;
  const InterviewRequest& request_;
  Assessment assessment_;
  Frame frame_;
  std::optional<Draft> draft_;
  std::map<std::size_t, std::optional<Cuts>> cuts_;  // by route of the assessment
  std::vector<Question> questions_;
};

}  // namespace

NextQuestion next_question(const Setting& setting, const Facts& facts, const InterviewRequest& request) {
  return Interviewer(setting, facts, request).next();
}

}  // namespace gangway::policy
