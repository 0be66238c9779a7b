// The service network: levels, centres, the two kinds of stations, points; the departments at each; who works
// there.
//
// Shape:  places form one tree. A place's path is the ids from the root, "/1/4/17/", so that a place and all
//         below it are one prefix; a place never moves. A unit is a department at a place, or the place
//         itself (department ""): what handles requests and cases. Staff are those who work at a place, with
//         the languages they speak. Reading is for everybody: none of this is personal but the staff's names,
//         which colleagues know.
// Errors: NotFound "network.no_place"; Invalid "network.wrong_level" when a place of that kind cannot stand
//         under that parent, "network.bad_department"; Conflict "network.department_there".
// Threads: any.
// Source:  docs/glossary.md for the kinds (融合服务站, 融入服务站, 服务点, 直联点).
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bilingual.h"
#include "base/ids.h"
#include "base/result.h"
#include "journal/journal.h"
#include "store/db.h"

namespace gangway::network {

[[nodiscard]] std::span<const store::Migration> migrations();

enum class PlaceKind {
  National,
  Municipal,
  District,
  Centre,
  SocialStation,     // 社会融合服务站
  ImmigrantStation,  // 移民融入服务站
  Point,             // 服务点
  LiaisonPoint,      // 直联点
};
BOOST_DESCRIBE_ENUM(PlaceKind, National, Municipal, District, Centre, SocialStation, ImmigrantStation, Point,
                    LiaisonPoint)

struct Place {
  PlaceId id;
  std::optional<PlaceId> parent;
  std::string path;
  PlaceKind kind = PlaceKind::Point;
  Bilingual name;
  std::string region;  // whose rules hold there, "cn-310115-lingang"
};
BOOST_DESCRIBE_STRUCT(Place, (), (id, parent, path, kind, name, region))

struct Department {
  PlaceId place;
  std::string code;  // "labour"; lower case, digits and hyphens
  Bilingual name;
};
BOOST_DESCRIBE_STRUCT(Department, (), (place, code, name))

struct Staff {
  StaffId id;
  AccountId account;
  PlaceId place;
  std::string department;  // "": none in particular
  Bilingual name;
  std::vector<std::string> languages;  // "zh", "en", "es": ISO 639-1
};
BOOST_DESCRIBE_STRUCT(Staff, (), (id, account, place, department, name, languages))

// What a place of `kind` may stand under; nullopt: it is a root.
[[nodiscard]] bool may_stand_under(PlaceKind kind, std::optional<PlaceKind> parent);

class Network {
 public:
  // The arguments outlive the object.
  Network(store::Db& db, const journal::Chain& chain, IdGenerator& ids) : db_(db), chain_(chain), ids_(ids) {}

  // Gives `place` its id and path. `by`: as in the journal.
  [[nodiscard]] Result<Place> add(Place place, const std::string& by, Instant now);
  [[nodiscard]] Result<Department> add(const Department& department, const std::string& by, Instant now);
  [[nodiscard]] Result<Staff> add(Staff staff, const std::string& by, Instant now);

  [[nodiscard]] std::optional<Place> find(PlaceId id);
  [[nodiscard]] std::optional<Place> find(std::string_view path);
  // Whose rules hold at the place. From memory where it was asked before: also inside a transaction.
  [[nodiscard]] std::optional<std::string> region_of(std::string_view path);
  // All whose path begins with `below`, the upper ones first.
  [[nodiscard]] std::vector<Place> places(std::string_view below = "/");
  [[nodiscard]] std::vector<Department> departments(std::string_view below = "/");
  [[nodiscard]] std::vector<Staff> staff(std::string_view below = "/");
  [[nodiscard]] std::optional<Staff> staff_of(AccountId account);

 private:
  void tell(store::Tx& tx, std::string kind, const Place& place, std::vector<std::string> subjects,
            const std::string& by, Instant now);

  store::Db& db_;
  const journal::Chain& chain_;
  IdGenerator& ids_;
  std::mutex mutex_;                                         // guards regions_
  std::map<std::string, std::string, std::less<>> regions_;  // by path; a place never moves
};

}  // namespace gangway::network
