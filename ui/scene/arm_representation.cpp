// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/arm_representation.h"

#include <vtkMatrix4x4.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>

namespace mw::scene {
namespace {

Eigen::Isometry3d placeOf(const SceneElement& element) {
  Eigen::Isometry3d place(Eigen::Translation3d(element.position_m.x, element.position_m.y, element.position_m.z));
  place.rotate(Eigen::AngleAxisd(element.yaw_rad, Eigen::Vector3d::UnitZ()));
  return place;
}

}  // namespace

ArmRepresentation::ArmRepresentation(vtkRenderer& renderer, const MaterialPalette& palette) : renderer_(renderer) {
  for (std::size_t i = 0; i < kArmBodies; ++i) {
    usePalette(*surfaces_[i], palette);
    surfaces_[i]->PickableOff();
    outlines_[i]->GetProperty()->LightingOff();
    outlines_[i]->GetProperty()->FrontfaceCullingOn();
    outlines_[i]->PickableOff();
    outlines_[i]->VisibilityOff();
    renderer_.AddActor(surfaces_[i]);
    renderer_.AddActor(outlines_[i]);
  }
}

ArmRepresentation::~ArmRepresentation() {
  for (std::size_t i = 0; i < kArmBodies; ++i) {
    renderer_.RemoveActor(surfaces_[i]);
    renderer_.RemoveActor(outlines_[i]);
  }
}

void ArmRepresentation::show(const SceneElement& element, const Body& body, const motion::JointVector& q_rad) {
  const Eigen::Isometry3d place = placeOf(element);
  const auto moves = armMoves(*element.arm, q_rad);
  for (std::size_t i = 0; i < kArmBodies; ++i) {
    const Eigen::Isometry3d at = place * moves[i];
    vtkNew<vtkMatrix4x4> matrix;
    for (int row = 0; row < 4; ++row) {
      for (int column = 0; column < 4; ++column) matrix->SetElement(row, column, at(row, column));
    }
    surfaces_[i]->SetMapper(body.arm[i].surface);
    outlines_[i]->SetMapper(body.arm[i].outline);
    surfaces_[i]->SetUserMatrix(matrix);
    outlines_[i]->SetUserMatrix(matrix);
  }
}

void ArmRepresentation::setOutline(bool is_visible, const Rgb& color) {
  for (const vtkNew<vtkActor>& outline : outlines_) {
    outline->GetProperty()->SetColor(color.r, color.g, color.b);
    outline->SetVisibility(is_visible);
  }
}

}  // namespace mw::scene
