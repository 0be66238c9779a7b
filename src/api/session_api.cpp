// Signing in and out, one's own sessions, posts and password; accounts of the public.

#include <boost/describe/class.hpp>
#include <charconv>

#include "access/account.h"
#include "api/endpoint.h"
#include "api/guard.h"
#include "network/network.h"

namespace gangway::api {

struct SignInRequest {
  std::string login;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(SignInRequest, (), (login, password))

struct NewPassword {
  std::string old_password;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (old_password, password))

struct PostChoice {
  PostId post;
};
BOOST_DESCRIBE_STRUCT(PostChoice, (), (post))

struct PostView {
  PostId id;
  access::Role role = access::Role::Applicant;
  std::string place;  // path
  Bilingual place_name;
  std::string department;
  std::optional<Day> until;
};
BOOST_DESCRIBE_STRUCT(PostView, (), (id, role, place, place_name, department, until))

struct AccountView {
  AccountId id;
  access::AccountKind kind = access::AccountKind::Public;
  std::string login;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(AccountView, (), (id, kind, login, name))

struct SessionView {
  SessionId id;
  AccountView account;
  PostView post;
  std::vector<PostView> posts;  // what one may switch to
  Instant expires_at{};         // if nothing more is done
};
BOOST_DESCRIBE_STRUCT(SessionView, (), (id, account, post, posts, expires_at))

struct SessionInfo {
  SessionId id;
  bool current = false;
  Instant created_at{};
  Instant seen_at{};
  Instant expires_at{};
  std::string device;
};
BOOST_DESCRIBE_STRUCT(SessionInfo, (), (id, current, created_at, seen_at, expires_at, device))

struct SessionList {
  std::vector<SessionInfo> sessions;
};
BOOST_DESCRIBE_STRUCT(SessionList, (), (sessions))

namespace {

PostView view_of(Services& services, const access::Post& post) {
  PostView out{post.id, post.role, post.place_path, {}, post.department, post.until};
  if (post.place) {
    if (const auto place = services.network->find(*post.place)) out.place_name = place->name;
  }
  return out;
}

http::Response session_response(Services& services, const http::Request& request,
                                const access::Session& session, int status) {
  const auto account = services.accounts->find(session.account);
  SessionView view{
      session.id, {account->id, account->kind, account->login, account->name}, {}, {}, session.expires_at};
  for (const auto& post : services.accounts->posts(session.account, day_in_shanghai(request.now))) {
    view.posts.push_back(view_of(services, post));
    if (post.id == session.post) view.post = view.posts.back();
  }
  return http::json_response(status, json::write(view));
}

http::Response sign_in(Services& services, const http::Request& request, const Permitted&) {
  std::vector<Error> errors;
  const auto body = http::read_body<SignInRequest>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto signed_in = services.accounts->sign_in(
      body->login, body->password, request.headers.find("User-Agent").value_or(""), request.now);
  if (!signed_in) return http::problem(signed_in.error(), request.language);
  auto response = session_response(services, request, signed_in->session, 201);
  set_session_cookie(response, request, signed_in->token,
                     services.accounts->find(signed_in->session.account)->kind);
  return response;
}

http::Response register_account(Services& services, const http::Request& request,
                                const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<SignInRequest>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto account = services.accounts->create(
      {access::AccountKind::Public, body->login, {}, body->password}, permitted.caller.actor(), request.now);
  if (!account) return http::problem(account.error(), request.language);
  return http::json_response(
      201, json::write(AccountView{account->id, account->kind, account->login, account->name}));
}

std::optional<access::Session> current(Services& services, const http::Request& request,
                                       const Permitted& permitted) {
  for (const auto& session : services.accounts->sessions(permitted.caller.account, request.now)) {
    if (session.id == permitted.caller.session) return session;
  }
  return std::nullopt;
}

http::Response show(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto session = current(services, request, permitted);
  if (!session) return http::problem({ErrorCode::NotFound, "access.no_session", {}, {}}, request.language);
  return session_response(services, request, *session, 200);
}

http::Response end(Services& services, const http::Request& request, const Permitted& permitted,
                   SessionId id) {
  const auto ended = services.accounts->end_session(permitted.caller.account, id, request.now);
  if (!ended) return http::problem(ended.error(), request.language);
  http::Response response{204, {}, {}};
  if (id == permitted.caller.session) set_session_cookie(response, request, {}, access::AccountKind::Public);
  return response;
}

http::Response sign_out(Services& services, const http::Request& request, const Permitted& permitted) {
  return end(services, request, permitted, permitted.caller.session);
}

http::Response end_one(Services& services, const http::Request& request, const Permitted& permitted) {
  const auto& text = request.path_value("id");
  std::int64_t id = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || stop != text.data() + text.size())
    return http::problem({ErrorCode::NotFound, "access.no_session", {}, {}}, request.language);
  return end(services, request, permitted, SessionId(id));
}

http::Response switch_post(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<PostChoice>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto switched = services.accounts->switch_post(permitted.caller.session, body->post, request.now);
  if (!switched) return http::problem(switched.error(), request.language);
  auto response = session_response(services, request, switched->session, 200);
  set_session_cookie(response, request, switched->token,
                     services.accounts->find(switched->session.account)->kind);
  return response;
}

http::Response list(Services& services, const http::Request& request, const Permitted& permitted) {
  SessionList out;
  for (const auto& session : services.accounts->sessions(permitted.caller.account, request.now)) {
    out.sessions.push_back({session.id, session.id == permitted.caller.session, session.created_at,
                            session.seen_at, session.expires_at, session.device});
  }
  return http::json_response(200, json::write(out));
}

http::Response change_password(Services& services, const http::Request& request, const Permitted& permitted) {
  std::vector<Error> errors;
  const auto body = http::read_body<NewPassword>(request, errors);
  if (!body) return http::problem(errors, request.language);
  const auto changed = services.accounts->change_password(
      permitted.caller.account, body->old_password, body->password, permitted.caller.session, request.now);
  if (!changed) return http::problem(changed.error(), request.language);
  return {204, {}, {}};
}

}  // namespace

std::vector<Endpoint> session_endpoints() {
  using access::Action;
  using http::Method;
  const auto sign_in_schema = schema_of<SignInRequest>;
  const auto session_schema = schema_of<SessionView>;
  return {
      {Method::Post,
       "/api/v1/accounts",
       Action::SignIn,
       "register",
       "An account of the public",
       {},
       sign_in_schema,
       schema_of<AccountView>,
       201,
       nullptr,
       register_account},
      {Method::Post,
       "/api/v1/session",
       Action::SignIn,
       "sign_in",
       "Sign in; the session is a cookie",
       {},
       sign_in_schema,
       session_schema,
       201,
       nullptr,
       sign_in},
      {Method::Get,
       "/api/v1/session",
       Action::SeeOwnSessions,
       "session",
       "Who is signed in, in which post",
       {},
       nullptr,
       session_schema,
       200,
       nullptr,
       show},
      {Method::Delete,
       "/api/v1/session",
       Action::EndOwnSessions,
       "sign_out",
       "Sign out",
       {},
       nullptr,
       nullptr,
       204,
       nullptr,
       sign_out},
      {Method::Put,
       "/api/v1/session/post",
       Action::SeeOwnSessions,
       "switch_post",
       "Act in another of one's posts",
       {},
       schema_of<PostChoice>,
       session_schema,
       200,
       nullptr,
       switch_post},
      {Method::Get,
       "/api/v1/sessions",
       Action::SeeOwnSessions,
       "sessions",
       "One's own sessions",
       {},
       nullptr,
       schema_of<SessionList>,
       200,
       nullptr,
       list},
      {Method::Delete,
       "/api/v1/sessions/{id}",
       Action::EndOwnSessions,
       "end_session",
       "End one of one's own sessions",
       {},
       nullptr,
       nullptr,
       204,
       nullptr,
       end_one},
      {Method::Put,
       "/api/v1/account/password",
       Action::ChangeOwnPassword,
       "change_password",
       "Change one's password; the other sessions end",
       {},
       schema_of<NewPassword>,
       nullptr,
       204,
       nullptr,
       change_password},
  };
}

}  // namespace gangway::api
