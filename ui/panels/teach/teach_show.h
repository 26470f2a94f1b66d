// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <array>

#include "ui/models/teach/teach_model.h"
#include "ui/panels/viewport/sketch.h"
#include "ui/scene/vec3.h"

namespace mw::panels {

class Viewport;

/// What is taught, in the hall: the arm in its posture, how far it reaches, the range of the joint that is moved, the
/// axes of the tool, the recorded poses. GUI thread.
class TeachShow : public QObject {
  Q_OBJECT
 public:
  TeachShow(Viewport& viewport, models::TeachModel& teach, QObject* parent = nullptr);

 private:
  void showArm();
  void showSketch();
  [[nodiscard]] scene::Vec3 inHall(const Eigen::Vector3d& point_m) const;
  void addReach(Sketch& sketch) const;
  void addJoint(Sketch& sketch) const;
  void addEnds(Sketch& sketch, const motion::ArmJoint& axis, const scene::Vec3& center,
               const std::array<scene::Vec3, 2>& ends) const;
  void addTool(Sketch& sketch) const;
  void addPoses(Sketch& sketch) const;

  Viewport& viewport_;
  models::TeachModel& teach_;
  Eigen::Isometry3d X_WB_ = Eigen::Isometry3d::Identity();
  bool has_arm_ = false;
};

}  // namespace mw::panels
