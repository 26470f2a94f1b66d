// SPDX-License-Identifier: Apache-2.0
#include "core/factory/transfer_check.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/factory/road_network.h"
#include "core/factory/transfer_device.h"

namespace mw::factory {
namespace {

constexpr double kGravity_mps2 = 9.80665;

class TransferChecker {
 public:
  TransferChecker(const Factory& factory, Findings& findings) : factory_(factory), findings_(findings) {}

  void check(const TransferDevice& device) {
    checkVehicles(device);
    checkPorts(device);
    checkBraking(device);
    checkTurn(device);
  }

 private:
  [[nodiscard]] const Element& elementOf(const TransferDevice& device) const {
    return factory_.elements()[device.element];
  }

  void report(Severity severity, std::string pointer, std::string cause, std::string cure) {
    findings_.push_back({severity, Place{"", std::move(pointer), 0, 0}, std::move(cause), std::move(cure)});
  }

  void checkVehicles(const TransferDevice& device) {
    for (const TransferPort& port : device.ports) {
      if (!isByVehicle(factory_.flows()[port.flow])) continue;
      const Element& element = elementOf(device);
      report(Severity::Error, fmt::format("/flows/{}/by", port.flow),
             fmt::format("vehicles don't serve {} \"{}\"", element.type, element.id), "put a conveyor between them");
    }
  }

  void checkPorts(const TransferDevice& device) {
    const Element& element = elementOf(device);
    double side = 0;
    for (const TransferPort& port : device.ports) {
      const Element& other = factory_.elements()[port.neighbour];
      if (!port.why_not.empty()) {
        const char* const what = port.is_in
                                     ? "parts are put from \"{}\" into the middle of \"{}\" and don't ride over: {}"
                                     : "parts are put onto \"{}\" from the middle of \"{}\" and don't ride over: {}";
        report(Severity::Warning, fmt::format("/flows/{}", port.flow),
               fmt::format(fmt::runtime(what), other.id, element.id, port.why_not), "move the conveyor to it");
      }
      if (!port.rides || !port.is_push) continue;
      if (side != 0 && side != port.side) {
        report(Severity::Error, fmt::format("/flows/{}", port.flow),
               fmt::format("pusher \"{}\" would have to push to both sides", element.id),
               "use another pusher for the other side");
      }
      side = port.side;
    }
  }

  /// Too fast for its length.
  void checkBraking(const TransferDevice& device) {
    if (device.ramp_mps2 <= device.friction * kGravity_mps2) return;
    const Element& element = elementOf(device);
    report(Severity::Warning, fmt::format("/elements/{}/speed_mps", device.element),
           fmt::format("parts slip on the belt of {} \"{}\": it has to brake at {:.2g} m/s2 to stop them in its middle",
                       element.type, element.id, device.ramp_mps2),
           "make it slower or longer");
  }

  /// The rim must not turn away from under a part's ends.
  void checkTurn(const TransferDevice& device) {
    if (device.kind != TransferKind::Turntable) return;
    double half_part_m = 0;
    for (const Part& part : factory_.parts()) {
      half_part_m = std::max(half_part_m, std::hypot(part.size_m[0], part.size_m[1]) / 2);
    }
    // Friction at a part's ends gives no more than this.
    const double grip_mps2 = device.friction * kGravity_mps2;
    if (device.drive.acceleration * half_part_m <= grip_mps2) return;
    const Element& element = elementOf(device);
    report(
        Severity::Warning, fmt::format("/elements/{}/turn_acceleration_degps2", device.element),
        fmt::format("turntable \"{}\" turns away under the longest part: friction holds its ends up to {:.0f} deg/s2",
                    element.id, grip_mps2 / half_part_m * 180 / std::numbers::pi),
        "make turn_acceleration_degps2 smaller");
  }

  const Factory& factory_;
  Findings& findings_;
};

}  // namespace

Findings checkTransfers(const Factory& factory) {
  Findings findings;
  TransferChecker checker(factory, findings);
  for (const TransferDevice& device : transferDevices(factory)) checker.check(device);
  return findings;
}

}  // namespace mw::factory
