#include "dmn/layout_graph.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace gangway::dmn {
namespace {

constexpr double kLeft =
    110;  // beside and below what editors lay over the corner: tools and the model's name
constexpr double kTop = 130;
constexpr double kBetweenNodes = 40;
constexpr double kBetweenTrunks = 16;
constexpr double kBetweenLayers = 60;  // at least; the more edges pass between two layers, the wider
constexpr double kPerEdge = 3;
constexpr double kMostBetweenLayers = 220;
constexpr int kOrderSweeps = 24;
constexpr int kPlaceSweeps = 12;
constexpr double kTrunkWeight = 3;  // a straight trunk matters more than a centred node

// A node, or the place where a trunk passes a layer.
struct Item {
  std::size_t layer = 0;
  std::optional<std::size_t> node;
  double width = 0;
  double x = 0;  // of the centre
  std::vector<std::size_t> below;
  std::vector<std::size_t> above;
};

class Placer {
 public:
  explicit Placer(Diagram& diagram) : diagram_(diagram) {}

  void run() {
    if (diagram_.nodes.empty()) return;
    set_layers();
    make_items();
    order();
    set_x();
    set_y();
    lead_edges();
  }

 private:
  void set_layers() {
    layer_.assign(diagram_.nodes.size(), 0);
    std::set<int> bands;
    for (const auto& node : diagram_.nodes) bands.insert(node.band);
    std::size_t first = 0;
    for (const auto band : bands) first = set_layers(band, first);
  }

  // Those of one band, from layer `first` up; gives the layer above.
  std::size_t set_layers(int band, std::size_t first) {
    std::vector<std::size_t> members;
    for (std::size_t i = 0; i < diagram_.nodes.size(); ++i) {
      if (diagram_.nodes[i].band != band) continue;
      members.push_back(i);
      layer_[i] = first;
    }
    std::map<std::size_t, std::size_t> open;
    std::map<std::size_t, std::vector<std::size_t>> dependents;
    for (const auto& edge : diagram_.edges) {
      if (diagram_.nodes[edge.from].band != band || diagram_.nodes[edge.to].band != band) continue;
      ++open[edge.to];
      dependents[edge.from].push_back(edge.to);
    }
    std::vector<std::size_t> ready;
    for (const auto i : members) {
      if (open[i] == 0) ready.push_back(i);
    }
    for (std::size_t i = 0; i < ready.size(); ++i) {
      for (const auto next : dependents[ready[i]]) {
        layer_[next] = std::max(layer_[next], layer_[ready[i]] + 1);
        if (--open[next] == 0) ready.push_back(next);
      }
    }
    // What requires nothing of the band moves up to just below the first that needs it.
    auto top = first;
    for (const auto i : members) {
      auto lowest = layer_[i] + 1;
      if (layer_[i] == first && !dependents[i].empty()) {
        lowest = SIZE_MAX;
        for (const auto next : dependents[i]) lowest = std::min(lowest, layer_[next]);
      }
      if (lowest > first) layer_[i] = lowest - 1;
      top = std::max(top, layer_[i]);
    }
    return top + 1;
  }

  void make_items() {
    for (std::size_t i = 0; i < diagram_.nodes.size(); ++i) {
      items_.push_back({layer_[i], i, diagram_.nodes[i].width, 0, {}, {}});
    }
    paths_.resize(diagram_.edges.size());
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> trunks;  // by node and layer
    for (std::size_t e = 0; e < diagram_.edges.size(); ++e) {
      const auto& edge = diagram_.edges[e];
      auto& path = paths_[e];
      path.push_back(edge.from);
      for (auto layer = layer_[edge.from] + 1; layer < layer_[edge.to]; ++layer) {
        // An edge that is alone has the key of no node.
        const auto owner = edge.is_alone ? diagram_.nodes.size() + e : edge.from;
        const auto [trunk, is_new] = trunks.try_emplace({owner, layer}, items_.size());
        if (is_new) items_.push_back({layer, std::nullopt, 0, 0, {}, {}});
        path.push_back(trunk->second);
      }
      path.push_back(edge.to);
      for (std::size_t i = 0; i + 1 < path.size(); ++i) link(path[i], path[i + 1]);
    }
    const auto top = *std::ranges::max_element(layer_);
    layers_.resize(top + 1);
    for (std::size_t i = 0; i < items_.size(); ++i) layers_[items_[i].layer].push_back(i);
  }

  void link(std::size_t below, std::size_t above) {
    auto& list = items_[below].above;
    if (std::ranges::find(list, above) != list.end()) return;
    list.push_back(above);
    items_[above].below.push_back(below);
  }

  // ---- order within the layers

  void order() {
    rank_.resize(items_.size());
    for (const auto& layer : layers_) rank(layer);
    auto best = layers_;
    auto fewest = crossings();
    for (int sweep = 0; sweep < kOrderSweeps && fewest > 0; ++sweep) {
      const bool up = sweep % 2 == 0;
      for (std::size_t i = 1; i < layers_.size(); ++i) sort_layer(up ? i : layers_.size() - 1 - i, up);
      const auto now = crossings();
      if (now >= fewest) continue;
      fewest = now;
      best = layers_;
    }
    layers_ = std::move(best);
    for (const auto& layer : layers_) rank(layer);
  }

  void rank(const std::vector<std::size_t>& layer) {
    for (std::size_t i = 0; i < layer.size(); ++i) rank_[layer[i]] = static_cast<double>(i);
  }

  void sort_layer(std::size_t index, bool by_below) {
    auto& layer = layers_[index];
    std::map<std::size_t, double> centre;
    for (const auto item : layer) {
      const auto& linked = by_below ? items_[item].below : items_[item].above;
      double sum = 0;
      for (const auto each : linked) sum += rank_[each];
      centre[item] = linked.empty() ? rank_[item] : sum / static_cast<double>(linked.size());
    }
    std::ranges::stable_sort(layer, {}, [&](std::size_t item) { return centre[item]; });
    rank(layer);
  }

  [[nodiscard]] std::size_t crossings() const {
    std::size_t out = 0;
    for (const auto& layer : layers_) {
      std::vector<std::pair<double, double>> lines;
      for (const auto item : layer) {
        for (const auto above : items_[item].above) lines.emplace_back(rank_[item], rank_[above]);
      }
      for (std::size_t a = 0; a < lines.size(); ++a) {
        for (std::size_t b = a + 1; b < lines.size(); ++b) {
          const auto left = lines[a].first - lines[b].first;
          const auto right = lines[a].second - lines[b].second;
          if (left * right < 0) ++out;
        }
      }
    }
    return out;
  }

  // ---- places within the layers

  void set_x() {
    for (const auto& layer : layers_) {
      double x = 0;
      for (std::size_t i = 0; i < layer.size(); ++i) {
        if (i > 0) x += distance(layer[i - 1], layer[i]);
        items_[layer[i]].x = x;
      }
      for (const auto item : layer) items_[item].x -= x / 2;
    }
    for (int sweep = 0; sweep < kPlaceSweeps; ++sweep) {
      const bool up = sweep % 2 == 0;
      for (std::size_t i = 0; i < layers_.size(); ++i) settle(layers_[up ? i : layers_.size() - 1 - i]);
    }
    double left = 0;
    for (const auto& item : items_) left = std::min(left, item.x - item.width / 2);
    for (auto& item : items_) item.x = std::round((item.x - left + kLeft) / 2) * 2;
  }

  [[nodiscard]] double distance(std::size_t a, std::size_t b) const {
    const bool trunks = !items_[a].node && !items_[b].node;
    return items_[a].width / 2 + items_[b].width / 2 + (trunks ? kBetweenTrunks : kBetweenNodes);
  }

  // Least squares to the centres of what is linked, order and distances kept: pooling adjacent violators.
  void settle(const std::vector<std::size_t>& layer) {
    struct Block {
      double sum;
      double weight;
      std::size_t count;
    };
    std::vector<Block> blocks;
    std::vector<double> offset;
    for (std::size_t i = 0; i < layer.size(); ++i) {
      offset.push_back(i == 0 ? 0 : offset.back() + distance(layer[i - 1], layer[i]));
      const auto& item = items_[layer[i]];
      const auto weight = item.node ? 1 : kTrunkWeight;
      blocks.push_back({(wanted(item) - offset.back()) * weight, weight, 1});
      while (blocks.size() > 1) {
        const auto& last = blocks.back();
        auto& before = blocks[blocks.size() - 2];
        if (before.sum / before.weight <= last.sum / last.weight) break;
        before.sum += last.sum;
        before.weight += last.weight;
        before.count += last.count;
        blocks.pop_back();
      }
    }
    std::size_t i = 0;
    for (const auto& block : blocks) {
      for (std::size_t k = 0; k < block.count; ++k, ++i) {
        items_[layer[i]].x = block.sum / block.weight + offset[i];
      }
    }
  }

  [[nodiscard]] double wanted(const Item& item) const {
    const auto linked = item.below.size() + item.above.size();
    if (linked == 0) return item.x;
    double sum = 0;
    for (const auto each : item.below) sum += items_[each].x;
    for (const auto each : item.above) sum += items_[each].x;
    return sum / static_cast<double>(linked);
  }

  void set_y() {
    bands_.resize(layers_.size());
    double y = kTop;
    for (auto i = layers_.size(); i-- > 0;) {
      double height = 0;
      for (const auto item : layers_[i]) {
        if (items_[item].node) height = std::max(height, diagram_.nodes[*items_[item].node].height);
      }
      bands_[i] = {y, y + height};
      y += height + (i > 0 ? gap_above(i - 1) : 0);
    }
    for (const auto& item : items_) {
      if (!item.node) continue;
      auto& node = diagram_.nodes[*item.node];
      node.x = std::round(item.x - item.width / 2);
      const auto& [top, bottom] = bands_[item.layer];
      node.y = std::round((top + bottom - node.height) / 2);
    }
  }

  [[nodiscard]] double gap_above(std::size_t layer) const {
    std::size_t lines = 0;
    for (const auto item : layers_[layer]) lines += items_[item].above.size();
    return std::min(kBetweenLayers + kPerEdge * static_cast<double>(lines), kMostBetweenLayers);
  }

  // ---- edges

  // Edges arrive side by side along the bottom of a node, in the order in which they come from below.
  void lead_edges() {
    std::vector<std::vector<std::size_t>> arriving(diagram_.nodes.size());
    for (std::size_t e = 0; e < diagram_.edges.size(); ++e) arriving[diagram_.edges[e].to].push_back(e);
    for (std::size_t node = 0; node < arriving.size(); ++node) {
      auto& edges = arriving[node];
      std::ranges::stable_sort(edges, {},
                               [&](std::size_t e) { return items_[paths_[e][paths_[e].size() - 2]].x; });
      const auto& to = diagram_.nodes[node];
      for (std::size_t i = 0; i < edges.size(); ++i) {
        const auto share = static_cast<double>(i + 1) / static_cast<double>(edges.size() + 1);
        lead(edges[i], {std::round(to.x + to.width * share), to.y + to.height});
      }
    }
  }

  void lead(std::size_t e, const Point& end) {
    auto& edge = diagram_.edges[e];
    const auto& from = diagram_.nodes[edge.from];
    edge.waypoints = {{std::round(from.x + from.width * (edge.is_alone ? 0.75 : 0.5)), from.y}};
    if (const auto& [top, bottom] = bands_[layer_[edge.from]]; from.y > top) {
      edge.waypoints.push_back({edge.waypoints.front().x, top});
    }
    for (std::size_t i = 1; i + 1 < paths_[e].size(); ++i) {
      const auto& item = items_[paths_[e][i]];
      const auto& [top, bottom] = bands_[item.layer];
      edge.waypoints.push_back({item.x, bottom});
      edge.waypoints.push_back({item.x, top});
    }
    if (const auto bottom = bands_[layer_[edge.to]].second; end.y < bottom)
      edge.waypoints.push_back({end.x, bottom});
    edge.waypoints.push_back(end);
  }

  Diagram& diagram_;
  std::vector<std::size_t> layer_;  // of the nodes
  std::vector<Item> items_;         // the nodes first, under their numbers
  std::vector<std::vector<std::size_t>> layers_;
  std::vector<std::vector<std::size_t>> paths_;   // of the edges, items from below
  std::vector<double> rank_;                      // of the items
  std::vector<std::pair<double, double>> bands_;  // top and bottom of the layers
};

}  // namespace

void place(Diagram& diagram) { Placer(diagram).run(); }

}  // namespace gangway::dmn
