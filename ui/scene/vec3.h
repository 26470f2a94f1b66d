// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>

namespace mw::scene {

/// A point or direction in the hall, metres, z up.
struct Vec3 {
  double x = 0;
  double y = 0;
  double z = 0;

  constexpr Vec3& operator+=(const Vec3& b) { return x += b.x, y += b.y, z += b.z, *this; }
  constexpr Vec3& operator-=(const Vec3& b) { return x -= b.x, y -= b.y, z -= b.z, *this; }
  constexpr Vec3& operator*=(double s) { return x *= s, y *= s, z *= s, *this; }
  friend constexpr Vec3 operator+(Vec3 a, const Vec3& b) { return a += b; }
  friend constexpr Vec3 operator-(Vec3 a, const Vec3& b) { return a -= b; }
  friend constexpr Vec3 operator*(Vec3 a, double s) { return a *= s; }
  friend constexpr Vec3 operator*(double s, Vec3 a) { return a *= s; }
  constexpr Vec3 operator-() const { return {-x, -y, -z}; }
  constexpr bool operator==(const Vec3&) const = default;
};

[[nodiscard]] constexpr double dot(const Vec3& a, const Vec3& b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
[[nodiscard]] constexpr Vec3 cross(const Vec3& a, const Vec3& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
[[nodiscard]] inline double norm(const Vec3& a) {
  return std::sqrt(dot(a, a));
}
/// The direction of a; zero stays zero.
[[nodiscard]] inline Vec3 normalized(const Vec3& a) {
  const double length = norm(a);
  return length > 0 ? a * (1.0 / length) : a;
}
/// a turned about the vertical axis, counter-clockwise seen from above.
[[nodiscard]] inline Vec3 turned(const Vec3& a, double yaw_rad) {
  const double c = std::cos(yaw_rad);
  const double s = std::sin(yaw_rad);
  return {c * a.x - s * a.y, s * a.x + c * a.y, a.z};
}

}  // namespace mw::scene
