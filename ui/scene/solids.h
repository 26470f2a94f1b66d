// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "ui/scene/mesh.h"

namespace mw::scene {

/// A turn and a shift: columns are the images of the axes.
struct Frame {
  Vec3 x{1, 0, 0};
  Vec3 y{0, 1, 0};
  Vec3 z{0, 0, 1};
  Vec3 origin;

  [[nodiscard]] Vec3 point(const Vec3& p) const { return x * p.x + y * p.y + z * p.z + origin; }
};

/// A frame at `origin` whose z runs along `axis` (any length > 0).
[[nodiscard]] Frame frameAlong(const Vec3& origin, const Vec3& axis);
/// A frame at `origin`, turned by yaw about z.
[[nodiscard]] Frame frameTurned(const Vec3& origin, double yaw_rad);

/// Builds bodies from a few rounded solids. All lengths in metres.
class SolidBuilder {
 public:
  /// Solids that follow are drawn in this frame.
  void setFrame(const Frame& frame) { frame_ = frame; }
  /// Solids that follow have this role.
  void setRole(Role role) { role_ = role; }

  /// An upright block with rounded vertical edges and bevelled top and bottom, centred at (cx, cy) from z0 to z1.
  struct Block {
    Vec3 low;
    Vec3 high;
    double radius = 0.03;                            ///< of the vertical edges
    double bevel = 0.015;                            ///< of top and bottom edges
    std::array<double, 4> corner_scale{1, 1, 1, 1};  ///< radius of (+x+y), (-x+y), (-x-y), (+x-y) relative to radius
  };
  void block(const Block& block, Material material);
  /// The same from its middle and size, with edges rounded by `radius` all around.
  void box(const Vec3& center, const Vec3& size, double radius, Material material);

  /// A round bar from a to b with bevelled ends.
  void cylinder(const Vec3& a, const Vec3& b, double radius, Material material, int sides = 16);
  /// A round bar whose radius changes from a to b.
  void cone(const Vec3& a, double radius_a, const Vec3& b, double radius_b, Material material, int sides = 16);
  /// A square bar from a to b.
  void bar(const Vec3& a, const Vec3& b, double width, double height, Material material);
  /// A housing of constant section: a convex outline in y and z (counter-clockwise seen from +x; the x of its points
  /// is not read), drawn from x0 to x1, all edges rounded by `radius`.
  void prism(const std::vector<Vec3>& outline, double x0, double x1, double radius, Material material);
  /// A ring about z, lying at `center`: outer radius, width of its section, height.
  void ring(const Vec3& center, double radius, double width, double height, Material material, int sides = 28);
  /// A ball.
  void sphere(const Vec3& center, double radius, Material material, int sides = 14);

  [[nodiscard]] bool isEmpty() const { return mesh_.triangles.empty(); }
  [[nodiscard]] Mesh take() { return std::move(mesh_); }

 private:
  using Ring = std::vector<Vec3>;
  void loft(const std::vector<Ring>& rings, Material material);
  void cap(const std::vector<int>& ring, bool faces_up, Material material);
  int addPoint(const Vec3& p);
  void addTriangle(int a, int b, int c, Material material, double weight);

  Mesh mesh_;
  Frame frame_;
  Role role_ = Role::Body;
};

}  // namespace mw::scene
