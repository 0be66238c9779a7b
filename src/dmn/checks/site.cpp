#include "dmn/checks/site.h"

#include <algorithm>
#include <tuple>

namespace gangway::dmn {
namespace {

constexpr const char* kHidden = "\x01";  // no text can write it

Severity severity_of(std::string_view number) {
  for (const auto& kind : finding_kinds()) {
    if (kind.number == number) return kind.severity;
  }
  return Severity::Error;
}

pugi::xml_node nth_child(pugi::xml_node node, std::string_view name, std::size_t index) {
  for (const auto each : node.children()) {
    if (local_name(each) == name && index-- == 0) return each;
  }
  return {};
}

// The element that holds the text of a part.
pugi::xml_node text_node(pugi::xml_node element, const Site& site) {
  switch (site.part) {
    case Part::Element:
      return {};
    case Part::Text:
      return child(element, "text");
    case Part::InputExpression:
      return child(child(element, "inputExpression"), "text");
    case Part::InputValues:
      return child(child(element, "inputValues"), "text");
    case Part::OutputValues:
      return child(child(element, "outputValues"), "text");
    case Part::DefaultOutput:
      return child(child(element, "defaultOutputEntry"), "text");
    case Part::InputEntry:
      return child(nth_child(element, "inputEntry", site.index), "text");
    case Part::OutputEntry:
      return child(nth_child(element, "outputEntry", site.index), "text");
    case Part::AllowedValues:
      return child(child(element, "allowedValues"), "text");
    case Part::TypeConstraint:
      return child(child(element, "typeConstraint"), "text");
  }
  return {};
}

// How many bytes of UTF-8 the character of a reference such as "&gt;" or "&#20013;" has.
std::size_t bytes_of_reference(std::string_view reference) {
  if (!reference.starts_with("&#")) return 1;
  const bool is_hex = reference.size() > 2 && reference[2] == 'x';
  unsigned long code = 0;
  for (const char c : reference.substr(is_hex ? 3 : 2)) {
    if (c == ';') break;
    const auto digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    code = code * (is_hex ? 16 : 10) + static_cast<unsigned long>(digit);
  }
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

}  // namespace

Findings::Findings(std::string_view text, const Xml& xml) : text_(text), lines_{0} {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') lines_.push_back(i + 1);
  }
  const auto root = xml.root();
  for (auto node = root; node;) {
    if (node.type() == pugi::node_element) {
      nodes_.emplace_back(static_cast<std::uint32_t>(node.offset_debug()), node);
    }
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node != root && !node.next_sibling()) node = node.parent();
    if (node == root) break;
    node = node.next_sibling();
  }
}

pugi::xml_node Findings::node_at(std::uint32_t offset) const {
  const auto at = std::ranges::lower_bound(nodes_, offset, {}, [](const auto& pair) { return pair.first; });
  return at == nodes_.end() || at->first != offset ? pugi::xml_node() : at->second;
}

// The byte of the file at which byte `begin` of the element's text stands.
std::size_t Findings::source_offset(pugi::xml_node text, std::uint32_t begin) const {
  std::size_t left = begin;
  std::size_t last = 0;
  for (const auto part : text.children()) {
    if (part.type() != pugi::node_pcdata && part.type() != pugi::node_cdata) continue;
    auto at = static_cast<std::size_t>(part.offset_debug());
    const auto size = std::string_view(part.value()).size();
    std::size_t done = 0;
    while (done < size && left > 0 && at < text_.size()) {
      std::size_t step = 1;
      std::size_t bytes = 1;
      if (text_[at] == '&' && part.type() == pugi::node_pcdata) {
        step = text_.find(';', at) + 1 - at;
        bytes = bytes_of_reference(text_.substr(at, step));
      } else if (text_.substr(at, 2) == "\r\n") {
        step = 2;
      }
      at += step;
      done += bytes;
      left -= std::min(left, bytes);
    }
    last = at;
    if (left == 0 && done < size) return at;
  }
  return last;
}

void Findings::set_position(Place& place, std::size_t offset) const {
  const auto next = std::ranges::upper_bound(lines_, offset);
  place.line = static_cast<std::uint32_t>(next - lines_.begin());
  std::uint32_t column = 1;
  for (auto i = *(next - 1); i < offset && i < text_.size(); ++i) {
    if ((static_cast<unsigned char>(text_[i]) & 0xC0U) != 0x80U) ++column;
  }
  place.column = column;
}

void Findings::locate(const Site& site, Place& place) const {
  place.line = site.where.line;
  place.column = 0;
  const auto element = node_at(site.where.offset);
  if (!element) return;
  const auto text = text_node(element, site);
  // A tag's offset is that of its name, one behind the bracket.
  if (!text || !text.first_child()) {
    set_position(place, site.where.offset - std::min<std::uint32_t>(site.where.offset, 1));
    return;
  }
  set_position(place, source_offset(text, place.span ? place.span->begin : 0));
}

Finding& Findings::add(std::string_view number, const Site& site, Args args, std::optional<feel::Span> span) {
  Finding out;
  out.number = number;
  out.severity = severity_of(number);
  out.args = std::move(args);
  out.place.element = site.where.element;
  out.place.path = site.path;
  out.place.rule = site.rule;
  if (site.part == Part::InputEntry) out.place.input = site.index + 1;
  if (site.part == Part::OutputEntry) out.place.output = site.index + 1;
  if (site.column != 0) out.place.input = site.column;
  out.place.span = span;
  locate(site, out.place);
  all_.push_back(std::move(out));
  return all_.back();
}

Finding& Findings::add_fault(const feel::Diagnostic& diagnostic) {
  Finding out;
  out.number = diagnostic.number;
  out.args = diagnostic.args;
  for (const auto& [name, value] : diagnostic.args) {
    if (name == "element") out.place.element = value;
    if (name == "line") out.place.line = static_cast<std::uint32_t>(std::stoul(value));
    if (name == "file") out.place.file = value;
  }
  all_.push_back(std::move(out));
  return all_.back();
}

std::vector<Finding> Findings::take() {
  const auto key = [](const Finding& each) {
    return std::tie(each.place.file, each.place.line, each.place.column, each.number, each.args);
  };
  std::ranges::stable_sort(all_, {}, key);
  // Gaps of one table stand in one place: their inputs tell them apart.
  const auto same = [&](const Finding& a, const Finding& b) { return !a.witness && key(a) == key(b); };
  all_.erase(std::unique(all_.begin(), all_.end(), same), all_.end());
  return std::move(all_);
}

void ScopeStack::push(ScopeVariable variable) {
  auto& names = scope_.variables;
  for (std::size_t i = names.size(); i-- > 0;) {
    if (names[i].name != variable.name) continue;
    names[i].name = kHidden;
    break;
  }
  names.push_back({variable.name, variable.type});
  used_.push_back(false);
  variables_.push_back(std::move(variable));
}

void ScopeStack::pop_to(std::size_t size) {
  while (variables_.size() > size) {
    const auto name = variables_.back().name;
    variables_.pop_back();
    scope_.variables.pop_back();
    used_.pop_back();
    for (std::size_t i = variables_.size(); i-- > 0;) {
      if (variables_[i].name != name) continue;
      scope_.variables[i].name = name;
      break;
    }
  }
}

const ScopeVariable* ScopeStack::find(std::string_view name) const {
  for (std::size_t i = variables_.size(); i-- > 0;) {
    if (variables_[i].name == name) return &variables_[i];
  }
  return nullptr;
}

}  // namespace gangway::dmn
