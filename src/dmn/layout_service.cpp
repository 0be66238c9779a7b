#include "dmn/layout_service.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gangway::dmn {
namespace {

constexpr double kMargin = 20;  // between the box and what it holds
constexpr double kLabelGap = 8;

struct Extent {
  double least = std::numeric_limits<double>::max();
  double most = std::numeric_limits<double>::lowest();

  void add(double from, double to) {
    least = std::min(least, from);
    most = std::max(most, to);
  }
  [[nodiscard]] bool empty() const { return least > most; }
};

Extent rows(const Diagram& diagram, int band) {
  Extent out;
  for (const auto& node : diagram.nodes) {
    if (node.band == band) out.add(node.y, node.y + node.height);
  }
  return out;
}

// Where the line from `a` up to `b` is at height y.
double at_height(const Point& a, const Point& b, double y) {
  return a.y == b.y ? a.x : a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
}

// As wide as what lies in these rows, the edges that pass through them included.
Extent columns(const Diagram& diagram, const Extent& rows) {
  Extent out;
  for (const auto& node : diagram.nodes) {
    if (node.band == kEncapsulated || node.band == kOutput) out.add(node.x, node.x + node.width);
  }
  for (const auto& edge : diagram.edges) {
    if (diagram.nodes[edge.to].band == kInvoking) continue;
    for (std::size_t i = 0; i < edge.waypoints.size(); ++i) {
      const auto& point = edge.waypoints[i];
      if (point.y >= rows.least && point.y <= rows.most) out.add(point.x, point.x);
      if (i == 0 || edge.waypoints[i - 1].y <= rows.most || point.y > rows.most) continue;
      const auto x = at_height(edge.waypoints[i - 1], point, rows.most);
      out.add(x, x);
    }
  }
  return out;
}

// From the top of the box, below the invoking node where it can be, into that node.
void lead_from_box(const ServiceBox& box, const Diagram& diagram, double lowest, DiagramEdge& edge) {
  const auto& to = diagram.nodes[edge.to];
  const auto& frame = box.frame;
  const auto x = std::round(to.x + to.width / 2);
  const auto start = std::clamp(x, frame.x + kMargin, frame.x + frame.width - kMargin);
  edge.waypoints = {{start, frame.y}};
  if (start != x || to.y + to.height < lowest) edge.waypoints.push_back({x, lowest});
  edge.waypoints.push_back({x, to.y + to.height});
}

}  // namespace

void place_service(Diagram& diagram, ServiceBox& box) {
  place(diagram);
  const auto outputs = rows(diagram, kOutput);
  const auto kept = rows(diagram, kEncapsulated);
  Extent all = outputs;
  if (!kept.empty()) all.add(kept.least, kept.most);
  all.most += kept.empty() ? 2 * kMargin : kMargin;
  const auto across = columns(diagram, all);

  auto& [frame, label, divider] = box;
  label.width = frame.width;
  label.height = frame.height;
  frame.x = across.least - kMargin;
  frame.y = outputs.least - label.height - 2 * kLabelGap;
  frame.width = std::max(across.most - across.least, label.width) + 2 * kMargin;
  frame.height = all.most - frame.y;
  label.x = frame.x + kMargin;
  label.y = frame.y + kLabelGap;
  divider = std::round(kept.empty() ? outputs.most + kMargin : (outputs.most + kept.least) / 2);

  const auto lowest = rows(diagram, kInvoking).most;
  for (auto& edge : diagram.edges) {
    if (diagram.nodes[edge.to].band == kInvoking) lead_from_box(box, diagram, lowest, edge);
  }
}

}  // namespace gangway::dmn
