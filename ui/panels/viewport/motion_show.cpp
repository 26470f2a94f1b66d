// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/motion_show.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "ui/models/motion_model.h"
#include "ui/models/playback.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr std::chrono::milliseconds kFrame{16};

scene::PartPose poseOf(const motion::PartPose& body) {
  scene::PartPose pose;
  pose.type = body.part_type;
  for (std::size_t i = 0; i < 3; ++i) pose.center_m[i] = static_cast<float>(body.position_m[i]);
  const auto& [x, y, z, w] = body.orientation;
  pose.orientation = {static_cast<float>(w), static_cast<float>(x), static_cast<float>(y), static_cast<float>(z)};
  return pose;
}

scene::VehiclePose poseOf(const cosimulation::VehicleNow& vehicle) {
  const auto& [x_m, y_m, z_m] = vehicle.state.position_m;
  const auto& size_m = vehicle.state.size_m;
  return {{x_m, y_m, z_m},
          vehicle.state.yaw_rad,
          scene::stateOf(vehicle.activity),
          scene::Vec3{size_m[0], size_m[1], size_m[2]}};
}

}  // namespace

MotionShow::MotionShow(Viewport& viewport, models::MotionModel& motion, models::Playback& playback, QObject* parent)
    : QObject(parent), viewport_(viewport), motion_(motion), playback_(playback) {
  frame_.setInterval(kFrame);
  connect(&frame_, &QTimer::timeout, this, &MotionShow::show);
  connect(&motion_, &models::MotionModel::activeChanged, this, &MotionShow::follow);
  connect(&motion_, &models::MotionModel::eventsChanged, this, &MotionShow::showEvents);
}

void MotionShow::follow(bool is_active) {
  playback_.setDriven(is_active);
  if (!is_active) {
    frame_.stop();
    viewport_.setArms(PosedArms::Who::Run, {});
    viewport_.setMoving({}, {}, {});
    viewport_.setVehicles({});
    return;
  }
  viewport_.setLabels({});
  show();
  frame_.start();
}

/// Where something went wrong, a label says how often.
void MotionShow::showEvents() {
  if (!motion_.isActive()) return;
  std::map<std::string, int> n_at;
  for (const models::MotionEvent& event : motion_.events())
    if (!event.element.empty()) ++n_at[event.element];
  std::vector<SceneLabel> labels;
  for (const auto& [element, n] : n_at) {
    SceneLabel label;
    label.element = element;
    label.text = n == 1 ? tr("1 mishap") : tr("%1 mishaps").arg(n);
    labels.push_back(std::move(label));
  }
  viewport_.setLabels(std::move(labels));
}

void MotionShow::show() {
  std::vector<scene::PartPose> parts;
  const cosimulation::MotionSnapshot now = motion_.now();
  for (const motion::PartPose& body : now.parts) parts.push_back(poseOf(body));
  viewport_.setElementStates(now.states);
  viewport_.setParts(parts);
  viewport_.setArms(PosedArms::Who::Run, now.arms);
  viewport_.setMoving(now.doors, now.transfers, now.stops);
  std::vector<scene::VehiclePose> vehicles;
  for (const cosimulation::VehicleNow& vehicle : now.vehicles) vehicles.push_back(poseOf(vehicle));
  viewport_.setVehicles(vehicles);
  playback_.drive(motion_.time_s(), motion_.reachedSpeed());
}

}  // namespace mw::panels
