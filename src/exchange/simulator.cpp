#include "exchange/simulator.h"

#include <algorithm>
#include <cctype>

#include "base/json_bind.h"

namespace gangway::exchange {
namespace {

constexpr store::Migration kMigrations[] = {{"simulator", 1, R"(CREATE TABLE sim_message (
  id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  branch TEXT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  decide_at BIGINT,
  revoke_at BIGINT
);
CREATE TABLE sim_answer (
  id TEXT PRIMARY KEY,
  message TEXT NOT NULL,
  envelope TEXT NOT NULL,
  number BIGINT NOT NULL,
  spoiled BIGINT NOT NULL,
  taken_at BIGINT
);
CREATE INDEX sim_answer_open ON sim_answer(number) WHERE taken_at IS NULL;
)"}};

constexpr std::chrono::days kValid{365};

// What of a message the simulator looks at.
struct Asked {
  std::string id;
  std::string case_id;
  std::string branch;
  std::string kind;
  json::Value body;
};

std::string text_member(const json::Value& body, std::string_view name) {
  const auto* const object = body.if_object();
  const auto* const found = object == nullptr ? nullptr : object->if_contains(name);
  return found != nullptr && found->is_string() ? std::string(found->as_string()) : std::string();
}

std::string fact(const json::Value& body, std::string_view name) {
  const auto* const object = body.if_object();
  const auto* const facts = object == nullptr ? nullptr : object->if_contains("facts");
  return facts == nullptr ? std::string() : text_member(*facts, name);
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

Asked asked_of(const Envelope& envelope) {
  return {envelope.id, text_member(envelope.body, "case_id"), text_member(envelope.body, "branch"),
          envelope.kind, envelope.body};
}

Answer answer_to(const Asked& asked, Verdict verdict, Instant now) {
  Answer out;
  out.case_id = CaseId(std::stoll("0" + asked.case_id));
  out.branch = BranchId(std::stoll("0" + asked.branch));
  out.verdict = verdict;
  out.decided_at = now;
  return out;
}

// What both departments print, from what both were sent: name and passport of the application, and a day that
// depends on nothing but the case.
Answer approval(const std::string& system, const Asked& asked, Fault fault, Instant now) {
  auto out = answer_to(asked, Verdict::Approved, now);
  const auto passport = fact(asked.body, "applicant.passport");
  auto start = day_in_shanghai(made_at(out.case_id.value())) + std::chrono::days{30};
  if (const auto given = parse_day(fact(asked.body, "applicant.start_day"))) start = *given;
  if (fault == Fault::OtherStart) start += std::chrono::days{1};
  out.document_number = "DEMO-" + upper(system.substr(0, 3)) + "-" + asked.branch;
  out.name = upper(text_member(asked.body, "applicant")) + (fault == Fault::OtherName ? " X" : "");
  out.passport =
      (passport.empty() ? "DEMO" + asked.case_id : passport) + (fault == Fault::OtherPassport ? "0" : "");
  out.from = start;
  out.until = start + kValid;
  return out;
}

Answer decision(const std::string& system, const Asked& asked, Fault fault, Instant now) {
  if (fault == Fault::Refuse) {
    auto out = answer_to(asked, Verdict::Refused, now);
    out.reason = "演示：这个系统被设为不批准。Demonstration: this system was set to refuse.";
    return out;
  }
  if (fault == Fault::Supplement && asked.kind != "supplement") {
    auto out = answer_to(asked, Verdict::SupplementAsked, now);
    out.reason = "演示：缺一份材料。Demonstration: one paper is missing.";
    out.papers = std::vector<std::string>{"demonstration-paper"};
    return out;
  }
  return approval(system, asked, fault, now);
}

std::optional<Asked> find_message(const store::ReadTx& tx, const std::string& id) {
  return tx.one(
      "SELECT id, case_id, branch, kind, body FROM sim_message WHERE id = $1",
      [](const store::Row& row) {
        return Asked{row.text(0), row.text(1), row.text(2), row.text(3), json::parse(row.text(4)).value()};
      },
      id);
}

std::int64_t next_number(const store::ReadTx& tx) {
  return *tx.one("SELECT COALESCE(MAX(number), 0) + 1 FROM sim_answer",
                 [](const store::Row& row) { return row.integer(0); });
}

struct Waiting {
  std::string id;
  std::string envelope;
  bool spoiled = false;
};

int count(store::Db& db, std::string_view sql) {
  return db.read([&](const store::ReadTx& tx) {
    return *tx.one(sql, [](const store::Row& row) { return row.get<int>(0); });
  });
}

// Writes the answer down under `id`; once.
void add_answer(store::Tx& tx, const std::string& system, const std::string& id, const Asked& asked,
                const Answer& answer, Instant now, bool spoiled) {
  const Envelope envelope{system, std::string(kGangway), id, asked.id, "answer", now, json::write(answer)};
  tx.run(
      "INSERT INTO sim_answer (id, message, envelope, number, spoiled, taken_at) VALUES ($1, $2, $3, $4, $5, "
      "NULL)"
      " ON CONFLICT (id) DO NOTHING",
      id, asked.id, bytes_of(envelope), next_number(tx), spoiled);
}

}  // namespace

std::span<const store::Migration> simulator_migrations() { return kMigrations; }

Fault Simulator::fault_of(const std::string& case_id) {
  const std::scoped_lock lock(mutex_);
  const auto own = cases_.find(case_id);
  return own == cases_.end() ? fault_ : own->second;
}

Result<void> Simulator::control(const Control& control) {
  const std::scoped_lock lock(mutex_);
  if (control.cases) {
    for (const auto& [id, name] : *control.cases) {
      std::vector<Error> errors;
      const auto fault = json::read<Fault>(json::Value(name), errors);
      if (!fault)
        return fail(ErrorCode::NotFound, "exchange.no_such_fault", "/cases" + json::pointer_step(id));
      cases_[id] = *fault;
    }
  }
  if (control.fault) fault_ = *control.fault;
  if (control.down) down_ = *control.down;
  if (control.delay_ms) delay_ = std::chrono::milliseconds{*control.delay_ms};
  return {};
}

Result<void> Simulator::take(std::string_view bytes, std::string_view signature, Instant now) {
  std::chrono::milliseconds delay{};
  {
    const std::scoped_lock lock(mutex_);
    if (down_) return fail(ErrorCode::Unavailable, "exchange.down");
    delay = delay_;
  }
  TRY_ASSIGN(const auto envelope, read_envelope(bytes));
  const auto* const partner = config_.find(envelope.from);
  if (partner == nullptr) return fail(ErrorCode::Unauthorized, "exchange.unknown_key");
  TRY(verify(bytes, signature, partner->keys));
  if (envelope.to != system_) return fail(ErrorCode::Invalid, "exchange.not_for_us");
  const auto asked = asked_of(envelope);
  const auto fault = fault_of(asked.case_id);
  const bool decides = asked.kind != "withdraw";
  return db_.in_transaction([&](store::Tx& tx) -> Result<void> {
    if (find_message(tx, asked.id)) return {};
    tx.run(
        "INSERT INTO sim_message (id, case_id, branch, kind, body, decide_at, revoke_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, NULL)",
        asked.id, asked.case_id, asked.branch, asked.kind, json::serialize(asked.body),
        decides ? std::optional(now + delay) : std::nullopt);
    if (decides && fault != Fault::WrongOrder) {
      const bool spoiled = fault == Fault::BadSignature || fault == Fault::Garbage;
      add_answer(tx, system_, asked.id + "-received", asked, answer_to(asked, Verdict::Received, now), now,
                 spoiled);
    }
    return {};
  });
}

int Simulator::round(Instant now) {
  std::chrono::milliseconds delay{};
  {
    const std::scoped_lock lock(mutex_);
    if (down_) return 0;
    delay = delay_;
  }
  // Decisions that are due.
  const auto due = db_.read([&](const store::ReadTx& tx) {
    return tx.all(
        "SELECT id, revoke_at FROM sim_message WHERE decide_at <= $1 OR revoke_at <= $1 ORDER BY id",
        [](const store::Row& row) { return std::pair(row.text(0), !row.is_null(1)); }, now);
  });
  for (const auto& [id, revoking] : due) {
    (void)db_.in_transaction([&](store::Tx& tx) -> Result<void> {
      const auto asked = find_message(tx, id);
      if (!asked) return {};
      const auto fault = fault_of(asked->case_id);
      if (revoking) {
        auto answer = answer_to(*asked, Verdict::Revoked, now);
        answer.reason = "演示：批准后撤销。Demonstration: revoked after approval.";
        add_answer(tx, system_, id + "-revoked", *asked, answer, now, false);
        tx.run("UPDATE sim_message SET revoke_at = NULL WHERE id = $1", id);
        return {};
      }
      if (fault == Fault::Silent) return {};
      const auto answer = decision(system_, *asked, fault, now);
      add_answer(tx, system_, id + "-decided", *asked, answer, now, false);
      if (fault == Fault::TwiceOtherId)
        add_answer(tx, system_, id + "-decided-again", *asked, answer, now, false);
      if (fault == Fault::WrongOrder) {
        add_answer(tx, system_, id + "-received", *asked, answer_to(*asked, Verdict::Received, now - delay),
                   now, false);
      }
      const auto revoke_at = fault == Fault::RevokeLater ? std::optional(now + delay) : std::nullopt;
      tx.run("UPDATE sim_message SET decide_at = NULL, revoke_at = $1 WHERE id = $2", revoke_at, id);
      return {};
    });
  }
  // Answers that were not taken yet, in the order in which they were given.
  const auto waiting = db_.read([](const store::ReadTx& tx) {
    return tx.all("SELECT id, envelope, spoiled FROM sim_answer WHERE taken_at IS NULL ORDER BY number",
                  [](const store::Row& row) {
                    return Waiting{row.text(0), row.text(1), row.boolean(2)};
                  });
  });
  const auto* const gangway = config_.find(kGangway);
  int taken = 0;
  for (const auto& one : waiting) {
    if (gangway == nullptr) break;
    const auto envelope = read_envelope(one.envelope);
    const auto fault = fault_of(text_member(envelope->body, "case_id"));
    if (one.spoiled) {
      // Sent once as it should not be; whatever Gangway says to that, the proper one follows.
      const bool garbage = fault == Fault::Garbage;
      const std::string nonsense = "{\"this is\": no answer";
      const std::string& bytes = garbage ? nonsense : one.envelope;
      auto signature = config_.own.sign(bytes);
      if (!garbage) signature.back() = signature.back() == '0' ? '1' : '0';
      (void)post_(gangway->address, bytes, signature);
      (void)db_.in_transaction([&](store::Tx& tx) -> Result<void> {
        tx.run("UPDATE sim_answer SET spoiled = 0 WHERE id = $1", one.id);
        return {};
      });
    }
    const auto signature = config_.own.sign(one.envelope);
    const auto status = post_(gangway->address, one.envelope, signature);
    if (fault == Fault::Twice) (void)post_(gangway->address, one.envelope, signature);
    if (!status || *status >= 500 || *status == 429) break;  // again in the next round, in this order
    (void)db_.in_transaction([&](store::Tx& tx) -> Result<void> {
      tx.run("UPDATE sim_answer SET taken_at = $1 WHERE id = $2", now, one.id);
      return {};
    });
    ++taken;
  }
  return taken;
}

int Simulator::messages() { return count(db_, "SELECT COUNT(*) FROM sim_message"); }
int Simulator::undelivered() { return count(db_, "SELECT COUNT(*) FROM sim_answer WHERE taken_at IS NULL"); }

}  // namespace gangway::exchange
