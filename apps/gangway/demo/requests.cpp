#include <algorithm>
#include <chrono>
#include <optional>

#include "demo/names.h"
#include "demo/topics.h"
#include "demo/world.h"

namespace gangway::app::demonstration {
namespace {

using access::Role;
using requests::CallResult;
using requests::Channel;
using requests::Detail;
using std::chrono::hours;
using std::chrono::minutes;

const access::Scope kAll{access::Reach::Anything, {}, {}, {}, access::Purpose::None};

// How far a request has come.
enum class Fate {
  Received,
  Offered,  // the other unit has not said anything yet
  Refused,  // with a reason; back with the first
  Accepted,
  Answered,  // the follow-up call is due
  NotReached,
  Closed,
  ClosedNotReached,
  Reopened,
};

struct Plan {
  std::string by;    // login
  std::string with;  // login of who takes the baton; empty: it stays
  requests::NewRequest asked;
  std::string answer;
  Instant at{};
  Fate fate = Fate::Received;
  std::optional<requests::Grade> grade = std::nullopt;  // when it is closed
};

Channel channel_of(Random& chance, Role role) {
  if (role == Role::WindowClerk) return Channel::Window;
  if (role == Role::Helper) return chance.percent(60) ? Channel::LiaisonPoint : Channel::Email;
  static const std::vector<Channel> calls{Channel::Hotline12367,    Channel::Hotline12367,
                                          Channel::Hotline12367,    Channel::Hotline12345,
                                          Channel::OfficialAccount, Channel::Web};
  return chance.pick(calls);
}

Fate fate_of(Random& chance, int days_ago) {
  if (days_ago >= 2 && !chance.percent(4)) return chance.percent(5) ? Fate::ClosedNotReached : Fate::Closed;
  static const std::vector<Fate> open{Fate::Received,   Fate::Received, Fate::Offered,  Fate::Refused,
                                      Fate::Accepted,   Fate::Accepted, Fate::Answered, Fate::Answered,
                                      Fate::NotReached, Fate::Reopened};
  return chance.pick(open);
}

// Most do not say anything; of those who do, few are not content.
std::optional<requests::Grade> grade_of(Random& chance) {
  using requests::Grade;
  if (chance.percent(55)) return std::nullopt;
  static const std::vector<Grade> grades{
      Grade::VerySatisfied, Grade::VerySatisfied, Grade::VerySatisfied,      Grade::VerySatisfied,
      Grade::VerySatisfied, Grade::Satisfied,     Grade::Satisfied,          Grade::Satisfied,
      Grade::Satisfied,     Grade::Satisfied,     Grade::BasicallySatisfied, Grade::BasicallySatisfied};
  if (chance.percent(3)) return chance.percent(50) ? Grade::Dissatisfied : Grade::VeryDissatisfied;
  return chance.pick(grades);
}

// A moment of that day between 8:30 and 17:30, or at night for the hotline; never after now.
Instant moment(Random& chance, Instant now, int days_ago, bool round_the_clock) {
  const auto day = day_in_shanghai(now) - std::chrono::days{days_ago};
  const auto first = round_the_clock ? 0 : 8 * 60 + 30;
  const auto last = round_the_clock ? 24 * 60 - 1 : 17 * 60 + 30;
  return std::min(start_of_day_in_shanghai(day) + minutes{chance.between(first, last)}, now - minutes{5});
}

Plan invent(World& world, const std::vector<std::string>& receivers) {
  auto& chance = world.chance;
  Plan plan;
  plan.by = chance.pick(receivers);
  const auto& member = *std::ranges::find(world.staff, plan.by, &StaffMember::login);
  const auto& topic = chance.pick(topics());
  const auto asker = invented_person(chance);
  const bool chinese = asker.nationality == "CHN" || chance.percent(35);
  const int days_ago = std::min(chance.below(60), chance.below(60));
  plan.asked = {
      topic.kind,
      channel_of(chance, member.role),
      chinese ? "zh" : "en",
      chinese ? topic.question.zh : topic.question.en,
      asker.reading(),
      "000-" + std::to_string(1000 + chance.below(9000)) + (chinese ? "（演示）" : " (demonstration)")};
  plan.answer = chinese ? topic.answer.zh : topic.answer.en;
  plan.at = moment(chance, world.now, days_ago, member.role == Role::HotlineAgent);
  plan.fate = fate_of(chance, days_ago);
  plan.grade = grade_of(chance);
  if (!topic.department.empty()) plan.with = chance.pick(world.officers_of(topic.department));
  if (plan.with.empty() && (plan.fate == Fate::Offered || plan.fate == Fate::Refused))
    plan.fate = Fate::Received;
  // The duty desk is the fallback, which cannot refuse.
  if (topic.department == "duty" && plan.fate == Fate::Refused) plan.fate = Fate::Accepted;
  return plan;
}

// Takes one request through its life.
class Life {
 public:
  Life(World& world, const Plan& plan) : world_(world), plan_(plan), at_(plan.at) {}

  Result<void> live() {
    const auto& owner = actor(plan_.by);
    TRY_ASSIGN(detail_, world_.requests.receive(plan_.asked, owner, at_));
    if (plan_.fate == Fate::Received) return {};
    TRY_ASSIGN(const auto holder, relay(owner));
    if (plan_.fate == Fate::Offered || plan_.fate == Fate::Refused || plan_.fate == Fate::Accepted) return {};
    TRY(answer(holder));
    if (plan_.fate == Fate::Answered) return {};
    if (plan_.fate == Fate::NotReached) return call(owner, CallResult::NotReached);
    if (plan_.fate == Fate::Reopened) return call(owner, CallResult::NotContent);
    if (plan_.fate == Fate::ClosedNotReached) {
      for (int day = 0; day < 3; ++day) {
        TRY(call(owner, CallResult::NotReached));
        if (at_ + hours{24} >= world_.now) return {};
        at_ += hours{24};
      }
    } else {
      TRY(call(owner, CallResult::Content));
    }
    TRY_ASSIGN(detail_, world_.requests.close(next(), kAll, owner, at_));
    return plan_.grade ? rate(*plan_.grade) : Result<void>{};
  }

 private:
  [[nodiscard]] const requests::Actor& actor(const std::string& login) const {
    return world_.actors.at(login);
  }

  // The next command, a while later but never in the future.
  [[nodiscard]] requests::Requests::Command next(std::string text = {}) {
    at_ = std::min(at_ + minutes{25}, world_.now);
    return {detail_.request.id, detail_.request.version, std::move(text)};
  }

  [[nodiscard]] bool chinese() const { return plan_.asked.language == "zh"; }

  // Who holds the baton after it.
  Result<requests::Actor> relay(const requests::Actor& owner) {
    if (plan_.with.empty() || actor(plan_.with).unit == owner.unit) return owner;
    const auto& other = actor(plan_.with);
    TRY_ASSIGN(detail_, world_.requests.offer(next("请接（演示）。"), other.unit, kAll, owner, at_));
    if (plan_.fate == Fate::Offered) return owner;
    if (plan_.fate == Fate::Refused) {
      TRY_ASSIGN(detail_,
                 world_.requests.refuse(next("住址不在本区，不归这里办（演示）。"), kAll, other, at_));
      return owner;
    }
    TRY_ASSIGN(detail_, world_.requests.accept(next(), kAll, other, at_));
    return other;
  }

  Result<void> answer(const requests::Actor& holder) {
    TRY_ASSIGN(detail_, world_.requests.answer(next(plan_.answer), kAll, holder, at_));
    return {};
  }

  Result<void> call(const requests::Actor& owner, CallResult result) {
    const std::string said = result == CallResult::Content      ? "问到本人，满意（演示）。"
                             : result == CallResult::NotContent ? "问到本人，还没有解决（演示）。"
                                                                : "没有人接（演示）。";
    TRY_ASSIGN(detail_, world_.requests.follow_up(next(said), result, kAll, owner, at_));
    return {};
  }

  Result<void> rate(requests::Grade grade) {
    const std::string bad = chinese() ? "等了很久，也没有人说为什么（演示）。"
                                      : "I waited a long time and nobody said why (demonstration).";
    const auto code = PublicCode::parse(detail_.contents.code).value();
    at_ = std::min(at_ + hours{3}, world_.now);
    TRY(world_.requests.review(code, grade, is_bad(grade) ? bad : std::string(), actor("manager"), at_));
    return {};
  }

  World& world_;
  const Plan& plan_;
  Instant at_;
  Detail detail_;
};

// The few that the guide and the stories speak of.
std::vector<Plan> stories(const World& world) {
  const auto plan = [&](std::string by, std::string with, requests::Kind kind, Channel channel,
                        std::string language, std::string question, std::string name, Fate fate, int ago) {
    return Plan{std::move(by),
                std::move(with),
                {kind, channel, std::move(language), std::move(question), std::move(name),
                 "000-0000 (demonstration)"},
                "已经说明（演示）。",
                world.now - hours{ago},
                fate};
  };
  using requests::Kind;
  return {
      plan("hotline1", "exit1", Kind::Question, Channel::Hotline12367, "en",
           "My work residence permit expired on 24 May while I could not leave my home. My sister is gravely "
           "ill "
           "and I fly in early June. What can I do?",
           "Invented traveller", Fate::Accepted, 3),
      plan("hotline1", "exit1", Kind::Help, Channel::Hotline12367, "zh", "学校9月开学，护照什么时候能拿到？",
           "虚构的学生", Fate::Answered, 26),
      plan("window1", "exit1", Kind::Help, Channel::Window, "zh", "公司100名员工6月初要出国，能不能分批办？",
           "虚构的企业经办人", Fate::Offered, 5),
      plan("window1", "education1", Kind::Question, Channel::Window, "en",
           "Which school can my seven-year-old son go to?", "Invented newcomer", Fate::Accepted, 30),
      plan("hotline2", "exit1", Kind::Help, Channel::Hotline12367, "en",
           "The ship is handed over in ten days and our captain has no visa.", "Invented agent", Fate::Closed,
           90),
      plan("helper1", "tax1", Kind::Question, Channel::LiaisonPoint, "zh", "外籍教师的个人所得税怎么算？",
           "虚构的学校", Fate::Offered, 28),
      plan("helper2", "labour1", Kind::Help, Channel::Email, "en",
           "The degree verification has not arrived. Can the work permit go on meanwhile?",
           "Invented HR officer", Fate::NotReached, 75),
      plan("window2", "duty1", Kind::Complaint, Channel::Window, "zh", "预约了10点，等到11点半。",
           "虚构的办事人", Fate::Answered, 50),
  };
}

}  // namespace

Result<void> make_requests(World& world, int count) {
  auto receivers = world.logins_of(Role::HotlineAgent);
  for (const auto role :
       {Role::HotlineAgent, Role::WindowClerk, Role::Helper}) {  // the hotline twice: it hears most
    const auto more = world.logins_of(role);
    receivers.insert(receivers.end(), more.begin(), more.end());
  }
  auto plans = stories(world);
  while (static_cast<int>(plans.size()) < count) plans.push_back(invent(world, receivers));
  TRY(in_parallel(static_cast<int>(plans.size()),
                  [&](int i) { return Life(world, plans[static_cast<std::size_t>(i)]).live(); }));
  (void)world.requests.note_silences(world.now);
  return {};
}

}  // namespace gangway::app::demonstration
