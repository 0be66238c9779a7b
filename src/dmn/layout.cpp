#include "dmn/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "dmn/definitions.h"
#include "dmn/layout_graph.h"
#include "dmn/xml.h"

namespace gangway::dmn {
namespace {

// ---- sizes

constexpr double kLine = 16;        // height of a line of text
constexpr double kLatin = 7;        // width of a letter
constexpr double kHan = 13;         // width of a Chinese character
constexpr double kTextWidth = 140;  // where lines break
constexpr double kPadding = 36;

struct Kind {
  std::string_view tag;
  double width;  // the least
  double height;
};
constexpr std::array<Kind, 5> kKinds = {{{"inputData", 125, 45},
                                         {"decision", 150, 60},
                                         {"businessKnowledgeModel", 135, 46},
                                         {"knowledgeSource", 120, 63},
                                         {"textAnnotation", 100, 40}}};

double width_of(std::string_view text) {
  double out = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;
    out += byte < 0xE0 ? kLatin : kHan;
  }
  return out;
}

struct TextSize {
  double width = 0;
  double lines = 1;
};

// Words are kept whole; Chinese may break anywhere.
TextSize wrapped(const std::string& name) {
  TextSize out;
  double line = 0;
  const auto add = [&](double width, double space) {
    if (line > 0 && line + space + width > kTextWidth) {
      ++out.lines;
      line = 0;
    }
    line += (line > 0 ? space : 0) + width;
    out.width = std::max(out.width, line);
  };
  std::string word;
  double space = 0;
  const auto flush = [&] {
    if (!word.empty()) add(width_of(word), space);
    word.clear();
    space = 0;
  };
  for (std::size_t i = 0; i < name.size();) {
    const auto byte = static_cast<unsigned char>(name[i]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    if (name[i] == ' ') {
      flush();
      space = kLatin;
    } else if (length >= 3) {
      flush();
      add(kHan, 0);
    } else {
      word += name.substr(i, length);
    }
    i += length;
  }
  flush();
  return out;
}

DiagramNode sized(const Kind& kind, const std::string& name) {
  const auto size = wrapped(name);
  const auto width = std::ceil(std::max(kind.width, size.width + kPadding) / 10) * 10;
  return {width, std::max(kind.height, size.lines * kLine + 30), 0, 0};
}

// ---- name spaces

struct Version {
  std::string_view model;
  std::string_view dmndi;
};
// DMN 1.4 kept the diagrams of 1.3.
constexpr std::array<Version, 4> kVersions = {
    {{"http://www.omg.org/spec/DMN/20180521/MODEL/", "http://www.omg.org/spec/DMN/20180521/DMNDI/"},
     {"https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20191111/DMNDI/"},
     {"https://www.omg.org/spec/DMN/20211108/MODEL/", "https://www.omg.org/spec/DMN/20191111/DMNDI/"},
     {"https://www.omg.org/spec/DMN/20230324/MODEL/", "https://www.omg.org/spec/DMN/20230324/DMNDI/"}}};

// ---- the text of the file

struct Edit {
  std::size_t at;
  std::size_t removed;
  std::string text;
};

std::string applied(std::string_view text, std::vector<Edit> edits) {
  std::ranges::sort(edits, {}, &Edit::at);
  std::string out;
  std::size_t done = 0;
  for (const auto& edit : edits) {
    out += text.substr(done, edit.at - done);
    out += edit.text;
    done = edit.at + edit.removed;
  }
  out += text.substr(done);
  return out;
}

// A tag's offset is that of its name, one behind the bracket.
std::size_t start_of(pugi::xml_node node) { return static_cast<std::size_t>(node.offset_debug()) - 1; }

// Behind the element's end tag; both tags are known to be there.
std::size_t end_of(std::string_view text, pugi::xml_node node) {
  const auto closing = "</" + std::string(node.name());
  auto at = start_of(node);
  // The last descendant's own end comes first, so that an end tag of the same name inside is not taken.
  if (const auto last = node.last_child(); last && last.type() == pugi::node_element) {
    at = end_of(text, last);
  } else if (!node.first_child()) {
    const auto bracket = text.find('>', at);
    if (text[bracket - 1] == '/') return bracket + 1;
  }
  return text.find('>', text.find(closing, at)) + 1;
}

bool is_requirement(std::string_view name) {
  return name == "informationRequirement" || name == "knowledgeRequirement" || name == "authorityRequirement";
}

class Drawing {
 public:
  Drawing(std::string_view text, const Xml& xml) : text_(text), root_(xml.root()) {}

  std::string draw() {
    for (const auto node : root_.children()) {
      if (local_name(node) != "DMNDI") add_node(node);  // the ids of an old diagram are free again
    }
    for (const auto node : root_.children()) add_edges(node);
    place(diagram_);
    for (const auto edge : reversed_) std::ranges::reverse(diagram_.edges[edge].waypoints);
    replace(written());
    return applied(text_, std::move(edits_));
  }

 private:
  void add_node(pugi::xml_node node) {
    gather_ids(node);
    const auto* const kind = std::ranges::find(kKinds, local_name(node), &Kind::tag);
    const std::string id = node.attribute("id").value();
    if (kind == kKinds.end() || id.empty()) return;
    numbers_.emplace(id, diagram_.nodes.size());
    node_ids_.push_back(id);
    const bool is_note = kind->tag == "textAnnotation";
    if (is_note) notes_.insert(diagram_.nodes.size());
    diagram_.nodes.push_back(
        sized(*kind, is_note ? text_of(child(node, "text")) : node.attribute("name").value()));
  }

  void gather_ids(pugi::xml_node node) {
    taken_.insert(node.attribute("id").value());
    for (const auto part : node.children()) taken_.insert(part.attribute("id").value());
  }

  void add_edges(pugi::xml_node node) {
    if (local_name(node) == "association") return add_association(node);
    const auto to = numbers_.find(node.attribute("id").value());
    if (to == numbers_.end()) return;
    for (const auto part : node.children()) {
      if (!is_requirement(local_name(part))) continue;
      for (const auto required : part.children()) {
        const auto from = referred(required);
        if (from == numbers_.end() || from == to) continue;
        diagram_.edges.push_back({from->second, to->second, {}});
        edge_ids_.push_back(id_of(part));
      }
    }
  }

  // A note stands below what it is about, whichever end of the line it is.
  void add_association(pugi::xml_node node) {
    const auto source = referred(child(node, "sourceRef"));
    const auto target = referred(child(node, "targetRef"));
    if (source == numbers_.end() || target == numbers_.end() || source == target) return;
    const bool from_target = notes_.contains(target->second);
    if (from_target) reversed_.insert(diagram_.edges.size());
    const auto from = from_target ? target->second : source->second;
    const auto to = from_target ? source->second : target->second;
    diagram_.edges.push_back({from, to, {}});
    edge_ids_.push_back(id_of(node));
  }

  using Numbers = std::map<std::string, std::size_t, std::less<>>;

  [[nodiscard]] Numbers::const_iterator referred(pugi::xml_node reference) const {
    const std::string_view href = reference.attribute("href").value();
    return href.starts_with("#") ? numbers_.find(href.substr(1)) : numbers_.end();
  }

  // The requirement's id; one that it lacks is written into it.
  std::string id_of(pugi::xml_node requirement) {
    std::string id = requirement.attribute("id").value();
    if (!id.empty()) return id;
    for (std::size_t i = edge_ids_.size() + 1; id.empty() || !taken_.insert(id).second; ++i) {
      id = "requirement_" + std::to_string(i);
    }
    const auto at =
        static_cast<std::size_t>(requirement.offset_debug()) + std::string_view(requirement.name()).size();
    edits_.push_back({at, 0, " id=\"" + id + "\""});
    return id;
  }

  [[nodiscard]] std::string written() const {
    const auto* const version = std::ranges::find(kVersions, namespace_of(root_), &Version::model);
    std::string out = "<dmndi:DMNDI xmlns:dmndi=\"" + std::string(version->dmndi) +
                      "\" xmlns:dc=\"http://www.omg.org/spec/DMN/20180521/DC/\""
                      " xmlns:di=\"http://www.omg.org/spec/DMN/20180521/DI/\">\n"
                      "    <dmndi:DMNDiagram id=\"" +
                      fresh("diagram") + "\">\n";
    for (std::size_t i = 0; i < diagram_.nodes.size(); ++i) {
      const auto& node = diagram_.nodes[i];
      out += "      <dmndi:DMNShape id=\"" + fresh("shape_" + node_ids_[i]) + "\" dmnElementRef=\"" +
             node_ids_[i] + "\"><dc:Bounds x=\"" + number(node.x) + "\" y=\"" + number(node.y) +
             "\" width=\"" + number(node.width) + "\" height=\"" + number(node.height) +
             "\"/></dmndi:DMNShape>\n";
    }
    for (std::size_t i = 0; i < diagram_.edges.size(); ++i) {
      out += "      <dmndi:DMNEdge id=\"" + fresh("edge_" + edge_ids_[i]) + "\" dmnElementRef=\"" +
             edge_ids_[i] + "\">";
      for (const auto& point : diagram_.edges[i].waypoints) {
        out += "<di:waypoint x=\"" + number(point.x) + "\" y=\"" + number(point.y) + "\"/>";
      }
      out += "</dmndi:DMNEdge>\n";
    }
    return out + "    </dmndi:DMNDiagram>\n  </dmndi:DMNDI>";
  }

  static std::string number(double value) { return std::to_string(std::lround(value)); }

  [[nodiscard]] std::string fresh(std::string id) const {
    while (taken_.contains(id)) id += "_";
    return id;
  }

  // In the place of the diagram that is there, else last.
  void replace(const std::string& diagram) {
    if (const auto old = child(root_, "DMNDI")) {
      edits_.push_back({start_of(old), end_of(text_, old) - start_of(old), diagram});
      return;
    }
    const auto at = text_.rfind("</");
    edits_.push_back({at, 0, "\n  " + diagram + "\n"});
  }

  std::string_view text_;
  pugi::xml_node root_;
  Diagram diagram_;
  Numbers numbers_;                 // of the nodes, by id
  std::set<std::size_t> notes_;     // text annotations among the nodes
  std::set<std::size_t> reversed_;  // edges that are written from `to` to `from`
  std::vector<std::string> node_ids_;
  std::vector<std::string> edge_ids_;
  std::set<std::string> taken_;
  std::vector<Edit> edits_;
};

}  // namespace

Result<std::string> with_diagram(std::string_view xml, feel::Diagnostics& diagnostics) {
  TRY(read_definitions(xml, diagnostics));
  TRY_ASSIGN(const auto parsed, Xml::parse(xml, diagnostics));
  return Drawing(xml, parsed).draw();
}

}  // namespace gangway::dmn
