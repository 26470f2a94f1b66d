// SPDX-License-Identifier: Apache-2.0
#include "core/factory/transport_check.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

#include "core/base/text.h"
#include "core/factory/road_network.h"

namespace mw::factory {
namespace {

std::string nearestOf(const std::string& id, const std::vector<std::string>& known) {
  if (const auto nearest = nearestWord(id, known)) return fmt::format("did you mean \"{}\"?", *nearest);
  return known.empty() ? "the network has no nodes yet: add it" : fmt::format("known are {}", fmt::join(known, ", "));
}

class TransportChecker {
 public:
  explicit TransportChecker(const Factory& factory) : factory_(factory), root_(factory.json()) {}

  Findings run() {
    for (std::size_t i = 0; i < sizeOf("networks"); ++i) checkNetwork(i);
    if (hasErrors(findings_)) return std::move(findings_);
    for (std::size_t i = 0; i < sizeOf("vehicles"); ++i) roads_.push_back(roadNetworkOf(factory_, i));
    for (std::size_t i = 0; i < sizeOf("vehicles"); ++i) checkFleet(i);
    for (std::size_t i = 0; i < factory_.flows().size(); ++i) checkFlow(i);
    return std::move(findings_);
  }

 private:
  void report(Severity severity, std::string pointer, std::string cause, std::string cure) {
    findings_.push_back({severity, Place{"", std::move(pointer), 0, 0}, std::move(cause), std::move(cure)});
  }
  [[nodiscard]] std::size_t sizeOf(const char* collection) const {
    return root_.contains(collection) ? root_[collection].size() : 0;
  }
  [[nodiscard]] const Json& fleetJson(std::size_t fleet) const { return root_["vehicles"][fleet]; }

  void checkNetwork(std::size_t i) {
    const Json& network = root_["networks"][i];
    const std::string pointer = fmt::format("/networks/{}", i);
    std::vector<std::string> ids;
    if (network.contains("nodes")) checkNodes(network["nodes"], pointer, ids);
    if (network.contains("edges")) checkEdges(network, pointer, ids);
    for (std::size_t fleet = 0; fleet < sizeOf("vehicles"); ++fleet) {
      if (fleetJson(fleet).value("network", std::string()) == network["id"]) return;
    }
    report(Severity::Warning, pointer,
           fmt::format("no vehicles drive on network \"{}\"", network["id"].get<std::string>()),
           "name it in \"vehicles\": \"network\"");
  }

  void checkNodes(const Json& nodes, const std::string& network, std::vector<std::string>& ids) {
    std::set<std::string> served;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const std::string pointer = fmt::format("{}/nodes/{}", network, i);
      const auto id = nodes[i]["id"].get<std::string>();
      if (std::find(ids.begin(), ids.end(), id) != ids.end()) {
        report(Severity::Error, pointer + "/id", fmt::format("id \"{}\" is used twice", id), "rename one of the two");
      }
      ids.push_back(id);
      const std::string element = nodes[i].value("element", std::string());
      if (!element.empty() && !served.insert(element).second) {
        report(Severity::Error, pointer + "/element", fmt::format("two nodes serve \"{}\"", element),
               "let one node serve it");
      }
    }
  }

  void checkEdges(const Json& network, const std::string& pointer_of_network, const std::vector<std::string>& ids) {
    const Json& edges = network["edges"];
    for (std::size_t i = 0; i < edges.size(); ++i) {
      const std::string pointer = fmt::format("{}/edges/{}", pointer_of_network, i);
      std::array<const Json*, 2> ends{};
      for (const std::size_t end : {0U, 1U}) {
        const char* key = end == 0 ? "from" : "to";
        const auto id = edges[i][key].get<std::string>();
        const auto at = std::find(ids.begin(), ids.end(), id);
        if (at == ids.end()) {
          report(Severity::Error, fmt::format("{}/{}", pointer, key),
                 fmt::format("network \"{}\" has no node \"{}\"", network["id"].get<std::string>(), id),
                 nearestOf(id, ids));
        } else {
          ends[end] = &network["nodes"][static_cast<std::size_t>(at - ids.begin())];
        }
      }
      if (ends[0] == nullptr || ends[1] == nullptr) continue;
      if (ends[0] == ends[1]) {
        report(Severity::Error, pointer, "an edge leads from a node to itself", "name two nodes, or remove it");
      } else if (!edges[i].contains("length_m") && (*ends[0])["x_m"] == (*ends[1])["x_m"] &&
                 (*ends[0])["y_m"] == (*ends[1])["y_m"]) {
        report(Severity::Error, pointer, "an edge has no length: its nodes stand at the same place",
               "give length_m, or move one of the nodes");
      }
    }
  }

  /// Said once for each road: what the widest of the fleets on it need.
  void checkWidths(std::size_t fleet) {
    const RoadNetwork& network = roads_[fleet];
    const std::string roads = fleetJson(fleet).value("network", std::string());
    for (std::size_t before = 0; before < fleet; ++before) {
      if (fleetJson(before).value("network", std::string()) == roads) return;
    }
    const LaneNeed need = laneNeedOf(factory_, fleet);
    for (const RoadEdge& edge : network.edges) {
      const double need_m = edge.is_two_way ? need.passing_m() : need.width_m;
      if (edge.width_m >= need_m) continue;
      const std::string road = fmt::format("the road from \"{}\" to \"{}\" is {:.6g} m wide",
                                           network.nodes[edge.from].id, network.nodes[edge.to].id, edge.width_m);
      const char* const lack = edge.width_m < need.width_m ? "narrower than its vehicles"
                               : edge.lane_m > 0           ? "two vehicles pass with less than their clearance"
                                                           : "too narrow for two vehicles to pass: they take turns";
      report(Severity::Warning, fmt::format("/vehicles/{}/network", fleet), fmt::format("{}, {}", road, lack),
             fmt::format("make it {:.6g} m wide, or one way with another way back", need_m));
    }
  }

  /// A node that a fleet names; kNoIndex after a finding.
  std::size_t stopNamed(const RoadNetwork& network, const std::string& id, const std::string& pointer) {
    const std::size_t node = network.findNode(id);
    if (node != kNoIndex) return node;
    std::vector<std::string> known;
    for (const RoadNode& each : network.nodes) known.push_back(each.id);
    report(Severity::Error, pointer, fmt::format("no {} \"{}\"", network.is_straight ? "element" : "node", id),
           nearestOf(id, known));
    return kNoIndex;
  }

  void checkFleet(std::size_t fleet) {
    const Json& json = fleetJson(fleet);
    const std::string pointer = fmt::format("/vehicles/{}", fleet);
    const RoadNetwork& network = roads_[fleet];
    if (json.contains("home")) (void)stopNamed(network, json["home"].get<std::string>(), pointer + "/home");
    if (json.contains("battery")) {
      const Json& battery = json["battery"];
      (void)stopNamed(network, battery["charge_at"].get<std::string>(), pointer + "/battery/charge_at");
      const double low = battery.value("low", 0.2);
      const double high = battery.value("high", 0.9);
      if (low >= high) {
        report(Severity::Error, pointer + (battery.contains("low") ? "/battery/low" : "/battery/high"),
               fmt::format("vehicles charge below {:.6g} until {:.6g}", low, high), "give low below high");
      }
    }
    checkWidths(fleet);
    for (const Flow& flow : factory_.flows()) {
      if (isByVehicle(flow) && fleetOf(factory_, flow) == fleet) return;
    }
    report(Severity::Warning, pointer, fmt::format("no flow needs vehicles \"{}\"", json["id"].get<std::string>()),
           "add \"by\": \"vehicle\" to a flow");
  }

  void checkFlow(std::size_t i) {
    const Flow& flow = factory_.flows()[i];
    const std::string pointer = fmt::format("/flows/{}", i);
    if (!isByVehicle(flow)) {
      if (!flow.fields.contains("vehicles")) return;
      report(Severity::Error, pointer + "/vehicles", "a flow names vehicles, but parts do not go by vehicle",
             "add \"by\": \"vehicle\"");
      return;
    }
    const std::size_t fleet = fleetOf(factory_, flow);
    if (fleet == kNoIndex) {
      const bool has_some = sizeOf("vehicles") > 0;
      report(Severity::Error, pointer + "/by",
             has_some ? "it is not said which of the vehicles go here" : "the factory has no vehicles",
             has_some ? "add \"vehicles\": one of their ids" : "add \"vehicles\": [{\"id\": ...}]");
      return;
    }
    checkWay(flow, fleet, pointer);
  }

  void checkWay(const Flow& flow, std::size_t fleet, const std::string& pointer) {
    const RoadNetwork& network = roads_[fleet];
    const Element& from = factory_.elements()[flow.from];
    const Element& to = factory_.elements()[flow.to];
    const std::size_t pickup = network.stopOf(from);
    const std::size_t drop = network.stopOf(to);
    if (pickup == kNoIndex) {
      report(Severity::Error, pointer, "the network of its vehicles has no nodes", "add nodes and edges");
      return;
    }
    const std::vector<bool> from_pickup = network.reachableFrom(pickup);
    if (!from_pickup[drop]) return reportWay(network, pickup, drop, pointer);
    if (!network.reachableFrom(drop)[pickup]) return reportWay(network, drop, pickup, pointer);
    const Json& json = fleetJson(fleet);
    const std::string charger = json.contains("battery") ? json["battery"]["charge_at"].get<std::string>() : "";
    for (const std::string& id : {json.value("home", std::string()), charger}) {
      const std::size_t node = network.findNode(id);
      if (node == kNoIndex) continue;
      if (!from_pickup[node]) return reportWay(network, pickup, node, pointer);
      if (!network.reachableFrom(node)[pickup]) return reportWay(network, node, pickup, pointer);
    }
    if (network.is_straight && distance_m(network.nodes[pickup], network.nodes[drop]) == 0) {
      report(Severity::Warning, pointer,
             fmt::format("\"{}\" and \"{}\" stand at the same place: the way takes no time", from.id, to.id),
             "give them poses, or the vehicles a network");
    }
  }

  void reportWay(const RoadNetwork& network, std::size_t from, std::size_t to, const std::string& pointer) {
    report(Severity::Error, pointer,
           fmt::format("vehicles cannot get from \"{}\" to \"{}\"", network.nodes[from].id, network.nodes[to].id),
           "add edges between them, or two_way to those there are");
  }

  const Factory& factory_;
  const Json& root_;
  std::vector<RoadNetwork> roads_;  ///< per fleet
  Findings findings_;
};

}  // namespace

Findings checkTransport(const Factory& factory) {
  return TransportChecker(factory).run();
}

}  // namespace mw::factory
