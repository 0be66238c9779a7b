#include "api/caching.h"

namespace gangway::api {

std::string tag_of(const Services& services, std::string_view region, Day day, std::string_view id) {
  return "W/\"" + services.version + "/" + services.book->version() + "/" + std::string(region) + "/" +
         to_string(day) + (id.empty() ? "" : "/" + std::string(id)) + "\"";
}

bool has_tag(const http::Request& request, std::string_view tag) {
  const auto known = request.headers.joined("If-None-Match");
  return known == "*" || known.find(tag) != std::string::npos;
}

http::Response with_tag(http::Response response, const std::string& tag) {
  response.headers.set("ETag", tag);
  response.headers.set("Cache-Control", "public, no-cache");
  return response;
}

}  // namespace gangway::api
