// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/element_representation.h"

#include <algorithm>
#include <fmt/format.h>
#include <numbers>
#include <vtkActor.h>
#include <vtkActorCollection.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkShaderProperty.h>

#include "ui/scene/bodies/body.h"
#include "ui/scene/footprint.h"
#include "ui/scene/imported_body.h"

namespace mw::scene {
namespace {

constexpr double kLabelGap_m = 0.30;
constexpr int kMostActorsGlazed = 1500;

}  // namespace

ElementRepresentation::ElementRepresentation(vtkRenderer& renderer, const MaterialPalette& palette)
    : renderer_(renderer), palette_(palette), moving_(renderer, palette) {
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
  if (panes_) renderer_.RemoveActor(panes_);
}

void ElementRepresentation::showPanes() {
  if (!body_->panes) {
    if (panes_) renderer_.RemoveActor(panes_);
    panes_ = nullptr;
    return;
  }
  if (!panes_) {
    panes_ = vtkSmartPointer<vtkActor>::New();
    usePalette(*panes_, palette_);
    // Blended among the solid things: cheaper than a pass of its own, and pictures keep their opacity.
    panes_->ForceOpaqueOn();
    panes_->GetShaderProperty()->AddFragmentShaderReplacement(
        "//VTK::Light::Impl", true,
        fmt::format("//VTK::Light::Impl\n  gl_FragData[0].a = {:.3f};", kPaneOpacity).c_str(), false);
    panes_->PickableOff();
    renderer_.AddActor(panes_);
  }
  panes_->SetMapper(body_->panes);
}

void ElementRepresentation::raisePanes() {
  if (!panes_) return;
  // In a big hall nobody sees the panes, and each would cost as much as its body.
  const bool is_crowded = renderer_.GetActors()->GetNumberOfItems() > kMostActorsGlazed;
  panes_->SetVisibility(!is_crowded);
  if (is_crowded) return;
  renderer_.RemoveActor(panes_);
  renderer_.AddActor(panes_);
}

void ElementRepresentation::setElement(const SceneElement& element, BodyLibrary& library) {
  element_ = element;
  std::shared_ptr<const Body> body = library.bodyFor(element);
  if (body != body_) {
    body_ = std::move(body);
    surface_->SetMapper(body_->surface);
    outline_->SetMapper(body_->outline);
    showPanes();
  }
  Vec3 stretch{1, 1, 1};
  if (element.imported) {
    const Vec3 size_m = sizeOf(element);
    const Vec3& own_m = element.imported->size_m;
    stretch = {size_m.x / own_m.x, size_m.y / own_m.y, size_m.z / own_m.z};
  }
  for (vtkActor* actor : {surface_.Get(), outline_.Get()}) actor->SetScale(stretch.x, stretch.y, stretch.z);
  for (vtkActor* actor : {surface_.Get(), outline_.Get(), panes_.Get()}) {
    if (actor != nullptr) pose(*actor, true);
  }
  showArm();
  showMoving();
}

void ElementRepresentation::setMoving(std::vector<double> at) {
  if (at == moving_at_) return;
  moving_at_ = std::move(at);
  showMoving();
}

void ElementRepresentation::setPosture(const std::optional<motion::JointVector>& q_rad) {
  posture_rad_ = q_rad;
  showArm();
}

void ElementRepresentation::showArm() {
  const bool is_posed = posture_rad_ && !body_->arm.empty();
  surface_->SetVisibility(!is_posed);
  if (!is_posed) {
    arm_.reset();
  } else {
    if (!arm_) arm_ = std::make_unique<ArmRepresentation>(renderer_, palette_);
    arm_->show(element_, *body_, *posture_rad_);
  }
  showOutline();
}

void ElementRepresentation::showOutline() {
  const bool is_highlighted = highlight_ != Highlight::None;
  outline_->GetProperty()->SetColor(outline_color_.r, outline_color_.g, outline_color_.b);
  outline_->SetVisibility(is_highlighted && !arm_);
  if (arm_) arm_->setOutline(is_highlighted, outline_color_);
  moving_.setOutline(is_highlighted, outline_color_);
}

void ElementRepresentation::moveTo(const Vec3& position_m, double yaw_rad) {
  const bool is_turned = yaw_rad != element_.yaw_rad;
  element_.position_m = position_m;
  element_.yaw_rad = yaw_rad;
  for (vtkActor* actor : {surface_.Get(), outline_.Get(), panes_.Get()}) {
    if (actor != nullptr) pose(*actor, is_turned);
  }
  if (arm_) showArm();
  if (!body_->moving.empty()) showMoving();
}

void ElementRepresentation::pose(vtkActor& actor, bool is_turned) const {
  const Vec3& at_m = element_.position_m;
  actor.SetPosition(at_m.x, at_m.y, at_m.z);
  // Builds a matrix, changed or not.
  if (is_turned) actor.SetOrientation(0, 0, element_.yaw_rad * 180 / std::numbers::pi);
}

void ElementRepresentation::setHighlight(Highlight highlight, const SceneTheme& theme) {
  highlight_ = highlight;
  outline_color_ = highlight == Highlight::Selected ? theme.accent : theme.hover;
  showOutline();
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
