// Places one decision service: its box with the decisions that it gives out above a line and those that it
// keeps to itself below, what these require under the box, and what invokes the service over it.
//
// Units:  as layout_graph.h.
// Source: DMN 1.5 clause 6.2.2 (decision service), figure 6-13.
#pragma once

#include "dmn/layout_graph.h"

namespace gangway::dmn {

// DiagramNode::band of what is in the diagram of a service.
enum ServiceBand : int { kRequired, kEncapsulated, kOutput, kInvoking };

struct ServiceBox {
  DiagramNode frame;   // width and height given: those of its name; set by place_service(): the whole box
  DiagramNode label;   // of the name, set by place_service()
  double divider = 0;  // y of the line
};

// REQUIRES: some node is an output. Edges lead to higher bands or stay in theirs; one to an invoking node
// stands for the service and may come from any output.
void place_service(Diagram& diagram, ServiceBox& box);

}  // namespace gangway::dmn
