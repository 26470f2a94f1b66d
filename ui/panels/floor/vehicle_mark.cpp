// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/vehicle_mark.h"

#include <QApplication>
#include <QMouseEvent>
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
    : QObject(parent), services_(services), simulation_(simulation), watch_(watch) {
  services_.viewport.installEventFilter(this);
  connect(&watch_, &models::VehicleWatch::changed, this, &VehicleMark::show);
  connect(&services_.playback, &models::Playback::timeChanged, this, &VehicleMark::show);
  connect(&services_.viewport, &Viewport::cameraChanged, this, &VehicleMark::show);
}

void VehicleMark::setActive(bool is_active) {
  is_active_ = is_active;
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
  const Viewport& view = services_.viewport;
  const scene::Vec3 eye = scene::eyeOf(view.camera());
  std::optional<models::VehicleName> found;
  double nearest_m = 1e300;
  for (const Placed& vehicle : vehiclesNow()) {
    const scene::Vec3 middle = middleOf(vehicle.pose);
    const auto seen = view.toWidget(middle);
    const auto beside = view.toWidget(middle + scene::axesOf(view.camera()).right * (0.8 * radius_m()));
    if (!seen || !beside) continue;
    const double reach_px = std::max(kLeastReach_px, std::hypot(beside->x() - seen->x(), beside->y() - seen->y()));
    const double distance_m = norm(middle - eye);
    if (std::hypot(seen->x() - at.x(), seen->y() - at.y()) > reach_px || distance_m >= nearest_m) continue;
    nearest_m = distance_m;
    found = vehicle.name;
  }
  return found;
}

void VehicleMark::show() {
  Sketch sketch;
  if (is_active_ && watch_.vehicle()) {
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

bool VehicleMark::eventFilter(QObject* watched, QEvent* event) {
  if (!is_active_) return false;
  if (event->type() == QEvent::MouseButtonPress) pressed_ = static_cast<QMouseEvent*>(event)->position();
  if (event->type() == QEvent::MouseButtonRelease) {
    const auto* mouse = static_cast<QMouseEvent*>(event);
    const bool is_click = (mouse->position() - pressed_).manhattanLength() < QApplication::startDragDistance();
    if (is_click && mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::NoModifier) {
      const auto vehicle = vehicleAt(mouse->position());
      watch_.setVehicle(vehicle);
      if (vehicle) emit taken();
    }
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace mw::panels
