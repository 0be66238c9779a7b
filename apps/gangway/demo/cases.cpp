#include <algorithm>
#include <chrono>
#include <set>

#include "demo/names.h"
#include "demo/world.h"

namespace gangway::app::demonstration {
namespace {

using cases::Cases;
using cases::Detail;
using cases::Verdict;
using std::chrono::hours;

const access::Scope kAll{access::Reach::Anything, {}, {}, {}, access::Purpose::None};

// How far a case has come.
enum class Fate {
  Draft,
  Submitted,
  NoticeGiven,
  ToSend,
  Received,
  SupplementAsked,
  OneApproved,
  Mismatch,
  Ready,
  Refused,
  HandedOver,
  Closed,
};

struct Plan {
  std::string by;  // login
  cases::NewCase asked;
  Instant at{};
  Fate fate = Fate::Draft;
};

struct Made {
  Plan plan;
  Detail detail;
};

bool is_sent(Fate fate) { return fate >= Fate::Received; }

Cases::Command command(const World& world, const Made& made, Instant now, std::string text = {}) {
  const auto& actor = world.actors.at(made.plan.by);
  return {made.detail.file.id,
          made.detail.file.version,
          std::move(text),
          kAll,
          {actor.account, {actor.unit.place, actor.unit.department}, "handling"},
          now,
          std::nullopt};
}

// From the counter to the receipt, as far as it goes.
Result<void> take_in(World& world, Made& made) {
  const auto& actor = world.actors.at(made.plan.by);
  auto at = made.plan.at;
  TRY_ASSIGN(made.detail,
             world.cases.open(made.plan.asked,
                              {actor.account, {actor.unit.place, actor.unit.department}, "handling"}, at));
  if (made.plan.fate == Fate::Draft) return {};
  const auto rules = world.cases.rules_of(made.detail);
  std::size_t left_out = made.plan.fate == Fate::NoticeGiven ? 1 : 0;
  for (std::size_t i = 0; i + left_out < rules.papers.size(); ++i) {
    const cases::NewPaper paper{rules.papers[i].code, "演示扫描件", 1, "application/pdf",
                                "%PDF-1.4 demonstration"};
    TRY_ASSIGN(made.detail, world.cases.add_paper(command(world, made, at), paper));
  }
  if (made.plan.asked.channel == cases::Channel::Online) {
    TRY_ASSIGN(made.detail, world.cases.submit(command(world, made, at)));
  }
  if (made.plan.fate == Fate::Submitted) return {};
  at += std::chrono::minutes{20};
  if (made.plan.fate == Fate::NoticeGiven) {
    const std::vector<cases::Defect> defects{{rules.papers.back().code, "没有收到（演示）"}};
    TRY_ASSIGN(made.detail, world.cases.give_notice(command(world, made, at), defects));
    return {};
  }
  TRY_ASSIGN(made.detail, world.cases.check_identity(command(world, made, at), "护照"));
  TRY_ASSIGN(made.detail, world.cases.accept(command(world, made, at)));
  return {};
}

Result<void> answer(World& world, const Made& made, std::size_t branch, Verdict verdict, Instant at,
                    bool other_name = false) {
  const auto& one = made.detail.file.branches[branch];
  cases::Answer out;
  out.system = one.system;
  out.id = "demo-" + std::to_string(one.id.value()) + "-" + std::to_string(static_cast<int>(verdict));
  out.case_id = made.detail.file.id;
  out.branch = one.id;
  out.verdict = verdict;
  out.decided_at = at;
  if (verdict == Verdict::Approved) {
    const auto from = day_in_shanghai(made.plan.at) + std::chrono::days{20};
    out.issued = {"DEMO-" + std::to_string(one.id.value()), made.plan.asked.name + (other_name ? " X" : ""),
                  "DEMO000001", from, from + std::chrono::days{365}};
  } else if (verdict == Verdict::Refused) {
    out.reason = "不符合条件（演示）";
  } else if (verdict == Verdict::SupplementAsked) {
    out.reason = "缺一份证明（演示）";
    out.papers = {"demonstration-paper"};
  }
  TRY(world.cases.receive(out, at));
  return {};
}

Result<void> answers(World& world, Made& made) {
  const auto fate = made.plan.fate;
  const auto branches = made.detail.file.branches.size();
  const auto at = [&](int n) { return std::min(made.plan.at + hours{n}, world.now); };
  for (std::size_t i = 0; i < branches; ++i) TRY(answer(world, made, i, Verdict::Received, at(4)));
  if (fate == Fate::SupplementAsked) return answer(world, made, 0, Verdict::SupplementAsked, at(20));
  if (fate == Fate::Received) return {};
  if (fate == Fate::Refused) return answer(world, made, 0, Verdict::Refused, at(40));
  TRY(answer(world, made, 0, Verdict::Approved, at(40)));
  if (fate == Fate::OneApproved && branches > 1) return {};
  for (std::size_t i = 1; i < branches; ++i)
    TRY(answer(world, made, i, Verdict::Approved, at(44), fate == Fate::Mismatch));
  if (fate < Fate::HandedOver) return {};
  TRY_ASSIGN(made.detail, world.cases.find(made.detail.file.id, kAll));
  TRY_ASSIGN(made.detail, world.cases.check_identity(command(world, made, at(60)), "护照"));
  TRY_ASSIGN(made.detail, world.cases.hand_over(command(world, made, at(60))));
  if (fate != Fate::Closed) return {};
  TRY_ASSIGN(made.detail, world.cases.close(command(world, made, at(61))));
  return {};
}

Fate fate_of(Random& chance, int days_ago) {
  if (days_ago > 9) return chance.percent(94) ? Fate::Closed : Fate::HandedOver;
  static const std::vector<Fate> fates{
      Fate::Draft,           Fate::Submitted, Fate::Submitted, Fate::NoticeGiven, Fate::ToSend,
      Fate::Received,        Fate::Received,  Fate::Received,  Fate::OneApproved, Fate::Mismatch,
      Fate::SupplementAsked, Fate::Ready,     Fate::Ready,     Fate::Refused,     Fate::HandedOver};
  return chance.pick(fates);
}

// The routes that the packs know a department for, in force that day at the centre.
std::vector<std::string> routes_at(const policy::RuleBook& book, const std::string& region, Day day) {
  std::set<std::string> known;
  if (const auto* const rules = book.case_rules(region)) {
    for (const auto& branch : rules->branches) known.insert(branch.route);
  }
  std::vector<std::string> out;
  for (const auto& one : book.routes(region, day)) {
    if (one.version != nullptr && known.contains(one.route)) out.push_back(one.route);
  }
  // The single window is what most come for.
  if (std::ranges::find(out, "single-window") != out.end()) out.insert(out.end(), 4, "single-window");
  return out;
}

// Claims to the green channel that wait for a decision, and advisory groups that sit, on cases the
// departments have.
Result<void> make_urgent(World& world, std::vector<Made>& made, int claims, int groups) {
  const auto& manager = world.actors.at("manager");
  const cases::Actor by{manager.account, {manager.unit.place, manager.unit.department}, "handling"};
  for (const auto* const login : {"window1", "hotline1"}) {
    const auto& unit = world.actors.at(login).unit;
    TRY(world.cases.set_capacity({unit.place, unit.department}, 12, by, world.now));
  }
  std::vector<cases::Unit> seats;
  for (const auto* const department : {"exit-entry", "labour", "health"}) {
    for (const auto& login : world.officers_of(department)) {
      const auto& unit = world.actors.at(login).unit;
      seats.push_back({unit.place, unit.department});
      break;
    }
  }
  for (auto& one : made) {
    if (one.plan.fate != Fate::Received || claims + groups == 0) continue;
    TRY_ASSIGN(one.detail, world.cases.find(one.detail.file.id, kAll));
    if (one.detail.file.papers.empty()) continue;
    const auto at = world.now - std::chrono::minutes{20 * (claims + groups)};
    if (claims > 0) {
      cases::Claim claim;
      claim.words = one.plan.asked.language == "zh"
                        ? "父亲病危，要马上出境（演示）"
                        : "My father is gravely ill and I must leave (demonstration)";
      claim.proof = one.detail.file.papers.front().id;
      claim.latest_safe = day_in_shanghai(world.now) + std::chrono::days{1 + claims};
      TRY(world.cases.claim_urgency(command(world, one, at), claim));
      --claims;
    } else {
      TRY(world.cases.convene(command(world, one, at, "材料彼此矛盾，请各部门看一看（演示）。"), seats));
      --groups;
    }
  }
  return {};
}

}  // namespace

Result<void> make_cases(World& world, int count) {
  auto& chance = world.chance;
  const std::string region = "cn-310115-lingang";
  auto clerks = world.logins_of(access::Role::WindowClerk);
  std::erase_if(clerks, [&](const std::string& login) { return login == "window9" || login == "window10"; });
  std::vector<Made> made(static_cast<std::size_t>(count));
  for (auto& one : made) {
    const int days_ago = std::min(chance.below(60), chance.below(60));
    const auto& person = chance.pick(world.persons);
    one.plan.by = chance.pick(clerks);
    // Between nine and four; on the day itself before now.
    const auto morning =
        start_of_day_in_shanghai(day_in_shanghai(world.now) - std::chrono::days{days_ago}) + hours{9};
    one.plan.at =
        std::min(morning + std::chrono::minutes{chance.below(7 * 60)}, world.now - std::chrono::minutes{30});
    one.plan.fate = fate_of(chance, days_ago);
    // What was decided needs time to be decided in.
    if (days_ago < 3 && one.plan.fate > Fate::Received) one.plan.fate = Fate::Received;
    const auto routes = routes_at(world.book(), region, day_in_shanghai(one.plan.at));
    if (routes.empty()) return fail(ErrorCode::NotKnown, "app.no_routes");
    auto& asked = one.plan.asked;
    asked.channel = chance.percent(25) ? cases::Channel::Online : cases::Channel::Counter;
    if (one.plan.fate == Fate::Draft || one.plan.fate == Fate::Submitted)
      asked.channel = cases::Channel::Online;
    asked.route = chance.pick(routes);
    asked.region = region;
    asked.language = chance.percent(50) ? "zh" : "en";
    asked.name = person.name;
    asked.contact = "000-0000（演示）";
    asked.facts = json::Object{{"applicant.passport", person.passport}};
    asked.person = person.id;
  }
  TRY(in_parallel(count, [&](int i) { return take_in(world, made[static_cast<std::size_t>(i)]); }));
  std::set<CaseId> sent;
  for (const auto& one : made) {
    if (is_sent(one.plan.fate)) sent.insert(one.detail.file.id);
  }
  const auto messages = world.cases.to_send("", 1'000'000);
  TRY(in_parallel(static_cast<int>(messages.size()), [&](int i) -> Result<void> {
    const auto& message = messages[static_cast<std::size_t>(i)];
    if (!sent.contains(message.case_id)) return {};
    return world.cases.mark_sent(message.id, message.made_at);
  }));
  TRY(in_parallel(count, [&](int i) -> Result<void> {
    auto& one = made[static_cast<std::size_t>(i)];
    return is_sent(one.plan.fate) ? answers(world, one) : Result<void>();
  }));
  return make_urgent(world, made, count / 150, count / 500);
}

}  // namespace gangway::app::demonstration
