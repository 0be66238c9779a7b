// The files of the portal, and of other applications under a folder name each ("desk").
//
// Shape:  read once into memory when the server starts; serving looks a name up in a table and never touches
//         the file system, so no path can lead out of the folder. Symbolic links are not followed. NAME.br
//         and NAME.gz beside NAME are its compressed forms, chosen by Accept-Encoding.
// Caching: names under assets/ carry a hash of their content and never change; everything else is asked again
//          (ETag, 304).
// Errors:  load throws std::runtime_error when the folder cannot be read or holds more than 256 MiB.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.h"

namespace gangway::http {

class StaticFiles {
 public:
  [[nodiscard]] static StaticFiles load(const std::filesystem::path& folder);
  // Another application: its files below `under`, one segment. Its pages get its own index.html.
  void add(const std::filesystem::path& folder, std::string_view under);

  // nullopt: there is no such file. Paths that name no file (no dot in the last segment, not under assets/)
  // are an application's own pages and get its index.html.
  [[nodiscard]] std::optional<Response> find(const Request& request) const;

 private:
  struct Encoded {
    std::string body;
    std::string etag;
  };
  struct File {
    std::string type;
    Encoded plain;
    std::optional<Encoded> gzip;
    std::optional<Encoded> brotli;
  };

  [[nodiscard]] const File* file_of(const std::vector<std::string>& segments) const;

  // By path: "assets/index-1a2b.js", "desk/index.html".
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace gangway::http
