// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>

namespace mw::motion {

/// The most that one coordinate may do, all above 0. In rad, or m, and seconds.
struct RateLimits {
  double speed = 0;
  double acceleration = 0;
  double jerk = std::numeric_limits<double>::infinity();  ///< infinite: the acceleration jumps (trapezoid of speed)
};

/// One coordinate at one time: value and its first three derivatives.
struct MotionState {
  double position = 0;
  double speed = 0;
  double acceleration = 0;
  double jerk = 0;
};

/// The soonest motion of one coordinate from rest to rest over a distance D within limits V, A, J. It is symmetric: an
/// acceleration phase of T_a, a cruise at constant speed, the same phase mirrored. Each phase has jerk for T_j at both
/// ends:
///
///   full speed, D >= V T_a:      V J >= A^2:  T_j = A/J,        T_a = T_j + V/A
///                                else:        T_j = sqrt(V/J),  T_a = 2 T_j;           T = D/V + T_a
///   not reached, D < V T_a:      D >= 2 A^3/J^2:  T_j = A/J,  T_a = T_j/2 + sqrt((T_j/2)^2 + D/A);  T = 2 T_a
///                                else:  T_j = cbrt(D/(2 J)),  T_a = 2 T_j;                          T = 4 T_j
///
/// J infinite (T_j = 0) is the trapezoid:  T = D/V + V/A, or 2 sqrt(D/A) where V is not reached.
/// Source: Biagiotti and Melchiorri (2008), "Trajectory Planning for Automatic Machines and Robots", 3.2 and 3.4
class RestToRest {
 public:
  /// Stands still for no time.
  RestToRest() = default;
  /// @param distance  of either sign
  RestToRest(double distance, const RateLimits& limits);

  [[nodiscard]] double duration_s() const { return duration_s_ * stretch_; }

  /// The same motion, taken more slowly: speed, acceleration and jerk shrink with the first, second and third power.
  /// @param duration_s  not below the own duration; a motion over no distance just waits
  [[nodiscard]] RestToRest stretchedTo(double duration_s) const;

  /// At a time from the start; before it and after the end the coordinate rests. Ends exactly at the distance.
  [[nodiscard]] MotionState at(double time_s) const;

 private:
  [[nodiscard]] MotionState speedingUp(double time_s) const;

  double distance_ = 0;
  double duration_s_ = 0;  ///< of the soonest motion
  double stretch_ = 1;
  double ramp_s_ = 0;     ///< T_a
  double jerk_s_ = 0;     ///< T_j
  double top_speed_ = 0;  ///< reached, all of these
  double top_acceleration_ = 0;
};

}  // namespace mw::motion
