// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <memory>

#include "ui/scene/factory_scene.h"
#include "ui/scene/offscreen.h"

namespace mw::test {

inline constexpr scene::Viewport kView{960, 600};

/// Largest difference of a channel.
inline double apart(const scene::Rgb& a, const scene::Rgb& b) {
  return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
}

struct Region {
  int x0, y0, x1, y1;
};

inline Region around(const scene::DisplayPoint& at, int reach) {
  return {std::max(0, static_cast<int>(at.x) - reach), std::max(0, static_cast<int>(at.y) - reach),
          std::min(kView.width_px - 1, static_cast<int>(at.x) + reach),
          std::min(kView.height_px - 1, static_cast<int>(at.y) + reach)};
}

inline constexpr Region kAll{0, 0, kView.width_px - 1, kView.height_px - 1};

inline int pixelsLike(const scene::Picture& picture, const Region& region, const scene::Rgb& color, double tolerance) {
  int count = 0;
  for (int y = region.y0; y <= region.y1; ++y) {
    for (int x = region.x0; x <= region.x1; ++x) count += apart(picture.at(x, y), color) <= tolerance ? 1 : 0;
  }
  return count;
}

inline int pixelsDiffering(const scene::Picture& a, const scene::Picture& b, double tolerance) {
  int count = 0;
  for (int y = 0; y < a.height_px; ++y) {
    for (int x = 0; x < a.width_px; ++x) count += apart(a.at(x, y), b.at(x, y)) > tolerance ? 1 : 0;
  }
  return count;
}

/// A scene that is looked at off the screen; empty, light and whole before each test.
class SceneLook : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    scene_ = std::make_unique<scene::FactoryScene>();
    renderer_ = std::make_unique<scene::OffscreenRenderer>(*scene_, kView);
  }
  void init() {
    scene_->setLayout({}, {});
    scene_->setPartTypes({});
    scene_->setQuality(scene::Quality::Moving);
    scene_->setSection(std::nullopt);
    pose_ = {};
    pose_.focus_m = {0, 0, 0.9};
    pose_.distance_m = 9;
    if (!(scene_->theme().floor == scene::lightSceneTheme().floor)) scene_->setTheme(scene::lightSceneTheme());
  }
  void cleanupTestCase() {
    renderer_.reset();
    scene_.reset();
  }

 protected:
  scene::Picture look() { return renderer_->render(pose_); }

  scene::CameraPose pose_;
  std::unique_ptr<scene::FactoryScene> scene_;
  std::unique_ptr<scene::OffscreenRenderer> renderer_;
};

}  // namespace mw::test
