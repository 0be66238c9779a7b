#include "base/log.h"

#include <unistd.h>

#include <mutex>
#include <string>

#include "base/day.h"
#include "base/json.h"
#include "base/utf8.h"

namespace gangway::log {
namespace {

// Function-local, so that logging works before and after main.
struct Output {
  std::mutex mutex;
  std::function<void(std::string_view)> sink;
};
Output& output() {
  static auto* const shared = new Output;  // never destroyed: threads may still log while main returns
  return *shared;
}

std::string_view name_of(Level level) {
  switch (level) {
    case Level::Info:
      return "info";
    case Level::Warning:
      return "warning";
    case Level::Error:
      return "error";
  }
  return "error";
}

json::Value value_of(const Value& value) {
  if (const auto* const number = std::get_if<std::int64_t>(&value)) return *number;
  const auto text = std::get<std::string_view>(value);
  return json::Value(utf8::is_valid(text) ? text : std::string_view("(not UTF-8)"));
}

// A full disk or a closed pipe must not stop the service: what cannot be written is lost.
void to_standard_error(std::string_view line) {
  while (!line.empty()) {
    const auto written = ::write(STDERR_FILENO, line.data(), line.size());
    if (written <= 0) return;
    line.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

void write(Level level, std::string_view event, std::initializer_list<Field> fields) {
  const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  json::Object object{{"at", to_string(now)}, {"level", name_of(level)}, {"event", event}};
  for (const auto& field : fields) object.insert_or_assign(field.name, value_of(field.value));
  auto line = json::serialize(object);
  const std::lock_guard lock(output().mutex);
  if (output().sink) {
    output().sink(line);
  } else {
    line += '\n';
    to_standard_error(line);
  }
}

void set_sink(std::function<void(std::string_view)> sink) {
  const std::lock_guard lock(output().mutex);
  output().sink = std::move(sink);
}

}  // namespace gangway::log
