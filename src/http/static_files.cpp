#include "http/static_files.h"

#include <sodium.h>

#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "http/target.h"

namespace gangway::http {
namespace {

constexpr std::uintmax_t kMaxBytes = std::uintmax_t{256} << 20;

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kTypes{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json; charset=utf-8"},
    {".map", "application/json; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".pdf", "application/pdf"},
    {".wasm", "application/wasm"},
}};

std::string type_of(const std::string& extension) {
  for (const auto& [known, type] : kTypes) {
    if (extension == known) return std::string(type);
  }
  return "application/octet-stream";
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string out((std::istreambuf_iterator<char>(in)), {});
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return out;
}

// A quoted strong entity tag: equal bytes, equal tag.
std::string etag_of(std::string_view body) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(body.data()),
                     body.size(), nullptr, 0);
  std::array<char, 33> hex{};
  return "\"" + std::string(sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size())) + "\"";
}

// Of the portal ("assets/…") or of another application ("desk/assets/…").
bool under_assets(const std::vector<std::string>& segments) {
  return segments.front() == "assets" || (segments.size() > 2 && segments[1] == "assets");
}

bool matches(std::string_view if_none_match, std::string_view etag) {
  return if_none_match == "*" ||
         if_none_match.find(etag) != std::string_view::npos;  // a tag is quoted: no overlap
}

}  // namespace

StaticFiles StaticFiles::load(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  if (!fs::is_directory(folder)) throw std::runtime_error("no such folder: " + folder.string());
  StaticFiles out;
  std::uintmax_t total = 0;
  std::map<std::string, Encoded> compressed;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_symlink() || !entry.is_regular_file()) continue;
    total += entry.file_size();
    if (total > kMaxBytes) throw std::runtime_error("too many files in " + folder.string());
    const auto name = entry.path().lexically_relative(folder).generic_string();
    auto body = content_of(entry.path());
    auto etag = etag_of(body);
    const auto extension = entry.path().extension().string();
    Encoded encoded{std::move(body), std::move(etag)};
    if (extension == ".gz" || extension == ".br") {
      compressed.emplace(name, std::move(encoded));
    } else {
      out.files_[name] = {type_of(extension), std::move(encoded), std::nullopt, std::nullopt};
    }
  }
  const auto take = [&](const std::string& name) -> std::optional<Encoded> {
    auto node = compressed.extract(name);
    return node ? std::optional<Encoded>(std::move(node.mapped())) : std::nullopt;
  };
  for (auto& [name, file] : out.files_) {
    file.gzip = take(name + ".gz");
    file.brotli = take(name + ".br");
  }
  return out;
}

void StaticFiles::add(const std::filesystem::path& folder, std::string_view under) {
  for (auto& [name, file] : load(folder).files_) files_[std::string(under) + "/" + name] = std::move(file);
}

const StaticFiles::File* StaticFiles::file_of(const std::vector<std::string>& segments) const {
  std::string name;
  for (const auto& segment : segments) {
    if (segment.find('/') != std::string::npos) return nullptr;
    name += (name.empty() ? "" : "/") + segment;
  }
  if (const auto found = files_.find(name); found != files_.end()) return &found->second;
  const bool names_a_file = segments.back().find('.') != std::string::npos || under_assets(segments);
  auto index = files_.find(segments.front() + "/index.html");
  if (index == files_.end()) index = files_.find("index.html");
  return names_a_file || index == files_.end() ? nullptr : &index->second;
}

std::optional<Response> StaticFiles::find(const Request& request) const {
  const auto* const file = file_of(request.segments);
  if (file == nullptr) return std::nullopt;
  Response response;
  const auto accepted = request.headers.joined("Accept-Encoding");
  const auto* body = &file->plain;
  if (file->brotli && quality_of(accepted, "br") > 0) {
    body = &*file->brotli;
    response.headers.set("Content-Encoding", "br");
  } else if (file->gzip && quality_of(accepted, "gzip") > 0) {
    body = &*file->gzip;
    response.headers.set("Content-Encoding", "gzip");
  }
  const bool immutable = under_assets(request.segments);
  response.headers.set("Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-cache");
  response.headers.set("ETag", body->etag);
  response.headers.set("Vary", "Accept-Encoding");
  response.headers.set("Content-Type", file->type);
  if (matches(request.headers.joined("If-None-Match"), body->etag)) {
    response.status = 304;
  } else {
    response.body = body->body;
  }
  return response;
}

}  // namespace gangway::http
