// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "ui/scene/solids.h"

namespace mw::scene {

/// Things that several bodies are fitted with. All in the body's frame, metres.

/// A straight roller table from x0 to x1 at transport height, its middle at y.
struct RollerTable {
  double x0 = 0;
  double x1 = 0;
  double y = 0;
  double width = 0.7;   ///< over the rails
  double pitch = 0.15;  ///< of the rollers
  Material rail = Material::Frame;
  bool has_legs = true;
  double floor_z = 0;                          ///< where its legs stand
  std::function<bool(double x)> is_open = {};  ///< where there is no roller
};
void drawRollerTable(SolidBuilder& draw, const RollerTable& table);

/// A straight belt from x0 to x1 between two rails, or rollers, its top at transport height, without legs.
struct BeltDeck {
  double x0 = 0;
  double x1 = 0;
  double width = 0.7;  ///< over the rails
  Material rail = Material::Frame;
  bool has_rollers = false;
};
void drawBeltDeck(SolidBuilder& draw, const BeltDeck& deck);

/// A wooden pallet with its top at z + 0.14.
void drawPallet(SolidBuilder& draw, const Vec3& floor_center, double length, double width);

/// Cartons in a loose stack on a surface: columns x rows x layers, the last layer incomplete where `missing` > 0.
struct CartonStack {
  Vec3 surface_center;
  Vec3 carton{0.38, 0.38, 0.30};
  int columns = 2;
  int rows = 2;
  int layers = 2;
  int missing = 0;
};
void drawCartons(SolidBuilder& draw, const CartonStack& stack);

/// An operator's panel on an arm, facing -y.
void drawPanel(SolidBuilder& draw, const Vec3& mount, double width);

/// The mast of a state beacon from `foot` up to `top_z`.
void drawMast(SolidBuilder& draw, const Vec3& foot, double top_z);

}  // namespace mw::scene
