#include "plans/tasks.h"

#include <algorithm>

#include "plans/sentences.h"
#include "workdays/clock.h"
#include "workdays/words.h"

namespace gangway::plans {
namespace {

using policy::ClockView;
using policy::RouteAnswer;
using policy::Status;

TaskWho who_of(std::string_view who) {
  if (who == "agency") return TaskWho::Agency;
  return who == "employer" ? TaskWho::Employer : TaskWho::Person;
}

workdays::Unit unit_of(std::string_view unit) {
  if (unit == "working_days") return workdays::Unit::WorkingDays;
  if (unit == "months") return workdays::Unit::Months;
  return unit == "hours" ? workdays::Unit::Hours : workdays::Unit::Days;
}

Bilingual joined(const std::vector<Bilingual>& parts) {
  Bilingual out;
  for (const auto& part : parts) {
    out.zh += (out.zh.empty() ? "" : "、") + part.zh;
    out.en += (out.en.empty() ? "" : "; ") + part.en;
  }
  return out;
}

// A step's sentence as the title of a task.
Bilingual without_stop(Bilingual sentence) {
  constexpr std::string_view kStop = "。";
  if (sentence.zh.size() > kStop.size() && sentence.zh.ends_with(kStop))
    sentence.zh.resize(sentence.zh.size() - kStop.size());
  if (sentence.en.ends_with('.')) sentence.en.pop_back();
  return sentence;
}

Bilingual sentences(const std::vector<Bilingual>& parts) {
  Bilingual out;
  for (const auto& part : parts) {
    out.zh += part.zh;
    out.en += (out.en.empty() ? "" : " ") + part.en;
  }
  return out;
}

// The tasks of one route.
class RouteTasks {
 public:
  RouteTasks(const RouteAnswer& route, std::optional<Day> accepted, Day as_of,
             const workdays::Calendar& calendar, std::vector<Task>& tasks)
      : route_(route),
        named_(accepted.has_value()),
        start_(accepted.value_or(as_of)),
        calendar_(calendar),
        tasks_(tasks) {}

  void add_all() {
    if (route_.status == Status::Ineligible) {
      if (route_.opens_on) add_opening();
      return;
    }
    if (route_.status == Status::Undetermined) add_unsettled();
    const bool applied_for = route_.status == Status::Eligible && !route_.advice_only;
    if (applied_for) add_papers();
    add_steps(applied_for);
    if (applied_for) add_application();
    for (const auto& clock : route_.clocks) add_clock(clock);
  }

 private:
  Task& add(std::string_view id, TaskKind kind, TaskWho who, Bilingual title) {
    Task task;
    task.id = route_.id + "/" + std::string(id);
    task.kind = kind;
    task.who = who;
    task.title = std::move(title);
    task.route = route_.id;
    task.route_title = route_.title;
    return tasks_.emplace_back(std::move(task));
  }

  [[nodiscard]] TaskWho applicant() const {
    return route_.audience == "employer" ? TaskWho::Employer : TaskWho::Person;
  }

  void add_opening() {
    auto& task = add("opens", TaskKind::Opens, applicant(), text("plans.opens"));
    task.date = route_.opens_on;
  }

  void add_unsettled() {
    std::vector<std::string> said;  // a series has one gap a year; one task says it
    for (const auto& gap : route_.not_known) {
      if (std::find(said.begin(), said.end(), gap.id) != said.end()) continue;
      said.push_back(gap.id);
      add("not-known/" + gap.id, TaskKind::Uncertain, TaskWho::Agency, gap.label).detail = gap.note;
    }
    if (route_.missing.empty() && route_.may_matter.empty()) return;
    const auto open = route_.missing.empty() ? route_.may_matter.size() : route_.missing.size();
    add("answers", TaskKind::Uncertain, applicant(), text("plans.answer_questions")).detail =
        text("plans.answer_questions_detail", {{"count", std::to_string(open)}});
  }

  // Papers that only hold for some months have a first day; those of one length are one task, and so are the
  // papers that hold for good.
  void add_papers() {
    std::vector<Bilingual> others;
    std::map<int, std::vector<Bilingual>> limited;  // by months
    for (const policy::PaperView& paper : route_.papers) {
      if (paper.waived == true) continue;
      (paper.valid_months ? limited[*paper.valid_months] : others).push_back(paper.label);
    }
    for (const auto& [months, papers] : limited) {
      auto& task = add("papers/" + std::to_string(months), TaskKind::Todo, applicant(), joined(papers));
      task.date = add_months(start_, -months);
      task.until = start_;
      const auto count = std::to_string(months);
      task.detail = text_with("plans.paper_not_before",
                              {{"months", {count, count}}, {"day", workdays::say_day(*task.date)}});
    }
    if (others.empty()) return;
    auto& task = add("papers", TaskKind::Todo, applicant(), text("plans.prepare_papers"));
    task.until = start_;
    task.detail = joined(others);
  }

  // What the applicant does is told with the application itself.
  void add_application() {
    auto& task = add("apply", TaskKind::Todo, applicant(), text("plans.apply"));
    task.date = start_;
    std::vector<Bilingual> where;
    for (const auto& authority : route_.authorities) where.push_back(authority.title);
    std::vector<Bilingual> how;
    if (!where.empty()) how.push_back(text_with("plans.apply_where", {{"authorities", joined(where)}}));
    for (const policy::StepView& step : route_.next_steps)
      if (who_of(step.who) == applicant()) how.push_back(step.label);
    task.detail = sentences(how);
  }

  // What somebody else does. The employer's part comes before a person applies; the rest has no day.
  void add_steps(bool applied_for) {
    const std::vector<policy::StepView>& steps = route_.next_steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const auto& step = steps[i];
      const auto who = who_of(step.who);
      if (applied_for && who == applicant()) continue;
      auto& task = add("step/" + std::to_string(i), TaskKind::Todo, who, without_stop(step.label));
      if (applied_for && who == TaskWho::Employer) task.until = start_;
    }
  }

  void add_clock(const ClockView& clock) {
    if (clock.compare) return;
    if (clock.who == "agency") {
      if (route_.status == Status::Eligible && !route_.advice_only) add_result(clock);
    } else if (clock.due) {
      auto& task = add("clock/" + clock.id, TaskKind::Deadline, who_of(clock.who), clock.label);
      task.date = clock.due;
      task.source = clock.source;
      if (clock.derivation) task.detail = clock.derivation->text;
    } else if (clock.not_known) {
      add_uncertain(clock);
    }
  }

  // The stored due day counts from the day of the assessment; the person's own day of acceptance is newer.
  void add_result(const ClockView& clock) {
    if (clock.starts != "accepted" && clock.starts != "submitted") return;
    const auto due =
        workdays::due(calendar_, {unit_of(clock.unit), clock.limit, start_of_day_in_shanghai(start_), {}});
    if (!due || !due->day) return add_uncertain(clock);
    auto& task = add("clock/" + clock.id, TaskKind::Result, TaskWho::Agency, clock.label);
    task.date = due->day;
    task.source = clock.source;
    const auto key = named_ ? "plans.counted_from" : "plans.counted_if";
    task.detail = sentences({text_with(key, {{"day", workdays::say_day(start_)}}), due->derivation.text});
  }

  void add_uncertain(const ClockView& clock) {
    auto& task = add("clock/" + clock.id, TaskKind::Uncertain, who_of(clock.who), clock.label);
    task.detail = text("plans.calendar_not_known");
    task.source = clock.source;
  }

  const RouteAnswer& route_;
  bool named_;
  Day start_;
  const workdays::Calendar& calendar_;
  std::vector<Task>& tasks_;
};

Day sort_day(const Task& task) {
  if (task.date) return *task.date;
  return task.until.value_or(Day::max());
}

}  // namespace

std::vector<Task> tasks_of(const policy::Assessment& assessment, const std::vector<std::string>& chosen,
                           const Starts& starts, const workdays::Calendar& calendar,
                           const std::vector<std::string>& done) {
  std::vector<Task> tasks;
  for (const auto& id : chosen) {
    const auto route = std::find_if(assessment.routes.begin(), assessment.routes.end(),
                                    [&](const RouteAnswer& answer) { return answer.id == id; });
    if (route == assessment.routes.end()) continue;
    const auto start = starts.find(id);
    RouteTasks(*route, start == starts.end() ? std::nullopt : std::optional(start->second), assessment.as_of,
               calendar, tasks)
        .add_all();
  }
  std::stable_sort(tasks.begin(), tasks.end(),
                   [](const Task& a, const Task& b) { return sort_day(a) < sort_day(b); });
  for (auto& task : tasks) task.done = std::find(done.begin(), done.end(), task.id) != done.end();
  return tasks;
}

}  // namespace gangway::plans
