// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <memory>
#include <vtkActor.h>
#include <vtkNew.h>

#include "ui/scene/body_library.h"
#include "ui/scene/scene_element.h"

class vtkRenderer;

namespace mw::scene {

/// An arm in another posture than at rest: one actor per body of it, so that moving it costs a matrix each. Adds its
/// actors to the renderer it is given and takes them away when it goes.
class ArmRepresentation {
 public:
  ArmRepresentation(vtkRenderer& renderer, const MaterialPalette& palette);
  ~ArmRepresentation();
  ArmRepresentation(const ArmRepresentation&) = delete;
  ArmRepresentation& operator=(const ArmRepresentation&) = delete;

  /// @param element  has an arm
  /// @param body     of that element
  void show(const SceneElement& element, const Body& body, const motion::JointVector& q_rad);
  void setOutline(bool is_visible, const Rgb& color);

 private:
  vtkRenderer& renderer_;
  std::array<vtkNew<vtkActor>, kArmBodies> surfaces_;
  std::array<vtkNew<vtkActor>, kArmBodies> outlines_;
};

}  // namespace mw::scene
