// Step 2 of the schema of people. Private to people.
#pragma once

#include <string_view>

namespace gangway::people {

inline constexpr std::string_view kEmployerSchema = R"(CREATE TABLE employer (
  id BIGINT PRIMARY KEY,
  version BIGINT NOT NULL,
  place TEXT NOT NULL CHECK (place <> ''),
  credit_code TEXT NOT NULL UNIQUE,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  facts TEXT NOT NULL
);
CREATE INDEX employer_place ON employer(place, id);
CREATE TABLE employer_agent (
  employer BIGINT NOT NULL REFERENCES employer(id),
  account BIGINT NOT NULL,
  since TEXT NOT NULL,
  until TEXT,
  revoked_at BIGINT,
  PRIMARY KEY (employer, account)
);
CREATE INDEX employer_agent_account ON employer_agent(account);
CREATE TABLE employment (
  person BIGINT NOT NULL,
  employer BIGINT NOT NULL REFERENCES employer(id),
  since TEXT NOT NULL,
  until TEXT,
  granted_until TEXT,
  PRIMARY KEY (person, employer)
);
CREATE INDEX employment_employer ON employment(employer);
)";

}  // namespace gangway::people
