// Whether anything has happened since a page last looked: asked every few seconds, answered from one row.
//
// Shape: the journal's last position, the time, and when the session ends if nothing more is done. Asking
// does not
//        make a session live longer. The tag is position and end, so that an unchanged answer is a 304.

#include <boost/describe/class.hpp>

#include "access/account.h"
#include "api/caching.h"
#include "api/endpoint.h"
#include "journal/journal.h"

namespace gangway::api {

struct ChangesView {
  std::int64_t position = 0;  // grows with every event of the installation
  Instant now{};
  Instant expires_at{};  // of the session
};
BOOST_DESCRIBE_STRUCT(ChangesView, (), (position, now, expires_at))

namespace {

http::Response changes(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto head = services.db->read([](const store::ReadTx& tx) { return journal::Chain::head(tx); });
  ChangesView view{head.position, request.now, request.now};
  for (const auto& session : services.accounts->sessions(permitted.caller.account, request.now)) {
    if (session.id == permitted.caller.session) view.expires_at = session.expires_at;
  }
  const auto tag = "\"" + std::to_string(view.position) + "/" +
                   std::to_string(view.expires_at.time_since_epoch().count()) + "\"";
  http::Response response{304, {}, {}};
  if (!has_tag(request, tag)) response = http::json_response(200, json::write(view));
  response.headers.set("ETag", tag);
  response.headers.set("Cache-Control", "private, no-cache");
  return response;
}

}  // namespace

std::vector<Endpoint> change_endpoints() {
  return {
      {http::Method::Get,
       "/api/v1/changes",
       access::Action::SeeOwnSessions,
       "changes",
       "Whether anything has happened; does not prolong the session",
       {},
       nullptr,
       schema_of<ChangesView>,
       200,
       nullptr,
       changes,
       true},
  };
}

}  // namespace gangway::api
