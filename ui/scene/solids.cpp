// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/solids.h"

#include <algorithm>
#include <numbers>

namespace mw::scene {
namespace {

constexpr double kPi = std::numbers::pi;

struct Outline {
  double hx, hy;
  double radius;
  std::array<double, 4> scale;
  int segments;
};

/// A rounded rectangle about the origin at height z, moved inwards by `inset`.
std::vector<Vec3> roundedRectangle(const Outline& o, double cx, double cy, double inset, double z) {
  constexpr std::array<double, 4> sx = {1, -1, -1, 1};
  constexpr std::array<double, 4> sy = {1, 1, -1, -1};
  std::vector<Vec3> ring;
  for (std::size_t corner = 0; corner < 4; ++corner) {
    const double r_full = std::max(o.radius * o.scale[corner], 1e-3);
    const double r = std::max(r_full - inset, 0.2e-3);
    const double x = sx[corner] * (o.hx - inset - r);
    const double y = sy[corner] * (o.hy - inset - r);
    for (int i = 0; i <= o.segments; ++i) {
      const double angle = (static_cast<double>(corner) + static_cast<double>(i) / o.segments) * kPi / 2;
      ring.push_back({cx + x + r * std::cos(angle), cy + y + r * std::sin(angle), z});
    }
  }
  return ring;
}

std::vector<Vec3> circle(double radius, double z, int sides) {
  std::vector<Vec3> ring;
  for (int i = 0; i < sides; ++i) {
    const double angle = 2 * kPi * i / sides;
    ring.push_back({radius * std::cos(angle), radius * std::sin(angle), z});
  }
  return ring;
}

/// Steps of a rounded edge: enough that neighbours stay under the feature angle where the edge is big enough to see.
int stepsFor(double radius) {
  return radius > 0.035 ? 3 : radius > 0.012 ? 2 : 1;
}

double areaOf(const std::vector<Vec3>& ring) {
  Vec3 sum;
  for (std::size_t i = 0; i < ring.size(); ++i) sum += cross(ring[i], ring[(i + 1) % ring.size()]);
  return norm(sum) / 2;
}

}  // namespace

Frame frameAlong(const Vec3& origin, const Vec3& axis) {
  Frame f;
  f.origin = origin;
  f.z = normalized(axis);
  const Vec3 helper = std::abs(f.z.z) > 0.9 ? Vec3{0, 1, 0} : Vec3{0, 0, 1};
  f.x = normalized(cross(helper, f.z));
  f.y = cross(f.z, f.x);
  return f;
}

Frame frameTurned(const Vec3& origin, double yaw_rad) {
  return {turned({1, 0, 0}, yaw_rad), turned({0, 1, 0}, yaw_rad), {0, 0, 1}, origin};
}

int SolidBuilder::addPoint(const Vec3& p) {
  mesh_.points.push_back(frame_.point(p));
  return static_cast<int>(mesh_.points.size()) - 1;
}

void SolidBuilder::addTriangle(int a, int b, int c, Material material, double weight) {
  mesh_.triangles.push_back({{a, b, c}, material, static_cast<float>(std::max(weight, 1e-9)), role_});
}

void SolidBuilder::cap(const std::vector<int>& ring, bool faces_up, Material material) {
  std::vector<Vec3> points;
  Vec3 middle;
  for (int i : ring) points.push_back(mesh_.points[static_cast<std::size_t>(i)]);
  for (const Vec3& p : points) middle += p * (1.0 / static_cast<double>(points.size()));
  for (Vec3& p : points) p -= middle;
  const double area = areaOf(points);
  mesh_.points.push_back(middle);
  const int center = static_cast<int>(mesh_.points.size()) - 1;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const int a = ring[i];
    const int b = ring[(i + 1) % ring.size()];
    faces_up ? addTriangle(center, a, b, material, area) : addTriangle(center, b, a, material, area);
  }
}

void SolidBuilder::loft(const std::vector<Ring>& rings, Material material) {
  std::vector<std::vector<int>> ids;
  for (const Ring& ring : rings) {
    auto& row = ids.emplace_back();
    for (const Vec3& p : ring) row.push_back(addPoint(p));
  }
  const std::size_t n = rings.front().size();
  for (std::size_t k = 0; k + 1 < rings.size(); ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t j = (i + 1) % n;
      const double area = norm(cross(rings[k][j] - rings[k][i], rings[k + 1][i] - rings[k][i]));
      if (area < 1e-10) continue;
      addTriangle(ids[k][i], ids[k][j], ids[k + 1][j], material, area);
      addTriangle(ids[k][i], ids[k + 1][j], ids[k + 1][i], material, area);
    }
  }
  cap(ids.front(), false, material);
  cap(ids.back(), true, material);
}

void SolidBuilder::block(const Block& b, Material material) {
  const Vec3 half = (b.high - b.low) * 0.5;
  const Vec3 mid = (b.high + b.low) * 0.5;
  const double least = std::min(half.x, half.y);
  Outline outline{half.x, half.y, std::min(b.radius, least * 0.98), b.corner_scale, stepsFor(b.radius)};
  const double bevel = std::min({b.bevel, half.z * 0.9, least * 0.9});
  const int steps = stepsFor(bevel);
  std::vector<Ring> rings;
  for (int i = 0; i <= steps; ++i) {
    const double angle = kPi / 2 * i / steps;
    rings.push_back(roundedRectangle(outline, mid.x, mid.y, bevel * (1 - std::sin(angle)),
                                     b.low.z + bevel * (1 - std::cos(angle))));
  }
  for (int i = steps; i >= 0; --i) {
    const double angle = kPi / 2 * i / steps;
    rings.push_back(roundedRectangle(outline, mid.x, mid.y, bevel * (1 - std::sin(angle)),
                                     b.high.z - bevel * (1 - std::cos(angle))));
  }
  loft(rings, material);
}

void SolidBuilder::box(const Vec3& center, const Vec3& size, double radius, Material material) {
  block({center - size * 0.5, center + size * 0.5, radius, radius * 0.8}, material);
}

void SolidBuilder::cylinder(const Vec3& a, const Vec3& b, double radius, Material material, int sides) {
  cone(a, radius, b, radius, material, sides);
}

void SolidBuilder::cone(const Vec3& a, double radius_a, const Vec3& b, double radius_b, Material material, int sides) {
  const Frame outer = frame_;
  const Frame local = frameAlong(a, b - a);
  const auto lift = [&](const Vec3& v) { return outer.x * v.x + outer.y * v.y + outer.z * v.z; };
  frame_ = {lift(local.x), lift(local.y), lift(local.z), outer.point(a)};
  const double length = norm(b - a);
  const double bevel = std::min({0.15 * std::min(radius_a, radius_b), 0.25 * length, 0.02});
  loft({circle(radius_a - bevel, 0, sides), circle(radius_a, bevel, sides), circle(radius_b, length - bevel, sides),
        circle(radius_b - bevel, length, sides)},
       material);
  frame_ = outer;
}

void SolidBuilder::bar(const Vec3& a, const Vec3& b, double width, double height, Material material) {
  const Frame outer = frame_;
  const Frame local = frameAlong(a, b - a);
  const auto lift = [&](const Vec3& v) { return outer.x * v.x + outer.y * v.y + outer.z * v.z; };
  frame_ = {lift(local.x), lift(local.y), lift(local.z), outer.point(a)};
  const double edge = std::min(width, height) * 0.18;
  block({{-width / 2, -height / 2, 0}, {width / 2, height / 2, norm(b - a)}, edge, edge}, material);
  frame_ = outer;
}

void SolidBuilder::prism(const std::vector<Vec3>& outline, double x0, double x1, double radius, Material material) {
  struct Corner {
    Vec3 center;
    double from, to;
  };
  const std::size_t n = outline.size();
  const auto outward = [&](std::size_t i) {
    const Vec3 along = outline[(i + 1) % n] - outline[i];
    const double length = std::hypot(along.y, along.z);
    return Vec3{0, along.z / length, -along.y / length};
  };
  std::vector<Corner> corners;
  for (std::size_t i = 0; i < n; ++i) {
    const Vec3 before = outward((i + n - 1) % n);
    const Vec3 after = outward(i);
    const Vec3 inwards = (before + after) * (radius / (1 + dot(before, after)));
    const double from = std::atan2(before.z, before.y);
    double to = std::atan2(after.z, after.y);
    if (to < from) to += 2 * kPi;
    corners.push_back({outline[i] - inwards, from, to});
  }
  const auto ring = [&](double r, double x) {
    constexpr int kSteps = 3;
    Ring points;
    for (const Corner& corner : corners) {
      for (int k = 0; k <= kSteps; ++k) {
        const double angle = corner.from + (corner.to - corner.from) * k / kSteps;
        points.push_back({corner.center.y + r * std::cos(angle), corner.center.z + r * std::sin(angle), x});
      }
    }
    return points;
  };
  const Frame outer = frame_;
  frame_ = {outer.y, outer.z, outer.x, outer.origin};
  const double bevel = std::min(radius * 0.8, (x1 - x0) * 0.4);
  loft({ring(radius - bevel, x0), ring(radius - 0.3 * bevel, x0 + 0.3 * bevel), ring(radius, x0 + bevel),
        ring(radius, x1 - bevel), ring(radius - 0.3 * bevel, x1 - 0.3 * bevel), ring(radius - bevel, x1)},
       material);
  frame_ = outer;
}

void SolidBuilder::ring(const Vec3& center, double radius, double width, double height, Material material, int sides) {
  const Ring low_in = circle(radius - width, -height / 2, sides);
  const Ring high_in = circle(radius - width, height / 2, sides);
  const Ring low_out = circle(radius, -height / 2, sides);
  const Ring high_out = circle(radius, height / 2, sides);
  const Frame outer = frame_;
  frame_.origin = outer.point(center);
  std::array<std::vector<int>, 4> ids;
  const std::array<const Ring*, 4> rings = {&low_in, &low_out, &high_out, &high_in};
  for (std::size_t k = 0; k < 4; ++k) {
    for (const Vec3& p : *rings[k]) ids[k].push_back(addPoint(p));
  }
  const auto n = static_cast<std::size_t>(sides);
  for (std::size_t k = 0; k < 4; ++k) {
    const std::vector<int>& a = ids[k];
    const std::vector<int>& b = ids[(k + 1) % 4];
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t j = (i + 1) % n;
      addTriangle(a[i], a[j], b[j], material, 1);
      addTriangle(a[i], b[j], b[i], material, 1);
    }
  }
  frame_ = outer;
}

void SolidBuilder::sphere(const Vec3& center, double radius, Material material, int sides) {
  const Frame outer = frame_;
  frame_.origin = outer.point(center);
  std::vector<Ring> rings;
  const int rows = sides / 2;
  for (int i = 0; i <= rows; ++i) {
    const double angle = -kPi / 2 + kPi * (i + 0.02) / (rows + 0.04);
    rings.push_back(circle(radius * std::cos(angle), radius * std::sin(angle), sides));
  }
  loft(rings, material);
  frame_ = outer;
}

}  // namespace mw::scene
