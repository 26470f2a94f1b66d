// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace mw::motion {

using Vector3 = std::array<double, 3>;
using Quaternion = std::array<double, 4>;  ///< x y z w

/// Names a body of one world; a removed body's id may be given to a later one.
using BodyId = std::uint32_t;

/// A box as it is put into the world. Frictions of two bodies in contact are multiplied.
struct Box {
  Vector3 size_m{};      ///< along its own x, y, z
  Vector3 position_m{};  ///< its centre
  double yaw_rad = 0;
  double pitch_rad = 0;  ///< about its own y, after yaw: above 0 the end at +x goes down
  double friction = 0;   ///< Coulomb, dimensionless
  /// Boxes of two different lanes pass through each other unless joined; those of every lane meet all.
  int lane = kEveryLane;
  std::vector<int> open_lanes;  ///< of a fixed box: lanes whose parts pass through it
  /// Of a fixed box: its number along its lane, from 1. It meets only those bodies of its lane that have passed fewer
  /// gates. 0: it is none.
  int gate = 0;
  /// Of a belt: it bears only bodies on this way, so that each of several in one place carries its own. 0: all.
  int way = 0;

  static constexpr int kEveryLane = -1;
};

struct BodyState {
  Vector3 position_m{};
  Quaternion orientation{0, 0, 0, 1};
  Vector3 velocity_mps{};
  Vector3 angular_velocity_radps{};
};

/// A body that gained energy out of nothing.
struct EnergyRise {
  BodyId body = 0;
  double rise_J = 0;  ///< its own in the step, kinetic and potential; NaN where it has no finite position or speed
};

/// Boxes under gravity (9.80665 m/s2 along -z), some fixed, some with a moving surface, some driven. The seam to a
/// physics engine: the same calls in the same order give the same bits. One world belongs to one thread, worlds are
/// independent.
class RigidWorld {
 public:
  RigidWorld() = default;
  RigidWorld(const RigidWorld&) = delete;
  RigidWorld& operator=(const RigidWorld&) = delete;
  virtual ~RigidWorld() = default;

  virtual BodyId addFixed(const Box& box) = 0;
  /// A fixed box that drags what lies on it; it stands still until given a velocity.
  virtual BodyId addBelt(const Box& box) = 0;
  /// @param turn_radps  about the vertical through the belt's centre, for curves
  virtual void setBeltVelocity(BodyId belt, const Vector3& velocity_mps, double turn_radps = 0) = 0;
  virtual BodyId addMoving(const Box& box, double mass_kg, const Vector3& velocity_mps) = 0;
  /// Where a moving body is and how fast, from now on: also turned otherwise than about the vertical.
  virtual void setState(BodyId moving, const BodyState& state) = 0;
  /// A box that goes where it is driven, whatever is in its way: it pushes that, and drags what stands on it.
  virtual BodyId addDriven(const Box& box) = 0;
  /// A belt that goes where it is driven, with what lies on it: a platform. Its surface moves only while it stands.
  virtual BodyId addDrivenBelt(const Box& box) = 0;
  /// Where a driven box or belt shall be at the end of the coming step; not said again, it stands still.
  virtual void driveTo(BodyId driven, const Vector3& position_m, double yaw_rad) = 0;
  /// Bodies of these two lanes meet from now on.
  virtual void joinLanes(int a, int b) = 0;
  /// A moving body goes over to another lane, where it is and as fast as it is.
  virtual void setLane(BodyId moving, int lane) = 0;
  /// A moving body is on this way from now on; 0: on none.
  virtual void setWay(BodyId moving, int way) = 0;
  /// A moving body goes through the next gate of its lane from now on. Another lane begins with its first.
  virtual void passGate(BodyId moving) = 0;
  /// Takes out a moving or driven body.
  virtual void remove(BodyId body) = 0;

  /// One step of exactly this length.
  virtual void step(double step_s) = 0;
  [[nodiscard]] virtual BodyState state(BodyId body) const = 0;
  /// What a moving body would run into first on this straight way, belts and what it only slides along left out.
  [[nodiscard]] virtual std::optional<BodyId> obstacle(BodyId moving, const Vector3& way_m) const = 0;
  /// The body that gained more mechanical energy in the last step than gravity, belts, driven boxes and those it
  /// touches had to give; none where all is well.
  [[nodiscard]] virtual std::optional<EnergyRise> energyRise() const = 0;
  /// How deep two bodies lie inside each other at most, 0 when none do.
  [[nodiscard]] virtual double deepestOverlap_m() const = 0;
};

}  // namespace mw::motion
