// Between a request and its handler: who asks, and whether the table of permissions lets them.
//
// Shape:  the session is a cookie that scripts cannot read and other sites do not send; the purpose is the
//         header Gangway-Purpose ("handling"). A refused attempt of somebody who is signed in stands in the
//         journal.
// Errors: Unauthorized, Forbidden as access::permit; Forbidden "access.foreign_page" when a page of another
//         origin asks for a change.
#pragma once

#include <optional>
#include <string>

#include "access/account.h"
#include "api/endpoint.h"

namespace gangway::api {

[[nodiscard]] http::Response guarded(const Endpoint& endpoint, Services& services,
                                     const http::Request& request);

// The session's token in the request's cookies; empty: none.
[[nodiscard]] std::string session_token(const http::Request& request);
// Tells the browser to keep `token` for as long as sessions of that kind may live; empty: to forget it.
void set_session_cookie(http::Response& response, const http::Request& request, const std::string& token,
                        access::AccountKind kind);

}  // namespace gangway::api
