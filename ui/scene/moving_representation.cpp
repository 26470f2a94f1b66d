// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/moving_representation.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
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

std::vector<Displacement> bladesAt(const std::vector<ScenePlace>& stops, std::span<const double> down) {
  std::vector<Displacement> blades;
  for (std::size_t k = 0; k < stops.size(); ++k) {
    const double travel_m = k < down.size() ? -kBladeTravel_m * down[k] : 0;
    const double slope_rad = stops[k].slope_rad;
    blades.push_back({turned({-std::sin(slope_rad), 0, std::cos(slope_rad)}, stops[k].yaw_rad) * travel_m});
  }
  return blades;
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
  if (element.type == BodyType::Conveyor) return bladesAt(element.stops, at);
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
  resize(0);
}

void MovingRepresentation::resize(std::size_t n) {
  while (pieces_.size() > n) {
    renderer_.RemoveActor(pieces_.back().surface);
    renderer_.RemoveActor(pieces_.back().outline);
    pieces_.pop_back();
  }
  while (pieces_.size() < n) {
    Piece piece{vtkSmartPointer<vtkActor>::New(), vtkSmartPointer<vtkActor>::New()};
    usePalette(*piece.surface, palette_);
    // As of the body: only the far side of what is a little larger.
    piece.outline->GetProperty()->LightingOff();
    piece.outline->GetProperty()->FrontfaceCullingOn();
    piece.outline->VisibilityOff();
    for (vtkActor* actor : {piece.surface.Get(), piece.outline.Get()}) {
      actor->PickableOff();
      renderer_.AddActor(actor);
    }
    pieces_.push_back(piece);
  }
}

void MovingRepresentation::setOutline(bool is_visible, const Rgb& color) {
  is_outlined_ = is_visible;
  outline_color_ = color;
  for (const Piece& piece : pieces_) {
    piece.outline->GetProperty()->SetColor(color.r, color.g, color.b);
    piece.outline->SetVisibility(is_visible);
  }
}

void MovingRepresentation::show(const SceneElement& element, const Body& body, std::span<const double> at) {
  const std::vector<Displacement> displacements = displacementsOf(element, at);
  const std::size_t n = std::min(body.moving.size(), displacements.size());
  if (n != pieces_.size()) {
    resize(n);
    setOutline(is_outlined_, outline_color_);
  }
  for (std::size_t k = 0; k < n; ++k) {
    const Vec3 at_m = element.position_m + turned(displacements[k].shift_m, element.yaw_rad);
    pieces_[k].surface->SetMapper(body.moving[k].surface);
    pieces_[k].outline->SetMapper(body.moving[k].outline);
    for (vtkActor* actor : {pieces_[k].surface.Get(), pieces_[k].outline.Get()}) {
      actor->SetPosition(at_m.x, at_m.y, at_m.z);
      actor->SetOrientation(0, 0, (element.yaw_rad + displacements[k].yaw_rad) * 180 / std::numbers::pi);
    }
  }
}

}  // namespace mw::scene
