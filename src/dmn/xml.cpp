#include "dmn/xml.h"

#include <algorithm>

#include "base/utf8.h"

namespace gangway::dmn {
namespace {

// What pugixml does not look at: depth, the size of texts, and character references to what is no character.
class Checker {
 public:
  Checker(const Xml& xml, feel::Diagnostics& diagnostics, const XmlLimits& limits)
      : xml_(xml), diagnostics_(diagnostics), limits_(limits) {}

  // Without recursion: the depth is what is being checked.
  bool check(pugi::xml_node top) {
    int depth = 0;
    for (auto node = top; node;) {
      if (!check_one(node, depth)) return false;
      if (node.first_child()) {
        node = node.first_child();
        ++depth;
        continue;
      }
      while (node && node != top && !node.next_sibling()) {
        node = node.parent();
        --depth;
      }
      if (!node || node == top) break;
      node = node.next_sibling();
    }
    return true;
  }

 private:
  bool check_one(pugi::xml_node node, int depth) {
    if (node.type() == pugi::node_doctype) return refuse("D1003", node);
    if (depth > limits_.depth) return refuse("D1004", node);
    if (!check_text(node.value(), node) || !check_text(node.name(), node)) return false;
    return std::ranges::all_of(node.attributes(), [&](const auto& attribute) {
      return check_text(attribute.value(), node) && check_text(attribute.name(), node);
    });
  }

  bool check_text(std::string_view text, pugi::xml_node node) {
    if (text.size() > limits_.text) return refuse("D1005", node);
    return utf8::is_valid(text) || refuse("D1002", node);
  }

  bool refuse(const char* number, pugi::xml_node node) {
    report(diagnostics_, number, xml_.where(node));
    return false;
  }

  const Xml& xml_;
  feel::Diagnostics& diagnostics_;
  const XmlLimits& limits_;
};

}  // namespace

Xml::Xml(std::string_view text, std::string file)
    : document_(std::make_unique<pugi::xml_document>()), lines_{0}, file_(std::move(file)) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') lines_.push_back(static_cast<std::ptrdiff_t>(i) + 1);
  }
}

Result<Xml> Xml::parse(std::string_view text, feel::Diagnostics& diagnostics, const XmlLimits& limits,
                       const std::string& file) {
  if (text.size() > limits.size) {
    diagnostics.add("D1006", {}, {{"limit", std::to_string(limits.size >> 20U)}});
    return fail(ErrorCode::TooLarge, "dmn.too_large");
  }
  const auto refused = fail(ErrorCode::Invalid, "dmn.not_xml");
  Xml xml(text, file);
  if (!utf8::is_valid(text) || text.find('\0') != std::string_view::npos) {
    report(diagnostics, "D1002", {"", 1, 0, file});
    return refused;
  }
  // White space that is all of a text is a text: a test case may expect " ".
  constexpr auto kOptions = pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata_single;
  const auto parsed = xml.document_->load_buffer(text.data(), text.size(), kOptions, pugi::encoding_utf8);
  if (!parsed || !xml.root()) {
    report(diagnostics, "D1001", {"", xml.line_at(parsed.offset), 0, file});
    return refused;
  }
  if (!Checker(xml, diagnostics, limits).check(*xml.document_)) return refused;
  return xml;
}

std::uint32_t Xml::line_at(std::ptrdiff_t offset) const {
  const auto next = std::ranges::upper_bound(lines_, offset);
  return static_cast<std::uint32_t>(next - lines_.begin());
}

std::uint32_t Xml::line(pugi::xml_node node) const { return line_at(node.offset_debug()); }

Where Xml::where(pugi::xml_node node) const {
  const auto offset = static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
  for (const auto* const attribute : {"id", "name"}) {
    const std::string_view value = node.attribute(attribute).value();
    if (!value.empty()) return {std::string(value.substr(0, 200)), line(node), offset, file_};
  }
  return {std::string(local_name(node).substr(0, 200)), line(node), offset, file_};
}

std::string Where::shown() const {
  return file.empty() ? element : file + (element.empty() ? "" : "#" + element);
}

void report(feel::Diagnostics& diagnostics, std::string number, const Where& where, Args args) {
  args.emplace_back("element", where.shown());
  args.emplace_back("line", std::to_string(where.line));
  args.emplace_back("file", where.file);
  diagnostics.add(std::move(number), {}, std::move(args));
}

std::string_view local_name(pugi::xml_node node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node node, std::string_view name) {
  for (const auto each : node.children()) {
    if (local_name(each) == name) return each;
  }
  return {};
}

std::string_view namespace_of(pugi::xml_node node) {
  const std::string_view name = node.name();
  const auto colon = name.find(':');
  const auto declaration =
      colon == std::string_view::npos ? std::string("xmlns") : "xmlns:" + std::string(name.substr(0, colon));
  for (auto at = node; at; at = at.parent()) {
    if (const auto found = at.attribute(declaration.c_str())) return found.value();
  }
  return {};
}

std::string text_of(pugi::xml_node node) {
  std::string out;
  for (const auto part : node.children()) {
    if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) out += part.value();
  }
  return out;
}

}  // namespace gangway::dmn
