// One request (诉求) from first contact to its end: who is answerable for it, who handles it now, and the
// gates it passes.
//
// Shape:  pure decisions. Each command takes the request as it is and gives the request as it will be, or
//         says why not; nothing here reads a clock or a store. store and journal are requests.h's.
// Always: exactly one first-ask owner (首问责任人) from the first contact to the end, and exactly one
// handling
//         unit (承办单位), whatever the command. An offer of the baton changes the unit only when it is
//         accepted.
// Whose:  the person a complaint is about neither owns it nor handles it nor calls back.
// Gate:   a request is closed only by close(), and only after an answer and a follow-up call (回访) about
// that
//         answer: the asker was reached and is content, or could not be reached on as many days as the rules
//         say, which then stands in the ending. An asker who is not content reopens it.
// Limits: working days from the rules (packs), counted from the day of receiving; a reopened request has the
//         limit for reopened ones. The owner's limit goes on whoever holds the baton. Beyond the announced
//         calendar there is no day: `due` is absent.
// Errors: Conflict "requests.…" when the request is not in a state that allows the command, with the reason
//         in words; Invalid for wrong input.
// Source: the forum's first-ask responsibility and relay (docs/glossary.md); State Council 国办发〔2020〕53号
//         for the chain of accepting, handling, answering, calling back and closing; 国办发〔2019〕51号 for
//         the five grades.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/result.h"
#include "workdays/calendar.h"

namespace gangway::requests {

enum class Channel { Hotline12367, Hotline12345, OfficialAccount, Web, Window, Email, LiaisonPoint };
BOOST_DESCRIBE_ENUM(Channel, Hotline12367, Hotline12345, OfficialAccount, Web, Window, Email, LiaisonPoint)

enum class Kind { Question, Help, Complaint };
BOOST_DESCRIBE_ENUM(Kind, Question, Help, Complaint)

enum class Stage {
  Handling,  // somebody works on an answer
  Answered,  // the answer is given, the follow-up call is to be made
  Closed,
};
BOOST_DESCRIBE_ENUM(Stage, Handling, Answered, Closed)

// A department at a place. `place` is a path, "/1/4/".
struct Unit {
  std::string place;
  std::string department;

  friend auto operator<=>(const Unit&, const Unit&) = default;
};
BOOST_DESCRIBE_STRUCT(Unit, (), (place, department))

// The baton held out to another unit.
struct Offer {
  Unit to;
  AccountId by;
  Instant at{};
};

enum class CallResult {
  Content,     // reached, and content with the answer
  NotContent,  // reached, and not content: this reopens
  NotReached,
};
BOOST_DESCRIBE_ENUM(CallResult, Content, NotContent, NotReached)

struct Call {
  AccountId by;
  Instant at{};
  CallResult result = CallResult::NotReached;
};

enum class Ending { Content, NotReached };
BOOST_DESCRIBE_ENUM(Ending, Content, NotReached)

// What the asker says of a service that has ended (好差评). The last two are bad.
enum class Grade { VerySatisfied, Satisfied, BasicallySatisfied, Dissatisfied, VeryDissatisfied };
BOOST_DESCRIBE_ENUM(Grade, VerySatisfied, Satisfied, BasicallySatisfied, Dissatisfied, VeryDissatisfied)
[[nodiscard]] constexpr bool is_bad(Grade grade) { return grade >= Grade::Dissatisfied; }

// What the packs say of the place and day of receiving.
struct Rules {
  int answer_workdays = 0;    // for this kind of request
  int reopened_workdays = 0;  // after reopening
  int most_refusals = 0;      // the refusal after which the fallback unit gets it
  int silence_hours = 0;      // an offer that nobody takes is escalated after so many hours
  int calls_not_reached = 0;  // on so many different days, before it may end without reaching the asker
  Unit fallback;              // by name: whom too many refusals go to
};

struct Request {
  RequestId id;
  int version = 0;
  Kind kind = Kind::Question;
  Channel channel = Channel::Window;
  Stage stage = Stage::Handling;
  AccountId owner;                   // first-ask owner
  std::string owner_place;           // path of the place where it was first asked
  Unit unit;                         // handling unit
  std::optional<AccountId> handler;  // who in the unit took it
  std::optional<Offer> offer;        // the baton, held out and not yet taken
  std::vector<Unit> refused_by;      // since somebody last accepted it
  bool escalated = false;            // the present offer was silent for too long
  Instant received_at{};
  std::optional<Day> due;
  std::optional<Instant> answered_at;
  std::vector<Call> calls;  // about the present answer
  int reopened = 0;
  std::optional<Instant> closed_at;
  std::optional<Ending> ending;
  std::optional<Grade> grade;              // of the present ending; asked once
  std::optional<AccountId> complained_of;  // whose work it is about: never its owner, handler or caller
  std::optional<RequestId> about;          // the request that it complains of
};

// What somebody asks, as the first who hears it writes it down.
struct Received {
  RequestId id;
  Kind kind = Kind::Question;
  Channel channel = Channel::Window;
  AccountId owner;
  Unit unit;  // of the owner: it handles the request until another takes the baton
  Instant at{};
  std::optional<AccountId> complained_of = std::nullopt;
  std::optional<RequestId> about = std::nullopt;
};
[[nodiscard]] Result<Request> receive(const Received& received, const Rules& rules,
                                      const workdays::Calendar& calendar);

// Somebody of the handling unit takes it on.
[[nodiscard]] Result<Request> take(Request request, AccountId by);

// Holds the baton out to another unit. One offer at a time, never to a unit that refused it before, and none
// after too many refusals: then whoever holds it handles it.
[[nodiscard]] Result<Request> offer(Request request, const Unit& to, AccountId by, const Rules& rules,
                                    Instant now);
// `unit`: of who accepts or refuses. Only the unit that the baton is held out to may.
[[nodiscard]] Result<Request> accept(Request request, const Unit& unit, AccountId by);
// The reason goes with the event; it must not be empty. The refusal that is one too many gives the request to
// the fallback unit, which cannot refuse.
[[nodiscard]] Result<Request> refuse(Request request, const Unit& unit, std::string_view reason,
                                     const Rules& rules);
[[nodiscard]] Result<Request> withdraw_offer(Request request);
// Time passes: an offer that was silent for too long is marked, once. The request as it was when there is
// nothing to do.
[[nodiscard]] Request note_silence(Request request, const Rules& rules, Instant now);

// Another first-ask owner, by a supervisor: who left, or must not handle a complaint about himself.
[[nodiscard]] Result<Request> give_to_owner(Request request, AccountId owner);

[[nodiscard]] Result<Request> answer(Request request, AccountId by, Instant now);
// A call about the answer. NotContent reopens with a limit of its own.
[[nodiscard]] Result<Request> follow_up(Request request, const Call& call, const Rules& rules,
                                        const workdays::Calendar& calendar);
[[nodiscard]] Result<Request> close(Request request, const Rules& rules, Instant now);
// The asker comes back to a closed request.
[[nodiscard]] Result<Request> reopen(Request request, const Rules& rules, const workdays::Calendar& calendar,
                                     Instant now);

// What the asker says of the ending, once for each ending.
[[nodiscard]] Result<Request> review(Request request, Grade grade);

// The gate before closing, each condition met or not: what the screen lists.
struct Gate {
  bool answered = false;
  bool no_offer_open = false;
  bool reached = false;      // and content
  int days_not_reached = 0;  // different days on which a call did not reach the asker
  int days_needed = 0;

  [[nodiscard]] bool open() const {
    return answered && no_offer_open && (reached || days_not_reached >= days_needed);
  }
};
[[nodiscard]] Gate gate_of(const Request& request, const Rules& rules);

// Working days left until `due`, today not counted; negative: so many days late. nullopt: no day is known.
[[nodiscard]] std::optional<int> slack(const Request& request, const workdays::Calendar& calendar, Day today);

}  // namespace gangway::requests
