#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

#include "commands.h"

namespace gangway::app {
namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{4} << 20;

Result<std::string> read_all(std::istream& in) {
  std::string out;
  std::string chunk(64 << 10, '\0');
  while (in) {
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    out.append(chunk, 0, static_cast<std::size_t>(in.gcount()));
    if (out.size() > kMaxFileBytes) {
      return fail(ErrorCode::TooLarge, "app.file_too_large", Args{{"bytes", std::to_string(kMaxFileBytes)}});
    }
  }
  return out;
}

}  // namespace

int complain(const std::string& what) {
  std::cerr << "gangway: " << what << '\n';
  return 2;
}

int complain(const Common& common, const std::string& where, const std::vector<Error>& errors) {
  const auto& first = errors.front();
  std::string line = where;
  if (!first.field.empty()) line += ": " + first.field;
  line += ": " + text(first, common.language);
  if (errors.size() > 1) {
    line += " " + text("app.and_more", {{"count", std::to_string(errors.size() - 1)}}, common.language);
  }
  return complain(line);
}

Result<std::string> read_file(const std::string& path) {
  if (path == "-") return read_all(std::cin);
  std::ifstream in(path, std::ios::binary);
  if (!in || in.peek() == std::ifstream::traits_type::eof()) {
    if (!in.is_open()) return fail(ErrorCode::NotFound, "app.no_such_file");
  }
  return read_all(in);
}

Instant now() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace gangway::app
