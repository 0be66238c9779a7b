#include "network/network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gangway::network {
namespace {

const Instant kNow = parse_instant("2022-05-28T08:30+08:00").value();
const Bilingual kName{"某处", "Somewhere"};

class NetworkTest : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<store::Migration> steps(journal::migrations().begin(), journal::migrations().end());
    steps.insert(steps.end(), migrations().begin(), migrations().end());
    ASSERT_TRUE(db_.migrate(steps).has_value());
  }
  Place place(PlaceKind kind, std::optional<PlaceId> parent) {
    return network_.add(Place{{}, parent, {}, kind, kName, "cn-31"}, "system", kNow).value();
  }

  journal::Key master_ = journal::Key::make(repeatable_random(1));
  store::Db db_ = store::Db::in_memory();
  journal::Chain chain_{master_};
  IdGenerator ids_{[] { return kNow; }};
  Network network_{db_, chain_, ids_};
};

TEST_F(NetworkTest, APathIsTheIdsFromTheRoot) {
  const auto city = place(PlaceKind::Municipal, std::nullopt);
  const auto centre = place(PlaceKind::Centre, city.id);
  const auto station = place(PlaceKind::SocialStation, centre.id);
  const auto point = place(PlaceKind::Point, station.id);
  EXPECT_EQ(point.path, station.path + std::to_string(point.id.value()) + "/");
  EXPECT_EQ(network_.places(centre.path).size(), 3U);
  EXPECT_EQ(network_.places().size(), 4U);
  EXPECT_EQ(network_.find(point.path)->id, point.id);
}

TEST_F(NetworkTest, KindsStandWhereTheyBelong) {
  const auto city = place(PlaceKind::Municipal, std::nullopt);
  const auto wrong = network_.add(Place{{}, city.id, {}, PlaceKind::Point, kName, "cn-31"}, "system", kNow);
  EXPECT_EQ(wrong.error().key, "network.wrong_level");
  EXPECT_EQ(
      network_.add(Place{{}, PlaceId(5), {}, PlaceKind::Centre, kName, "cn-31"}, "system", kNow).error().code,
      ErrorCode::NotFound);
  EXPECT_EQ(network_.add(Place{{}, city.id, {}, PlaceKind::Centre, {"只有中文", ""}, "cn-31"}, "system", kNow)
                .error()
                .field,
            "/name");
}

TEST_F(NetworkTest, DepartmentsAndStaffBelongToAPlace) {
  const auto city = place(PlaceKind::Municipal, std::nullopt);
  const auto centre = place(PlaceKind::Centre, city.id);
  ASSERT_TRUE(network_.add(Department{centre.id, "labour", {"人社", "Labour"}}, "system", kNow).has_value());
  EXPECT_EQ(network_.add(Department{centre.id, "labour", {"人社", "Labour"}}, "system", kNow).error().code,
            ErrorCode::Conflict);
  EXPECT_EQ(network_.add(Department{centre.id, "La bour", {"人社", "Labour"}}, "system", kNow).error().field,
            "/code");
  const Staff lin{{}, AccountId(7), centre.id, "labour", {"林晓", "Lin Xiao"}, {"zh", "en", "es"}};
  ASSERT_TRUE(network_.add(lin, "system", kNow).has_value());
  EXPECT_EQ(network_.staff_of(AccountId(7))->languages, (std::vector<std::string>{"zh", "en", "es"}));
  EXPECT_EQ(network_.staff(centre.path).size(), 1U);
  const Staff nowhere{{}, AccountId(8), city.id, "labour", {"王一", "Wang Yi"}, {}};
  EXPECT_EQ(network_.add(nowhere, "system", kNow).error().field, "/department");
  EXPECT_EQ(network_.departments(city.path).size(), 1U);
}

}  // namespace
}  // namespace gangway::network
