// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/vehicle_mark.h"

#include <cmath>
#include <numbers>

#include "ui/models/playback.h"
#include "ui/panels/viewport/label_overlay.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr double kLeastReach_px = 9;
constexpr int kRingPoints = 36;

scene::Vec3 middleOf(const scene::VehiclePose& pose) {
  return pose.position_m + scene::Vec3{0, 0, scene::vehicleSize_m().z / 2};
}

double radius_m() {
  return std::hypot(scene::vehicleSize_m().x, scene::vehicleSize_m().y) / 2;
}

Stroke ringAround(const Viewport& view, const scene::VehiclePose& pose) {
  std::vector<scene::Vec3> points;
  for (int i = 0; i <= kRingPoints; ++i) {
    const double angle = 2 * std::numbers::pi * i / kRingPoints;
    points.push_back(pose.position_m + scene::Vec3{std::cos(angle), std::sin(angle), 0} * (1.15 * radius_m()));
  }
  return lineThrough(view, points, Token::Accent, 2);
}

}  // namespace

VehicleMark::VehicleMark(const PanelServices& services, models::SimulationModel& simulation,
                         models::VehicleWatch& watch, QObject* parent)
    : QObject(parent), services_(services), simulation_(simulation), watch_(watch), click_(services_.viewport) {
  connect(&click_, &HallClick::clicked, this, [this](QPointF at) {
    const auto vehicle = vehicleAt(at);
    watch_.setVehicle(vehicle);
    if (vehicle) emit taken();
  });
  connect(&watch_, &models::VehicleWatch::changed, this, &VehicleMark::show);
  connect(&services_.playback, &models::Playback::timeChanged, this, &VehicleMark::show);
  connect(&services_.viewport, &Viewport::cameraChanged, this, &VehicleMark::show);
}

void VehicleMark::setActive(bool is_active) {
  click_.setActive(is_active);
  show();
}

std::vector<VehicleMark::Placed> VehicleMark::vehiclesNow() {
  if (run_ != simulation_.run()) {
    run_ = simulation_.run();
    flow_.reset();
    if (run_) flow_.emplace(*run_->factory);
  }
  std::vector<Placed> placed;
  if (!flow_ || !flow_->hasVehicles()) return placed;
  const events::Moment moment = simulation_.momentAt(services_.playback.time_s());
  const std::vector<scene::VehiclePose> poses = flow_->posesAt(moment);
  for (std::size_t i = 0; i < poses.size(); ++i) {
    const events::VehicleMove& move = moment.vehicles[i];
    placed.push_back({{move.fleet, move.vehicle}, move.activity, poses[i]});
  }
  return placed;
}

std::optional<models::VehicleName> VehicleMark::vehicleAt(QPointF at) {
  const std::vector<Placed> vehicles = vehiclesNow();
  std::vector<Ball> balls;
  for (const Placed& vehicle : vehicles) balls.push_back({middleOf(vehicle.pose), 0.8 * radius_m()});
  const auto found = ballAt(services_.viewport, at, balls, kLeastReach_px);
  if (!found) return std::nullopt;
  return vehicles[*found].name;
}

void VehicleMark::show() {
  Sketch sketch;
  if (click_.isActive() && watch_.vehicle()) {
    for (const Placed& vehicle : vehiclesNow()) {
      if (vehicle.name != *watch_.vehicle()) continue;
      const QString words = models::textOf(*run_->factory, vehicle.name) + QStringLiteral(" · ");
      const scene::Vec3 top = vehicle.pose.position_m + scene::Vec3{0, 0, 2 * scene::vehicleSize_m().z};
      sketch.push_back(ringAround(services_.viewport, vehicle.pose));
      sketch.push_back(labelAt(services_.viewport, top, words + models::textOf(vehicle.activity)));
    }
  }
  services_.viewport.overlay().setSketch(SketchLayer::Watched, std::move(sketch));
}

}  // namespace mw::panels
