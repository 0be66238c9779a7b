// What the program tells its operator: one JSON object a line on standard error.
//
//   log::write(log::Level::Info, "http", {{"route", "/api/v1/meta"}, {"status", 200}});
//   {"at":"2026-11-24T08:00:00.000Z","level":"info","event":"http","route":"/api/v1/meta","status":200}
//
// Rules:  never personal data: no names, addresses, codes, query strings or bodies. Ids of requests and route
//         patterns are fine.
// Threads: any; lines never mix.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <variant>

namespace gangway::log {

enum class Level { Info, Warning, Error };

using Value = std::variant<std::int64_t, std::string_view>;
struct Field {
  Field(std::string_view the_name, std::string_view text) : name(the_name), value(text) {}
  template <std::integral T>
  Field(std::string_view the_name, T number) : name(the_name), value(static_cast<std::int64_t>(number)) {}

  std::string_view name;
  Value value;
};

void write(Level level, std::string_view event, std::initializer_list<Field> fields);

// For tests: lines go to `sink` instead, without a line end; nullptr restores standard error.
void set_sink(std::function<void(std::string_view line)> sink);

}  // namespace gangway::log
