// Requests as staff and askers see them: names instead of ids, and how each day came about.
#pragma once

#include <boost/describe/class.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "api/services.h"
#include "base/json_bind.h"
#include "network/network.h"
#include "requests/requests.h"

namespace gangway::api {

struct UnitView {
  std::string place;
  std::string department;
  Bilingual name;
};
BOOST_DESCRIBE_STRUCT(UnitView, (), (place, department, name))

struct Colleague {
  AccountId account;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Colleague, (), (account, name))

struct OfferView {
  UnitView to;
  Colleague by;
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(OfferView, (), (to, by, at))

struct NoteView {
  Instant at{};
  Colleague by;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(NoteView, (), (at, by, text))

struct CallView {
  Colleague by;
  Instant at{};
  requests::CallResult result = requests::CallResult::NotReached;
};
BOOST_DESCRIBE_STRUCT(CallView, (), (by, at, result))

struct GateView {
  bool open = false;
  bool answered = false;
  bool no_offer_open = false;
  bool reached = false;
  int days_not_reached = 0;
  int days_needed = 0;
};
BOOST_DESCRIBE_STRUCT(GateView, (), (open, answered, no_offer_open, reached, days_not_reached, days_needed))

// Where the limit comes from.
struct LimitView {
  int workdays = 0;
  std::string source;  // of sources.yaml; empty: the network's own promise
  bool unverified = false;
  Bilingual note;
};
BOOST_DESCRIBE_STRUCT(LimitView, (), (workdays, source, unverified, note))

struct RequestView {
  RequestId id;
  int version = 0;
  requests::Kind kind = requests::Kind::Question;
  requests::Channel channel = requests::Channel::Window;
  requests::Stage stage = requests::Stage::Handling;
  Colleague owner;
  UnitView unit;
  std::optional<Colleague> handler;
  std::optional<OfferView> offer;
  std::vector<UnitView> refused_by;
  bool escalated = false;
  Instant received_at{};
  std::optional<Day> due;
  Bilingual due_text;  // how the day was counted; without a day, why there is none
  std::optional<int> slack;
  LimitView limit;
  std::optional<Instant> answered_at;
  std::vector<CallView> calls;
  int reopened = 0;
  GateView gate;
  std::optional<Instant> closed_at;
  std::optional<requests::Ending> ending;
  std::string code;
  std::string language;
  std::string question;
  std::string name;
  std::string contact;
  std::string answer;
  std::vector<NoteView> notes;
  std::optional<requests::Grade> grade;  // of the present ending, by the asker
  std::string review;                    // what was said with it
  std::optional<Colleague> complained_of;
  std::optional<RequestId> about;  // the request that it complains of
};
BOOST_DESCRIBE_STRUCT(RequestView, (),
                      (id, version, kind, channel, stage, owner, unit, handler, offer, refused_by, escalated,
                       received_at, due, due_text, slack, limit, answered_at, calls, reopened, gate,
                       closed_at, ending, code, language, question, name, contact, answer, notes, grade,
                       review, complained_of, about))

struct RequestList {
  std::int64_t count = 0;  // of all that fit, listed or not
  std::vector<RequestView> requests;
};
BOOST_DESCRIBE_STRUCT(RequestList, (), (count, requests))

// What the asker sees: who has it, what next, by when and why that day. No names of staff but the first-ask
// owner's.
struct RequestStatus {
  std::string code;
  requests::Kind kind = requests::Kind::Question;
  requests::Stage stage = requests::Stage::Handling;
  std::string owner;
  UnitView unit;
  Instant received_at{};
  std::optional<Day> due;
  Bilingual due_text;
  LimitView limit;
  Bilingual next;
  std::string question;
  std::string answer;
  int reopened = 0;
  bool may_review = false;  // it has ended and this ending was not rated yet
  std::optional<requests::Grade> grade;
  std::string review;
  std::string complaint;  // the code of what a bad grade became; only in the answer to it
};
BOOST_DESCRIBE_STRUCT(RequestStatus, (),
                      (code, kind, stage, owner, unit, received_at, due, due_text, limit, next, question,
                       answer, reopened, may_review, grade, review, complaint))

// Names of units and colleagues, each looked up once.
class Names {
 public:
  explicit Names(Services& services);
  [[nodiscard]] UnitView unit(const requests::Unit& unit) const;
  [[nodiscard]] Colleague colleague(AccountId id);

 private:
  Services& services_;
  std::map<std::string, network::Place> places_;  // by path
  std::map<std::pair<PlaceId, std::string>, Bilingual> departments_;
  std::map<AccountId, std::string> colleagues_;
};

[[nodiscard]] RequestView view_of(Services& services, Names& names, const requests::Detail& detail,
                                  Instant now);
[[nodiscard]] RequestStatus status_of(Services& services, const requests::Detail& detail);

}  // namespace gangway::api
