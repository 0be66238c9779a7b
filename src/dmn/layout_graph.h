// Places the nodes of a requirement graph in layers, what is required below what requires it, and leads the
// edges past the nodes between.
//
// Shape:  layers by longest path; long edges of one node share a trunk through the layers that they pass; the
//         order within a layer by barycentres, the places by least squares under that order. Deterministic.
// Units:  pixels of a diagram, y downwards.
// Source: Sugiyama, Tagawa, Toda, "Methods for visual understanding of hierarchical system structures"
//         (1981).
#pragma once

#include <cstddef>
#include <vector>

namespace gangway::dmn {

struct Point {
  double x = 0;
  double y = 0;
};

struct DiagramNode {
  double width = 0;
  double height = 0;
  double x = 0;  // left, set by place()
  double y = 0;  // top
  int band = 0;  // all nodes of a band lie above those of lower bands
};

struct DiagramEdge {
  std::size_t from = 0;  // the required node, of no higher band than `to`
  std::size_t to = 0;
  std::vector<Point> waypoints;  // from the top of `from` to the bottom of `to`, set by place()
  bool is_alone = false;         // shares no trunk with others: its arrow points down
};

struct Diagram {
  std::vector<DiagramNode> nodes;
  std::vector<DiagramEdge> edges;
};

// An edge in a circle is led as any other; which one of the circle points down is left open.
void place(Diagram& diagram);

}  // namespace gangway::dmn
