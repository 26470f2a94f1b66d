// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/flow_representation.h"

#include <algorithm>
#include <vtkActor.h>
#include <vtkRenderer.h>

#include "ui/scene/footprint.h"
#include "ui/scene/ground_paint.h"

namespace mw::scene {
namespace {

constexpr int kSamples = 24;
constexpr int kAcross = 4;
constexpr double kHalfWidth_m = 0.025;
constexpr double kSoft_m = 0.015;
constexpr double kHeadLength_m = 0.30;
constexpr double kHeadHalfWidth_m = 0.13;
constexpr double kOpacity = 0.62;
constexpr double kTouching_m = 0.5;

std::string keyOf(const std::string& from, const std::string& to) {
  return from + '\n' + to;
}

std::vector<std::uint32_t> arrowTriangles() {
  std::vector<std::uint32_t> triangles;
  const auto add = [&](int a, int b, int c) {
    for (int v : {a, b, c}) triangles.push_back(static_cast<std::uint32_t>(v));
  };
  for (int i = 0; i + 1 < kSamples; ++i) {
    for (int k = 0; k + 1 < kAcross; ++k) {
      const int a = i * kAcross + k;
      add(a, a + kAcross, a + kAcross + 1);
      add(a, a + kAcross + 1, a + 1);
    }
  }
  const int head = kSamples * kAcross;
  add(head, head + 1, head + 2);
  return triangles;
}

/// How far from its port an arrow keeps away: robots have their port in the middle.
double clearance(const SceneElement& element) {
  return element.type == BodyType::Robot ? sizeOf(element).x / 2 + 0.1 : 0.08;
}

}  // namespace

std::vector<Vec3> flowLine(const SceneElement& from, const SceneElement& to, int points) {
  const auto [in, out] = portsBetween(from, to);
  Vec3 a = out.position_m;
  Vec3 b = in.position_m;
  a.z = b.z = kFlowLift_m;
  const double gap = norm(b - a);
  if (gap - clearance(from) - clearance(to) < kTouching_m) return {};
  const Vec3 straight = normalized(b - a);
  const Vec3 leave = from.type == BodyType::Robot ? straight : out.direction;
  const Vec3 arrive = to.type == BodyType::Robot ? straight : in.direction;
  a += leave * clearance(from);
  b -= arrive * clearance(to);
  const double pull = std::clamp(0.45 * norm(b - a), 0.2, 3.0);
  const Vec3 a1 = a + leave * pull;
  const Vec3 b1 = b - arrive * pull;
  std::vector<Vec3> line;
  for (int i = 0; i < points; ++i) {
    const double t = static_cast<double>(i) / (points - 1);
    const double u = 1 - t;
    line.push_back(a * (u * u * u) + a1 * (3 * u * u * t) + b1 * (3 * u * t * t) + b * (t * t * t));
  }
  return line;
}

FlowRepresentation::FlowRepresentation(vtkRenderer& renderer)
    : renderer_(renderer), mesh_(kSamples * kAcross + 3, arrowTriangles()) {
  renderer_.AddActor(mesh_.actor());
}

FlowRepresentation::~FlowRepresentation() {
  renderer_.RemoveActor(mesh_.actor());
}

void FlowRepresentation::set(const SceneElement& from, const SceneElement& to) {
  const std::vector<Vec3> line = flowLine(from, to, kSamples);
  if (line.empty()) return mesh_.remove(keyOf(from.id, to.id));
  std::vector<PaintVertex> vertices;
  const Vec3 last_step = normalized(line[kSamples - 1] - line[kSamples - 2]);
  const Vec3 neck = line.back() - last_step * kHeadLength_m;
  for (int i = 0; i < kSamples; ++i) {
    const auto k = static_cast<std::size_t>(i);
    const Vec3 step = normalized(line[std::min<std::size_t>(k + 1, kSamples - 1)] - line[k > 0 ? k - 1 : 0]);
    const Vec3 side{-step.y, step.x, 0};
    const Vec3 point =
        dot(line[k] - neck, last_step) > 0 && norm(line.back() - line[k]) < 2 * kHeadLength_m ? neck : line[k];
    constexpr double kOuter = kHalfWidth_m + kSoft_m;
    vertices.push_back({point + side * kOuter, 0});
    vertices.push_back({point + side * kHalfWidth_m, kOpacity});
    vertices.push_back({point - side * kHalfWidth_m, kOpacity});
    vertices.push_back({point - side * kOuter, 0});
  }
  const Vec3 side{-last_step.y, last_step.x, 0};
  vertices.push_back({line.back(), kOpacity});
  vertices.push_back({neck + side * kHeadHalfWidth_m, kOpacity});
  vertices.push_back({neck - side * kHeadHalfWidth_m, kOpacity});
  mesh_.set(keyOf(from.id, to.id), vertices);
}

void FlowRepresentation::shift(const SceneFlow& flow, const Vec3& by_m) {
  mesh_.shift(keyOf(flow.from, flow.to), by_m);
}

void FlowRepresentation::remove(const SceneFlow& flow) {
  mesh_.remove(keyOf(flow.from, flow.to));
}

void FlowRepresentation::setTheme(const SceneTheme& theme) {
  mesh_.setColor(theme.flow);
}

void FlowRepresentation::setVisible(bool is_visible) {
  mesh_.actor()->SetVisibility(is_visible);
}

}  // namespace mw::scene
