// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/factory_picture.h"

#include <QGuiApplication>
#include <QOpenGLContext>

#include "ui/panels/viewport/plan_canvas.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/scene/offscreen.h"

namespace mw::panels {
namespace {

constexpr int kWidth = 640;
constexpr int kHeight = 400;
constexpr double kFill = 0.98;

/// The off-screen renderer makes its own context current, and none when it goes, behind Qt's back.
void releaseContext() {
  if (QOpenGLContext* context = QOpenGLContext::currentContext()) context->doneCurrent();
}

QImage drawnPlan(const factory::Factory& factory, const Theme& theme, const scene::CameraPose& pose) {
  PlanCanvas plan(nullptr);
  plan.resize(kWidth, kHeight);
  plan.setTheme(theme);
  plan.setLayout(sceneElements(factory), sceneFlows(factory));
  plan.setCamera(pose);
  return plan.grab().toImage();
}

}  // namespace

QImage factoryPicture(const factory::Factory& factory, const Theme& theme) {
  releaseContext();
  scene::FactoryScene scene;
  scene.setTheme(theme.isDark() ? scene::darkSceneTheme() : scene::lightSceneTheme());
  scene.setLayout(sceneElements(factory), sceneFlows(factory));
  const scene::CameraPose pose = scene::framed(scene::CameraPose(), {kWidth, kHeight}, scene.corners(), kFill);
  if (QGuiApplication::platformName() != QLatin1String("xcb")) return drawnPlan(factory, theme, pose);
  scene.setQuality(scene::Quality::Moving);
  scene::Picture picture;
  {
    scene::OffscreenRenderer renderer(scene, {kWidth, kHeight});
    picture = renderer.render(pose);
  }
  releaseContext();
  const QImage image(picture.rgba.data(), picture.width_px, picture.height_px, picture.width_px * 4,
                     QImage::Format_RGBA8888);
  return image.convertToFormat(QImage::Format_RGB32);
}

}  // namespace mw::panels
