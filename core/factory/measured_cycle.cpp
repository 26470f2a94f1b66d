// SPDX-License-Identifier: Apache-2.0
#include "core/factory/measured_cycle.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/digest.h"
#include "core/factory/road_network.h"

namespace mw::factory {
namespace {

/// To a microsecond or a micrometre, so that a cell that was moved as a whole is the same.
double rounded(double value) {
  return std::round(value * 1e6) / 1e6 + 0.0;
}

Json chosen(const Json& fields, std::initializer_list<const char*> keys) {
  Json some = Json::object();
  for (const char* key : keys) {
    if (fields.contains(key)) some[key] = fields[key];
  }
  return some;
}

/// A place as it is seen from the robot: x, y.
Json seenFrom(const Element& robot, double at_x_m, double at_y_m) {
  const double x_m = at_x_m - robot.pose.x_m;
  const double y_m = at_y_m - robot.pose.y_m;
  const double c = std::cos(robot.pose.yaw_rad);
  const double s = std::sin(robot.pose.yaw_rad);
  return {rounded(c * x_m + s * y_m), rounded(c * y_m - s * x_m)};
}

/// Another element as it stands from the robot.
Json seenFrom(const Element& robot, const Element& other) {
  Json seen = seenFrom(robot, other.pose.x_m, other.pose.y_m);
  seen.push_back(rounded(other.pose.z_m - robot.pose.z_m));
  seen.push_back(rounded(std::remainder(other.pose.yaw_rad - robot.pose.yaw_rad, 2 * M_PI)));
  return seen;
}

Json portOf(const Element& robot, const Element& other, bool is_pick) {
  Json port = chosen(other.fields, {"type", "length_m", "path"});
  port["end"] = is_pick ? "pick" : "place";
  port["stands"] = seenFrom(robot, other);
  return port;
}

/// Where vehicles stop for the robot.
Json bedsOf(const Factory& factory, const Element& robot, const Flow& flow, bool is_pick) {
  const std::size_t fleet = fleetOf(factory, flow);
  if (fleet == kNoIndex) return {};
  Json port = chosen(factory.json()["vehicles"][fleet], {"size_m"});
  port["end"] = is_pick ? "pick" : "place";
  port["height_m"] = rounded(robot.pose.z_m);
  const RoadNetwork network = roadNetworkOf(factory, fleet);
  const std::size_t node = network.stopOf(robot);
  for (const RoadEdge& edge : network.edges) {
    if (edge.from != node && edge.to != node) continue;
    const RoadNode& from = network.nodes[edge.from];
    const RoadNode& to = network.nodes[edge.to];
    port["roads"].push_back(
        {seenFrom(robot, from.x_m, from.y_m), seenFrom(robot, to.x_m, to.y_m), rounded(edge.lane_m)});
  }
  return port;
}

bool isMotion(const Element& robot) {
  return robot.type == "robot" && robot.has("cycle") && robot.fields["cycle"] == "motion";
}

}  // namespace

double MeasuredCycle::mean_s() const {
  double sum_s = 0;
  for (const double value_s : values_s) sum_s += value_s;
  return values_s.empty() ? std::nan("") : sum_s / static_cast<double>(values_s.size());
}

std::optional<MeasuredCycle> measuredCycle(const Element& robot) {
  if (robot.type != "robot" || !robot.has("measured")) return std::nullopt;
  const Json& json = robot.fields["measured"];
  MeasuredCycle measured;
  measured.on = json.value("on", "");
  measured.setup = json.value("setup", "");
  measured.seed = json.value("seed", measured.seed);
  measured.speed = json.value("speed", measured.speed);
  measured.failed = json.value("failed", measured.failed);
  measured.values_s = json["values_s"].get<std::vector<double>>();
  if (measured.values_s.empty()) return std::nullopt;
  return measured;
}

Json toJson(const MeasuredCycle& measured) {
  Json values = Json::array();
  double squares_s2 = 0;
  const double mean_s = measured.mean_s();
  for (const double value_s : measured.values_s) {
    values.push_back(rounded(value_s));
    squares_s2 += (value_s - mean_s) * (value_s - mean_s);
  }
  const std::size_t n = measured.values_s.size();
  const double sd_s = n < 2 ? 0 : std::sqrt(squares_s2 / static_cast<double>(n - 1));
  return {{"on", measured.on},
          {"cycles", static_cast<std::int64_t>(n) + measured.failed},
          {"failed", measured.failed},
          {"seed", measured.seed},
          {"speed", measured.speed},
          {"mean_s", rounded(mean_s)},
          {"sd_s", rounded(sd_s)},
          {"setup", measured.setup},
          {"values_s", std::move(values)}};
}

std::string cycleSetup(const Factory& factory, std::size_t robot) {
  const Element& element = factory.elements()[robot];
  Json setup = chosen(element.fields, {"arm", "gripper", "payload_kg", "programme"});
  // How it looks changes no cycle.
  if (setup.contains("arm") && setup["arm"].is_object()) setup["arm"].erase("visuals");
  setup["speed"] = element.value("speed");
  for (const Flow& flow : factory.flows()) {
    const bool is_bed = isByVehicle(flow);
    if (flow.to == robot) {
      setup["ports"].push_back(is_bed ? bedsOf(factory, element, flow, true)
                                      : portOf(element, factory.elements()[flow.from], true));
    }
    if (flow.from == robot) {
      setup["ports"].push_back(is_bed ? bedsOf(factory, element, flow, false)
                                      : portOf(element, factory.elements()[flow.to], false));
    }
  }
  for (const Part& part : factory.parts()) setup["parts"].push_back({part.id, part.size_m, part.mass_kg});
  Digest digest;
  digest.addText(setup.dump());
  return digest.hex();
}

Json scaledTimes(const Json& distribution, double factor) {
  if (distribution.is_number()) return distribution.get<double>() * factor;
  Json scaled = distribution;
  for (const auto& [key, value] : scaled.items()) {
    if (!key.ends_with("_s")) continue;
    if (value.is_number()) value = value.get<double>() * factor;
    for (Json& each : value) {
      if (value.is_array()) each = each.get<double>() * factor;
    }
  }
  return scaled;
}

Json measuredDistribution(const MeasuredCycle& measured) {
  std::vector<double> values_s = measured.values_s;
  std::ranges::transform(values_s, values_s.begin(), rounded);
  const auto [least, most] = std::ranges::minmax(values_s);
  if (least == most) return least;
  return {{"dist", "empirical"}, {"values_s", values_s}};
}

Json cycleOfEvents(const Element& robot) {
  if (!isMotion(robot)) return robot.has("cycle") ? robot.fields["cycle"] : Json();
  const auto measured = measuredCycle(robot);
  return measured ? scaledTimes(measuredDistribution(*measured), measured->speed) : Json();
}

Findings checkMeasured(const Factory& factory) {
  Findings findings;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    const Element& robot = factory.elements()[i];
    const auto measured = measuredCycle(robot);
    if (isMotion(robot) && !measured) {
      findings.push_back(
          {Severity::Error,
           {"", fmt::format("/elements/{}/cycle", i), 0, 0},
           fmt::format("the cycle of \"{}\" is not measured yet", robot.id),
           fmt::format("measure it: millwright-cli motion FILE --measure {} --write; or give a time", robot.id)});
    }
    if (measured && measured->setup != cycleSetup(factory, i)) {
      findings.push_back(
          {Severity::Warning,
           {"", fmt::format("/elements/{}/measured", i), 0, 0},
           fmt::format("\"{}\" was measured before its arm, its ports or its parts were changed", robot.id),
           "measure its cycle again, or remove \"measured\" and give a time"});
    }
  }
  return findings;
}

}  // namespace mw::factory
