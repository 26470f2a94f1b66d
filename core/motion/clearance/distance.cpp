// SPDX-License-Identifier: Apache-2.0
#include "core/motion/clearance/distance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace mw::motion {
namespace {

using Eigen::Vector3d;

/// A straight line from p to p + d, in a box's own frame.
struct Line {
  Vector3d p;
  Vector3d d;
  [[nodiscard]] Vector3d at(double t) const { return p + t * d; }
};

Vector3d outsideOf(const Vector3d& point, const Vector3d& half) {
  return (point.cwiseAbs() - half).cwiseMax(0);
}

/// Half the derivative of the squared distance from the box, at t along the line: rises with t.
double slopeAt(const Line& line, const Vector3d& half, double t) {
  const Vector3d point = line.at(t);
  const Vector3d outside = outsideOf(point, half);
  double slope = 0;
  for (int k = 0; k < 3; ++k) slope += outside[k] * std::copysign(line.d[k], line.d[k] * point[k]);
  return slope;
}

/// Where along the line (0 to 1) it crosses the planes of the box's sides, in order, with both ends.
struct Crossings {
  std::array<double, 8> t{};
  std::size_t n = 0;
};
Crossings crossingsOf(const Line& line, const Vector3d& half) {
  Crossings crossings;
  crossings.t[crossings.n++] = 0;
  for (int k = 0; k < 3; ++k) {
    if (line.d[k] == 0) continue;
    for (const double side : {-half[k], half[k]}) {
      const double t = (side - line.p[k]) / line.d[k];
      if (t > 0 && t < 1) crossings.t[crossings.n++] = t;
    }
  }
  crossings.t[crossings.n++] = 1;
  std::sort(crossings.t.begin(), crossings.t.begin() + static_cast<std::ptrdiff_t>(crossings.n));
  return crossings;
}

double nearestOf(const Line& line, const Vector3d& half) {
  const Crossings crossings = crossingsOf(line, half);
  double slope = slopeAt(line, half, 0);
  if (slope >= 0) return 0;
  for (std::size_t i = 1; i < crossings.n; ++i) {
    const double next = slopeAt(line, half, crossings.t[i]);
    if (next >= 0) {
      const double width = crossings.t[i] - crossings.t[i - 1];
      return next > slope ? crossings.t[i - 1] + width * (-slope / (next - slope)) : crossings.t[i];
    }
    slope = next;
  }
  return 1;
}

/// Below the nearest side; negative outside.
double depthAt(const Line& line, const Vector3d& half, double t) {
  return (half - line.at(t).cwiseAbs()).minCoeff();
}

/// The deepest point of a line that meets the box. The depth is the least of six straight functions of t, so it is
/// greatest where two of them meet, or at an end.
double deepest_m(const Line& line, const Vector3d& half) {
  double deepest = std::max(depthAt(line, half, 0), depthAt(line, half, 1));
  std::array<std::pair<double, double>, 6> sides;  // value at 0, slope
  for (std::size_t k = 0; k < 3; ++k) {
    const auto axis = static_cast<int>(k);
    sides[2 * k] = {half[axis] - line.p[axis], -line.d[axis]};
    sides[2 * k + 1] = {half[axis] + line.p[axis], line.d[axis]};
  }
  for (std::size_t i = 0; i < sides.size(); ++i) {
    for (std::size_t j = i + 1; j < sides.size(); ++j) {
      const double apart = sides[j].second - sides[i].second;
      if (apart == 0) continue;
      const double t = (sides[i].first - sides[j].first) / apart;
      if (t > 0 && t < 1) deepest = std::max(deepest, depthAt(line, half, t));
    }
  }
  return deepest;
}

double gapAlong(const TurnedBox& a, const TurnedBox& b, const Vector3d& axis) {
  const auto reach = [&axis](const TurnedBox& box) {
    return (box.X_WB.linear().transpose() * axis).cwiseAbs().dot(box.half_m);
  };
  return std::abs(axis.dot(b.X_WB.translation() - a.X_WB.translation())) - reach(a) - reach(b);
}

double clamped(double t) {
  return std::clamp(t, 0.0, 1.0);
}

}  // namespace

TurnedBox turnedBox(const Box& box) {
  TurnedBox turned;
  turned.half_m = Vector3d(box.size_m[0], box.size_m[1], box.size_m[2]) / 2;
  turned.X_WB = Eigen::Translation3d(box.position_m[0], box.position_m[1], box.position_m[2]) *
                Eigen::AngleAxisd(box.yaw_rad, Vector3d::UnitZ());
  return turned;
}

TurnedBox turnedBox(const Vector3& size_m, const Vector3& position_m, const Quaternion& q) {
  TurnedBox box;
  box.half_m = Eigen::Vector3d(size_m[0], size_m[1], size_m[2]) / 2;
  box.X_WB =
      Eigen::Translation3d(position_m[0], position_m[1], position_m[2]) * Eigen::Quaterniond(q[3], q[0], q[1], q[2]);
  return box;
}

double clearance_m(const Capsule& capsule, const TurnedBox& box) {
  const Eigen::Matrix3d R_BW = box.X_WB.linear().transpose();
  const Line line{R_BW * (capsule.a_m - box.X_WB.translation()), R_BW * (capsule.b_m - capsule.a_m)};
  const double distance_m = outsideOf(line.at(nearestOf(line, box.half_m)), box.half_m).norm();
  constexpr double kTouches_m = 1e-9;  // rounding, where the line meets a side
  if (distance_m > kTouches_m) return distance_m - capsule.radius_m;
  return -capsule.radius_m - std::max(0.0, deepest_m(line, box.half_m));
}

double clearance_m(const Capsule& a, const Capsule& b) {
  const Vector3d d1 = a.b_m - a.a_m;
  const Vector3d d2 = b.b_m - b.a_m;
  const Vector3d r = a.a_m - b.a_m;
  const double length1 = d1.squaredNorm();
  const double length2 = d2.squaredNorm();
  const double f = d2.dot(r);
  const double c = d1.dot(r);
  const double both = d1.dot(d2);
  const double denominator = length1 * length2 - both * both;
  // Parallel lines are equally near all along: any point of the first will do.
  const double parallel = 1e-12 * length1 * length2;
  double s = denominator > parallel ? clamped((both * f - c * length2) / denominator) : 0;
  double t = length2 > 0 ? (both * s + f) / length2 : 0;
  if (t < 0 || t > 1 || length2 == 0) {
    t = clamped(t);
    s = length1 > 0 ? clamped((both * t - c) / length1) : 0;
  }
  return (r + s * d1 - t * d2).norm() - a.radius_m - b.radius_m;
}

double clearance_m(const TurnedBox& a, const TurnedBox& b) {
  double widest = -std::numeric_limits<double>::infinity();
  for (int i = 0; i < 3; ++i) {
    widest = std::max(widest, gapAlong(a, b, a.X_WB.linear().col(i)));
    widest = std::max(widest, gapAlong(a, b, b.X_WB.linear().col(i)));
  }
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) {
      const Vector3d axis = a.X_WB.linear().col(i).cross(b.X_WB.linear().col(j));
      const double length = axis.norm();
      // Edges that run the same way give no axis of their own.
      if (length > 1e-6) widest = std::max(widest, gapAlong(a, b, axis / length));
    }
  }
  return widest;
}

}  // namespace mw::motion
