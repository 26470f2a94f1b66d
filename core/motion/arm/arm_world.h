// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/motion/arm/arm_motion.h"
#include "core/motion/rigid_world.h"

namespace mw::motion {

/// What the joints do, and what their drives give for it.
struct ArmReading {
  JointVector q_rad = JointVector::Zero();
  JointVector speed_radps = JointVector::Zero();
  JointVector torque_nm = JointVector::Zero();  ///< mean over the last step
  double drive_work_j = 0;                      ///< work of the drives since the start; braking gives nothing back
};

enum class DropReason {
  None,
  TooHeavy,  ///< more than the arm lifts: it did not come along
  TooFast,   ///< to move it as asked took more force than the gripper holds with
};

/// What the gripper holds.
struct GripperReading {
  std::optional<BodyId> held;
  double force_n = 0;                     ///< between gripper and part in the last step, weight included
  double most_force_n = 0;                ///< since the part was gripped
  DropReason dropped = DropReason::None;  ///< why the last part was lost, if it was
};

/// One six-axis arm as a body among boxes, under gravity of 9.80665 m/s2 along -z: its drives are position-controlled
/// and give the torques that it takes, up to what each has. Parts meet fixed boxes and each other; the arm's own links
/// and the part in its gripper meet nothing. The seam to a physics engine: the same calls in the same order give the
/// same bits. One world belongs to one thread, worlds are independent.
class ArmWorld {
 public:
  ArmWorld() = default;
  ArmWorld(const ArmWorld&) = delete;
  ArmWorld& operator=(const ArmWorld&) = delete;
  virtual ~ArmWorld() = default;

  virtual BodyId addFixed(const Box& box) = 0;
  virtual BodyId addPart(const Box& box, double mass_kg) = 0;
  virtual void removePart(BodyId part) = 0;
  /// Where a part is and how fast, from now on: also turned otherwise than about the vertical. Not while it is held.
  virtual void setPart(BodyId part, const BodyState& state) = 0;

  /// Fixes a part to the gripper as it lies there. One that is heavier than the arm lifts stays (dropped TooHeavy).
  /// @returns whether it is held now
  virtual bool grip(BodyId part) = 0;
  virtual void release() = 0;

  /// One step of exactly this length, at whose end the drives want the joints to be at the setpoint.
  virtual void step(double step_s, const ArmSetpoint& at_end) = 0;

  [[nodiscard]] virtual ArmReading reading() const = 0;
  [[nodiscard]] virtual GripperReading gripper() const = 0;
  [[nodiscard]] virtual BodyState part(BodyId part) const = 0;
};

}  // namespace mw::motion
