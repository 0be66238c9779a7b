#include "cases/case_sealed.h"

#include <algorithm>

#include "base/json_bind.h"

namespace gangway::cases {

struct SealedBranch {
  BranchId id;
  std::optional<Issued> issued;
  std::string reason;
  std::vector<std::string> asked;
};
BOOST_DESCRIBE_STRUCT(SealedBranch, (), (id, issued, reason, asked))

struct SealedTask {
  int number = 0;
  std::optional<Issued> candidate;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SealedTask, (), (number, candidate, reason))

struct SealedPaper {
  PaperId id;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(SealedPaper, (), (id, title))

struct SealedClaim {
  int number = 0;
  std::string words;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(SealedClaim, (), (number, words, reason))

struct SealedGroup {
  int number = 0;
  std::string question;
  std::string decision;
  std::vector<std::string> opinions;  // as the seats
};
BOOST_DESCRIBE_STRUCT(SealedGroup, (), (number, question, decision, opinions))

struct Sealed {
  std::string code;
  std::string language;
  std::string name;
  std::string employer_name;
  std::string contact;
  json::Value facts;
  std::vector<Note> notes;
  std::vector<Bilingual> remedies;
  std::vector<Defect> notice;
  std::string refusal;
  std::optional<IdentityCheck> intake;
  std::optional<IdentityCheck> collection;
  std::vector<SealedBranch> branches;
  std::vector<SealedTask> tasks;
  std::vector<SealedPaper> papers;
  std::vector<SealedClaim> claims;
  std::vector<SealedGroup> groups;
};
BOOST_DESCRIBE_STRUCT(Sealed, (),
                      (code, language, name, employer_name, contact, facts, notes, remedies, notice, refusal,
                       intake, collection, branches, tasks, papers, claims, groups))

struct SentPaper {
  PaperId id;
  std::string code;
  std::string title;
  int pages = 1;
};
BOOST_DESCRIBE_STRUCT(SentPaper, (), (id, code, title, pages))

struct SentBody {
  CaseId case_id;
  BranchId branch;
  std::string system;
  MessageKind kind = MessageKind::Apply;
  std::string route;
  std::string region;
  std::string applicant;
  std::string employer;
  json::Value facts;
  std::vector<SentPaper> papers;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(SentBody, (),
                      (case_id, branch, system, kind, route, region, applicant, employer, facts, papers,
                       text))

namespace {

// Hands each sealed part to the part in the clear that it belongs to.
template <class Parts, class Clear, class Member, class Give>
void spread(const Parts& parts, std::vector<Clear>& clear, Member member, Give give) {
  for (const auto& part : parts) {
    for (auto& one : clear) {
      if (one.*member == part.*(&std::decay_t<decltype(part)>::number)) give(part, one);
    }
  }
}

}  // namespace

std::string subject(CaseId id) { return "case:" + std::to_string(id.value()); }
std::string paper_subject(PaperId id) { return "paper:" + std::to_string(id.value()); }
std::string message_subject(MessageId id) { return "message:" + std::to_string(id.value()); }

Contents open_contents(const journal::Key& key, const store::Bytes& sealed, Case& file) {
  const auto value =
      json::parse(journal::open_sealed(key, sealed, subject(file.id)), {.max_bytes = std::size_t{64} << 20});
  auto read = value ? json::read<Sealed>(*value) : tl::unexpected<Error>(value.error());
  if (!read) throw store::Failure("case: the sealed contents do not read: " + read.error().key);
  auto& in = *read;
  file.notice = std::move(in.notice);
  file.refusal = std::move(in.refusal);
  file.intake = std::move(in.intake);
  file.collection = std::move(in.collection);
  for (auto& part : in.branches) {
    if (auto* const branch = find_branch(file, part.id)) {
      branch->issued = std::move(part.issued);
      branch->reason = std::move(part.reason);
      branch->asked = std::move(part.asked);
    }
  }
  for (auto& paper : file.papers) {
    const auto part = std::ranges::find(in.papers, paper.id, &SealedPaper::id);
    if (part != in.papers.end()) paper.title = part->title;
  }
  spread(in.tasks, file.tasks, &Task::number, [](const SealedTask& part, Task& task) {
    task.candidate = part.candidate;
    task.reason = part.reason;
  });
  spread(in.claims, file.claims, &Claim::number, [](const SealedClaim& part, Claim& claim) {
    claim.words = part.words;
    claim.reason = part.reason;
  });
  spread(in.groups, file.groups, &ExpertGroup::number, [](const SealedGroup& part, ExpertGroup& group) {
    group.question = part.question;
    group.decision = part.decision;
    for (std::size_t i = 0; i < group.seats.size() && i < part.opinions.size(); ++i)
      group.seats[i].text = part.opinions[i];
  });
  return {std::move(in.code),    std::move(in.language), std::move(in.name),  std::move(in.employer_name),
          std::move(in.contact), std::move(in.facts),    std::move(in.notes), std::move(in.remedies)};
}

store::Bytes seal_contents(const journal::Key& key, const Detail& detail, const RandomBytes& random) {
  const auto& file = detail.file;
  const auto& c = detail.contents;
  Sealed out{c.code,      c.language,   c.name,      c.employer_name, c.contact, c.facts, c.notes, c.remedies,
             file.notice, file.refusal, file.intake, file.collection, {},        {},      {},      {},
             {}};
  for (const auto& branch : file.branches)
    out.branches.push_back({branch.id, branch.issued, branch.reason, branch.asked});
  for (const auto& task : file.tasks) out.tasks.push_back({task.number, task.candidate, task.reason});
  for (const auto& paper : file.papers) out.papers.push_back({paper.id, paper.title});
  for (const auto& claim : file.claims) out.claims.push_back({claim.number, claim.words, claim.reason});
  for (const auto& group : file.groups) {
    SealedGroup part{group.number, group.question, group.decision, {}};
    for (const auto& seat : group.seats) part.opinions.push_back(seat.text);
    out.groups.push_back(std::move(part));
  }
  return journal::seal(key, json::text_of(out), subject(file.id), random);
}

std::string message_body(const Detail& detail, const Branch& branch, MessageKind kind,
                         std::string_view text) {
  const auto& file = detail.file;
  SentBody out{file.id,
               branch.id,
               branch.system,
               kind,
               file.route,
               file.region,
               detail.contents.name,
               detail.contents.employer_name,
               detail.contents.facts,
               {},
               std::string(text)};
  for (const auto& paper : file.papers)
    out.papers.push_back({paper.id, paper.code, paper.title, paper.pages});
  return json::text_of(out);
}

}  // namespace gangway::cases
