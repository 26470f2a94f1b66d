// SPDX-License-Identifier: Apache-2.0
#include "core/factory/transfer_device.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/base/error.h"
#include "core/factory/transfer_ports.h"

namespace mw::factory {
namespace {

constexpr double kGravity_mps2 = 9.80665;
constexpr double kBeltRamp_mps2 = 2;  // what a drum motor with a frequency converter is set to
constexpr double kShareOfGrip = 0.7;  // of what friction can give: a part must not slip on the belt
constexpr double kStopGap_m = 0.01;   // the sensor sees the part before it touches the stop
constexpr double kBeltOfPlate = 0.6;  // width of the belt on a round plate
constexpr double kDegree_rad = std::numbers::pi / 180;

double numberOf(const Element& element, const char* key) {
  return element.value(key).get<double>();
}

/// The field where it is given, else the body's length, else the field's default.
double lengthOf(const Element& element, const char* key) {
  if (!element.has(key) && element.has("size_m")) return element.fields["size_m"][0].get<double>();
  return numberOf(element, key);
}

double widthOf(const Element& element) {
  return element.has("size_m") ? element.fields["size_m"][1].get<double>() : element.declaration->default_size_m[1];
}

void readDrives(TransferDevice& device, const Element& element) {
  switch (device.kind) {
    case TransferKind::Turntable:
      device.drive = {numberOf(element, "turn_speed_degps") * kDegree_rad,
                      numberOf(element, "turn_acceleration_degps2") * kDegree_rad};
      device.back = device.drive;
      return;
    case TransferKind::Lift:
      device.drive = {numberOf(element, "lift_speed_mps"), numberOf(element, "lift_acceleration_mps2")};
      device.back = device.drive;
      return;
    case TransferKind::Pusher:
      device.drive = {numberOf(element, "stroke_speed_mps"), numberOf(element, "stroke_acceleration_mps2")};
      device.back = {numberOf(element, "return_speed_mps"), device.drive.acceleration};
      return;
  }
}

}  // namespace

std::optional<TransferKind> transferKind(std::string_view type) {
  if (type == "turntable") return TransferKind::Turntable;
  if (type == "lift") return TransferKind::Lift;
  if (type == "pusher") return TransferKind::Pusher;
  return std::nullopt;
}

double TransferDrive::time_s(double way) const {
  way = std::abs(way);
  if (way >= speed * speed / acceleration) return way / speed + speed / acceleration;
  return 2 * std::sqrt(way / acceleration);
}

double TransferDrive::wayAt(double time, double way) const {
  const double total_s = time_s(way);
  const double length = std::abs(way);
  const double sign = way < 0 ? -1 : 1;
  if (time <= 0) return 0;
  if (time >= total_s) return way;
  const double peak = std::min(speed, std::sqrt(length * acceleration));
  const double ramp_s = peak / acceleration;
  if (time < ramp_s) return sign * acceleration * time * time / 2;
  const double left_s = total_s - time;
  if (left_s < ramp_s) return sign * (length - acceleration * left_s * left_s / 2);
  return sign * (peak * ramp_s / 2 + peak * (time - ramp_s));
}

const TransferPort* TransferDevice::portOf(std::size_t flow) const {
  const auto found = std::find_if(ports.begin(), ports.end(), [flow](const auto& port) { return port.flow == flow; });
  return found == ports.end() ? nullptr : &*found;
}

double TransferDevice::home() const {
  const auto found =
      std::find_if(ports.begin(), ports.end(), [](const auto& port) { return port.is_in && port.rides; });
  return found == ports.end() ? 0 : found->stand;
}

double TransferDevice::wayBetween(double from, double to) const {
  if (kind != TransferKind::Turntable) return to - from;
  constexpr double kHalfTurn_rad = std::numbers::pi - 1e-9;
  const double way_rad = std::remainder(to - from, 2 * std::numbers::pi);
  return std::abs(way_rad) >= kHalfTurn_rad ? std::numbers::pi : way_rad;
}

double TransferDevice::timeBetween_s(double from, double to) const {
  const double way = wayBetween(from, to);
  return kind == TransferKind::Pusher && std::abs(to) < std::abs(from) ? back.time_s(way) : drive.time_s(way);
}

double TransferDevice::carryIn_s(const TransferPort& port, double hold_m) const {
  if (!port.rides) return 0;
  const double onto_s = hold_m / port.belt_mps + port.belt_mps / (2 * port.friction * kGravity_mps2);
  if (stopsAll()) return onto_s + half_length_m / belt_mps + belt_mps / (2 * ramp_mps2);
  return onto_s + (half_length_m - braking_m()) / belt_mps;
}

double TransferDevice::carryOut_s(const TransferPort& port) const {
  if (!port.rides) return 0;
  if (port.is_push) return drive.time_s(stroke_m());
  return half_length_m / belt_mps + belt_mps / (2 * ramp_mps2);
}

double TransferDevice::runOn_s(const TransferPort& port) const {
  const double brakes_s = belt_mps / ramp_mps2;
  if (!port.rides) return brakes_s;
  if (port.is_push) return brakes_s + drive.time_s(stroke_m());
  return (half_length_m + braking_m()) / belt_mps;
}

double TransferDevice::clear_s(const TransferPort& port, double half_length_of_part_m) const {
  return port.rides && !port.is_push ? half_length_of_part_m / port.belt_mps : 0;
}

double holdBefore_m(double half_part_m) {
  return half_part_m + kStopGap_m;
}

TransferDevice transferDevice(const Factory& factory, std::size_t index) {
  const Element& element = factory.elements()[index];
  TransferDevice device;
  device.element = index;
  MW_REQUIRE(transferKind(element.type).has_value());
  device.kind = *transferKind(element.type);
  const bool is_round = device.kind == TransferKind::Turntable;
  device.half_length_m = lengthOf(element, is_round ? "diameter_m" : "length_m") / 2;
  device.width_m = is_round ? kBeltOfPlate * 2 * device.half_length_m : widthOf(element);
  device.belt_mps = numberOf(element, "speed_mps");
  device.friction = frictionOfSurface(element);
  device.ramp_mps2 = std::max(std::min(kBeltRamp_mps2, kShareOfGrip * device.friction * kGravity_mps2),
                              device.belt_mps * device.belt_mps / (2 * device.half_length_m));
  readDrives(device, element);
  device.ports = transferPorts(factory, device);
  return device;
}

std::vector<TransferDevice> transferDevices(const Factory& factory) {
  std::vector<TransferDevice> devices;
  for (std::size_t i = 0; i < factory.elements().size(); ++i) {
    if (transferKind(factory.elements()[i].type)) devices.push_back(transferDevice(factory, i));
  }
  return devices;
}

}  // namespace mw::factory
