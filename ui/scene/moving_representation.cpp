// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/moving_representation.h"

#include <algorithm>
#include <numbers>
#include <vtkPolyDataMapper.h>
#include <vtkRenderer.h>

#include "ui/scene/bodies/body.h"

namespace mw::scene {
namespace {

std::vector<Displacement> doorsAt(const factory::Enclosure& enclosure, std::span<const double> open) {
  std::vector<Displacement> doors;
  for (std::size_t k = 0; k < enclosure.doors.size(); ++k) {
    const std::array<double, 3> travel_m = factory::doorTravel_m(enclosure.doors[k]);
    const double share = k < open.size() ? open[k] : 0;
    doors.push_back({{travel_m[0] * share, travel_m[1] * share, travel_m[2] * share}});
  }
  return doors;
}

/// The stages of the telescope come out evenly; the last carries the blade.
std::vector<Displacement> stagesAt(double stroke_m) {
  std::vector<Displacement> stages;
  for (int stage = 1; stage <= kStages; ++stage) stages.push_back({{0, stroke_m * stage / kStages, 0}});
  return stages;
}

}  // namespace

std::vector<Displacement> displacementsOf(const SceneElement& element, std::span<const double> at) {
  if (element.enclosure) return doorsAt(*element.enclosure, at);
  const double stand = at.empty() ? element.transfer.rest : at[0];
  switch (element.type) {
    case BodyType::Turntable:
      return {{{}, stand}};
    case BodyType::Lift:
      return {{{0, 0, stand}}};
    case BodyType::Pusher:
      return stagesAt(stand);
    default:
      return {};
  }
}

MovingRepresentation::~MovingRepresentation() {
  for (const auto& actor : actors_) renderer_.RemoveActor(actor);
}

void MovingRepresentation::show(const SceneElement& element, const Body& body, std::span<const double> at) {
  const std::vector<Displacement> displacements = displacementsOf(element, at);
  const std::size_t n = std::min(body.moving.size(), displacements.size());
  while (actors_.size() > n) {
    renderer_.RemoveActor(actors_.back());
    actors_.pop_back();
  }
  while (actors_.size() < n) {
    actors_.push_back(vtkSmartPointer<vtkActor>::New());
    usePalette(*actors_.back(), palette_);
    actors_.back()->PickableOff();
    renderer_.AddActor(actors_.back());
  }
  for (std::size_t k = 0; k < n; ++k) {
    const Vec3 at_m = element.position_m + turned(displacements[k].shift_m, element.yaw_rad);
    actors_[k]->SetMapper(body.moving[k].surface);
    actors_[k]->SetPosition(at_m.x, at_m.y, at_m.z);
    actors_[k]->SetOrientation(0, 0, (element.yaw_rad + displacements[k].yaw_rad) * 180 / std::numbers::pi);
  }
}

}  // namespace mw::scene
