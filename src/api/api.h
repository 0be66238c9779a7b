// The HTTP contract as a whole.
#pragma once

#include <string>

#include "api/services.h"
#include "http/router.h"

namespace gangway::api {

// REQUIRES: `services` outlives the router.
void add_endpoints(http::Router& router, Services& services);

// OpenAPI 3.1, written from the same table and the same structs that serve; stable text.
[[nodiscard]] std::string openapi_document();

}  // namespace gangway::api
