// What of a case is sealed, as one JSON text. Private to cases.
#pragma once

#include <boost/describe/class.hpp>
#include <string>
#include <vector>

#include "cases/cases.h"
#include "journal/vault.h"

namespace gangway::cases {

// Puts the sealed texts into `file`, which holds what stands in the clear.
[[nodiscard]] Contents open_contents(const journal::Key& key, const store::Bytes& sealed, Case& file);
[[nodiscard]] store::Bytes seal_contents(const journal::Key& key, const Detail& detail,
                                         const RandomBytes& random);

[[nodiscard]] std::string subject(CaseId id);
[[nodiscard]] std::string paper_subject(PaperId id);
[[nodiscard]] std::string message_subject(MessageId id);

// The body of a message to a department's system.
[[nodiscard]] std::string message_body(const Detail& detail, const Branch& branch, MessageKind kind,
                                       std::string_view text);

}  // namespace gangway::cases
