// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/section_plane.h"

#include <vtkAbstractMapper.h>

namespace mw::scene {

SectionPlane::SectionPlane() {
  plane_->SetNormal(0, 0, -1);
}

void SectionPlane::setHeight(std::optional<double> height_m) {
  height_m_ = height_m;
  if (height_m) plane_->SetOrigin(0, 0, *height_m);
}

void SectionPlane::applyTo(vtkAbstractMapper& mapper) const {
  mapper.RemoveAllClippingPlanes();
  if (height_m_) mapper.AddClippingPlane(plane_);
}

}  // namespace mw::scene
