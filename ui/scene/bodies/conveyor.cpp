// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <numbers>

#include "ui/scene/bodies/body.h"
#include "ui/scene/bodies/fittings.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

constexpr double kShortest_m = 1e-3;
constexpr double kCorner_rad = std::numbers::pi / 9;  // a turn of more is a corner with a plate, of less part of a bend
constexpr double kRollerPitch_m = 0.15;
constexpr double kLegs_m = 2.4;  // from one pair of legs to the next

/// How far its foot is above the floor, where it stands on legs.
double footOf_m(const SceneElement& element) {
  return std::max(0.0, element.position_m.z);
}

double flatNorm(const Vec3& v) {
  return std::hypot(v.x, v.y);
}

Vec3 leftOf(const Vec3& leg) {
  return normalized({-leg.y, leg.x, 0});
}

/// A belt along a line that climbs or bends: rails, rollers and legs follow it.
class WindingBelt {
 public:
  WindingBelt(const BodySheet& sheet, const std::vector<Vec3>& line)
      : draw_(sheet.draw), element_(sheet.element), width_(sheet.size.y), floor_z_(-footOf_m(sheet.element)) {
    for (const Vec3& point : line) {
      if (line_.empty() || norm(point - line_.back()) > kShortest_m) line_.push_back(point);
    }
  }

  void build() {
    for (std::size_t i = 1; i < line_.size(); ++i) {
      drawRails(i);
      drawRollers(i);
      drawLegs(i);
    }
    for (std::size_t i = 1; i + 1 < line_.size(); ++i) {
      if (isCorner(i)) drawPlate(line_[i]);
    }
  }

 private:
  [[nodiscard]] Vec3 leg(std::size_t i) const { return line_[i] - line_[i - 1]; }

  [[nodiscard]] double turnAt_rad(std::size_t i) const {
    const Vec3 in = leg(i);
    const Vec3 out = leg(i + 1);
    return std::atan2(in.x * out.y - in.y * out.x, in.x * out.x + in.y * out.y);
  }
  [[nodiscard]] bool isCorner(std::size_t i) const {
    return i > 0 && i + 1 < line_.size() && std::abs(turnAt_rad(i)) > kCorner_rad;
  }
  /// To the left of a point of the line, so long that rails on both sides of it meet.
  [[nodiscard]] Vec3 miter(std::size_t i, std::size_t of_leg) const {
    if (i == 0 || i + 1 == line_.size() || isCorner(i)) return leftOf(leg(of_leg));
    return normalized(leftOf(leg(i)) + leftOf(leg(i + 1))) * (1 / std::cos(turnAt_rad(i) / 2));
  }
  /// Where a leg begins or ends; at a corner that is before the plate.
  [[nodiscard]] Vec3 endOf(std::size_t i, std::size_t of_leg) const {
    if (!isCorner(i)) return line_[i];
    return line_[i] + normalized(leg(of_leg)) * (of_leg == i ? -width_ / 2 : width_ / 2);
  }

  [[nodiscard]] static Vec3 up(const Vec3& point, double by_m) { return point + Vec3{0, 0, by_m}; }

  void drawRails(std::size_t i) {
    const double half = width_ / 2 - 0.03;
    for (const double side : {-half, half}) {
      draw_.bar(up(endOf(i - 1, i) + miter(i - 1, i) * side, kTransportHeight_m - 0.05),
                up(endOf(i, i) + miter(i, i) * side, kTransportHeight_m - 0.05), 0.06, 0.16, Material::Frame);
    }
  }

  void drawRollers(std::size_t i) {
    draw_.setRole(Role::Detail);
    const Vec3 from = endOf(i - 1, i);
    const Vec3 way = endOf(i, i) - from;
    const int n = std::max(1, static_cast<int>(std::lround(norm(way) / kRollerPitch_m)));
    const double half = width_ / 2 - 0.06;
    for (int k = 0; k < n; ++k) {
      const double share = (k + 0.5) / n;
      if (isInSlot(element_, from + way * share)) continue;
      const Vec3 middle = up(from + way * share, kTransportHeight_m - 0.04);
      const Vec3 across = (miter(i - 1, i) * (1 - share) + miter(i, i) * share) * half;
      draw_.cylinder(middle - across, middle + across, 0.04, Material::Steel, 10);
    }
    draw_.setRole(Role::Body);
  }

  /// At even distances along the whole line, down to the floor.
  void drawLegs(std::size_t i) {
    const double length = flatNorm(leg(i));
    const double inset = 0.16;
    for (; next_legs_m_ <= passed_m_ + length + kShortest_m; next_legs_m_ += kLegs_m) {
      const double along =
          std::clamp(next_legs_m_ - passed_m_, std::min(inset, length / 2), length - std::min(inset, length / 2));
      drawPair(line_[i - 1] + leg(i) * (along / std::max(length, kShortest_m)), leftOf(leg(i)));
    }
    passed_m_ += length;
    const bool is_last = i + 1 == line_.size();
    if (is_last && next_legs_m_ - passed_m_ < kLegs_m - 0.6) {
      drawPair(line_[i] - leg(i) * (std::min(inset, length / 2) / std::max(length, kShortest_m)), leftOf(leg(i)));
    }
  }

  void drawPair(const Vec3& at, const Vec3& left) {
    const double half = width_ / 2 - 0.05;
    const double top = at.z + kTransportHeight_m - 0.12;
    for (const double side : {-half, half}) {
      const Vec3 foot{at.x + left.x * side, at.y + left.y * side, floor_z_};
      draw_.bar(up(foot, 0.02), {foot.x, foot.y, top}, 0.06, 0.06, Material::Base);
      draw_.cylinder(foot, up(foot, 0.03), 0.055, Material::Dark, 12);
    }
    for (double z = floor_z_ + 0.30; z < top - 0.1; z += 0.9) {
      const Vec3 middle{at.x, at.y, z};
      draw_.bar(middle - left * (half - 0.01), middle + left * (half - 0.01), 0.05, 0.05, Material::Base);
    }
  }

  void drawPlate(const Vec3& corner) {
    const double top = corner.z + kTransportHeight_m;
    const Vec3 foot{corner.x, corner.y, 0};
    draw_.cylinder(up(foot, top - 0.13), up(foot, top - 0.01), width_ / 2, Material::Frame, 32);
    draw_.cylinder(up(foot, top - 0.03), up(foot, top), width_ / 2 - 0.05, Material::Steel, 32);
    draw_.cylinder(up(foot, floor_z_), up(foot, top - 0.12), 0.08, Material::Base, 16);
  }

  SolidBuilder& draw_;
  const SceneElement& element_;
  double width_;
  double floor_z_;
  std::vector<Vec3> line_;
  double passed_m_ = 0;
  double next_legs_m_ = 0;
};

/// Whether it climbs, stands above its foot, or has anything but straight legs and corners.
bool isWinding(const std::vector<Vec3>& line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (std::abs(line[i].z) > kShortest_m) return true;
    if (i == 0 || i + 1 == line.size()) continue;
    const Vec3 in = line[i] - line[i - 1];
    const Vec3 out = line[i + 1] - line[i];
    const double turn_rad = std::atan2(in.x * out.y - in.y * out.x, in.x * out.x + in.y * out.y);
    if (std::abs(turn_rad) <= kCorner_rad) return true;
  }
  return false;
}

void buildLevel(const BodySheet& sheet, const std::vector<Vec3>& line) {
  SolidBuilder& draw = sheet.draw;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const Vec3 leg = line[i] - line[i - 1];
    const double length = norm(leg);
    if (length < kShortest_m) continue;
    draw.setFrame(frameTurned(line[i - 1], std::atan2(leg.y, leg.x)));
    // Where the belt turns, a round turning plate covers the corner and the straight legs stop at it.
    const double trim_in = i > 1 ? sheet.size.y / 2 : 0;
    const double trim_out = i + 1 < line.size() ? sheet.size.y / 2 : 0;
    if (length - trim_in - trim_out > 0.2) {
      const Vec3 start = line[i - 1];
      const Vec3 way = normalized(leg);
      drawRollerTable(draw, {.x0 = trim_in,
                             .x1 = length - trim_out,
                             .width = sheet.size.y,
                             .floor_z = -footOf_m(sheet.element),
                             .is_open = [&](double x) { return isInSlot(sheet.element, start + way * x); }});
    }
    if (trim_out > 0) {
      const double top = kTransportHeight_m;
      draw.cylinder({length, 0, top - 0.13}, {length, 0, top - 0.01}, sheet.size.y / 2, Material::Frame, 32);
      draw.cylinder({length, 0, top - 0.03}, {length, 0, top}, sheet.size.y / 2 - 0.05, Material::Steel, 32);
      draw.cylinder({length, 0, -footOf_m(sheet.element)}, {length, 0, top - 0.12}, 0.08, Material::Base, 16);
    }
  }
}

}  // namespace

void buildConveyor(const BodySheet& sheet) {
  SolidBuilder& draw = sheet.draw;
  const std::vector<Vec3> line = centerLineOf(sheet.element);
  isWinding(line) ? WindingBelt(sheet, line).build() : buildLevel(sheet, line);
  buildConveyorFittings(sheet);
  const Vec3 first = line[1] - line[0];
  draw.setFrame(frameTurned(line[0], std::atan2(first.y, first.x)));
  const double motor = std::min(0.55, norm(first) / 2);
  draw.box({motor, -sheet.size.y / 2 + 0.10, 0.53}, {0.26, 0.16, 0.16}, 0.03, Material::Dark);
  draw.setFrame({});
}

void buildBuffer(const BodySheet& sheet) {
  const Vec3& s = sheet.size;
  SolidBuilder& draw = sheet.draw;
  const double hx = s.x / 2;
  const double hy = s.y / 2;
  drawRollerTable(draw, {.x0 = -hx, .x1 = hx, .width = s.y - 0.04, .pitch = 0.13});
  // Aprons and a guard rail tell it from a conveyor: parts stay here.
  for (const double side : {-1.0, 1.0}) {
    const double y = side * (hy - 0.03);
    draw.block({{-hx + 0.10, y - 0.018, 0.24}, {hx - 0.10, y + 0.018, 0.63}, 0.012, 0.012}, Material::Shell);
    draw.block({{-hx + 0.10, y - 0.021, 0.50}, {hx - 0.10, y + 0.021, 0.55}, 0.008, 0.006}, Material::Blue);
    for (const double x : {-hx + 0.08, 0.0, hx - 0.08}) {
      draw.bar({x, side * (hy - 0.02), 0.68}, {x, side * (hy - 0.02), 0.85}, 0.035, 0.035, Material::Yellow);
    }
    draw.cylinder({-hx + 0.05, side * (hy - 0.02), 0.86}, {hx - 0.05, side * (hy - 0.02), 0.86}, 0.022,
                  Material::Yellow, 12);
  }
  draw.setRole(Role::Detail);
  draw.box({hx - 0.03, 0, 0.785}, {0.04, s.y - 0.30, 0.07}, 0.01, Material::Dark);
  draw.setRole(Role::Body);
}

}  // namespace mw::scene
