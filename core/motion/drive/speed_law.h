// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mw::motion {

/// How a vehicle may change its speed.
struct SpeedLimits {
  double acceleration_mps2 = 1;
  double deceleration_mps2 = 1;
};

/// The largest speed at the end of a step from which braking at deceleration d still reaches end_mps within room_m,
/// counted from the step's begin; 0 where there is none.
///
///   v1^2 / (2 d) + (v + v1) dt / 2 = room + v_end^2 / (2 d)
///
/// A step's travel is (v + v1) dt / 2, as with constant acceleration in it. A vehicle that keeps to this behind one
/// which brakes at most at d', with room = gap - clearance + v'^2 / (2 d'), never comes nearer than the clearance:
/// what the other's braking takes from its term its travel adds to the gap.
[[nodiscard]] double fastestWithin(double room_m, double end_mps, double v_mps, double deceleration_mps2,
                                   double step_s);

/// The speed at the end of a step, towards a wanted one, as fast as the limits let it.
[[nodiscard]] double speedTowards(double wanted_mps, double v_mps, const SpeedLimits& limits, double step_s);

/// v^2 / (2 a): how far a vehicle goes before it stands.
[[nodiscard]] inline double stoppingDistance_m(double v_mps, double deceleration_mps2) {
  return v_mps * v_mps / (2 * deceleration_mps2);
}

}  // namespace mw::motion
