#include "plans/tasks.h"

#include <algorithm>

#include "workdays/clock.h"

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
    if (route_.status == Status::Eligible && !route_.advice_only) {
      add_papers();
      add_application();
    }
    for (const auto& step : route_.next_steps) add(TaskKind::Todo, who_of(step.who), step.label);
    for (const auto& clock : route_.clocks) add_clock(clock);
  }

 private:
  Task& add(TaskKind kind, TaskWho who, Bilingual title) {
    Task task;
    task.kind = kind;
    task.who = who;
    task.title = std::move(title);
    task.route = route_.id;
    return tasks_.emplace_back(std::move(task));
  }

  [[nodiscard]] TaskWho applicant() const {
    return route_.audience == "employer" ? TaskWho::Employer : TaskWho::Person;
  }

  void add_opening() {
    auto& task = add(TaskKind::Opens, applicant(), text("plans.opens"));
    task.date = route_.opens_on;
    task.detail = route_.title;
  }

  void add_unsettled() {
    for (const auto& gap : route_.not_known)
      add(TaskKind::Uncertain, TaskWho::Agency, gap.label).detail = gap.note;
    if (route_.missing.empty() && route_.may_matter.empty()) return;
    const auto open = route_.missing.empty() ? route_.may_matter.size() : route_.missing.size();
    add(TaskKind::Uncertain, applicant(), text("plans.answer_questions")).detail =
        text("plans.answer_questions_detail", {{"count", std::to_string(open)}});
  }

  // Papers that only hold for some months have a first day of their own; the others are one task.
  void add_papers() {
    std::vector<Bilingual> others;
    for (const policy::PaperView& paper : route_.papers) {
      if (paper.waived == true) continue;
      if (!paper.valid_months) {
        others.push_back(paper.label);
        continue;
      }
      auto& task = add(TaskKind::Todo, applicant(), paper.label);
      task.date = add_months(start_, -*paper.valid_months);
      task.until = start_;
      task.detail = text("plans.paper_not_before",
                         {{"months", std::to_string(*paper.valid_months)}, {"day", to_string(*task.date)}});
    }
    if (others.empty()) return;
    auto& task = add(TaskKind::Todo, applicant(), text("plans.prepare_papers"));
    task.until = start_;
    task.detail = joined(others);
  }

  void add_application() {
    auto& task = add(TaskKind::Todo, applicant(), text("plans.apply"));
    task.date = start_;
    std::vector<Bilingual> where;
    for (const auto& authority : route_.authorities) where.push_back(authority.title);
    task.detail = joined(where);
  }

  void add_clock(const ClockView& clock) {
    if (clock.compare) return;
    if (clock.who == "agency") {
      if (route_.status == Status::Eligible && !route_.advice_only) add_result(clock);
    } else if (clock.due) {
      auto& task = add(TaskKind::Deadline, who_of(clock.who), clock.label);
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
    auto& task = add(TaskKind::Result, TaskWho::Agency, clock.label);
    task.date = due->day;
    task.source = clock.source;
    const auto key = named_ ? "plans.counted_from" : "plans.counted_if";
    const auto from = text(key, {{"day", to_string(start_)}});
    task.detail = {from.zh + due->derivation.text.zh, from.en + " " + due->derivation.text.en};
  }

  void add_uncertain(const ClockView& clock) {
    auto& task = add(TaskKind::Uncertain, who_of(clock.who), clock.label);
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
                           const Starts& starts, const workdays::Calendar& calendar) {
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
  return tasks;
}

}  // namespace gangway::plans
