#include "dmn/layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <vector>

#include "dmn/definitions.h"
#include "dmn/layout_service.h"
#include "dmn/layout_size.h"
#include "dmn/xml.h"

namespace gangway::dmn {
namespace {

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

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

// A diagram and the elements that it shows.
struct Page {
  Diagram diagram;
  std::vector<std::string> node_ids;
  std::vector<std::string> edge_ids;
  std::set<std::size_t> reversed;  // edges that are written from `to` to `from`

  std::size_t add(const std::string& id, const DiagramNode& node) {
    node_ids.push_back(id);
    diagram.nodes.push_back(node);
    return node_ids.size() - 1;
  }
  void add_edge(const std::string& id, std::size_t from, std::size_t to, bool is_reversed = false) {
    if (is_reversed) reversed.insert(edge_ids.size());
    edge_ids.push_back(id);
    diagram.edges.push_back({from, to, {}});
  }
};

struct Service {
  std::string id;
  std::string name;
  pugi::xml_node node;
  DiagramNode closed;  // where only its name is shown
};

// The first page shows all but the services, which have a page each: editors that do not know services, such
// as dmn-js, show the first page alone.
class Drawing {
 public:
  Drawing(std::string_view text, const Xml& xml) : text_(text), root_(xml.root()) {}

  std::string draw() {
    for (const auto node : root_.children()) {
      if (local_name(node) != "DMNDI") add_node(node);  // the ids of an old diagram are free again
    }
    for (const auto node : root_.children()) add_edges(node);
    place(main_.diagram);
    auto pages = opening(fresh("diagram"), {}) + body(main_, {});
    for (std::size_t i = 0; i < services_.size(); ++i) pages += service_page(i);
    replace(around(pages));
    return applied(text_, std::move(edits_));
  }

 private:
  struct Invocation {
    std::size_t service;
    std::size_t to;  // on the first page
    std::string id;
  };

  void add_node(pugi::xml_node node) {
    gather_ids(node);
    const std::string id = node.attribute("id").value();
    const bool is_note = local_name(node) == "textAnnotation";
    const std::string name = is_note ? text_of(child(node, "text")) : node.attribute("name").value();
    const auto shape = sized(local_name(node), name);
    if (!shape || id.empty()) return;
    if (local_name(node) == "decisionService") return services_.push_back({id, name, node, *shape});
    numbers_.emplace(id, main_.node_ids.size());
    if (is_note) notes_.insert(main_.node_ids.size());
    main_.add(id, *shape);
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
        if (from == to) continue;
        if (from != numbers_.end()) {
          main_.add_edge(id_of(part), from->second, to->second);
          continue;
        }
        const std::string_view href = required.attribute("href").value();
        const auto service = std::ranges::find(services_, href.substr(href.starts_with("#")), &Service::id);
        if (service == services_.end()) continue;
        const auto index = static_cast<std::size_t>(service - services_.begin());
        invocations_.push_back({index, to->second, id_of(part)});
      }
    }
  }

  // A note stands below what it is about, whichever end of the line it is.
  void add_association(pugi::xml_node node) {
    const auto source = referred(child(node, "sourceRef"));
    const auto target = referred(child(node, "targetRef"));
    if (source == numbers_.end() || target == numbers_.end() || source == target) return;
    const bool from_target = notes_.contains(target->second);
    const auto from = from_target ? target->second : source->second;
    const auto to = from_target ? source->second : target->second;
    main_.add_edge(id_of(node), from, to, from_target);
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
    for (std::size_t i = main_.edge_ids.size() + 1; id.empty() || !taken_.insert(id).second; ++i) {
      id = "requirement_" + std::to_string(i);
    }
    const auto at =
        static_cast<std::size_t>(requirement.offset_debug()) + std::string_view(requirement.name()).size();
    edits_.push_back({at, 0, " id=\"" + id + "\""});
    return id;
  }

  // ---- services

  // Nothing where the service gives out no decision of this model.
  std::string service_page(std::size_t index) {
    const auto& service = services_[index];
    Page page;
    std::map<std::size_t, std::size_t> here;  // numbers on the first page and on this one
    const auto add = [&](std::size_t number, ServiceBand band) {
      if (here.contains(number)) return;
      auto node = main_.diagram.nodes[number];
      node.band = band;
      here.emplace(number, page.add(main_.node_ids[number], node));
    };
    const auto add_all = [&](std::string_view tag, ServiceBand band) {
      for (const auto part : service.node.children()) {
        if (local_name(part) != tag) continue;
        if (const auto found = referred(part); found != numbers_.end()) add(found->second, band);
      }
    };
    add_all("outputDecision", kOutput);
    if (here.empty()) return {};
    add_all("encapsulatedDecision", kEncapsulated);
    const auto held = here;
    add_all("inputDecision", kRequired);
    add_all("inputData", kRequired);
    for (const auto& edge : main_.diagram.edges) {
      if (held.contains(edge.to)) add(edge.from, kRequired);
    }
    for (const auto& each : invocations_) {
      if (each.service == index) add(each.to, kInvoking);
    }
    add_main_edges(page, here);
    add_invocations(page, here, index);
    ServiceBox box;
    box.frame = {text_width(service.name), kTextLine};
    place_service(page.diagram, box);
    return opening(fresh("diagram_" + service.id), service.name) + shape(service, box) +
           body(page, service.id + "_");
  }

  void add_main_edges(Page& page, const std::map<std::size_t, std::size_t>& here) {
    const auto& edges = main_.diagram.edges;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const auto from = here.find(edges[i].from);
      const auto to = here.find(edges[i].to);
      if (from == here.end() || to == here.end()) continue;
      const auto lower = page.diagram.nodes[from->second].band;
      const auto upper = page.diagram.nodes[to->second].band;
      // The page is about what the service needs: not about what its decisions are needed for.
      if (upper == kInvoking || (upper == kRequired && lower != kRequired)) continue;
      const bool is_reversed = main_.reversed.contains(i);
      if (lower <= upper) {
        page.add_edge(main_.edge_ids[i], from->second, to->second, is_reversed);
      } else {
        page.add_edge(main_.edge_ids[i], to->second, from->second, !is_reversed);
        page.diagram.edges.back().is_alone = true;
      }
    }
  }

  void add_invocations(Page& page, const std::map<std::size_t, std::size_t>& here, std::size_t index) {
    std::map<std::size_t, std::size_t> others;  // services that this one invokes
    for (const auto& each : invocations_) {
      const auto to = here.find(each.to);
      if (to == here.end()) continue;
      const auto band = page.diagram.nodes[to->second].band;
      if (each.service == index) {
        // Any output stands for the box: the first node is one.
        if (band == kInvoking) page.add_edge(each.id, 0, to->second);
      } else if (band == kOutput || band == kEncapsulated) {
        const auto& other = services_[each.service];
        auto [at, is_new] = others.try_emplace(each.service, 0);
        if (is_new) at->second = page.add(other.id, other.closed);
        page.add_edge(each.id, at->second, to->second);
      }
    }
  }

  // ---- written out

  [[nodiscard]] std::string around(const std::string& pages) const {
    const auto* const version = std::ranges::find(kVersions, namespace_of(root_), &Version::model);
    return "<dmndi:DMNDI xmlns:dmndi=\"" + std::string(version->dmndi) +
           "\" xmlns:dc=\"http://www.omg.org/spec/DMN/20180521/DC/\""
           " xmlns:di=\"http://www.omg.org/spec/DMN/20180521/DI/\">\n" +
           pages + "  </dmndi:DMNDI>";
  }

  static std::string opening(const std::string& id, std::string_view name) {
    return "    <dmndi:DMNDiagram id=\"" + id + "\"" +
           (name.empty() ? "" : " name=\"" + escaped(name) + "\"") + ">\n";
  }

  // `prefix`: of the ids, after "shape_" and "edge_".
  std::string body(const Page& page, const std::string& prefix) {
    std::string out;
    for (std::size_t i = 0; i < page.node_ids.size(); ++i) {
      const auto& id = page.node_ids[i];
      const bool is_closed = std::ranges::find(services_, id, &Service::id) != services_.end();
      out += shape_start(prefix + id, id) + (is_closed ? " isCollapsed=\"true\"" : "") + ">" +
             bounds(page.diagram.nodes[i]) + "</dmndi:DMNShape>\n";
    }
    for (std::size_t i = 0; i < page.edge_ids.size(); ++i) {
      auto points = page.diagram.edges[i].waypoints;
      if (page.reversed.contains(i)) std::ranges::reverse(points);
      out += "      <dmndi:DMNEdge id=\"" + fresh("edge_" + prefix + page.edge_ids[i]) +
             "\" dmnElementRef=\"" + page.edge_ids[i] + "\">";
      for (const auto& point : points) out += waypoint(point);
      out += "</dmndi:DMNEdge>\n";
    }
    return out + "    </dmndi:DMNDiagram>\n";
  }

  std::string shape(const Service& service, const ServiceBox& box) {
    const auto& frame = box.frame;
    return shape_start(service.id, service.id) + ">" + bounds(frame) + "<dmndi:DMNLabel>" +
           bounds(box.label) + "</dmndi:DMNLabel><dmndi:DMNDecisionServiceDividerLine>" +
           waypoint({frame.x, box.divider}) + waypoint({frame.x + frame.width, box.divider}) +
           "</dmndi:DMNDecisionServiceDividerLine></dmndi:DMNShape>\n";
  }

  std::string shape_start(const std::string& name, const std::string& element) {
    return "      <dmndi:DMNShape id=\"" + fresh("shape_" + name) + "\" dmnElementRef=\"" + element + "\"";
  }

  static std::string bounds(const DiagramNode& node) {
    return "<dc:Bounds x=\"" + number(node.x) + "\" y=\"" + number(node.y) + "\" width=\"" +
           number(node.width) + "\" height=\"" + number(node.height) + "\"/>";
  }

  static std::string waypoint(const Point& point) {
    return "<di:waypoint x=\"" + number(point.x) + "\" y=\"" + number(point.y) + "\"/>";
  }

  static std::string number(double value) { return std::to_string(std::lround(value)); }

  std::string fresh(std::string id) {
    while (!taken_.insert(id).second) id += "_";
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
  Page main_;
  Numbers numbers_;              // of the nodes of the first page, by id
  std::set<std::size_t> notes_;  // text annotations among them
  std::vector<Service> services_;
  std::vector<Invocation> invocations_;
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
