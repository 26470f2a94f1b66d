// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace mw::models {
class MotionModel;
class Playback;
}  // namespace mw::models

namespace mw::panels {

class Viewport;

/// Shows the rigid bodies of the running physics in the viewport, between two steps, and lets their clock lead the
/// playback. GUI thread; the physics runs on its own.
class MotionShow : public QObject {
  Q_OBJECT
 public:
  MotionShow(Viewport& viewport, models::MotionModel& motion, models::Playback& playback, QObject* parent = nullptr);

 private:
  void follow(bool is_active);
  void showEvents();
  void show();

  Viewport& viewport_;
  models::MotionModel& motion_;
  models::Playback& playback_;
  QTimer frame_;
};

}  // namespace mw::panels
