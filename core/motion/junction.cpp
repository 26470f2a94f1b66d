// SPDX-License-Identifier: Apache-2.0
#include "core/motion/junction.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>
#include <optional>

#include "core/factory/road_network.h"

namespace mw::motion {
namespace {

constexpr double kTouching_m = 0.1;
constexpr double kStepUp_m = 2e-3;  // a part's edge does not catch on less
constexpr double kDrop_m = 0.3;
constexpr double kPlateGap_m = 0.05;  // what waits is not dragged by the plate, which carries others
constexpr double kStraight_rad = 1e-3;
constexpr double kSquare_rad = std::numbers::pi / 2 - 1e-3;
constexpr double kSharpest_rad = std::numbers::pi / 2 + 1e-3;

using Way = LanePair;

std::optional<std::size_t> laneOf(const std::vector<ConveyorGeometry>& conveyors, std::size_t element) {
  for (std::size_t lane = 0; lane < conveyors.size(); ++lane) {
    if (conveyors[lane].element == element) return lane;
  }
  return std::nullopt;
}

Vector3 endOf(const ConveyorGeometry& conveyor) {
  return conveyor.legs.back().at(conveyor.legs.back().length_m, 0, 0);
}

/// Where two belts point away from one place at this angle, their rails are clear of each other from here on.
double partsAt_m(double apart_rad, double width_m) {
  const double half_m = width_m / 2;
  const double rail_m = apart_rad < kSquare_rad ? half_m + kRailThickness_m : half_m;
  return (half_m + rail_m * std::cos(apart_rad)) / std::sin(apart_rad);
}

double turnBetween_rad(const ConveyorGeometry& in, const ConveyorGeometry& out) {
  return std::remainder(out.legs.front().yaw_rad - in.legs.back().yaw_rad, 2 * std::numbers::pi);
}

class Joiner {
 public:
  Joiner(const factory::Factory& factory, std::vector<ConveyorGeometry>& conveyors)
      : factory_(factory), conveyors_(conveyors) {}

  Joints join() {
    for (const factory::Flow& flow : factory_.flows()) {
      const auto in = laneOf(conveyors_, flow.from);
      const auto out = laneOf(conveyors_, flow.to);
      if (!in || !out || *in == *out || factory::isByVehicle(flow) || !isNear(*in, *out)) continue;
      if (fits({*in, *out})) add({*in, *out});
    }
    std::erase_if(joints_.junctions, [](const Junction& junction) { return junction.ins.empty(); });
    for (Junction& junction : joints_.junctions) measure(junction);
    std::erase_if(joints_.junctions, [this](const Junction& junction) { return !hasRoom(junction); });
    for (const Junction& junction : joints_.junctions) mark(junction);
    return std::move(joints_);
  }

 private:
  [[nodiscard]] const std::string& idOf(std::size_t lane) const {
    return factory_.elements()[conveyors_[lane].element].id;
  }

  [[nodiscard]] bool isNear(std::size_t in, std::size_t out) const {
    const Vector3 end = endOf(conveyors_[in]);
    const Leg& start = conveyors_[out].legs.front();
    return std::hypot(end[0] - start.x_m, end[1] - start.y_m) <= kTouching_m;
  }

  /// What keeps parts from riding over; empty where nothing does.
  [[nodiscard]] std::string obstacleOf(const Way& way) const {
    const ConveyorGeometry& in = conveyors_[way.in];
    const ConveyorGeometry& out = conveyors_[way.out];
    const double up_m = out.legs.front().z_m - endOf(in)[2];
    const double turn_rad = std::abs(turnBetween_rad(in, out));
    if (up_m > kStepUp_m) return fmt::format("it begins {:.3g} m higher", up_m);
    if (up_m < -kDrop_m) return fmt::format("it begins {:.3g} m lower", -up_m);
    if (turn_rad > kSharpest_rad) return "it turns back by more than 90 degrees";
    if (turn_rad < kStraight_rad) return {};
    if (in.legs.back().slope_rad != 0 || out.legs.front().slope_rad != 0) return "it turns where a belt climbs";
    if (up_m < -kStepUp_m) return "it turns and drops at once";
    const double needed_m = 2 * (in.half_part_m + kSideGap_m);
    if (std::min(in.width_m, out.width_m) < needed_m - 1e-9) {
      return fmt::format("parts that turn need belts of {:.3g} m", needed_m);
    }
    return {};
  }

  bool fits(const Way& way) {
    const std::string obstacle = obstacleOf(way);
    if (obstacle.empty()) return true;
    noteHandOver(way.in, way.out, obstacle);
    return false;
  }

  void noteHandOver(std::size_t in, std::size_t out, const std::string& why) {
    joints_.notes.push_back(
        fmt::format("parts are put from \"{}\" onto \"{}\" and don't ride over: {}", idOf(in), idOf(out), why));
  }

  void add(const Way& way) {
    ways_.push_back(way);
    Junction* into = nullptr;
    for (Junction& junction : joints_.junctions) {
      const bool has_in = std::count(junction.ins.begin(), junction.ins.end(), way.in) > 0;
      const bool has_out = std::count(junction.outs.begin(), junction.outs.end(), way.out) > 0;
      if (!has_in && !has_out) continue;
      if (into == nullptr) {
        into = &junction;
        continue;
      }
      into->ins.insert(into->ins.end(), junction.ins.begin(), junction.ins.end());
      into->outs.insert(into->outs.end(), junction.outs.begin(), junction.outs.end());
      junction.ins.clear();
      junction.outs.clear();
    }
    if (into == nullptr) into = &joints_.junctions.emplace_back();
    insert(into->ins, way.in);
    insert(into->outs, way.out);
  }

  static void insert(std::vector<std::size_t>& lanes, std::size_t lane) {
    if (std::count(lanes.begin(), lanes.end(), lane) == 0) lanes.push_back(lane);
    std::sort(lanes.begin(), lanes.end());
  }

  void measure(Junction& junction) {
    std::sort(junction.ins.begin(), junction.ins.end());
    std::sort(junction.outs.begin(), junction.outs.end());
    for (const std::size_t lane : junction.ins) junction.width_m = std::max(junction.width_m, conveyors_[lane].width_m);
    for (const std::size_t lane : junction.outs)
      junction.width_m = std::max(junction.width_m, conveyors_[lane].width_m);
    junction.point_m = conveyors_[junction.outs.front()].legs.front().at(0, 0, 0);
    for (const Way& way : ways_) {
      if (std::count(junction.ins.begin(), junction.ins.end(), way.in) == 0) continue;
      insertWay(junction.ways, way);
      const double turn_rad = std::abs(turnBetween_rad(conveyors_[way.in], conveyors_[way.out]));
      if (turn_rad < kStraight_rad) continue;
      junction.reach_m = std::max(junction.reach_m, junction.width_m / 2 * std::tan(turn_rad / 2));
    }
    keepApart(junction, junction.ins, true);
    keepApart(junction, junction.outs, false);
    junction.is_shared = junction.ins.size() > 1 || junction.outs.size() > 1 || hasOtherFeeders(junction);
    junction.takes_turns = hasOtherFeeders(junction);
  }

  static void insertWay(std::vector<Way>& ways, const Way& way) {
    const auto is_same = [&way](const Way& other) { return other.in == way.in && other.out == way.out; };
    if (std::none_of(ways.begin(), ways.end(), is_same)) ways.push_back(way);
  }

  /// Those that end here, or start here, lie side by side until they are far enough away.
  void keepApart(Junction& junction, const std::vector<std::size_t>& lanes, bool is_end) const {
    const auto yaw_rad = [&](std::size_t lane) {
      return is_end ? conveyors_[lane].legs.back().yaw_rad : conveyors_[lane].legs.front().yaw_rad;
    };
    for (const std::size_t a : lanes) {
      for (const std::size_t b : lanes) {
        const double apart_rad = std::abs(std::remainder(yaw_rad(a) - yaw_rad(b), 2 * std::numbers::pi));
        if (a >= b || apart_rad > std::numbers::pi - kStraight_rad) continue;
        junction.reach_m = std::max(junction.reach_m, partsAt_m(std::max(apart_rad, kStraight_rad), junction.width_m));
      }
    }
  }

  /// Whether parts come to a start from something other than the belts that end here.
  [[nodiscard]] bool hasOtherFeeders(const Junction& junction) const {
    return std::any_of(factory_.flows().begin(), factory_.flows().end(), [&](const factory::Flow& flow) {
      const auto out = laneOf(conveyors_, flow.to);
      if (!out || std::count(junction.outs.begin(), junction.outs.end(), *out) == 0) return false;
      const auto in = laneOf(conveyors_, flow.from);
      // One that does not lead over the place is put down there.
      return !in || factory::isByVehicle(flow) || junction.wayOf(*in, *out) == junction.ways.size();
    });
  }

  [[nodiscard]] double hold_m(const Junction& junction) const {
    if (!junction.is_shared && junction.reach_m == 0) return 0;
    const double half_m = conveyors_[junction.outs.front()].half_part_m;
    // What something else puts down at a start reaches back over the belt's end.
    return junction.reach_m + half_m + kStopGap_m + kPlateGap_m + (hasOtherFeeders(junction) ? half_m : 0);
  }

  bool hasRoom(const Junction& junction) {
    const double half_m = conveyors_[junction.outs.front()].half_part_m;
    const auto fails = [&](std::size_t lane, bool is_end) {
      const ConveyorGeometry& conveyor = conveyors_[lane];
      const Leg& leg = is_end ? conveyor.legs.back() : conveyor.legs.front();
      const double needed_m = conveyor.legs.size() > 1 ? half_m : junction.reach_m + 2 * half_m;
      return leg.length_m < hold_m(junction) + needed_m;
    };
    for (const std::size_t in : junction.ins) {
      for (const std::size_t out : junction.outs) {
        if (!fails(in, true) && !fails(out, false)) continue;
        noteHandOver(in, out, fmt::format("the belt of \"{}\" is too short", idOf(fails(in, true) ? in : out)));
        return false;
      }
    }
    return true;
  }

  void mark(const Junction& junction) {
    const bool is_corner = junction.ins.size() == 1 && junction.outs.size() == 1 && junction.reach_m > 0;
    int outer_side = 0;
    if (is_corner) {
      outer_side = turnBetween_rad(conveyors_[junction.ins[0]], conveyors_[junction.outs[0]]) > 0 ? -1 : 1;
    }
    const ConveyorEnd end{true, junction.reach_m, hold_m(junction), outer_side};
    for (const std::size_t lane : junction.ins) conveyors_[lane].end = end;
    for (const std::size_t lane : junction.outs) conveyors_[lane].start = end;
  }

  const factory::Factory& factory_;
  std::vector<ConveyorGeometry>& conveyors_;
  std::vector<Way> ways_;
  Joints joints_;
};

}  // namespace

std::size_t Junction::wayOf(std::size_t in, std::size_t out) const {
  const auto found =
      std::find_if(ways.begin(), ways.end(), [&](const LanePair& way) { return way.in == in && way.out == out; });
  return static_cast<std::size_t>(found - ways.begin());
}

Joints joinConveyors(const factory::Factory& factory, std::vector<ConveyorGeometry>& conveyors) {
  return Joiner(factory, conveyors).join();
}

}  // namespace mw::motion
