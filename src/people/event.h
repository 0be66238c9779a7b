// What people and employers put on record. Private to people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "journal/journal.h"
#include "people/people.h"

namespace gangway::people {

[[nodiscard]] inline journal::Event event_of(IdGenerator& ids, std::string_view kind,
                                             std::vector<std::string> subjects, const Actor& by,
                                             Instant now) {
  return {ids.next<EventId>(), now,
          std::string(kind),   by.place,
          std::move(subjects), "account:" + std::to_string(by.account.value()),
          by.purpose};
}

}  // namespace gangway::people
