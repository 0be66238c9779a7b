#include "api/exchange_seam.h"

#include "api/precondition.h"
#include "base/json_bind.h"

namespace gangway::api {
namespace {

constexpr access::Scope kAnywhere{access::Reach::Anything, {}, {}, {}, access::Purpose::None};

cases::Verdict verdict_of(exchange::Verdict verdict) {
  switch (verdict) {
    case exchange::Verdict::Received:
      return cases::Verdict::Received;
    case exchange::Verdict::SupplementAsked:
      return cases::Verdict::SupplementAsked;
    case exchange::Verdict::Approved:
      return cases::Verdict::Approved;
    case exchange::Verdict::Refused:
      return cases::Verdict::Refused;
    case exchange::Verdict::Revoked:
      return cases::Verdict::Revoked;
  }
  return cases::Verdict::Received;
}

cases::Answer answer_of(const std::string& system, const std::string& id, const exchange::Answer& answer) {
  cases::Answer out;
  out.system = system;
  out.id = id;
  out.case_id = answer.case_id;
  out.branch = answer.branch;
  out.verdict = verdict_of(answer.verdict);
  out.issued = {answer.document_number.value_or(""), answer.name.value_or(""), answer.passport.value_or(""),
                answer.from, answer.until};
  out.reason = answer.reason.value_or("");
  if (answer.papers) out.papers = *answer.papers;
  out.decided_at = answer.decided_at;
  return out;
}

}  // namespace

exchange::Source source_of(cases::Cases& cases) {
  return {[&cases](const std::string& system, int limit) {
            std::vector<exchange::Submission> out;
            for (auto& one : cases.to_send(system, limit)) {
              auto body = json::parse(one.body, {.max_bytes = std::size_t{64} << 20});
              if (!body) throw store::Failure("case_message: the sealed body does not read");
              out.push_back({std::to_string(one.id.value()), std::string(json::write(one.kind).as_string()),
                             *std::move(body), one.made_at});
            }
            return out;
          },
          [&cases](const std::string& id, Instant now) -> Result<void> {
            const auto number = whole_number<std::int64_t>(id);
            if (!number) return fail(ErrorCode::NotFound, "cases.no_such_message");
            return cases.mark_sent(MessageId(*number), now);
          }};
}

exchange::Sink sink_of(cases::Cases& cases) {
  return [&cases](const std::string& system, const std::string& id, const exchange::Answer& answer,
                  Instant now) -> Result<std::string> {
    TRY_ASSIGN(const auto effect, cases.receive(answer_of(system, id, answer), now));
    return std::string(json::write(effect).as_string());
  };
}

std::function<bool(CaseId)> urgency_of(cases::Cases& cases) {
  return [&cases](CaseId id) {
    const auto found = cases.find(id, kAnywhere);
    return found && found->file.urgent_until.has_value();
  };
}

}  // namespace gangway::api
