#include "demo/world.h"

namespace gangway::app::demonstration {
namespace {

using access::Role;
using network::PlaceKind;

struct DemoPlace {
  std::string_view key;
  std::string_view parent;
  PlaceKind kind;
  Bilingual name;
  std::string_view region;
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
      {"homes",
       "lake",
       PlaceKind::Point,
       {"人才公寓服务点（演示）", "Talent housing service point (demonstration)"},
       "cn-310115-lingang"},
      {"park",
       "harbour",
       PlaceKind::Point,
       {"产业园服务点（演示）", "Industrial park service point (demonstration)"},
       "cn-310115-lingang"},
      {"quay",
       "harbour",
       PlaceKind::Point,
       {"洋山港服务点（演示）", "Yangshan port service point (demonstration)"},
       "cn-310115-lingang"},
  };
  return all;
}

struct DemoDepartment {
  std::string_view code;
  Bilingual name;
};

const std::vector<DemoDepartment>& departments() {
  static const std::vector<DemoDepartment> all{
      {"duty", {"值班台", "duty desk"}},
      {"hotline", {"热线台", "hotline desk"}},
      {"exit-entry", {"出入境", "exit-entry"}},
      {"labour", {"人社", "labour"}},
      {"tax", {"税务", "tax"}},
      {"education", {"教育", "education"}},
      {"health", {"卫健", "health"}},
      {"justice", {"司法", "justice"}},
  };
  return all;
}

// Sixty people. The first of each kind are those of the guide and of the stories.
std::vector<StaffMember> staff() {
  const std::vector<std::string> zh{"zh"};
  const std::vector<std::string> zh_en{"zh", "en"};
  return {
      {"hotline1", Role::HotlineAgent, "centre", "hotline", {"林晓", "Lin Xiao"}, zh_en},
      {"hotline2", Role::HotlineAgent, "centre", "hotline", {"高远", "Gao Yuan"}, {"zh", "en", "fr"}},
      {"hotline3", Role::HotlineAgent, "centre", "hotline", {"韩予", "Han Yu"}, zh_en},
      {"hotline4", Role::HotlineAgent, "centre", "hotline", {"唐书", "Tang Shu"}, {"zh", "en", "ru"}},
      {"hotline5", Role::HotlineAgent, "centre", "hotline", {"董安", "Dong An"}, zh_en},
      {"hotline6", Role::HotlineAgent, "centre", "hotline", {"蒋禾", "Jiang He"}, {"zh", "en", "ko"}},
      {"hotline7", Role::HotlineAgent, "centre", "hotline", {"冯言", "Feng Yan"}, zh_en},
      {"hotline8", Role::HotlineAgent, "centre", "hotline", {"萧清", "Xiao Qing"}, {"zh", "en", "es"}},
      {"window1", Role::WindowClerk, "centre", "", {"周敏", "Zhou Min"}, zh_en},
      {"window2", Role::WindowClerk, "centre", "", {"何川", "He Chuan"}, {"zh", "es"}},
      {"window3", Role::WindowClerk, "centre", "", {"陆怡", "Lu Yi"}, zh_en},
      {"window4", Role::WindowClerk, "centre", "", {"顾文", "Gu Wen"}, {"zh", "en", "ja"}},
      {"window5", Role::WindowClerk, "centre", "", {"吴澜", "Wu Lan"}, zh},
      {"window6", Role::WindowClerk, "centre", "", {"宋嘉", "Song Jia"}, zh_en},
      {"window7", Role::WindowClerk, "centre", "", {"秦舟", "Qin Zhou"}, {"zh", "en", "de"}},
      {"window8", Role::WindowClerk, "centre", "", {"许越", "Xu Yue"}, zh},
      {"window9", Role::WindowClerk, "lake", "", {"方遥", "Fang Yao"}, zh_en},
      {"window10", Role::WindowClerk, "harbour", "", {"叶峰", "Ye Feng"}, zh_en},
      {"helper1", Role::Helper, "lake", "", {"秦月", "Qin Yue"}, {"zh", "en", "ja"}},
      {"helper2", Role::Helper, "park", "", {"罗成", "Luo Cheng"}, {"zh", "de"}},
      {"helper3", Role::Helper, "harbour", "", {"孟青", "Meng Qing"}, zh_en},
      {"helper4", Role::Helper, "campus", "", {"沈知", "Shen Zhi"}, {"zh", "en", "fr"}},
      {"helper5", Role::Helper, "homes", "", {"高岚", "Gao Lan"}, {"zh", "en", "es"}},
      {"helper6", Role::Helper, "quay", "", {"何远", "He Yuan"}, {"zh", "en", "id"}},
      {"helper7", Role::Helper, "centre", "", {"韩衡", "Han Heng"}, zh_en},
      {"helper8", Role::Helper, "campus", "", {"董宁", "Dong Ning"}, {"zh", "ko"}},
      {"exit1",
       Role::Officer,
       "centre",
       "exit-entry",
       {"陈警官（演示）", "Officer Chen (demonstration)"},
       zh_en},
      {"exit2", Role::Officer, "centre", "exit-entry", {"顾海峰", "Gu Haifeng"}, zh_en},
      {"exit3", Role::Officer, "centre", "exit-entry", {"蒋立", "Jiang Li"}, zh},
      {"exit4", Role::Officer, "centre", "exit-entry", {"唐毅", "Tang Yi"}, {"zh", "en", "ja"}},
      {"exit5", Role::Officer, "centre", "exit-entry", {"冯舟", "Feng Zhou"}, zh_en},
      {"exit6", Role::Officer, "centre", "exit-entry", {"萧敏", "Xiao Min"}, zh},
      {"exit7", Role::Officer, "centre", "exit-entry", {"周越", "Zhou Yue"}, zh_en},
      {"exit8", Role::Officer, "centre", "exit-entry", {"陆成", "Lu Cheng"}, zh},
      {"labour1", Role::Officer, "centre", "labour", {"许宁", "Xu Ning"}, zh_en},
      {"labour2", Role::Officer, "centre", "labour", {"沈知遥", "Shen Zhiyao"}, zh_en},
      {"labour3", Role::Officer, "centre", "labour", {"吴晓川", "Wu Xiaochuan"}, zh},
      {"labour4", Role::Officer, "centre", "labour", {"叶书禾", "Ye Shuhe"}, zh_en},
      {"labour5", Role::Officer, "centre", "labour", {"罗青安", "Luo Qing'an"}, zh},
      {"labour6", Role::Officer, "centre", "labour", {"方文澜", "Fang Wenlan"}, zh_en},
      {"tax1", Role::Officer, "centre", "tax", {"沈立", "Shen Li"}, zh},
      {"tax2", Role::Officer, "centre", "tax", {"孟嘉言", "Meng Jiayan"}, zh_en},
      {"education1", Role::Officer, "centre", "education", {"叶青", "Ye Qing"}, zh_en},
      {"education2", Role::Officer, "centre", "education", {"宋怡安", "Song Yi'an"}, zh},
      {"health1", Role::Officer, "centre", "health", {"杜衡", "Du Heng"}, zh},
      {"health2", Role::Officer, "centre", "health", {"秦予清", "Qin Yuqing"}, zh_en},
      {"justice1", Role::Officer, "centre", "justice", {"高毅", "Gao Yi"}, zh_en},
      {"justice2", Role::Officer, "centre", "justice", {"韩月", "Han Yue"}, zh},
      {"duty1", Role::Officer, "centre", "duty", {"方正", "Fang Zheng"}, zh_en},
      {"duty2", Role::Officer, "centre", "duty", {"何敏", "He Min"}, zh_en},
      {"manager", Role::CentreManager, "centre", "", {"孟岚", "Meng Lan"}, zh_en},
      {"manager2", Role::CentreManager, "lake", "", {"罗海", "Luo Hai"}, zh_en},
      {"manager3", Role::CentreManager, "harbour", "", {"许清", "Xu Qing"}, zh},
      {"supervisor", Role::Supervisor, "district", "", {"宋毅", "Song Yi"}, zh},
      {"supervisor2", Role::Supervisor, "city", "", {"董越", "Dong Yue"}, zh_en},
      {"editor", Role::PolicyEditor, "city", "", {"唐知言", "Tang Zhiyan"}, zh_en},
      {"editor2", Role::PolicyEditor, "centre", "", {"冯晓", "Feng Xiao"}, zh_en},
      {"auditor", Role::Auditor, "city", "", {"吴越", "Wu Yue"}, zh},
      {"auditor2", Role::Auditor, "district", "", {"蒋远", "Jiang Yuan"}, zh},
      {"admin", Role::Administrator, "city", "", {"管理员（演示）", "Administrator (demonstration)"}, zh_en},
  };
}

Result<void> make_places(World& world) {
  for (const auto& one : places()) {
    network::Place place{{}, std::nullopt, {}, one.kind, one.name, std::string(one.region)};
    if (!one.parent.empty()) place.parent = world.places.at(std::string(one.parent)).id;
    TRY_ASSIGN(auto made, world.network.add(std::move(place), kBy, world.now));
    world.places.emplace(one.key, std::move(made));
  }
  for (const auto& one : departments()) {
    TRY(world.network.add(network::Department{world.places.at("centre").id, std::string(one.code), one.name},
                          kBy, world.now));
  }
  return {};
}

Result<AccountId> make_member(World& world, const StaffMember& one, const std::string& password) {
  const auto since = day_in_shanghai(world.now) - std::chrono::days{100};
  const auto& place = world.places.at(one.place);
  TRY_ASSIGN(
      const auto account,
      world.accounts.create({access::AccountKind::Staff, one.login, one.name.zh, password}, kBy, world.now));
  TRY(world.accounts.appoint(
      {{}, account.id, one.role, place.id, place.path, one.department, since, std::nullopt}, kBy, world.now));
  TRY(world.network.add(network::Staff{{}, account.id, place.id, one.department, one.name, one.languages},
                        kBy, world.now));
  return account.id;
}

}  // namespace

Result<void> make_network(World& world, const std::string& password) {
  TRY(make_places(world));
  world.staff = staff();
  std::vector<AccountId> accounts(world.staff.size());
  TRY(in_parallel(static_cast<int>(world.staff.size()), [&](int i) -> Result<void> {
    const auto at = static_cast<std::size_t>(i);
    TRY_ASSIGN(accounts[at], make_member(world, world.staff[at], password));
    return {};
  }));
  for (std::size_t i = 0; i < world.staff.size(); ++i) {
    const auto& one = world.staff[i];
    world.actors.emplace(
        one.login,
        requests::Actor{accounts[i], {world.places.at(one.place).path, one.department}, "handling"});
  }
  return {};
}

}  // namespace gangway::app::demonstration
