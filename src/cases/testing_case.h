// An invented case for tests: work permit and residence permit, two papers, seven working days.
#pragma once

#include <string>
#include <vector>

#include "cases/case.h"
#include "cases/case_answer.h"
#include "workdays/calendar.h"

namespace gangway::cases::testing_case {

inline const Instant kNow = parse_instant("2022-05-28T08:30+08:00").value();
inline const Day kToday = day_in_shanghai(kNow);
inline const Unit kHall{"/1/4/", ""};
inline constexpr AccountId kClerk{1};
inline constexpr BranchId kLabour{21};
inline constexpr BranchId kExit{22};

inline const workdays::Calendar& calendar() {
  // The State Council's notice for 2022, Dragon Boat Festival only.
  static const auto made =
      workdays::Calendar::create({std::chrono::year{2022}, std::chrono::year{2023}},
                                 {{parse_day("2022-06-03").value(), parse_day("2022-06-04").value(),
                                   parse_day("2022-06-05").value()},
                                  {}})
          .value();
  return made;
}

inline Rules rules() {
  Rules out;
  out.title = {"单一窗口", "Single window"};
  out.papers = {{"form", {"申请表", "Form"}}, {"photo", {"照片", "Photo"}}};
  out.branches = {{"labour", {"工作许可", "Work permit"}, ""},
                  {"exit-entry", {"居留许可", "Residence permit"}, ""}};
  out.promised = Limit{"joint", {"一并发证", "Issued together"}, workdays::Unit::WorkingDays, 7, "", {}};
  out.legal = Limit{"legal", {"法定", "By law"}, workdays::Unit::WorkingDays, 15, "", {}};
  out.remedies = {{"complaint", {"可以投诉", "A complaint"}, ""}};
  out.grounds = {{"illness", {"亲属病危", "Illness"}}};
  out.intake_workdays = 5;
  out.task_workdays = 1;
  out.days_to_decide = 2;
  out.days_to_hand_over = 1;
  out.warn_at = 2;
  out.least_departments = 3;
  out.least_opinions = 3;
  return out;
}

inline Case opened(Channel channel = Channel::Counter) {
  return open({CaseId(1), channel, "single-window", "cn-31", kClerk, kHall, kNow}, rules(),
              std::vector{kLabour, kExit})
      .value();
}

inline void add_all_papers(Case& file, Instant at = kNow) {
  int id = 31;
  for (const auto* const code : {"form", "photo"})
    (void)add_paper(file, {PaperId(id++), code, 1, "application/pdf", 10, kClerk, at, "invented"});
}

// `hours` after the case was opened.
inline Answer answer(BranchId branch, Verdict verdict, int hours) {
  static int id = 0;
  return {branch == kLabour ? "labour" : "exit-entry",
          std::to_string(++id),
          CaseId(1),
          branch,
          verdict,
          {},
          "reason",
          {},
          kNow + std::chrono::hours{hours}};
}

inline Answer approved(BranchId branch, std::string number, int hours = 20) {
  auto out = answer(branch, Verdict::Approved, hours);
  out.issued = {std::move(number), "LAURENT, CAMILLE", "19AB48213", parse_day("2022-07-01").value(),
                parse_day("2023-06-30").value()};
  return out;
}

}  // namespace gangway::cases::testing_case
