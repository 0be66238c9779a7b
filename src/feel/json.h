// JSON values as FEEL values, and back.
//
// Shape:  objects are contexts, arrays lists, numbers decimals. JSON has no dates: a string stays a string
//         unless a type says that it is a date, time or duration.
// Units:  a JSON number that is an integer of 64 bits is exact; any other is the shortest decimal of its
//         double, which is what was written up to 15 digits. Write longer decimals as strings and give the
//         type number.
// Errors: from_json: Invalid "feel.json_type" {type} with the JSON pointer in `field`; only a given type can
//         fail. Members of an object that a context type does not name are kept. Null fits every type.
#pragma once

#include <boost/json/fwd.hpp>
#include <string>

#include "base/result.h"
#include "feel/type.h"
#include "feel/value.h"

namespace gangway::feel {

[[nodiscard]] Value from_json(const boost::json::value& json);
// As the type says: "2026-11-24" to a date, "12.50" to a number, each field and item by its own type.
[[nodiscard]] Result<Value> from_json(const boost::json::value& json, const Type& type);

// Dates, times and durations as their texts; a number as a JSON integer where it is one of 64 bits, else as
// the string of its decimal, which no reader rounds. Ranges and functions as their FEEL texts. Unknown is
// {"unknown": [input ids]}.
[[nodiscard]] boost::json::value to_json(const Value& value);

}  // namespace gangway::feel
