// The network as everybody may see it, and colleagues as staff see them.

#include <boost/describe/class.hpp>

#include "api/endpoint.h"
#include "appointments/halls.h"
#include "network/network.h"

namespace gangway::api {

struct PlaceList {
  std::vector<network::Place> places;            // the upper ones first
  std::vector<network::Department> departments;  // of those places
  std::vector<PlaceId> halls;                    // those with a hall, where a time can be booked
};
BOOST_DESCRIBE_STRUCT(PlaceList, (), (places, departments, halls))

struct StaffList {
  std::vector<network::Staff> staff;
};
BOOST_DESCRIBE_STRUCT(StaffList, (), (staff))

namespace {

http::Response places(Services& services, const http::Request&, const Permitted&) {
  PlaceList out{services.network->places(), services.network->departments(), {}};
  for (const auto& place : out.places) {
    if (services.halls->find(place.id)) out.halls.push_back(place.id);
  }
  return http::json_response(200, json::write(out));
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
