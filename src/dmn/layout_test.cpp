#include "dmn/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "dmn/layout_graph.h"
#include "dmn/test_models.h"
#include "dmn/xml.h"

namespace gangway::dmn {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string drawn(const std::string& xml) {
  feel::Diagnostics diagnostics;
  auto out = with_diagram(xml, diagnostics);
  EXPECT_TRUE(out.has_value()) << testing::said(diagnostics);
  return out ? *out : std::string();
}

std::string without_diagram(const std::string& xml) {
  const auto begin = xml.find("\n  <dmndi:DMNDI");
  const std::string end = "</dmndi:DMNDI>\n";
  return xml.substr(0, begin) + xml.substr(xml.find(end) + end.size());
}

const std::string kModel = testing::definitions(testing::input("a", "number") +
                                                "<decision id='d' name='d'><informationRequirement "
                                                "id='r'><requiredInput href='#a'/></informationRequirement>" +
                                                testing::literal("a") + "</decision>\n");

TEST(Layout, AddsTheDiagramAndTouchesNothingElse) {
  const auto xml = drawn(kModel);
  EXPECT_EQ(without_diagram(xml), kModel);
  EXPECT_THAT(xml, HasSubstr("dmnElementRef=\"d\""));
  EXPECT_THAT(xml, HasSubstr("<dmndi:DMNEdge id=\"edge_r\" dmnElementRef=\"r\">"));
  EXPECT_NE(testing::load(xml), nullptr);
}

TEST(Layout, AgainGivesTheSame) {
  const auto once = drawn(kModel);
  EXPECT_EQ(drawn(once), once);
}

TEST(Layout, GivesRequirementsTheIdsThatTheyLack) {
  const auto model =
      testing::definitions(testing::input("a", "number") + testing::decision({"a"}, testing::literal("a")));
  const auto xml = drawn(model);
  EXPECT_THAT(xml, HasSubstr("<informationRequirement id=\"requirement_1\">"));
  EXPECT_THAT(xml, HasSubstr("dmnElementRef=\"requirement_1\""));
  EXPECT_EQ(drawn(xml), xml);
}

TEST(Layout, NameSpacesFollowTheModelsVersion) {
  for (const auto& [version, name_space] :
       {std::pair("1.2", "http://www.omg.org/spec/DMN/20180521/DMNDI/"),
        std::pair("1.3", "https://www.omg.org/spec/DMN/20191111/DMNDI/"),
        std::pair("1.4", "https://www.omg.org/spec/DMN/20191111/DMNDI/"),
        std::pair("1.5", "https://www.omg.org/spec/DMN/20230324/DMNDI/")}) {
    const auto xml = drawn(testing::fixture("permit-" + std::string(version) + ".dmn"));
    EXPECT_THAT(xml, HasSubstr("xmlns:dmndi=\"" + std::string(name_space) + "\"")) << version;
    EXPECT_NE(testing::load(xml), nullptr);
  }
}

TEST(Layout, ChineseNamesMakeWiderShapes) {
  const auto width = [](const std::string& name) {
    const auto xml = drawn(testing::definitions("<inputData id='a' name='" + name + "'/>"));
    const auto at = xml.find("width=\"") + 7;
    return std::stoi(xml.substr(at));
  };
  EXPECT_GT(width("在中国境内居住的月数"), width("months"));
}

TEST(Layout, RefusesWhatIsNoModel) {
  feel::Diagnostics diagnostics;
  EXPECT_FALSE(with_diagram("<x/>", diagnostics).has_value());
}

bool apart(const DiagramNode& a, const DiagramNode& b) {
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

// Does the segment run through the inside of the node? By samples, which need not be exact to find a
// crossing.
bool crosses(const Point& from, const Point& to, const DiagramNode& node) {
  constexpr int kSamples = 64;
  for (int i = 0; i <= kSamples; ++i) {
    const double share = static_cast<double>(i) / kSamples;
    const double x = from.x + (to.x - from.x) * share;
    const double y = from.y + (to.y - from.y) * share;
    if (x > node.x + 1 && x < node.x + node.width - 1 && y > node.y + 1 && y < node.y + node.height - 1)
      return true;
  }
  return false;
}

// ---- decision services

struct Shape {
  DiagramNode at;
  pugi::xml_node node;
};

double figure(pugi::xml_node node, const char* name) { return node.attribute(name).as_double(); }

DiagramNode bounds_of(pugi::xml_node node) {
  const auto bounds = child(node, "Bounds");
  return {figure(bounds, "width"), figure(bounds, "height"), figure(bounds, "x"), figure(bounds, "y")};
}

std::map<std::string, Shape> shapes_of(pugi::xml_node page) {
  std::map<std::string, Shape> out;
  for (const auto each : page.children()) {
    if (local_name(each) == "DMNShape")
      out[each.attribute("dmnElementRef").value()] = {bounds_of(each), each};
  }
  return out;
}

std::vector<Point> waypoints_of(pugi::xml_node node) {
  std::vector<Point> out;
  for (const auto each : node.children()) {
    if (local_name(each) == "waypoint") out.push_back({figure(each, "x"), figure(each, "y")});
  }
  return out;
}

pugi::xml_node edge_of(pugi::xml_node page, const std::string& requirement) {
  for (const auto each : page.children()) {
    if (each.attribute("dmnElementRef").value() == requirement) return each;
  }
  return {};
}

bool holds(const DiagramNode& box, const DiagramNode& node) {
  return box.x < node.x && node.x + node.width < box.x + box.width && box.y < node.y &&
         node.y + node.height < box.y + box.height;
}

// The page of a service is as it must be: what is above the line, below it and outside, nothing over
// anything, and no line through a shape.
void check_page(pugi::xml_node page, const std::string& service, const std::set<std::string>& outputs,
                const std::set<std::string>& kept, const std::set<std::string>& outside) {
  auto shapes = shapes_of(page);
  const auto box = shapes.at(service);
  shapes.erase(service);
  const auto line = waypoints_of(child(box.node, "DMNDecisionServiceDividerLine"));
  ASSERT_EQ(line.size(), 2U);
  EXPECT_EQ(line[0].y, line[1].y);
  EXPECT_EQ(line[0].x, box.at.x);
  EXPECT_EQ(line[1].x, box.at.x + box.at.width);
  const auto label = bounds_of(child(box.node, "DMNLabel"));
  EXPECT_TRUE(holds(box.at, label));
  std::set<std::string> ids;
  for (const auto& [id, shape] : shapes) {
    ids.insert(id);
    EXPECT_EQ(holds(box.at, shape.at), !outside.contains(id)) << id;
    if (outside.contains(id)) {
      EXPECT_TRUE(apart(box.at, shape.at)) << id;
    }
    if (outputs.contains(id)) {
      EXPECT_LT(shape.at.y + shape.at.height, line[0].y) << id;
    }
    if (kept.contains(id)) {
      EXPECT_GT(shape.at.y, line[0].y) << id;
    }
    EXPECT_TRUE(apart(shape.at, label)) << id;
    for (const auto& [other, another] : shapes) {
      if (other != id) {
        EXPECT_TRUE(apart(shape.at, another.at)) << id << " and " << other;
      }
    }
  }
  std::set<std::string> expected = outputs;
  expected.insert(kept.begin(), kept.end());
  expected.insert(outside.begin(), outside.end());
  EXPECT_EQ(ids, expected);
  for (const auto each : page.children()) {
    if (local_name(each) != "DMNEdge") continue;
    const auto points = waypoints_of(each);
    EXPECT_GE(points.size(), 2U);
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
      EXPECT_FALSE(crosses(points[i], points[i + 1], label)) << each.attribute("id").value();
      for (const auto& [id, shape] : shapes) {
        EXPECT_FALSE(crosses(points[i], points[i + 1], shape.at))
            << each.attribute("id").value() << " through " << id;
      }
    }
  }
}

TEST(Layout, DrawsEachDecisionServiceOnAPageOfItsOwn) {
  const auto text = drawn(testing::fixture("services-1.3.dmn"));
  EXPECT_EQ(drawn(text), text);
  EXPECT_EQ(testing::load(text)->function_names().size(), 4U);
  feel::Diagnostics diagnostics;
  const auto xml = Xml::parse(text, diagnostics).value();
  std::vector<pugi::xml_node> pages;
  std::set<std::string> ids;
  for (const auto page : child(xml.root(), "DMNDI").children()) {
    pages.push_back(page);
    EXPECT_TRUE(ids.insert(page.attribute("id").value()).second);
    for (const auto part : page.children()) {
      EXPECT_TRUE(ids.insert(part.attribute("id").value()).second) << part.attribute("id").value();
    }
  }
  ASSERT_EQ(pages.size(), 4U);
  EXPECT_FALSE(shapes_of(pages[0]).contains("fee_service"))
      << "the first page is for editors without services";
  EXPECT_STREQ(pages[2].attribute("name").value(), "每月费率的查询服务 & 说明");
  check_page(pages[1], "fee_service", {"fee", "due"}, {"class", "rate", "waived", "reason"},
             {"age", "months", "notice", "rounded", "note", "family", "group"});
  check_page(pages[2], "rate_service", {"rate"}, {}, {"class", "notice", "note"});
  check_page(pages[3], "family_service", {"family"}, {"due"}, {"fee", "waived", "reason", "fee_service"});
  const auto closed = shapes_of(pages[3]).at("fee_service").node;
  EXPECT_TRUE(closed.attribute("isCollapsed").as_bool());
  // An arrow that points down from an output has a place of its own on the decision that it leads to.
  EXPECT_NE(waypoints_of(edge_of(pages[1], "r_waived_fee")).back().x,
            waypoints_of(edge_of(pages[1], "r_due_waived")).front().x);
}

TEST(Layout, LeavesOutServicesOfOtherModelsDecisions) {
  const auto text = drawn(testing::definitions(
      "<decisionService id='s' name='s'><outputDecision href='urn:other#d'/></decisionService>"));
  EXPECT_THAT(text, Not(HasSubstr("dmnElementRef=\"s\"")));
}

RC_GTEST_PROP(LayoutProperty, NothingLiesOverAnything, ()) {
  Diagram diagram;
  const auto count = *rc::gen::inRange<std::size_t>(1, 14);
  for (std::size_t i = 0; i < count; ++i) {
    diagram.nodes.push_back(
        {static_cast<double>(*rc::gen::inRange(100, 240)), static_cast<double>(*rc::gen::inRange(40, 100))});
  }
  // Bands rise with the numbers, or there is one alone.
  if (*rc::gen::inRange(0, 2) == 1) {
    for (std::size_t i = 1; i < count; ++i)
      diagram.nodes[i].band = diagram.nodes[i - 1].band + *rc::gen::inRange(0, 2);
  }
  // Requirements lead from lower to higher numbers, so that there is no circle.
  const auto wanted = *rc::gen::inRange(0, 30);
  for (int i = 0; i < wanted && count > 1; ++i) {
    const auto to = *rc::gen::inRange<std::size_t>(1, count);
    diagram.edges.push_back({*rc::gen::inRange<std::size_t>(0, to), to, {}});
  }
  place(diagram);
  for (std::size_t a = 0; a < count; ++a) {
    for (std::size_t b = a + 1; b < count; ++b) {
      const auto& lower = diagram.nodes[a];
      const auto& upper = diagram.nodes[b];
      RC_ASSERT(apart(lower, upper));
      RC_ASSERT(lower.band == upper.band || upper.y + upper.height < lower.y);
    }
  }
  for (const auto& edge : diagram.edges) {
    RC_ASSERT(diagram.nodes[edge.from].y > diagram.nodes[edge.to].y);
    for (std::size_t i = 0; i + 1 < edge.waypoints.size(); ++i) {
      for (const auto& node : diagram.nodes)
        RC_ASSERT(!crosses(edge.waypoints[i], edge.waypoints[i + 1], node));
    }
  }
}

}  // namespace
}  // namespace gangway::dmn
