#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/utf8.h"
#include "commands.h"

namespace gangway::app {
namespace {

constexpr std::size_t kMaxFileBytes = std::size_t{4} << 20;

// Some editors write it before UTF-8; a reader may ignore it (RFC 8259 section 8.1).
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Result<std::string> read_all(std::istream& in) {
  std::string out;
  std::string chunk(64 << 10, '\0');
  while (in) {
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    out.append(chunk, 0, static_cast<std::size_t>(in.gcount()));
    if (out.size() > kMaxFileBytes) {
      return fail(ErrorCode::TooLarge, "app.file_too_large",
                  Args{{"megabytes", std::to_string(kMaxFileBytes >> 20U)}});
    }
  }
  if (in.bad()) return fail(ErrorCode::Invalid, "app.cannot_read");
  return out;
}

// One line whatever file names and arguments hold: control characters and broken UTF-8 become U+FFFD.
std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto length = utf8::sequence_length(text);
    const auto first = static_cast<unsigned char>(text.front());
    if (length == 0 || first < 0x20 || first == 0x7F) {
      utf8::append(out, U'\uFFFD');
    } else {
      out += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

}  // namespace

int complain(const std::string& what) {
  std::cerr << "gangway: " << printable(what) << '\n';
  return 2;
}

int complain(const Common& common, const std::string& where, const std::vector<Error>& errors) {
  const auto& first = errors.front();
  std::string line = where == "-" ? text("app.standard_input", {}, common.language) : where;
  if (!first.field.empty()) line += ": " + first.field;
  return complain(line + ": " + text(first, common.language) + and_more(common, errors.size()));
}

int complain_of(const Common& common, const std::string& where, const feel::Diagnostics& diagnostics) {
  const auto& first = diagnostics.all().front();
  return complain(where + ": " + first.number + ": " + text(first.number, first.args, common.language) +
                  and_more(common, diagnostics.count()));
}

std::string and_more(const Common& common, std::size_t count) {
  if (count <= 1) return {};
  return text("app.and_more", {{"count", std::to_string(count - 1)}}, common.language);
}

Result<std::string> read_file(const std::string& path) {
  if (path == "-") return read_all(std::cin);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return fail(ErrorCode::Invalid, "app.is_a_folder");
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(ErrorCode::NotFound, "app.no_such_file");
  return read_all(in);
}

Result<json::Value> read_json(const std::string& path) {
  TRY_ASSIGN(const auto document, read_file(path));
  std::string_view text = document;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return json::parse(text, {.max_bytes = kMaxFileBytes});
}

Instant now() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Result<std::function<Instant()>> clock_of(const std::optional<std::string>& given) {
  if (!given) return std::function<Instant()>(now);
  TRY_ASSIGN(const auto start, parse_instant(*given));
  return std::function<Instant()>([offset = start - now()] { return now() + offset; });
}

}  // namespace gangway::app
