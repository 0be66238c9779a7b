// Answers that only change with the program, the rules and the day: asked again cheaply.
//
// Shape:  the tag names program, rules, place and day; the answer may be kept by anyone and must be asked
//         again each time ("no-cache"), which costs a 304 without any work. Texts are in both languages, so
//         that the caller's language does not matter.
// Source:  RFC 9110 sections 8.8.3 and 13.1.2; RFC 9111.
#pragma once

#include <string>
#include <string_view>

#include "api/services.h"
#include "http/message.h"

namespace gangway::api {

[[nodiscard]] std::string tag_of(const Services& services, std::string_view region, Day day,
                                 std::string_view id = {});

[[nodiscard]] bool has_tag(const http::Request& request, std::string_view tag);
[[nodiscard]] http::Response with_tag(http::Response response, const std::string& tag);

// 304 when the caller has `tag` already, else what `make` makes, tagged. Errors that `make` answers are not.
template <class Make>
http::Response tagged(const http::Request& request, const std::string& tag, Make&& make) {
  if (has_tag(request, tag)) return with_tag({304, {}, {}}, tag);
  auto response = make();
  return response.status == 200 ? with_tag(std::move(response), tag) : response;
}

}  // namespace gangway::api
