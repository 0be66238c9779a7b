#include "requests/requests.h"

#include "base/json_bind.h"
#include "base/utf8.h"
#include "requests/request_store.h"

namespace gangway::requests {
namespace {

constexpr std::size_t kMostNotes = 500;

std::string subject(RequestId id) { return "request:" + std::to_string(id.value()); }

tl::unexpected<Error> not_found() { return fail(ErrorCode::NotFound, "requests.not_found"); }

Result<void> check_length(std::string_view text, std::size_t most, const char* field) {
  if (utf8::count_characters(text) <= most) return {};
  return fail(ErrorCode::Invalid, "requests.too_long", Args{{"characters", std::to_string(most)}}, field);
}

Contents read_contents(const journal::PersonKey& key, const RequestRow& row) {
  const auto value = json::parse(journal::open_sealed(key.key, row.sealed, subject(row.request.id)),
                                 {.max_bytes = std::size_t{64} << 20});
  auto contents = value ? json::read<Contents>(*value) : tl::unexpected<Error>(value.error());
  if (!contents) throw store::Failure("request: the sealed contents do not read: " + contents.error().key);
  return *std::move(contents);
}

// Whether one row lies within the scope: the detail asks this, lists ask it in SQL.
bool within(const Request& request, const access::Scope& scope) {
  const Unit mine{scope.place, scope.department};
  switch (scope.reach) {
    case access::Reach::Anything:
      return true;
    case access::Reach::Below:
      return scope.covers(request.unit.place) || scope.covers(request.owner_place);
    case access::Reach::Mine:
      return request.owner == scope.account || request.handler == scope.account || request.unit == mine ||
             (request.offer && request.offer->to == mine);
    case access::Reach::Own:
      return false;  // the asker's way is the code
  }
  return false;
}

Result<Detail> opened(const store::ReadTx& tx, const journal::Vault& vault, RequestRow row) {
  TRY_ASSIGN(const auto key, vault.load(tx, row.key));
  auto contents = read_contents(key, row);
  return Detail{std::move(row.request), std::move(contents)};
}

struct Known {
  RequestRow row;
  journal::PersonKey key;
};

}  // namespace

// A command: what its event is called, what it decides, and what it writes into the sealed contents.
struct Requests::Change {
  std::string_view event;
  std::function<Result<Request>(Request, const Rules&)> decide;
  std::function<void(Contents&)> write = [](Contents&) {};
};

AccountId worker_of(const Request& request) { return request.handler.value_or(request.owner); }

// A new request, ready to be stored.
struct Requests::Prepared {
  Detail detail;
  journal::Vault::Made made;
  store::Bytes sealed;
  journal::Event event;
  journal::Body body;
};

Result<Requests::Prepared> Requests::prepare(const NewRequest& asked, const Actor& by, Instant now) {
  if (asked.question.empty())
    return fail(ErrorCode::Invalid, "requests.question_missing", std::string("/question"));
  TRY(check_length(asked.question, kMaxTextCharacters, "/question"));
  TRY(check_length(asked.name, kMaxContactCharacters, "/name"));
  TRY(check_length(asked.contact, kMaxContactCharacters, "/contact"));
  Request draft;
  draft.kind = asked.kind;
  draft.owner_place = by.unit.place;
  TRY_ASSIGN(auto request, requests::receive({ids_.next<RequestId>(), asked.kind, asked.channel, by.account,
                                              by.unit, now, asked.complained_of, asked.about},
                                             rules_(draft), calendar_));
  auto made = vault_.make(ids_.next<KeyId>());
  Contents contents{PublicCode::make(random_).text(),
                    asked.language,
                    asked.question,
                    asked.name,
                    asked.contact,
                    {},
                    {},
                    std::nullopt};
  const auto text = json::serialize(json::write(contents));
  auto sealed = journal::seal(made.key.key, text, subject(request.id), random_);
  journal::Event event{ids_.next<EventId>(),
                       now,
                       "request.received",
                       by.unit.place,
                       {subject(request.id)},
                       "account:" + std::to_string(by.account.value()),
                       by.purpose};
  auto body = journal::seal_body(made.key, event.id, text, random_);
  return Prepared{{std::move(request), std::move(contents)},
                  std::move(made),
                  std::move(sealed),
                  std::move(event),
                  std::move(body)};
}

Detail Requests::keep(store::Tx& tx, const Prepared& prepared) {
  journal::Vault::store(tx, prepared.made);
  insert(tx, {prepared.detail.request, prepared.made.key.id, prepared.sealed},
         journal::lookup_hash(prepared.detail.contents.code));
  chain_.append(tx, prepared.event, prepared.body);
  return prepared.detail;
}

Result<Detail> Requests::receive(const NewRequest& asked, const Actor& by, Instant now,
                                 const std::optional<journal::Retry>& retry) {
  TRY_ASSIGN(const auto prepared, prepare(asked, by, now));
  return db_.in_transaction([&](store::Tx& tx) -> Result<Detail> {
    if (retry) {
      TRY_ASSIGN(const auto before, journal::made_before(tx, *retry));
      if (before) {
        auto first = find_request(tx, RequestId(*before));
        if (!first) return not_found();
        return opened(tx, vault_, *std::move(first));
      }
      journal::note_made(tx, *retry, prepared.detail.request.id.value(), now);
    }
    return keep(tx, prepared);
  });
}

Result<Requests::Reviewed> Requests::review(const PublicCode& code, Grade grade, const std::string& text,
                                            const Actor& complaints, Instant now) {
  TRY(check_length(text, kMaxTextCharacters, "/text"));
  TRY_ASSIGN(const auto seen, find(code));
  std::optional<Prepared> complaint;
  if (is_bad(grade)) {
    const auto& c = seen.contents;
    const auto question = text.empty() ? c.question : text;
    TRY_ASSIGN(complaint, prepare({Kind::Complaint, seen.request.channel, c.language, question, c.name,
                                   c.contact, worker_of(seen.request), seen.request.id},
                                  complaints, now));
  }
  return db_.in_transaction([&](store::Tx& tx) -> Result<Reviewed> {
    auto row = find_request(tx, seen.request.id);
    if (!row) return not_found();
    if (row->request.version != seen.request.version) return fail(ErrorCode::Stale, "requests.stale");
    TRY_ASSIGN(auto changed, requests::review(row->request, grade));
    ++changed.version;
    TRY_ASSIGN(const auto key, vault_.load(tx, row->key));
    auto contents = seen.contents;
    contents.review = text;
    const RequestRow written{
        changed, row->key,
        journal::seal(key.key, json::serialize(json::write(contents)), subject(changed.id), random_)};
    update(tx, written, row->request);
    const journal::Event event{ids_.next<EventId>(),
                               now,
                               "request.reviewed",
                               changed.unit.place,
                               {subject(changed.id)},
                               "public",
                               "own"};
    chain_.append(tx, event, journal::seal_body(key, event.id, text, random_));
    Reviewed out{{std::move(changed), std::move(contents)}, std::nullopt};
    if (complaint) out.complaint = keep(tx, *complaint);
    return out;
  });
}

Result<Detail> Requests::find(RequestId id, const access::Scope& scope) {
  return db_.read([&](const store::ReadTx& tx) -> Result<Detail> {
    auto row = find_request(tx, id);
    if (!row || !within(row->request, scope)) return not_found();
    return opened(tx, vault_, *std::move(row));
  });
}

Result<Detail> Requests::find(const PublicCode& code) {
  return db_.read([&](const store::ReadTx& tx) -> Result<Detail> {
    auto row = find_request(tx, journal::lookup_hash(code.text()));
    if (!row) return not_found();
    return opened(tx, vault_, *std::move(row));
  });
}

std::vector<Detail> Requests::list(const access::Scope& scope, const Filter& filter, int limit) {
  return db_.read([&](const store::ReadTx& tx) {
    std::vector<Detail> out;
    for (auto& row : list_requests(tx, scope, filter, limit)) {
      const auto key = vault_.load(tx, row.key);
      if (!key) continue;  // erased: nobody can be told what it was about
      auto contents = read_contents(*key, row);
      out.push_back({std::move(row.request), std::move(contents)});
    }
    return out;
  });
}

std::int64_t Requests::count(const access::Scope& scope, const Filter& filter) {
  return db_.read([&](const store::ReadTx& tx) { return count_requests(tx, scope, filter); });
}

Result<Detail> Requests::change(const Command& command, const access::Scope& scope, const Actor& by,
                                Instant now, const Change& how) {
  TRY(check_length(command.text, kMaxTextCharacters, "/text"));
  TRY_ASSIGN(auto known, db_.read([&](const store::ReadTx& tx) -> Result<Known> {
    auto row = find_request(tx, command.id);
    if (!row || !within(row->request, scope)) return not_found();
    TRY_ASSIGN(auto key, vault_.load(tx, row->key));
    return Known{*std::move(row), std::move(key)};
  }));
  auto& row = known.row;
  if (row.request.version != command.seen) return fail(ErrorCode::Stale, "requests.stale");
  const auto calls_before = row.request.calls.size();
  TRY_ASSIGN(auto changed, how.decide(row.request, rules_(row.request)));
  auto contents = read_contents(known.key, row);
  how.write(contents);
  if (contents.notes.size() > kMostNotes) return fail(ErrorCode::TooLarge, "requests.too_many_notes");
  changed.version = command.seen + 1;
  row.request = changed;
  row.sealed =
      journal::seal(known.key.key, json::serialize(json::write(contents)), subject(command.id), random_);
  const journal::Event event{ids_.next<EventId>(),
                             now,
                             std::string(how.event),
                             by.unit.place,
                             {subject(command.id)},
                             "account:" + std::to_string(by.account.value()),
                             by.purpose};
  const auto body = journal::seal_body(known.key, event.id, command.text, random_);
  return db_.in_transaction([&](store::Tx& tx) -> Result<Detail> {
    const auto stored = find_request(tx, command.id);
    if (!stored) return not_found();
    if (stored->request.version != command.seen) return fail(ErrorCode::Stale, "requests.stale");
    update(tx, row, stored->request);
    if (changed.calls.size() < calls_before || changed.calls.empty()) delete_calls(tx, command.id);
    if (changed.calls.size() > calls_before) insert_call(tx, command.id, changed.calls.back());
    chain_.append(tx, event, body);
    return Detail{changed, contents};
  });
}

namespace {

// What is said with a command stays with the request, in the order in which it was said.
auto noting(const std::string& text, AccountId by, Instant now) {
  return [&text, by, now](Contents& contents) {
    if (!text.empty()) contents.notes.push_back({now, by, text});
  };
}

Result<void> require_text(const std::string& text) {
  if (!text.empty()) return {};
  return fail(ErrorCode::Invalid, "requests.text_missing", std::string("/text"));
}

}  // namespace

Result<Detail> Requests::note(const Command& command, const access::Scope& scope, const Actor& by,
                              Instant now) {
  TRY(require_text(command.text));
  return change(command, scope, by, now,
                {"request.noted", [](Request request, const Rules&) -> Result<Request> { return request; },
                 noting(command.text, by.account, now)});
}

Result<Detail> Requests::take(const Command& command, const access::Scope& scope, const Actor& by,
                              Instant now) {
  return change(command, scope, by, now,
                {"request.taken",
                 [&](Request request, const Rules&) -> Result<Request> {
                   if (request.unit != by.unit) return fail(ErrorCode::Forbidden, "requests.not_your_unit");
                   return requests::take(std::move(request), by.account);
                 },
                 noting(command.text, by.account, now)});
}

Result<Detail> Requests::offer(const Command& command, const Unit& to, const access::Scope& scope,
                               const Actor& by, Instant now) {
  return change(command, scope, by, now,
                {"request.offered",
                 [&](Request request, const Rules& rules) {
                   return requests::offer(std::move(request), to, by.account, rules, now);
                 },
                 noting(command.text, by.account, now)});
}

Result<Detail> Requests::accept(const Command& command, const access::Scope& scope, const Actor& by,
                                Instant now) {
  return change(command, scope, by, now,
                {"request.accepted",
                 [&](Request request, const Rules&) {
                   return requests::accept(std::move(request), by.unit, by.account);
                 },
                 noting(command.text, by.account, now)});
}

Result<Detail> Requests::refuse(const Command& command, const access::Scope& scope, const Actor& by,
                                Instant now) {
  return change(command, scope, by, now,
                {"request.refused",
                 [&](Request request, const Rules& rules) {
                   return requests::refuse(std::move(request), by.unit, command.text, rules);
                 },
                 noting(command.text, by.account, now)});
}

Result<Detail> Requests::withdraw_offer(const Command& command, const access::Scope& scope, const Actor& by,
                                        Instant now) {
  return change(command, scope, by, now,
                {"request.offer_withdrawn",
                 [](Request request, const Rules&) { return requests::withdraw_offer(std::move(request)); },
                 noting(command.text, by.account, now)});
}

Result<Detail> Requests::answer(const Command& command, const access::Scope& scope, const Actor& by,
                                Instant now) {
  TRY(require_text(command.text));
  return change(command, scope, by, now,
                {"request.answered",
                 [&](Request request, const Rules&) -> Result<Request> {
                   if (request.unit != by.unit) return fail(ErrorCode::Forbidden, "requests.not_your_unit");
                   return requests::answer(std::move(request), by.account, now);
                 },
                 [&](Contents& contents) { contents.answer = command.text; }});
}

Result<Detail> Requests::follow_up(const Command& command, CallResult result, const access::Scope& scope,
                                   const Actor& by, Instant now) {
  return change(
      command, scope, by, now,
      {"request.called",
       [&](Request request, const Rules& rules) {
         return requests::follow_up(std::move(request), {by.account, now, result}, rules, calendar_);
       },
       noting(command.text, by.account, now)});
}

Result<Detail> Requests::close(const Command& command, const access::Scope& scope, const Actor& by,
                               Instant now) {
  return change(
      command, scope, by, now,
      {"request.closed",
       [&](Request request, const Rules& rules) { return requests::close(std::move(request), rules, now); },
       noting(command.text, by.account, now)});
}

Result<Detail> Requests::reopen(const Command& command, const access::Scope& scope, const Actor& by,
                                Instant now) {
  return change(command, scope, by, now,
                {"request.reopened",
                 [&](Request request, const Rules& rules) {
                   return requests::reopen(std::move(request), rules, calendar_, now);
                 },
                 noting(command.text, by.account, now)});
}

Result<Detail> Requests::give_to_owner(const Command& command, AccountId owner, const access::Scope& scope,
                                       const Actor& by, Instant now) {
  return change(
      command, scope, by, now,
      {"request.owner_changed",
       [&](Request request, const Rules&) { return requests::give_to_owner(std::move(request), owner); },
       noting(command.text, by.account, now)});
}

std::int64_t Requests::open_of(AccountId owner) {
  return db_.read([&](const store::ReadTx& tx) { return count_open(tx, owner); });
}

int Requests::note_silences(Instant now) {
  int marked = 0;
  for (const auto id : db_.read([](const store::ReadTx& tx) { return silent_offers(tx); })) {
    // Each in a transaction of its own, on the state as it is then: a baton taken meanwhile is not escalated.
    const auto done = db_.in_transaction([&](store::Tx& tx) -> Result<bool> {
      auto row = find_request(tx, id);
      if (!row) return false;
      const auto before = row->request;
      row->request = note_silence(row->request, rules_(row->request), now);
      if (row->request.escalated == before.escalated) return false;
      ++row->request.version;
      update(tx, *row, before);
      chain_.append(tx, {ids_.next<EventId>(),
                         now,
                         "request.escalated",
                         row->request.unit.place,
                         {subject(id)},
                         "system",
                         {}});
      return true;
    });
    if (done && *done) ++marked;
  }
  return marked;
}

}  // namespace gangway::requests
