// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/payload_check.h"

#include <fmt/format.h>

namespace mw::motion {
namespace {

/// What a robot lifts, of that the gripper; nothing where nobody has said.
struct Lift {
  double payload_kg = 0;
  double gripper_kg = 0;
};
std::optional<Lift> liftOf(const factory::Element& robot, const RobotCell* cell) {
  if (cell != nullptr) return Lift{cell->mounted.payload_kg + cell->gripper.mass_kg, cell->gripper.mass_kg};
  if (!robot.has("payload_kg")) return std::nullopt;
  return Lift{robot.fields["payload_kg"].get<double>(),
              robot.has("gripper") ? readGripper(robot.fields["gripper"]).mass_kg : 0};
}

std::string loadText(const factory::Factory& factory, const factory::ArrivingLoads& loads) {
  const std::string part = loads.heaviest_part < factory.parts().size()
                               ? fmt::format("\"{}\"", factory.parts()[loads.heaviest_part].id)
                               : "without a name";
  if (loads.heaviest_count == 1) return fmt::format("part {} weighs {:.6g} kg", part, loads.heaviest_kg);
  return fmt::format("a load of {} parts {} weighs {:.6g} kg", loads.heaviest_count, part, loads.heaviest_kg);
}

}  // namespace

std::optional<Finding> payloadFinding(const factory::Factory& factory, std::size_t robot, const RobotCell* cell,
                                      const factory::ArrivingLoads& loads) {
  constexpr double kRounding = 1e-9;
  const factory::Element& element = factory.elements()[robot];
  const auto lift = liftOf(element, cell);
  if (!lift || loads.parts.empty()) return std::nullopt;
  const double excess_kg = loads.heaviest_kg + lift->gripper_kg - lift->payload_kg;
  if (excess_kg <= kRounding * lift->payload_kg) return std::nullopt;
  Finding finding;
  finding.severity = Severity::Warning;
  finding.place.pointer = fmt::format("/elements/{}/{}", robot, element.has("payload_kg") ? "payload_kg" : "arm");
  finding.cause = fmt::format("\"{}\" lifts {:.6g} kg, {:.3g} kg too little: {}", element.id, lift->payload_kg,
                              excess_kg, loadText(factory, loads));
  if (lift->gripper_kg > 0) finding.cause += fmt::format(", its gripper {:.6g} kg", lift->gripper_kg);
  finding.cure = loads.heaviest_count == 1 ? "take a stronger arm, a lighter gripper or a lighter part"
                                           : "take a stronger arm, or smaller batches";
  return finding;
}

}  // namespace mw::motion
