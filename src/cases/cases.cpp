#include "cases/cases.h"

#include <algorithm>

#include "base/json_bind.h"
#include "base/utf8.h"
#include "cases/case_change.h"
#include "cases/case_clock.h"
#include "cases/case_sealed.h"

namespace gangway::cases {
namespace {

constexpr std::size_t kMostNotes = 500;
constexpr std::size_t kMaxKeyBytes = 100;

std::string actor_of(const Actor& by) {
  return by.account.is_stored() ? "account:" + std::to_string(by.account.value()) : "public";
}

// Whether who acts holds the case: its owner, its handler, its unit, or who supervises the place.
bool holds(const Case& file, const Cases::Command& command) {
  if (command.code || command.scope.reach != access::Reach::Mine) return true;
  const auto& by = command.by;
  return file.owner == by.account || file.handler == by.account || file.unit == by.unit;
}

Result<void> check_new(const NewCase& asked) {
  if (asked.language != "zh" && asked.language != "en")
    return fail(ErrorCode::Invalid, "cases.language", std::string("/language"));
  if (asked.channel == Channel::Counter && asked.name.empty())
    return fail(ErrorCode::Invalid, "cases.name_missing", std::string("/name"));
  TRY(check_length(asked.name, kMaxShortCharacters, "/name"));
  TRY(check_length(asked.employer_name, kMaxShortCharacters, "/employer_name"));
  return check_length(asked.contact, kMaxShortCharacters, "/contact");
}

// Puts `fields` into `facts`; null removes one.
Result<void> put_fields(json::Value& facts, const json::Value& fields) {
  if (!fields.is_object()) return fail(ErrorCode::Invalid, "json.not_an_object", std::string("/facts"));
  auto& object = facts.get_object();
  for (const auto& [key, value] : fields.get_object()) {
    const auto pointer = "/facts" + json::pointer_step(key);
    if (key.empty() || key.size() > kMaxKeyBytes) return fail(ErrorCode::Invalid, "cases.bad_field", pointer);
    if (json::serialize(value).size() > kMaxFieldBytes)
      return fail(ErrorCode::TooLarge, "cases.field_too_long",
                  Args{{"bytes", std::to_string(kMaxFieldBytes)}}, pointer);
    if (value.is_null()) {
      object.erase(key);
    } else {
      object[key] = value;
    }
  }
  if (object.size() > kMaxFields)
    return fail(ErrorCode::TooLarge, "cases.too_many_fields", Args{{"most", std::to_string(kMaxFields)}},
                "/facts");
  return {};
}

Result<void> check_paper(const Case& file, const NewPaper& paper) {
  if (paper.code.empty() || paper.code.size() > kMaxKeyBytes)
    return fail(ErrorCode::Invalid, "cases.paper_code", std::string("/code"));
  TRY(check_length(paper.title, kMaxShortCharacters, "/title"));
  if (paper.pages < 1 || paper.pages > kMostPages)
    return fail(ErrorCode::Invalid, "cases.pages", Args{{"most", std::to_string(kMostPages)}}, "/pages");
  if (paper.media_type != "application/pdf" && paper.media_type != "image/jpeg" &&
      paper.media_type != "image/png")
    return fail(ErrorCode::Invalid, "cases.media_type");
  if (paper.bytes.empty()) return fail(ErrorCode::Invalid, "cases.paper_empty");
  if (paper.bytes.size() > kMaxPaperBytes)
    return fail(ErrorCode::TooLarge, "cases.paper_too_large",
                Args{{"mib", std::to_string(kMaxPaperBytes >> 20U)}});
  if (file.papers.size() >= kMostPapers)
    return fail(ErrorCode::TooLarge, "cases.too_many_papers", Args{{"most", std::to_string(kMostPapers)}});
  return {};
}

void add_note(Detail& detail, const Cases::Command& command) {
  if (command.text.empty()) return;
  const auto by = command.by.account;
  detail.contents.notes.push_back(
      {command.now, by.is_stored() ? std::optional(by) : std::nullopt, command.text});
}

// The rules' remedies, as the applicant is told of them.
std::vector<Bilingual> remedies_of(const Rules& rules) {
  std::vector<Bilingual> out;
  for (const auto& remedy : rules.remedies) out.push_back(remedy.label);
  if (!rules.final_note.zh.empty()) out.push_back(rules.final_note);
  return out;
}

}  // namespace

tl::unexpected<Error> not_found() { return fail(ErrorCode::NotFound, "cases.not_found"); }

Result<void> check_length(std::string_view text, std::size_t most, const char* field) {
  if (utf8::count_characters(text) <= most) return {};
  return fail(ErrorCode::Invalid, "cases.too_long", Args{{"characters", std::to_string(most)}}, field);
}

NextStep next_of(const Case& file) {
  switch (file.stage) {
    case Stage::Draft:
      return {Next::Complete, {}};
    case Stage::Submitted:
      return {Next::LookThrough, {}};
    case Stage::NoticeGiven:
      return {Next::AnswerNotice, {}};
    case Stage::Accepted:
    case Stage::InProgress:
      break;
    case Stage::ReadyForHandOver:
      return {Next::HandOver, {}};
    case Stage::HandedOver:
      return {has_open_task(file) ? Next::ClearUp : Next::Close, {}};
    case Stage::Refused:
      return {file.told_at ? (has_open_task(file) ? Next::ClearUp : Next::Close) : Next::Tell, {}};
    case Stage::Withdrawn:
    case Stage::Closed:
      return {has_open_task(file) ? Next::ClearUp : Next::Nothing, {}};
  }
  if (has_open_task(file)) return {Next::ClearUp, {}};
  const auto in = [&](BranchStage stage) { return std::ranges::find(file.branches, stage, &Branch::stage); };
  const auto end = file.branches.end();
  if (in(BranchStage::Refused) != end || in(BranchStage::Revoked) != end) return {Next::Tell, {}};
  for (const auto& [stage, next] :
       {std::pair{BranchStage::SupplementAsked, Next::Supplement}, std::pair{BranchStage::ToSend, Next::Send},
        std::pair{BranchStage::Sent, Next::Decide}, std::pair{BranchStage::Received, Next::Decide}}) {
    if (const auto branch = in(stage); branch != end) return {next, branch->system};
  }
  return {Next::Decide, {}};
}

Summary summary_of(const Detail& detail) {
  const auto& f = detail.file;
  return {f.id,
          f.version,
          f.stage,
          f.route,
          f.region,
          f.owner,
          f.unit,
          f.handler,
          f.promised,
          f.legal,
          f.act_by,
          f.paused,
          f.urgent_until.has_value(),
          next_of(f),
          f.opened_at,
          f.changed_at,
          detail.contents.code,
          detail.contents.name};
}

Result<Detail> Cases::open(const NewCase& asked, const Actor& by, Instant now,
                           const std::optional<journal::Retry>& retry) {
  TRY(check_new(asked));
  json::Value facts = json::Object{};
  TRY(put_fields(facts, asked.facts));
  Case draft;
  draft.route = asked.route;
  draft.region = asked.region;
  draft.owner_place = by.unit.place;
  draft.opened_at = now;
  const auto rules = rules_(draft, facts);
  std::vector<BranchId> branches;
  for (std::size_t i = 0; i < rules.branches.size(); ++i) branches.push_back(ids_.next<BranchId>());
  TRY_ASSIGN(auto file, cases::open({ids_.next<CaseId>(), asked.channel, asked.route, asked.region,
                                     by.account, by.unit, now},
                                    rules, branches));
  file.person = asked.person;
  file.employer = asked.employer;
  file.plan = asked.plan;
  file.request = asked.request;
  file.appointment = asked.appointment;
  file.changed_at = now;
  recount(file, rules, calendar_);
  const auto made = vault_.make(ids_.next<KeyId>());
  const Detail detail{file,
                      {PublicCode::make(random_).text(),
                       asked.language,
                       asked.name,
                       asked.employer_name,
                       asked.contact,
                       std::move(facts),
                       {},
                       {}}};
  const CaseRow row{file, made.key.id, seal_contents(made.key.key, detail, random_)};
  const journal::Event event{ids_.next<EventId>(),
                             now,
                             "case.opened",
                             by.unit.place,
                             {subject(file.id)},
                             asked.channel == Channel::Online ? "public" : actor_of(by),
                             by.purpose};
  const auto body = journal::seal_body(made.key, event.id, json::serialize(detail.contents.facts), random_);
  return db_.in_transaction([&](store::Tx& tx) -> Result<Detail> {
    if (retry) {
      TRY_ASSIGN(const auto before, journal::made_before(tx, *retry));
      if (before) {
        auto first = find_case(tx, CaseId(*before));
        if (!first) return not_found();
        TRY_ASSIGN(auto stored, unsealed(tx, *std::move(first)));
        return std::move(stored.detail);
      }
      journal::note_made(tx, *retry, file.id.value(), now);
    }
    journal::Vault::store(tx, made);
    insert(tx, row, journal::lookup_hash(detail.contents.code), now);
    chain_.append(tx, event, body);
    return detail;
  });
}

Result<Cases::Stored> Cases::unsealed(const store::ReadTx& tx, CaseRow row) const {
  TRY_ASSIGN(auto key, vault_.load(tx, row.key));
  Detail detail{row.file, {}};
  detail.contents = open_contents(key.key, row.sealed, detail.file);
  return Stored{std::move(row), std::move(key), std::move(detail)};
}

Result<Cases::Stored> Cases::load(const Command& command) {
  return db_.read([&](const store::ReadTx& tx) -> Result<Stored> {
    auto id = std::optional(command.id);
    if (command.code) id = find_id(tx, journal::lookup_hash(command.code->text()));
    auto row = id ? find_case(tx, *id) : std::nullopt;
    if (!row || (!command.code && !within(row->file, command.scope))) return not_found();
    return unsealed(tx, *std::move(row));
  });
}

Result<Detail> Cases::find(CaseId id, const access::Scope& scope) {
  TRY_ASSIGN(auto stored, load({id, 0, {}, scope, {}, {}, std::nullopt}));
  return std::move(stored.detail);
}

Result<Detail> Cases::find(const PublicCode& code) {
  TRY_ASSIGN(auto stored, load({{}, 0, {}, {}, {}, {}, code}));
  return std::move(stored.detail);
}

Page Cases::list(const access::Scope& scope, const Filter& filter, int limit,
                 const std::optional<After>& after) {
  limit = std::clamp(limit, 1, kMostListed);
  return db_.read([&](const store::ReadTx& tx) {
    Page out;
    auto places = list_cases(tx, scope, filter, after, limit + 1);
    if (places.size() > static_cast<std::size_t>(limit)) {
      places.pop_back();
      out.next = After{places.back().day, CaseId(places.back().item)};
    }
    for (const auto& place : places) {
      auto row = find_summary(tx, CaseId(place.item));
      if (!row) continue;
      const auto key = vault_.load(tx, row->key);
      if (!key) continue;  // erased: nobody can be told whose it was
      Case empty;
      empty.id = row->summary.id;
      const auto contents = open_contents(key->key, row->sealed, empty);
      row->summary.code = contents.code;
      row->summary.name = contents.name;
      out.cases.push_back(std::move(row->summary));
    }
    return out;
  });
}

std::int64_t Cases::count(const access::Scope& scope, const Filter& filter) {
  return db_.read([&](const store::ReadTx& tx) { return count_cases(tx, scope, filter); });
}

std::int64_t Cases::open_of(AccountId owner) {
  return db_.read([&](const store::ReadTx& tx) { return count_owned(tx, owner); });
}

Result<StoredPaper> Cases::paper(CaseId id, PaperId paper, const access::Scope& scope) {
  TRY_ASSIGN(const auto stored, load({id, 0, {}, scope, {}, {}, std::nullopt}));
  const auto& papers = stored.detail.file.papers;
  const auto note = std::ranges::find(papers, paper, &PaperNote::id);
  const auto sealed = db_.read([&](const store::ReadTx& tx) { return find_paper(tx, id, paper); });
  if (note == papers.end() || !sealed) return not_found();
  return StoredPaper{*note, journal::open_sealed(stored.key.key, *sealed, paper_subject(paper))};
}

Result<Detail> Cases::save(Stored stored, Detail changed, const Extra& extra) {
  auto& file = changed.file;
  const auto before = std::move(stored.row.file);
  const auto outgoing = std::exchange(file.outgoing, {});
  recount(file, rules_(file, changed.contents.facts), calendar_);
  file.version = before.version + 1;
  file.changed_at = extra.now;
  std::vector<std::pair<Message, store::Bytes>> messages;
  for (const auto& one : outgoing) {
    const auto* const branch = find_branch(std::as_const(file), one.branch);
    const Message message{
        ids_.next<MessageId>(), file.id, one.branch, branch->system, one.kind, {}, extra.now};
    messages.emplace_back(message,
                          journal::seal(stored.key.key, message_body(changed, *branch, one.kind, extra.text),
                                        message_subject(message.id), random_));
  }
  store::Bytes paper;
  if (extra.paper)
    paper = journal::seal(stored.key.key, extra.paper->bytes, paper_subject(file.papers.back().id), random_);
  store::Bytes answer;
  if (extra.answer != nullptr)
    answer = journal::seal(stored.key.key, json::text_of(extra.answer->issued) + extra.answer->reason,
                           subject(file.id), random_);
  const auto sealed = seal_contents(stored.key.key, changed, random_);
  const journal::Event event{ids_.next<EventId>(), extra.now,   extra.event,  extra.place,
                             {subject(file.id)},   extra.actor, extra.purpose};
  const auto body = journal::seal_body(stored.key, event.id, extra.text, random_);
  return db_.in_transaction([&](store::Tx& tx) -> Result<Detail> {
    const auto version = version_of(tx, file.id);
    if (!version) return not_found();
    if (*version != before.version) return fail(ErrorCode::Stale, "cases.stale");
    auto done = changed;
    if (done.file.accepted_at && !done.file.receipt) {
      const int year = year_of(day_in_shanghai(extra.now));
      done.file.receipt = Receipt{done.file.unit.place, year, next_receipt(tx, done.file.unit.place, year)};
    }
    if (extra.paper) insert_paper(tx, done.file.id, done.file.papers.back(), paper);
    update(tx, {done.file, stored.key.id, sealed}, before, extra.now);
    for (const auto& [message, text] : messages) {
      if (message.kind == MessageKind::Withdraw) cancel_messages(tx, done.file.id, message.branch, extra.now);
      insert_message(tx, message, text);
    }
    if (extra.answer != nullptr) insert_answer(tx, *extra.answer, extra.effect, answer, extra.now);
    if (extra.sent) set_sent(tx, *extra.sent, extra.now);
    chain_.append(tx, event, body);
    return done;
  });
}

Result<Detail> Cases::change(const Command& command, const Change& how) {
  TRY(check_length(command.text, kMaxTextCharacters, "/text"));
  TRY_ASSIGN(auto stored, load(command));
  if (stored.detail.file.version != command.seen) return fail(ErrorCode::Stale, "cases.stale");
  if (!how.by_others && !holds(stored.detail.file, command))
    return fail(ErrorCode::Forbidden, "cases.not_your_unit");
  auto changed = stored.detail;
  TRY(how.decide(changed, rules_(changed.file, changed.contents.facts)));
  if (changed.contents.notes.size() > kMostNotes) return fail(ErrorCode::TooLarge, "cases.too_many_notes");
  Extra extra{std::string(how.event), command.by.unit.place, actor_of(command.by),
              command.by.purpose,     command.text,          command.now};
  if (extra.place.empty()) extra.place = changed.file.unit.place;
  extra.paper = how.paper;
  return save(std::move(stored), std::move(changed), extra);
}

Result<Detail> Cases::note(const Command& command) {
  if (command.text.empty()) return fail(ErrorCode::Invalid, "cases.text_missing", std::string("/text"));
  return change(command, {"case.noted",
                          [&](Detail& detail, const Rules&) -> Result<void> {
                            add_note(detail, command);
                            return {};
                          },
                          true});
}

Result<Detail> Cases::take(const Command& command) {
  return change(command, {"case.taken", [&](Detail& detail, const Rules&) -> Result<void> {
                            if (detail.file.unit != command.by.unit)
                              return fail(ErrorCode::Forbidden, "cases.not_your_unit");
                            return cases::take(detail.file, command.by.account);
                          }});
}

Result<Detail> Cases::set_fields(const Command& command, const Fields& fields) {
  for (const auto& [text, field] :
       {std::pair{&fields.name, "/name"}, std::pair{&fields.employer_name, "/employer_name"},
        std::pair{&fields.contact, "/contact"}}) {
    if (*text) TRY(check_length(**text, kMaxShortCharacters, field));
  }
  return change(command, {"case.filled_in", [&](Detail& detail, const Rules&) -> Result<void> {
                            const auto stage = detail.file.stage;
                            const bool by_applicant = stage == Stage::Draft || stage == Stage::NoticeGiven;
                            const bool by_staff = by_applicant || stage == Stage::Submitted;
                            if (!(command.code ? by_applicant : by_staff))
                              return fail(ErrorCode::Conflict, "cases.not_now");
                            auto& contents = detail.contents;
                            if (fields.name) contents.name = *fields.name;
                            if (fields.employer_name) contents.employer_name = *fields.employer_name;
                            if (fields.contact) contents.contact = *fields.contact;
                            return put_fields(contents.facts, fields.facts);
                          }});
}

std::vector<journal::Event> Cases::history(CaseId id) {
  return db_.read([&](const store::ReadTx& tx) {
    std::vector<journal::Event> out;
    for (auto& row : journal::timeline(tx, subject(id))) out.push_back(std::move(row.event));
    return out;
  });
}

Result<Detail> Cases::add_paper(const Command& command, const NewPaper& paper) {
  const auto by = command.by.account;
  const PaperNote note{ids_.next<PaperId>(),
                       paper.code,
                       paper.pages,
                       paper.media_type,
                       static_cast<std::int64_t>(paper.bytes.size()),
                       by.is_stored() ? std::optional(by) : std::nullopt,
                       command.now,
                       paper.title};
  return change(command, {"case.paper_received",
                          [&](Detail& detail, const Rules&) -> Result<void> {
                            TRY(check_paper(detail.file, paper));
                            return cases::add_paper(detail.file, note);
                          },
                          false, paper});
}

Result<Detail> Cases::submit(const Command& command) {
  return change(command, {"case.submitted", [&](Detail& detail, const Rules&) -> Result<void> {
                            if (detail.contents.name.empty())
                              return fail(ErrorCode::Conflict, "cases.name_missing");
                            return cases::submit(detail.file, command.now);
                          }});
}

Result<Detail> Cases::give_notice(const Command& command, const std::vector<Defect>& defects) {
  for (const auto& defect : defects) TRY(check_length(defect.text, kMaxTextCharacters, "/defects"));
  return change(command, {"case.notice_given", [&](Detail& detail, const Rules& rules) {
                            return cases::give_notice(detail.file, defects, rules, command.now);
                          }});
}

Result<Detail> Cases::accept(const Command& command) {
  return change(command, {"case.accepted", [&](Detail& detail, const Rules& rules) {
                            return cases::accept(detail.file, rules, command.now);
                          }});
}

Result<Detail> Cases::supplement(const Command& command, BranchId branch) {
  return change(command, {"case.supplemented",
                          [&](Detail& detail, const Rules&) {
                            add_note(detail, command);
                            return cases::supplement(detail.file, branch, command.now);
                          },
                          true});
}

Result<Detail> Cases::withdraw(const Command& command) {
  return change(command, {"case.withdrawn", [&](Detail& detail, const Rules&) {
                            add_note(detail, command);
                            return cases::withdraw(detail.file, command.now);
                          }});
}

Result<Detail> Cases::refuse(const Command& command) {
  return change(command, {"case.refused", [&](Detail& detail, const Rules& rules) -> Result<void> {
                            TRY(cases::refuse(detail.file, command.text, command.now));
                            detail.contents.remedies = remedies_of(rules);
                            return {};
                          }});
}

Result<Detail> Cases::tell(const Command& command) {
  return change(command, {"case.refusal_told", [&](Detail& detail, const Rules&) {
                            add_note(detail, command);
                            return cases::tell(detail.file, command.now);
                          }});
}

Result<Detail> Cases::check_identity(const Command& command, const std::string& document) {
  TRY(check_length(document, kMaxShortCharacters, "/document"));
  return change(command,
                {"case.identity_checked", [&](Detail& detail, const Rules&) {
                   return cases::check_identity(detail.file, {command.by.account, command.now, document});
                 }});
}

Result<Detail> Cases::hand_over(const Command& command) {
  return change(command, {"case.handed_over", [&](Detail& detail, const Rules&) {
                            add_note(detail, command);
                            return cases::hand_over(detail.file, command.now);
                          }});
}

Result<Detail> Cases::close(const Command& command) {
  return change(command, {"case.closed", [&](Detail& detail, const Rules&) {
                            add_note(detail, command);
                            return cases::close(detail.file, command.now);
                          }});
}

Result<Detail> Cases::resolve(const Command& command, int task, Resolution resolution) {
  return change(command, {"case.task_resolved", [&](Detail& detail, const Rules& rules) {
                            add_note(detail, command);
                            return cases::resolve(detail.file, task, resolution, command.by.account, rules,
                                                  calendar_, command.now);
                          }});
}

}  // namespace gangway::cases
