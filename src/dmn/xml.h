// Reads XML that may come from anybody: UTF-8 only, no document type, no entities of its own, bounded size
// and depth. Behind it stands pugixml; this header keeps its types for the readers of models and of test
// cases.
//
// Errors: Invalid, with a diagnostic that names the line.
#pragma once

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "dmn/definitions.h"
#include "feel/machine.h"

namespace gangway::dmn {

struct XmlLimits {
  std::size_t size = std::size_t{32} << 20;  // bytes of the file
  std::size_t text = std::size_t{1} << 20;   // bytes of one text or attribute
  int depth = 128;                           // nested elements
};

class Xml {
 public:
  // `file`: as Where says.
  [[nodiscard]] static Result<Xml> parse(std::string_view text, feel::Diagnostics& diagnostics,
                                         const XmlLimits& limits = {}, const std::string& file = {});

  [[nodiscard]] pugi::xml_node root() const { return document_->document_element(); }
  [[nodiscard]] std::uint32_t line(pugi::xml_node node) const;  // from 1
  [[nodiscard]] Where where(pugi::xml_node node) const;

 private:
  Xml(std::string_view text, std::string file);
  [[nodiscard]] std::uint32_t line_at(std::ptrdiff_t offset) const;

  std::unique_ptr<pugi::xml_document> document_;
  std::vector<std::ptrdiff_t> lines_;  // where each line begins
  std::string file_;
};

// The tag without its prefix.
[[nodiscard]] std::string_view local_name(pugi::xml_node node);
// The first child element of that name, whatever its prefix; an empty node when there is none.
[[nodiscard]] pugi::xml_node child(pugi::xml_node node, std::string_view name);
// The namespace that the element's own prefix stands for.
[[nodiscard]] std::string_view namespace_of(pugi::xml_node node);
// All character data of the element, CDATA included, comments left out.
[[nodiscard]] std::string text_of(pugi::xml_node node);

}  // namespace gangway::dmn
