// What a saved plan means in days: what to prepare, when to apply, which limits run, when the answer is due.
//
// Shape:  pure: an assessment, the routes a person chose and the days on which they hope to be accepted give
//         dated tasks. Sorted by day; tasks without a day come last.
// Units:  civil days in Shanghai. A limit of the agency counts from the day of acceptance; where the person
//         has named none, from the day of the assessment, and the task says so.
// Never:  a guess. Where the calendar of a year is not announced, or a figure is not published, the task is
//         Uncertain and has no day.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "policy/assessment.h"
#include "workdays/calendar.h"

namespace gangway::plans {

enum class TaskKind { Todo, Deadline, Opens, Uncertain, Result };
BOOST_DESCRIBE_ENUM(TaskKind, Todo, Deadline, Opens, Uncertain, Result)

enum class TaskWho { Person, Employer, Agency };
BOOST_DESCRIBE_ENUM(TaskWho, Person, Employer, Agency)

struct Task {
  std::string id;            // unique in a plan, the same whenever the plan is read: "urgent/apply"
  std::optional<Day> date;   // when it is done or due; with `until` the first day of a span
  std::optional<Day> until;  // included
  TaskKind kind = TaskKind::Todo;
  TaskWho who = TaskWho::Person;
  Bilingual title;
  Bilingual detail;
  std::string route;
  Bilingual route_title;
  std::optional<policy::SourceView> source;
  bool done = false;  // as the person ticked it
};
BOOST_DESCRIBE_STRUCT(Task, (), (id, date, until, kind, who, title, detail, route, route_title, source, done))

using Starts = std::map<std::string, Day>;  // route -> the day on which the application is accepted

// `done` holds ids of tasks; those that name none are passed over.
[[nodiscard]] std::vector<Task> tasks_of(const policy::Assessment& assessment,
                                         const std::vector<std::string>& chosen, const Starts& starts,
                                         const workdays::Calendar& calendar,
                                         const std::vector<std::string>& done = {});

}  // namespace gangway::plans
