// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/vehicle_representation.h"

#include <cmath>
#include <numbers>
#include <vtkActor.h>
#include <vtkPolyDataMapper.h>
#include <vtkRenderer.h>

#include "ui/scene/bodies/body.h"
#include "ui/scene/footprint.h"
#include "ui/scene/ground_paint.h"

namespace mw::scene {
namespace {

constexpr double kLaneHalfWidth_m = 0.55;
constexpr double kLaneOpacity = 0.85;
constexpr double kLineHalfWidth_m = 0.02;
constexpr double kLineOpacity = 0.75;
constexpr double kSoft_m = 0.02;
constexpr double kJunction_m = 0.9;  ///< of each end, kept free of guide lines
constexpr double kRoadLift_m = 0.002;
constexpr int kRings = 2;

/// A band on the floor, its ends round.
std::vector<PaintVertex> band(const Vec3& from, const Vec3& to, double half_width_m, double opacity) {
  const Vec3 way = to - from;
  SceneElement middle;
  middle.position_m = (from + to) * 0.5;
  middle.yaw_rad = std::atan2(way.y, way.x);
  middle.size_m = Vec3{norm(way), 0, 0};
  return ringsAround(middle, {{half_width_m, opacity}, {half_width_m + kSoft_m, 0}}, {0, 0, kRoadLift_m});
}

NestedRings bandTopology() {
  return nestedRings(kRings, true);
}

}  // namespace

VehicleRepresentation::VehicleRepresentation(vtkRenderer& renderer, const MaterialPalette& palette,
                                             BodyLibrary& library)
    : renderer_(renderer),
      palette_(palette),
      library_(library),
      lamps_(renderer),
      shadows_(patchTopology().vertex_count, patchTopology().triangles) {
  look_.type = BodyType::Vehicle;
  shadows_.setColor(rgb(0x0B0E12));
  renderer_.AddActor(shadows_.actor());
}

VehicleRepresentation::~VehicleRepresentation() {
  for (const auto& actor : actors_) renderer_.RemoveActor(actor);
  renderer_.RemoveActor(shadows_.actor());
}

void VehicleRepresentation::setVehicles(std::span<const VehiclePose> vehicles) {
  if (!body_ && !vehicles.empty()) {
    look_.size_m.reset();
    body_ = library_.bodyFor(look_);
  }
  while (actors_.size() > vehicles.size()) {
    renderer_.RemoveActor(actors_.back());
    actors_.pop_back();
    shadows_.remove(std::to_string(actors_.size()));
  }
  while (actors_.size() < vehicles.size()) {
    auto actor = vtkSmartPointer<vtkActor>::New();
    usePalette(*actor, palette_);
    actor->SetMapper(body_->surface);
    actor->PickableOff();
    renderer_.AddActor(actor);
    actors_.push_back(std::move(actor));
  }
  shown_.assign(vehicles.begin(), vehicles.end());
  std::vector<BeaconRepresentation::Lamp> lamps;
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    look_.position_m = shown_[i].position_m;
    look_.yaw_rad = shown_[i].yaw_rad;
    look_.size_m = shown_[i].size_m;
    const Vec3 size_m = look_.size_m.value_or(vehicleSize_m());
    actors_[i]->SetScale(size_m.x / vehicleSize_m().x, size_m.y / vehicleSize_m().y, size_m.z / vehicleSize_m().z);
    actors_[i]->SetPosition(look_.position_m.x, look_.position_m.y, look_.position_m.z);
    actors_[i]->SetOrientation(0, 0, look_.yaw_rad * 180 / std::numbers::pi);
    lamps.push_back({toWorld(look_, beaconOf(look_)), stateColor(theme_, shown_[i].state)});
    shadows_.set(std::to_string(i), patchUnder(look_, 0.6 * theme_.shadow_opacity));
  }
  lamps_.setLamps(lamps);
}

void VehicleRepresentation::setTheme(const SceneTheme& theme) {
  theme_ = theme;
  setVehicles(std::vector<VehiclePose>(shown_));
}

RoadRepresentation::RoadRepresentation(vtkRenderer& renderer)
    : renderer_(renderer),
      ground_(bandTopology().vertex_count, bandTopology().triangles),
      lines_(bandTopology().vertex_count, bandTopology().triangles) {
  renderer_.AddActor(ground_.actor());
  renderer_.AddActor(lines_.actor());
}

RoadRepresentation::~RoadRepresentation() {
  renderer_.RemoveActor(ground_.actor());
  renderer_.RemoveActor(lines_.actor());
}

void RoadRepresentation::setRoads(std::span<const SceneRoad> roads) {
  const auto clear = [](BlockMesh& mesh) {
    for (int i = mesh.blockCount() - 1; i >= 0; --i) mesh.remove(std::to_string(i));
  };
  clear(ground_);
  clear(lines_);
  for (const SceneRoad& road : roads) {
    const Vec3 way = road.to_m - road.from_m;
    if (norm(way) < 2 * kJunction_m + 0.1) continue;
    const double lane_m = road.lane_m;
    ground_.set(std::to_string(ground_.blockCount()),
                band(road.from_m, road.to_m, kLaneHalfWidth_m + lane_m, kLaneOpacity));
    const Vec3 along = normalized(way);
    const Vec3 aside = Vec3{along.y, -along.x, 0} * lane_m;
    for (const double side : {1.0, -1.0}) {
      if (side < 0 && lane_m == 0) break;
      lines_.set(std::to_string(lines_.blockCount()),
                 band(road.from_m + along * kJunction_m + aside * side, road.to_m - along * kJunction_m + aside * side,
                      kLineHalfWidth_m, kLineOpacity));
    }
  }
}

void RoadRepresentation::setTheme(const SceneTheme& theme) {
  ground_.setColor(theme.aisle);
  lines_.setColor(theme.aisle_line);
}

}  // namespace mw::scene
