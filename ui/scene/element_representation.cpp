// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/element_representation.h"

#include <algorithm>
#include <numbers>
#include <vtkActor.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

#include "ui/scene/bodies/body.h"
#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

constexpr double kLabelGap_m = 0.30;

}  // namespace

ElementRepresentation::ElementRepresentation(vtkRenderer& renderer, const MaterialPalette& palette)
    : renderer_(renderer) {
  usePalette(*surface_, palette);
  surface_->PickableOff();
  // Only the far side of the enlarged body is drawn: the body itself hides all of it but a rim.
  outline_->GetProperty()->LightingOff();
  outline_->GetProperty()->FrontfaceCullingOn();
  outline_->PickableOff();
  outline_->VisibilityOff();
  renderer_.AddActor(surface_);
  renderer_.AddActor(outline_);
}

ElementRepresentation::~ElementRepresentation() {
  renderer_.RemoveActor(surface_);
  renderer_.RemoveActor(outline_);
}

void ElementRepresentation::setElement(const SceneElement& element, BodyLibrary& library) {
  element_ = element;
  std::shared_ptr<const Body> body = library.bodyFor(element);
  if (body != body_) {
    body_ = std::move(body);
    surface_->SetMapper(body_->surface);
    outline_->SetMapper(body_->outline);
  }
  moveTo(element.position_m, element.yaw_rad);
}

void ElementRepresentation::moveTo(const Vec3& position_m, double yaw_rad) {
  element_.position_m = position_m;
  element_.yaw_rad = yaw_rad;
  const double yaw_deg = yaw_rad * 180 / std::numbers::pi;
  for (vtkActor* actor : {surface_.Get(), outline_.Get()}) {
    actor->SetPosition(position_m.x, position_m.y, position_m.z);
    actor->SetOrientation(0, 0, yaw_deg);
  }
}

void ElementRepresentation::setHighlight(Highlight highlight, const SceneTheme& theme) {
  highlight_ = highlight;
  const Rgb& color = highlight == Highlight::Selected ? theme.accent : theme.hover;
  outline_->GetProperty()->SetColor(color.r, color.g, color.b);
  outline_->SetVisibility(highlight != Highlight::None);
}

Vec3 ElementRepresentation::beacon_m() const {
  return toWorld(element_, beaconOf(element_));
}

Vec3 ElementRepresentation::labelAnchor_m() const {
  const LocalBox box = localBoxOf(element_);
  Vec3 anchor = toWorld(element_, (box.low + box.high) * 0.5);
  anchor.z = std::max(beacon_m().z + kLabelGap_m, element_.position_m.z + box.high.z + 0.1);
  return anchor;
}

}  // namespace mw::scene
