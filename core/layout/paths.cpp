// SPDX-License-Identifier: Apache-2.0
#include "core/layout/paths.h"

#include <algorithm>
#include <fmt/format.h>

namespace mw::layout {
namespace {

using factory::Factory;

constexpr double kShortestLeg_m = 0.1;

void requirePoints(std::span<const Point> points) {
  if (points.size() < 2) throw InputError(Place{}, "a path needs two points", "click a second one");
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (distance_m(points[i - 1], points[i]) < kShortestLeg_m) {
      throw InputError(Place{},
                       fmt::format("points {} and {} of the path are nearer than {} m", i, i + 1, kShortestLeg_m),
                       "move one of them away");
    }
  }
}

Json& networkOf(Json& root, std::size_t network) {
  if (!root.contains("networks") || root["networks"].size() <= network) {
    throw InputError(Place{}, "there are no roads", "draw one first");
  }
  return root["networks"][network];
}

Json& nodeOf(Json& network, const std::string& id) {
  for (Json& node : network["nodes"]) {
    if (node["id"] == id) return node;
  }
  throw InputError(Place{}, fmt::format("no road node \"{}\"", id), "choose one that exists");
}

std::string unusedNode(const Json& network) {
  for (std::size_t number = network["nodes"].size() + 1;; ++number) {
    std::string id = fmt::format("n{}", number);
    const Json& nodes = network["nodes"];
    if (std::none_of(nodes.begin(), nodes.end(), [&id](const Json& node) { return node["id"] == id; })) return id;
  }
}

std::string addNode(Json& network, Point at) {
  std::string id = unusedNode(network);
  network["nodes"].push_back({{"id", id}, {"x_m", at.x_m}, {"y_m", at.y_m}});
  return id;
}

/// Null where the network has no node there.
const Json* nodeNear(const Json& network, Point at) {
  if (!network.contains("nodes")) return nullptr;
  for (const Json& node : network["nodes"]) {
    if (distance_m({node["x_m"].get<double>(), node["y_m"].get<double>()}, at) < kSameNode_m) return &node;
  }
  return nullptr;
}

std::string nodeAt(Json& network, Point at) {
  const Json* node = nodeNear(network, at);
  return node == nullptr ? addNode(network, at) : (*node)["id"].get<std::string>();
}

/// The network that a road through these points belongs to.
Json& networkFor(Json& root, std::span<const Point> points) {
  if (!root.contains("networks") || root["networks"].empty()) {
    root["networks"] = Json::array({Json{{"id", "roads"}, {"nodes", Json::array()}, {"edges", Json::array()}}});
  }
  for (Json& network : root["networks"]) {
    if (std::any_of(points.begin(), points.end(), [&](Point at) { return nodeNear(network, at) != nullptr; })) {
      return network;
    }
  }
  return root["networks"][0];
}

}  // namespace

std::vector<Point> pathOf(const factory::Element& element) {
  const Body body = bodyOf(element);
  const Point origin{body.pose.x_m, body.pose.y_m};
  std::vector<Point> local = body.path;
  if (local.empty()) local = {{-body.length_m / 2, 0}, {body.length_m / 2, 0}};
  for (Point& point : local) point = origin + turned(point, body.pose.yaw_rad);
  return local;
}

Json conveyorAlong(Json conveyor, std::span<const Point> points) {
  requirePoints(points);
  Point low = points[0];
  Point high = points[0];
  for (const Point& p : points) {
    low = {std::min(low.x_m, p.x_m), std::min(low.y_m, p.y_m)};
    high = {std::max(high.x_m, p.x_m), std::max(high.y_m, p.y_m)};
  }
  const Point middle = (low + high) * 0.5;
  Json path = Json::array();
  for (const Point& p : points) path.push_back({p.x_m - middle.x_m, p.y_m - middle.y_m, 0});
  conveyor["path"] = std::move(path);
  conveyor.erase("length_m");
  Json& pose = conveyor["pose"];
  if (!pose.is_object()) pose = Json::object();
  pose["x_m"] = middle.x_m;
  pose["y_m"] = middle.y_m;
  pose.erase("yaw_deg");
  return conveyor;
}

double lengthOf_m(std::span<const Point> points) {
  double length_m = 0;
  for (std::size_t i = 1; i < points.size(); ++i) length_m += distance_m(points[i - 1], points[i]);
  return length_m;
}

Factory withRoad(const Factory& factory, std::span<const Point> points) {
  requirePoints(points);
  Json root = factory.json();
  Json& network = networkFor(root, points);
  for (const char* key : {"nodes", "edges"}) {
    if (!network.contains(key)) network[key] = Json::array();
  }
  std::string before = nodeAt(network, points[0]);
  for (const Point& point : points.subspan(1)) {
    const std::string here = nodeAt(network, point);
    if (here != before) network["edges"].push_back({{"from", before}, {"to", here}});
    before = here;
  }
  return Factory::fromJson(std::move(root), factory.types());
}

Factory withRoadNodeAt(const Factory& factory, const RoadNodeName& name, Point at) {
  Json root = factory.json();
  Json& json = nodeOf(networkOf(root, name.network), name.node);
  json["x_m"] = at.x_m;
  json["y_m"] = at.y_m;
  return Factory::fromJson(std::move(root), factory.types());
}

Factory withoutRoadNode(const Factory& factory, const RoadNodeName& name) {
  Json root = factory.json();
  Json& network = networkOf(root, name.network);
  const std::string& node = name.node;
  (void)nodeOf(network, node);
  Json nodes = Json::array();
  for (const Json& each : network["nodes"]) {
    if (each["id"] != node) nodes.push_back(each);
  }
  Json kept = Json::array();
  std::vector<Json> through;
  for (const Json& edge : network.value("edges", Json::array())) {
    const bool touches = edge["from"] == node || edge["to"] == node;
    touches ? through.push_back(edge) : kept.push_back(edge);
  }
  if (through.size() == 2) {
    const auto farEnd = [&node](const Json& edge) { return edge["from"] == node ? edge["to"] : edge["from"]; };
    const bool is_reversed = through[0]["from"] == node && through[1]["to"] == node;
    Json joined = through[0];
    joined["from"] = farEnd(through[is_reversed ? 1 : 0]);
    joined["to"] = farEnd(through[is_reversed ? 0 : 1]);
    joined.erase("length_m");
    if (joined["from"] != joined["to"]) kept.push_back(std::move(joined));
  }
  network["nodes"] = std::move(nodes);
  network["edges"] = std::move(kept);
  return Factory::fromJson(std::move(root), factory.types());
}

Factory withRoadNodeOn(const Factory& factory, const RoadEdgeName& name, Point at) {
  Json root = factory.json();
  Json& network = networkOf(root, name.network);
  const std::size_t edge = name.edge;
  if (!network.contains("edges") || edge >= network["edges"].size()) {
    throw InputError(Place{}, "no such road", "choose one that exists");
  }
  const std::string id = addNode(network, at);
  Json& first = network["edges"][edge];
  Json second = first;
  first["to"] = id;
  second["from"] = id;
  first.erase("length_m");
  second.erase("length_m");
  network["edges"].insert(network["edges"].begin() + static_cast<std::ptrdiff_t>(edge) + 1, std::move(second));
  return Factory::fromJson(std::move(root), factory.types());
}

}  // namespace mw::layout
