// SPDX-License-Identifier: Apache-2.0
#include "core/factory/transfer_ports.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/factory/conveyor_path.h"
#include "core/factory/road_network.h"

namespace mw::factory {
namespace {

constexpr double kNear_m = 0.1;
constexpr double kLevel_m = 2e-3;     // a part's edge does not catch on less
constexpr double kAlong_rad = 0.035;  // 2 degrees
constexpr double kBeltFriction = 0.5;
constexpr double kRollerFriction = 0.25;

/// The end or the start of a conveyor as a device sees it, in its frame; z above the level of the device's own belt.
struct Meeting {
  double x_m = 0;
  double y_m = 0;
  double z_m = 0;
  double yaw_rad = 0;  ///< in which parts travel there
  double slope_rad = 0;
};

Meeting meetingOf(const Element& conveyor, bool is_end, const Pose& device) {
  const std::vector<ConveyorPiece> pieces = conveyorPieces(conveyor);
  const ConveyorPiece& piece = is_end ? pieces.back() : pieces.front();
  std::array<double, 3> at_m = piece.start_m;
  if (is_end) {
    at_m[0] += piece.length_m * std::cos(piece.slope_rad) * std::cos(piece.yaw_rad);
    at_m[1] += piece.length_m * std::cos(piece.slope_rad) * std::sin(piece.yaw_rad);
    at_m[2] += piece.length_m * std::sin(piece.slope_rad);
  }
  const double c = std::cos(conveyor.pose.yaw_rad);
  const double s = std::sin(conveyor.pose.yaw_rad);
  const double dx_m = conveyor.pose.x_m + c * at_m[0] - s * at_m[1] - device.x_m;
  const double dy_m = conveyor.pose.y_m + s * at_m[0] + c * at_m[1] - device.y_m;
  const double device_c = std::cos(device.yaw_rad);
  const double device_s = std::sin(device.yaw_rad);
  return {device_c * dx_m + device_s * dy_m, -device_s * dx_m + device_c * dy_m,
          conveyor.pose.z_m + at_m[2] - device.z_m, conveyor.pose.yaw_rad + piece.yaw_rad - device.yaw_rad,
          piece.slope_rad};
}

bool isAlong(double angle_rad, double other_rad) {
  return std::abs(std::remainder(angle_rad - other_rad, 2 * std::numbers::pi)) <= kAlong_rad;
}

/// Classifies one port; what it says in why_not follows the name of the conveyor: "it ...".
class PortReader {
 public:
  PortReader(const TransferDevice& device, const Pose& pose, TransferPort& port, const Meeting& at)
      : device_(device), pose_(pose), port_(port), at_(at) {}

  void read() {
    port_.why_not = at_.slope_rad != 0 ? "it climbs there" : obstacle();
    port_.rides = port_.why_not.empty();
  }

 private:
  std::string obstacle() {
    switch (device_.kind) {
      case TransferKind::Turntable:
        return onTurntable();
      case TransferKind::Lift:
        return onLift();
      case TransferKind::Pusher:
        return onPusher();
    }
    return {};
  }

  /// Along the way of the part: how far the edge is off, and how far to the side.
  [[nodiscard]] std::string off(double yaw_rad) const {
    const double along_m = at_.x_m * std::cos(yaw_rad) + at_.y_m * std::sin(yaw_rad);
    const double across_m = -at_.x_m * std::sin(yaw_rad) + at_.y_m * std::cos(yaw_rad);
    const double edge_m = port_.is_in ? -device_.half_length_m : device_.half_length_m;
    const char* const what = port_.is_in ? "ends" : "starts";
    if (std::abs(across_m) > kNear_m) return fmt::format("it {} {:.2g} m beside its middle", what, std::abs(across_m));
    const double gap_m = std::abs(along_m - edge_m);
    return gap_m > kNear_m ? fmt::format("it {} {:.2g} m from its edge", what, gap_m) : std::string();
  }

  [[nodiscard]] std::string notLevel() const {
    if (std::abs(at_.z_m) <= kLevel_m) return {};
    return fmt::format("it is {:.2g} m {} there", std::abs(at_.z_m), at_.z_m > 0 ? "higher" : "lower");
  }

  std::string onTurntable() {
    port_.stand = pose_.yaw_rad + at_.yaw_rad;
    const std::string why = off(at_.yaw_rad);
    return why.empty() ? notLevel() : why;
  }

  std::string onLift() {
    port_.stand = at_.z_m;
    const bool is_back = isAlong(at_.yaw_rad, std::numbers::pi);
    port_.way = is_back ? -1 : 1;
    if (!is_back && !isAlong(at_.yaw_rad, 0)) return "it is not in line with the belt of the lift";
    return off(is_back ? std::numbers::pi : 0);
  }

  std::string onPusher() {
    const double side = std::remainder(at_.yaw_rad, 2 * std::numbers::pi) > 0 ? 1 : -1;
    port_.is_push = !port_.is_in && isAlong(at_.yaw_rad, side * std::numbers::pi / 2);
    std::string why = notLevel();
    if (!why.empty()) return why;
    if (!port_.is_push) return isAlong(at_.yaw_rad, 0) ? off(0) : "it is not in line with the belt of the pusher";
    port_.side = side;
    port_.stand = side * device_.stroke_m();
    const double gap_m = std::abs(side * at_.y_m - device_.width_m / 2);
    if (gap_m > kNear_m) return fmt::format("it starts {:.2g} m from its side", gap_m);
    return std::abs(at_.x_m) > kNear_m ? fmt::format("it starts {:.2g} m beside its middle", std::abs(at_.x_m)) : "";
  }

  const TransferDevice& device_;
  const Pose& pose_;
  TransferPort& port_;
  Meeting at_;
};

}  // namespace

double frictionOfSurface(const Element& element) {
  if (element.has("friction")) return element.fields["friction"].get<double>();
  return element.value("surface") == "rollers" ? kRollerFriction : kBeltFriction;
}

std::vector<TransferPort> transferPorts(const Factory& factory, const TransferDevice& device) {
  std::vector<TransferPort> ports;
  for (std::size_t i = 0; i < factory.flows().size(); ++i) {
    const Flow& flow = factory.flows()[i];
    if ((flow.from != device.element && flow.to != device.element) || flow.from == flow.to) continue;
    TransferPort port;
    port.flow = i;
    port.is_in = flow.to == device.element;
    port.neighbour = port.is_in ? flow.from : flow.to;
    const Element& other = factory.elements()[port.neighbour];
    if (other.type == "conveyor" && !isByVehicle(flow) && !conveyorPieces(other).empty()) {
      port.belt_mps = other.value("speed_mps").get<double>();
      port.friction = frictionOfSurface(other);
      const Pose& pose = factory.elements()[device.element].pose;
      PortReader(device, pose, port, meetingOf(other, port.is_in, pose)).read();
    }
    ports.push_back(std::move(port));
  }
  return ports;
}

}  // namespace mw::factory
