#include "cases/cases.h"

namespace gangway::cases {
namespace {

constexpr std::string_view kSchema = R"(CREATE TABLE case_file (
  id BIGINT PRIMARY KEY,
  code_hash BYTEA NOT NULL UNIQUE,
  vault_key BIGINT NOT NULL,
  version BIGINT NOT NULL,
  stage BIGINT NOT NULL,
  channel BIGINT NOT NULL,
  route TEXT NOT NULL,
  region TEXT NOT NULL,
  owner BIGINT NOT NULL CHECK (owner > 0),
  owner_place TEXT NOT NULL,
  unit_place TEXT NOT NULL CHECK (unit_place <> ''),
  unit_department TEXT NOT NULL,
  handler BIGINT,
  person BIGINT,
  employer BIGINT,
  plan BIGINT,
  request BIGINT,
  appointment BIGINT,
  opened_at BIGINT NOT NULL,
  submitted_at BIGINT,
  notice_at BIGINT,
  notice_answered BIGINT NOT NULL,
  accepted_at BIGINT,
  receipt_place TEXT,
  receipt_year BIGINT,
  receipt_number BIGINT,
  intake_by BIGINT,
  collection_by BIGINT,
  told_at BIGINT,
  ended_at BIGINT,
  closed_at BIGINT,
  urgent_until TEXT,
  promised TEXT,
  legal TEXT,
  own TEXT,
  act_by TEXT,
  paused BIGINT NOT NULL,
  next_what BIGINT NOT NULL,
  next_system TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  sealed BYTEA NOT NULL
);
CREATE INDEX case_file_person ON case_file(person) WHERE person IS NOT NULL;
CREATE INDEX case_file_owner ON case_file(owner, stage);
CREATE UNIQUE INDEX case_file_receipt ON case_file(receipt_place, receipt_year, receipt_number)
  WHERE receipt_number IS NOT NULL;
CREATE TABLE case_reach (
  reach TEXT NOT NULL,
  is_open BIGINT NOT NULL,
  sort_day TEXT NOT NULL,
  case_id BIGINT NOT NULL REFERENCES case_file(id),
  stage BIGINT NOT NULL,
  unit_place TEXT NOT NULL,
  unit_department TEXT NOT NULL
);
CREATE UNIQUE INDEX case_reach_case ON case_reach(case_id, reach);
CREATE INDEX case_reach_order ON case_reach(reach, is_open, sort_day, case_id, stage, unit_place, unit_department);
CREATE TABLE case_branch (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES case_file(id),
  position BIGINT NOT NULL,
  system TEXT NOT NULL,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  unit_place TEXT NOT NULL,
  unit_department TEXT NOT NULL,
  stage BIGINT NOT NULL,
  waits_for BIGINT,
  sent_at BIGINT,
  decided_at BIGINT,
  supplemented_at BIGINT,
  early_revocation BIGINT
);
CREATE INDEX case_branch_case ON case_branch(case_id, position);
CREATE TABLE case_task (
  case_id BIGINT NOT NULL REFERENCES case_file(id),
  number BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  branch BIGINT,
  unit_place TEXT NOT NULL,
  unit_department TEXT NOT NULL,
  due TEXT,
  opened_at BIGINT NOT NULL,
  verdict BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  resolved_by BIGINT,
  resolved_at BIGINT,
  resolution BIGINT,
  PRIMARY KEY (case_id, number)
);
CREATE TABLE case_pause (
  case_id BIGINT NOT NULL REFERENCES case_file(id),
  number BIGINT NOT NULL,
  branch BIGINT NOT NULL,
  paused_at BIGINT NOT NULL,
  resumed_at BIGINT,
  PRIMARY KEY (case_id, number)
);
CREATE TABLE case_paper (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES case_file(id),
  code TEXT NOT NULL,
  pages BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  received_by BIGINT,
  received_at BIGINT NOT NULL,
  sealed BYTEA NOT NULL
);
CREATE INDEX case_paper_case ON case_paper(case_id, id);
CREATE TABLE case_message (
  id BIGINT PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES case_file(id),
  branch BIGINT NOT NULL REFERENCES case_branch(id),
  kind BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  sent_at BIGINT,
  cancelled_at BIGINT,
  sealed BYTEA NOT NULL
);
CREATE INDEX case_message_unsent ON case_message(id) WHERE sent_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX case_message_branch ON case_message(branch);
CREATE TABLE case_answer (
  system TEXT NOT NULL,
  answer_id TEXT NOT NULL,
  case_id BIGINT NOT NULL REFERENCES case_file(id),
  branch BIGINT NOT NULL REFERENCES case_branch(id),
  verdict BIGINT NOT NULL,
  decided_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  effect BIGINT NOT NULL,
  sealed BYTEA NOT NULL,
  PRIMARY KEY (system, answer_id)
);
CREATE TABLE case_receipt (
  place TEXT NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (place, year)
);
CREATE TABLE case_capacity (
  unit_place TEXT NOT NULL,
  unit_department TEXT NOT NULL,
  per_day BIGINT NOT NULL,
  PRIMARY KEY (unit_place, unit_department)
);
CREATE TABLE case_claim (
  case_id BIGINT NOT NULL REFERENCES case_file(id),
  number BIGINT NOT NULL,
  ground TEXT NOT NULL,
  proof BIGINT NOT NULL,
  latest_safe TEXT NOT NULL,
  claimed_by BIGINT NOT NULL,
  claimed_at BIGINT NOT NULL,
  decided_by BIGINT,
  decided_at BIGINT,
  granted BIGINT NOT NULL,
  shown TEXT NOT NULL,
  PRIMARY KEY (case_id, number)
);
CREATE INDEX case_claim_open ON case_claim(latest_safe, claimed_at) WHERE decided_at IS NULL;
CREATE TABLE case_group (
  case_id BIGINT NOT NULL REFERENCES case_file(id),
  number BIGINT NOT NULL,
  convenor BIGINT NOT NULL,
  convened_at BIGINT NOT NULL,
  decided_at BIGINT,
  outcome BIGINT NOT NULL,
  PRIMARY KEY (case_id, number)
);
CREATE INDEX case_group_open ON case_group(convened_at) WHERE decided_at IS NULL;
CREATE TABLE case_seat (
  case_id BIGINT NOT NULL,
  number BIGINT NOT NULL,
  position BIGINT NOT NULL,
  unit_place TEXT NOT NULL,
  unit_department TEXT NOT NULL,
  given_by BIGINT,
  given_at BIGINT,
  verdict BIGINT NOT NULL,
  PRIMARY KEY (case_id, number, position),
  FOREIGN KEY (case_id, number) REFERENCES case_group(case_id, number)
);
)";

// The list is an access::ReachList.
constexpr std::string_view kLists = "ALTER TABLE case_reach RENAME COLUMN case_id TO item;";

constexpr store::Migration kMigrations[] = {{"cases", 1, kSchema}, {"cases", 2, kLists}};

}  // namespace

std::span<const store::Migration> migrations() { return kMigrations; }

}  // namespace gangway::cases
