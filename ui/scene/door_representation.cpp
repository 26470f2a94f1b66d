// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/door_representation.h"

#include <numbers>
#include <vtkPolyDataMapper.h>
#include <vtkRenderer.h>

namespace mw::scene {

DoorRepresentation::~DoorRepresentation() {
  for (const auto& leaf : leaves_) renderer_.RemoveActor(leaf);
}

void DoorRepresentation::show(const SceneElement& element, const Body& body, std::span<const double> open) {
  while (leaves_.size() > body.doors.size()) {
    renderer_.RemoveActor(leaves_.back());
    leaves_.pop_back();
  }
  while (leaves_.size() < body.doors.size()) {
    leaves_.push_back(vtkSmartPointer<vtkActor>::New());
    usePalette(*leaves_.back(), palette_);
    leaves_.back()->PickableOff();
    renderer_.AddActor(leaves_.back());
  }
  for (std::size_t k = 0; k < leaves_.size(); ++k) {
    const std::array<double, 3> travel_m = factory::doorTravel_m(element.enclosure->doors[k]);
    const double share = k < open.size() ? open[k] : 0;
    const Vec3 at = element.position_m +
                    turned(Vec3{travel_m[0] * share, travel_m[1] * share, travel_m[2] * share}, element.yaw_rad);
    leaves_[k]->SetMapper(body.doors[k].surface);
    leaves_[k]->SetPosition(at.x, at.y, at.z);
    leaves_[k]->SetOrientation(0, 0, element.yaw_rad * 180 / std::numbers::pi);
  }
}

}  // namespace mw::scene
