// Invented people, places and requests, so that each screen shows work. Everything here says that it is
// invented.
#include <array>
#include <iostream>

#include "access/account.h"
#include "api/request_rules.h"
#include "base/crockford.h"
#include "base/random.h"
#include "commands.h"
#include "data_folder.h"
#include "network/network.h"
#include "packs_file.h"
#include "requests/requests.h"

namespace gangway::app {
namespace {

using access::Role;
using network::PlaceKind;
using requests::CallResult;
using requests::Channel;
using requests::Kind;

constexpr std::string_view kBy = "demonstration";

struct DemoPlace {
  std::string_view key;
  std::string_view parent;
  PlaceKind kind;
  Bilingual name;
  std::string_view region;
};

struct DemoDepartment {
  std::string_view code;
  Bilingual name;
};

struct DemoStaff {
  std::string_view login;
  Role role;
  std::string_view place;
  std::string_view department;
  Bilingual name;
  std::vector<std::string> languages;
};

const std::vector<DemoPlace>& places() {
  static const std::vector<DemoPlace> all{
      {"city", "", PlaceKind::Municipal, {"上海市（演示）", "Shanghai (demonstration)"}, "cn-31"},
      {"district", "city", PlaceKind::District, {"浦东新区（演示）", "Pudong (demonstration)"}, "cn-310115"},
      {"centre",
       "district",
       PlaceKind::Centre,
       {"临港移民事务服务中心（演示）", "Lin\u2011gang immigration-affairs service centre (demonstration)"},
       "cn-310115-lingang"},
      {"lake",
       "centre",
       PlaceKind::SocialStation,
       {"滴水湖社会融合服务站（演示）", "Dishui Lake social-integration station (demonstration)"},
       "cn-310115-lingang"},
      {"harbour",
       "centre",
       PlaceKind::ImmigrantStation,
       {"申港移民融入服务站（演示）", "Shengang immigrant-integration station (demonstration)"},
       "cn-310115-lingang"},
      {"campus",
       "lake",
       PlaceKind::Point,
       {"大学城服务点（演示）", "University town service point (demonstration)"},
       "cn-310115-lingang"},
      {"park",
       "harbour",
       PlaceKind::Point,
       {"产业园服务点（演示）", "Industrial park service point (demonstration)"},
       "cn-310115-lingang"},
  };
  return all;
}

const std::vector<DemoDepartment>& departments() {
  static const std::vector<DemoDepartment> all{
      {"duty", {"值班台", "duty desk"}},
      {"hotline", {"热线台", "hotline desk"}},
      {"exit-entry", {"出入境", "exit-entry"}},
      {"labour", {"人社", "labour"}},
      {"tax", {"税务", "tax"}},
      {"education", {"教育", "education"}},
      {"health", {"卫健", "health"}},
  };
  return all;
}

const std::vector<DemoStaff>& staff() {
  static const std::vector<DemoStaff> all{
      {"hotline1", Role::HotlineAgent, "centre", "hotline", {"林晓", "Lin Xiao"}, {"zh", "en"}},
      {"hotline2", Role::HotlineAgent, "centre", "hotline", {"高远", "Gao Yuan"}, {"zh", "en", "fr"}},
      {"window1", Role::WindowClerk, "centre", "", {"周敏", "Zhou Min"}, {"zh", "en"}},
      {"window2", Role::WindowClerk, "centre", "", {"何川", "He Chuan"}, {"zh", "es"}},
      {"helper1", Role::Helper, "lake", "", {"秦月", "Qin Yue"}, {"zh", "en", "ja"}},
      {"helper2", Role::Helper, "park", "", {"罗成", "Luo Cheng"}, {"zh", "de"}},
      {"exit1",
       Role::Officer,
       "centre",
       "exit-entry",
       {"陈警官（演示）", "Officer Chen (demonstration)"},
       {"zh", "en"}},
      {"labour1", Role::Officer, "centre", "labour", {"许宁", "Xu Ning"}, {"zh", "en"}},
      {"tax1", Role::Officer, "centre", "tax", {"沈立", "Shen Li"}, {"zh"}},
      {"education1", Role::Officer, "centre", "education", {"叶青", "Ye Qing"}, {"zh", "en"}},
      {"health1", Role::Officer, "centre", "health", {"杜衡", "Du Heng"}, {"zh"}},
      {"duty1", Role::Officer, "centre", "duty", {"方正", "Fang Zheng"}, {"zh", "en"}},
      {"manager", Role::CentreManager, "centre", "", {"孟岚", "Meng Lan"}, {"zh", "en"}},
      {"supervisor", Role::Supervisor, "district", "", {"宋毅", "Song Yi"}, {"zh"}},
      {"auditor", Role::Auditor, "city", "", {"吴越", "Wu Yue"}, {"zh"}},
      {"admin",
       Role::Administrator,
       "city",
       "",
       {"管理员（演示）", "Administrator (demonstration)"},
       {"zh", "en"}},
  };
  return all;
}

struct DemoRequest {
  std::string_view by;
  Kind kind;
  Channel channel;
  std::string_view language;
  std::string_view question;
  std::string_view name;
  std::string_view unit;  // department that the baton is held out to; empty: none
  int steps;  // how far it has come: 0 received, 1 offered, 2 accepted or refused, 3 answered, 4 called, 5
              // closed
  int hours_ago;
};

const std::vector<DemoRequest>& demo_requests() {
  static const std::vector<DemoRequest> all{
      {"hotline1", Kind::Question, Channel::Hotline12367, "en",
       "My work residence permit expired on 24 May while I could not leave my home. My sister is gravely ill "
       "and I fly in early June. What can I do?",
       "Invented traveller", "exit-entry", 2, 3},
      {"hotline1", Kind::Help, Channel::Hotline12367, "zh", "学校9月开学，护照什么时候能拿到？", "虚构的学生",
       "exit-entry", 3, 26},
      {"hotline2", Kind::Question, Channel::Hotline12345, "fr", "Où puis-je enregistrer mon adresse ?",
       "Personne inventée", "", 0, 1},
      {"window1", Kind::Help, Channel::Window, "zh", "公司100名员工6月初要出国，能不能分批办？",
       "虚构的企业经办人", "exit-entry", 1, 5},
      {"window1", Kind::Question, Channel::Window, "en", "Which school can my seven-year-old son go to?",
       "Invented newcomer", "education", 2, 30},
      {"window2", Kind::Complaint, Channel::Window, "zh", "预约了10点，等到11点半。", "虚构的办事人", "", 3,
       50},
      {"hotline2", Kind::Help, Channel::Hotline12367, "en",
       "The ship is handed over in ten days and our captain has no visa.", "Invented agent", "exit-entry", 5,
       90},
      {"helper1", Kind::Question, Channel::LiaisonPoint, "zh", "外籍教师的个人所得税怎么算？", "虚构的学校",
       "tax", 1, 28},
      {"helper2", Kind::Help, Channel::Email, "en",
       "The degree verification has not arrived. Can the work permit go on meanwhile?", "Invented HR officer",
       "labour", 4, 75},
      {"hotline1", Kind::Question, Channel::OfficialAccount, "zh", "居留许可换单位，多久要来报？",
       "虚构的咨询人", "", 5, 100},
  };
  return all;
}

class Demonstration {
 public:
  Demonstration(Opened& data, const policy::RuleBook& book, std::shared_ptr<const policy::RuleBook> shared,
                const RandomBytes& random, Instant now, std::string password)
      : now_(now),
        password_(std::move(password)),
        chain_(data.master),
        vault_(data.master, random),
        ids_([now] { return now; }, data.highest_id),
        passwords_({2, 32, true}),
        accounts_(data.db, chain_, passwords_, ids_, random),
        network_(data.db, chain_, ids_),
        requests_(data.db, chain_, vault_, ids_, random, book.calendar().calendar,
                  api::rules_by_place(std::move(shared), network_, "cn-31")) {}

  Result<void> make() {
    if (!network_.places().empty()) return fail(ErrorCode::Conflict, "app.not_empty");
    TRY(make_places());
    TRY(make_staff());
    for (const auto& request : demo_requests()) TRY(make_request(request));
    return {};
  }

  void print() const {
    std::cout << "password\t" << password_ << "\n";
    for (const auto& one : staff())
      std::cout << one.login << "\t" << one.name.zh << "\t" << one.name.en << "\n";
  }

 private:
  Result<void> make_places() {
    const std::string by(kBy);
    for (const auto& one : places()) {
      network::Place place{{}, std::nullopt, {}, one.kind, one.name, std::string(one.region)};
      if (!one.parent.empty()) place.parent = places_.at(std::string(one.parent)).id;
      TRY_ASSIGN(const auto made, network_.add(std::move(place), by, now_));
      places_.emplace(one.key, made);
    }
    for (const auto& one : departments()) {
      TRY(network_.add(network::Department{places_.at("centre").id, std::string(one.code), one.name}, by,
                       now_));
    }
    return {};
  }

  Result<void> make_staff() {
    const std::string by(kBy);
    const auto since = day_in_shanghai(now_) - std::chrono::days{100};
    for (const auto& one : staff()) {
      const auto& place = places_.at(std::string(one.place));
      TRY_ASSIGN(const auto account,
                 accounts_.create(
                     {access::AccountKind::Staff, std::string(one.login), one.name.zh, password_}, by, now_));
      TRY(accounts_.appoint(
          {{}, account.id, one.role, place.id, place.path, std::string(one.department), since, std::nullopt},
          by, now_));
      TRY(network_.add(
          network::Staff{{}, account.id, place.id, std::string(one.department), one.name, one.languages}, by,
          now_));
      actors_.emplace(one.login,
                      requests::Actor{account.id, {place.path, std::string(one.department)}, "handling"});
    }
    return {};
  }

  // Whoever works in that department of the centre.
  [[nodiscard]] const requests::Actor& officer(std::string_view department) const {
    for (const auto& [login, actor] : actors_) {
      if (actor.unit == requests::Unit{places_.at("centre").path, std::string(department)}) return actor;
    }
    return actors_.at("duty1");
  }

  Result<void> make_request(const DemoRequest& one) {
    const auto& owner = actors_.at(std::string(one.by));
    auto at = now_ - std::chrono::hours{one.hours_ago};
    TRY_ASSIGN(
        auto detail,
        requests_.receive({one.kind, one.channel, std::string(one.language == "fr" ? "en" : one.language),
                           std::string(one.question), std::string(one.name), "000-0000 (demonstration)"},
                          owner, at));
    const auto command = [&](std::string text = {}) {
      at += std::chrono::minutes{20};
      return requests::Requests::Command{detail.request.id, detail.request.version, std::move(text)};
    };
    const access::Scope all{access::Reach::Anything, {}, {}, {}, access::Purpose::None};
    auto holder = owner;
    if (!one.unit.empty() && one.steps >= 1) {
      const auto& other = officer(one.unit);
      TRY_ASSIGN(detail, requests_.offer(command("请接（演示）"), other.unit, all, owner, at));
      if (one.steps >= 2) {
        TRY_ASSIGN(detail, requests_.accept(command(), all, other, at));
        holder = other;
      }
    }
    if (one.steps >= 3) {
      TRY_ASSIGN(detail, requests_.answer(command("已经说明（演示）。"), all, holder, at));
    }
    if (one.steps >= 4) {
      const auto result = one.steps >= 5 ? CallResult::Content : CallResult::NotReached;
      TRY_ASSIGN(detail, requests_.follow_up(command("回访（演示）"), result, all, owner, at));
    }
    if (one.steps >= 5) {
      TRY_ASSIGN(detail, requests_.close(command(), all, owner, at));
    }
    return {};
  }

  Instant now_;
  std::string password_;
  journal::Chain chain_;
  journal::Vault vault_;
  IdGenerator ids_;
  access::Passwords passwords_;
  access::Accounts accounts_;
  network::Network network_;
  requests::Requests requests_;
  std::map<std::string, network::Place> places_;
  std::map<std::string, requests::Actor> actors_;
};

}  // namespace

int demo(const Common& common, const std::string& data_folder, const std::optional<std::string>& clock) {
  auto start = now();
  if (clock) {
    const auto given = parse_instant(*clock);
    if (!given) return complain(text("app.bad_clock", {}, common.language));
    start = *given;
  }
  const auto book = load_packs(common);
  if (!book) return 2;
  const auto random = secure_random();
  auto data = open_or_create(DataFolder{data_folder}, random);
  if (!data) return complain(common, data_folder, {data.error()});
  Demonstration demonstration(*data, **book, *book, random, start, PublicCode::make(random).grouped());
  if (const auto made = demonstration.make(); !made) return complain(common, data_folder, {made.error()});
  demonstration.print();
  return 0;
}

}  // namespace gangway::app
