// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "core/motion/arm/arm_kinematics.h"

namespace mw::motion {

enum class InverseStatus {
  Found,          ///< a posture within the limits that is not near a singular one
  Singular,       ///< a posture within the limits, but one in which the arm loses a direction of motion
  OutsideLimits,  ///< the flange could get there, were it not for the range of a joint
  OutOfReach,     ///< no posture brings the flange there
};

/// Where the joints must stand for a pose of the flange, or why they cannot.
struct InverseResult {
  InverseStatus status = InverseStatus::OutOfReach;
  JointVector q_rad = JointVector::Zero();  ///< the posture; where there is none, the nearest attempt
  PoseDifference off;                       ///< what then still parts the flange from the pose
  int joint = -1;                           ///< OutsideLimits: index of the joint that goes too far
  double excess_rad = 0;                    ///< OutsideLimits: by how much
  double singularity = 0;                   ///< singularityMeasure at q_rad

  [[nodiscard]] bool reaches() const { return status == InverseStatus::Found || status == InverseStatus::Singular; }
};

/// "axis 3 would have to go 12.0 deg beyond its range": the result as a sentence for people, empty when it reaches.
[[nodiscard]] std::string inverseReason(const Arm& arm, const InverseResult& result);

/// Below this singularityMeasure a posture is called singular: moving the flange by a thousandth of the arm's length
/// in the worst direction then turns the joints by a tenth of a radian.
inline constexpr double kSingularBelow = 0.01;

/// A posture in reach brings the flange to the pose within these.
inline constexpr double kInversePosition_m = 1e-8;
inline constexpr double kInverseRotation_rad = 1e-8;

/// How long a posture is looked for.
enum class InverseSearch {
  Whole,   ///< from all starts: a posture that there is will be found, as a rule, and the nearest one
  Folded,  ///< from the current posture and with shoulder, elbow and wrist folded over: a quarter of the time
  Near,    ///< from the current posture alone: a twentieth; for poses that change little from call to call
};

/// Inverse kinematics of one arm: damped least squares on the pose error from several starts.
///
/// The first start is the current posture; when that leads to a posture within the limits, no joint of which turns by
/// more than 0.5 rad, it is the nearest and the search ends (a step of a path costs one solve). Else starts follow with
/// shoulder, elbow and wrist folded over, then points spread over the joint ranges (Halton), always the same ones. Of
/// all postures found the one is taken that the joints reach soonest from the current posture, max |dq| / top speed.
/// Whole turns are added or taken off where the range of a joint allows them.
///
/// Deterministic: the same calls give the same bits. Of one thread at a time.
/// Source: Levenberg-Marquardt by orocos KDL (ChainIkSolverPos_LMA; Nocedal and Wright 1999, section 10.2), which stops
/// at some 1e-6 rad of direction; two Newton steps follow
class InverseKinematics {
 public:
  explicit InverseKinematics(const Arm& arm);
  ~InverseKinematics();
  InverseKinematics(const InverseKinematics&) = delete;
  InverseKinematics& operator=(const InverseKinematics&) = delete;

  [[nodiscard]] const Arm& arm() const;

  /// @param X_BF       where the flange is wanted, in the base
  /// @param q_now_rad  the current posture
  /// @param search     of the short ones, none found does not mean that there is none
  [[nodiscard]] InverseResult solve(const Eigen::Isometry3d& X_BF, const JointVector& q_now_rad,
                                    InverseSearch search = InverseSearch::Whole);

 private:
  class Search;
  std::unique_ptr<Search> search_;
};

}  // namespace mw::motion
