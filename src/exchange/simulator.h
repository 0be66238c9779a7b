// A department's system as it may behave: for demonstrations and for tests, as a process of its own.
//
// Shape:  takes signed messages, answers that it has received them, decides after a while, and sends its
// answers,
//         signed, until they have been taken. What it knows stands in its own database, so that it can be
//         killed and started again. It decides nothing by rules: it says yes, unless a fault is asked for.
// Faults: for one case or for all (Control). Numbers that it gives begin with "DEMO-".
// Errors: those of envelope.h; NotFound "exchange.no_such_fault".
// Threads: take, control and round from any.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "exchange/partner.h"
#include "exchange/receiver.h"
#include "exchange/sender.h"
#include "store/db.h"

namespace gangway::exchange {

[[nodiscard]] std::span<const store::Migration> simulator_migrations();

enum class Fault {
  None,
  Refuse,
  Supplement,     // asks for a paper first
  Silent,         // receives, and never decides until the fault is taken away
  Twice,          // each answer twice under one id
  TwiceOtherId,   // the decision again under another id
  WrongOrder,     // the decision before it says that it has received it
  RevokeLater,    // approves, and revokes one delay later
  OtherName,      // approves for another name
  OtherPassport,  // … with another passport number
  OtherStart,     // … from another day
  BadSignature,   // the first time; then properly
  Garbage,        // something that is no answer first; then properly
};
BOOST_DESCRIBE_ENUM(Fault, None, Refuse, Supplement, Silent, Twice, TwiceOtherId, WrongOrder, RevokeLater,
                    OtherName, OtherPassport, OtherStart, BadSignature, Garbage)

struct Control {
  std::optional<Fault> fault;                               // for all cases without one of their own
  std::optional<std::map<std::string, std::string>> cases;  // case id to fault
  std::optional<bool> down;                                 // takes nothing and sends nothing
  std::optional<int> delay_ms;                              // between receiving and deciding
};
BOOST_DESCRIBE_STRUCT(Control, (), (fault, cases, down, delay_ms))

class Simulator {
 public:
  // The references outlive the object.
  Simulator(std::string system, store::Db& db, const Config& config, std::chrono::milliseconds delay,
            Sender::Post post)
      : system_(std::move(system)), db_(db), config_(config), delay_(delay), post_(std::move(post)) {}

  // A message from Gangway. Unavailable "exchange.down" while it is down.
  [[nodiscard]] Result<void> take(std::string_view bytes, std::string_view signature, Instant now);
  [[nodiscard]] Result<void> control(const Control& control);
  // Decides what is due and sends what is not taken yet. How many answers were taken.
  int round(Instant now);

  [[nodiscard]] int messages();
  [[nodiscard]] int undelivered();

 private:
  [[nodiscard]] Fault fault_of(const std::string& case_id);

  std::string system_;
  store::Db& db_;
  const Config& config_;
  std::mutex mutex_;  // guards what follows
  std::chrono::milliseconds delay_;
  Fault fault_ = Fault::None;
  std::map<std::string, Fault> cases_;
  bool down_ = false;
  Sender::Post post_;
};

}  // namespace gangway::exchange
