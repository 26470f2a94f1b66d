// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/scene/factory_scene.h"
#include "ui/scene/footprint.h"
#include "ui/scene/part_slot.h"

namespace mw::scene {
namespace {

constexpr int kOversampling = 3;

/// Parts in the places where they would lie, so that a rack looks like a rack.
std::vector<PartPose> samples(const SceneElement& element, const Vec3& part_size) {
  struct Sample {
    BodyType type;
    int count;
    std::vector<int> taken;
  };
  static const std::vector<Sample> kSamples = {{BodyType::Storage, 18, {0, 1, 3, 4, 6, 7, 8, 11, 12, 13, 15}},
                                               {BodyType::Buffer, 8, {0, 1, 2, 3, 4}},
                                               {BodyType::Conveyor, 4, {0, 1, 3}},
                                               {BodyType::Vehicle, 1, {0}}};
  std::vector<PartPose> parts;
  for (const Sample& sample : kSamples) {
    if (sample.type != element.type) continue;
    for (int i : sample.taken) parts.push_back(standingIn(partSlot(element, i, sample.count), 0, part_size));
  }
  return parts;
}

}  // namespace

ThumbnailStudio::ThumbnailStudio(int size_px, const SceneTheme& theme) : scene_(std::make_unique<FactoryScene>()) {
  SceneTheme bright = theme;
  bright.environment_level = std::max(theme.environment_level, 0.6);
  bright.shadow_opacity *= 0.45;  // it is cut off at the edge of the picture
  scene_->setTheme(bright);
  scene_->setBare(true);
  scene_->setQuality(Quality::Fast);
  renderer_ = std::make_unique<OffscreenRenderer>(*scene_, Viewport{size_px * kOversampling, size_px * kOversampling});
}

ThumbnailStudio::~ThumbnailStudio() = default;

Picture ThumbnailStudio::take(BodyType type, BodyVariant variant) {
  const ScenePartType part{"sample", {0.42, 0.36, 0.30}, 0x4477AA};
  SceneElement element;
  element.id = "body";
  element.type = type;
  element.variant = variant;
  if (variant != BodyVariant::Standard) element.size_m = usualSizeOf(type, variant);
  if (type == BodyType::Conveyor) element.length_m = 2.0;
  scene_->setLayout({element}, {});
  scene_->setPartTypes({&part, 1});
  scene_->setParts(samples(element, part.size_m));
  CameraPose pose;
  // A dock shows its door to those who bring parts.
  pose.yaw_rad = type == BodyType::Sink ? -2.2 : -std::numbers::pi / 3;
  pose.pitch_rad = 0.45;
  pose.view_angle_rad = 0.35;
  std::vector<Vec3> points = scene_->corners();
  if (const std::optional<Vec3> top = scene_->labelAnchor(element.id)) points.push_back(*top - Vec3{0, 0, 0.12});
  return shrunk(renderer_->render(framed(pose, renderer_->size(), points, 0.88)), kOversampling);
}

Picture renderThumbnail(BodyType type, int size_px, const SceneTheme& theme) {
  return ThumbnailStudio(size_px, theme).take(type);
}

Picture onGround(const Picture& picture, const Rgb& ground) {
  Picture result = picture;
  const double base[3] = {ground.r * 255, ground.g * 255, ground.b * 255};
  for (std::size_t i = 0; i + 3 < result.rgba.size(); i += 4) {
    const double a = result.rgba[i + 3] / 255.0;
    for (std::size_t k = 0; k < 3; ++k) {
      result.rgba[i + k] = static_cast<std::uint8_t>(std::lround(result.rgba[i + k] * a + base[k] * (1 - a)));
    }
    result.rgba[i + 3] = 255;
  }
  return result;
}

}  // namespace mw::scene
