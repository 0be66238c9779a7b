// The network as everybody may see it, and colleagues as staff see them.

#include <boost/describe/class.hpp>

#include "api/endpoint.h"
#include "network/network.h"

namespace gangway::api {

struct PlaceList {
  std::vector<network::Place> places;            // the upper ones first
  std::vector<network::Department> departments;  // of those places
};
BOOST_DESCRIBE_STRUCT(PlaceList, (), (places, departments))

struct StaffList {
  std::vector<network::Staff> staff;
};
BOOST_DESCRIBE_STRUCT(StaffList, (), (staff))

namespace {

http::Response places(Services& services, const http::Request&, const Permitted&) {
  return http::json_response(
      200, json::write(PlaceList{services.network->places(), services.network->departments()}));
}

http::Response staff(Services& services, const http::Request&, const Permitted& permitted) {
  return http::json_response(200, json::write(StaffList{services.network->staff(permitted.scope.place)}));
}

}  // namespace

std::vector<Endpoint> network_endpoints() {
  return {
      {http::Method::Get,
       "/api/v1/places",
       access::Action::SeePlaces,
       "places",
       "Centres, stations, points and their departments",
       {},
       nullptr,
       schema_of<PlaceList>,
       200,
       nullptr,
       places},
      {http::Method::Get,
       "/api/v1/staff",
       access::Action::SeeStaff,
       "staff",
       "Colleagues at one's place and below",
       {},
       nullptr,
       schema_of<StaffList>,
       200,
       nullptr,
       staff},
  };
}

}  // namespace gangway::api
