// What the adapters to the departments' systems use.
#include <algorithm>

#include "cases/case_change.h"
#include "cases/case_sealed.h"

namespace gangway::cases {
namespace {

// Somebody may change the case between reading and writing; then what was decided is decided again.
constexpr int kAttempts = 50;

constexpr access::Scope kSystemScope{access::Reach::Anything, {}, {}, {}, access::Purpose::None};

std::string_view event_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::Received:
      return "case.answer_received";
    case Verdict::SupplementAsked:
      return "case.answer_supplement_asked";
    case Verdict::Approved:
      return "case.answer_approved";
    case Verdict::Refused:
      return "case.answer_refused";
    case Verdict::Revoked:
      return "case.answer_revoked";
  }
  return {};
}

Result<void> check(const Answer& answer) {
  if (answer.id.empty()) return fail(ErrorCode::Invalid, "cases.answer_incomplete", std::string("/id"));
  TRY(check_length(answer.system, kMaxShortCharacters, "/system"));
  TRY(check_length(answer.id, kMaxShortCharacters, "/id"));
  TRY(check_length(answer.issued.document_number, kMaxShortCharacters, "/issued/document_number"));
  TRY(check_length(answer.issued.name, kMaxShortCharacters, "/issued/name"));
  TRY(check_length(answer.issued.passport, kMaxShortCharacters, "/issued/passport"));
  TRY(check_length(answer.reason, kMaxTextCharacters, "/reason"));
  if (answer.papers.size() > kMostPapers)
    return fail(ErrorCode::TooLarge, "cases.too_many_papers", Args{{"most", std::to_string(kMostPapers)}},
                "/papers");
  for (const auto& paper : answer.papers) TRY(check_length(paper, kMaxShortCharacters, "/papers"));
  return {};
}

}  // namespace

std::vector<Message> Cases::to_send(const std::string& system, int limit) {
  return db_.read([&](const store::ReadTx& tx) {
    std::vector<Message> out;
    for (auto& row : unsent_messages(tx, system, limit)) {
      const auto key = vault_.load(tx, row.key);
      if (!key) continue;  // erased
      row.message.body = journal::open_sealed(key->key, row.sealed, message_subject(row.message.id));
      out.push_back(std::move(row.message));
    }
    return out;
  });
}

Result<void> Cases::mark_sent(MessageId message, Instant at) {
  for (int i = 0; i < kAttempts; ++i) {
    const auto row = db_.read([&](const store::ReadTx& tx) { return find_message(tx, message); });
    if (!row) return fail(ErrorCode::NotFound, "cases.no_such_message");
    if (row->sent) return {};
    TRY_ASSIGN(auto stored, load({row->message.case_id, 0, {}, kSystemScope, {}, at, std::nullopt}));
    auto changed = stored.detail;
    note_sent(changed.file, row->message.branch, row->message.kind, at);
    Extra extra{"case.message_sent", changed.file.unit.place, "system", {}, {}, at};
    extra.sent = message;
    const auto done = save(std::move(stored), std::move(changed), extra);
    if (done) return {};
    if (done.error().code != ErrorCode::Stale) return tl::unexpected<Error>(done.error());
  }
  return fail(ErrorCode::Stale, "cases.stale");
}

Result<Effect> Cases::receive(const Answer& answer, Instant now) {
  TRY(check(answer));
  for (int i = 0; i < kAttempts; ++i) {
    // Looked up before the case is read: the answer is stored together with a new version of its case, so
    // whoever stores it meanwhile makes this attempt stale.
    TRY_ASSIGN(auto stored, load({answer.case_id, 0, {}, kSystemScope, {}, now, std::nullopt}));
    const auto known =
        db_.read([&](const store::ReadTx& tx) { return find_answer(tx, answer.system, answer.id); });
    if (known) return *known;
    auto changed = stored.detail;
    TRY_ASSIGN(const auto effect, take_answer(changed.file, answer,
                                              rules_(changed.file, changed.contents.facts), calendar_, now));
    Extra extra{std::string(event_of(answer.verdict)),
                changed.file.unit.place,
                "system:" + answer.system,
                {},
                answer.reason,
                now};
    extra.answer = &answer;
    extra.effect = effect;
    const auto done = save(std::move(stored), std::move(changed), extra);
    if (done) return effect;
    if (done.error().code != ErrorCode::Stale) return tl::unexpected<Error>(done.error());
  }
  return fail(ErrorCode::Stale, "cases.stale");
}

}  // namespace gangway::cases
