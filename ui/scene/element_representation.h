// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vtkActor.h>
#include <vtkNew.h>
#include <vtkSmartPointer.h>

#include "ui/scene/arm_representation.h"
#include "ui/scene/body_library.h"
#include "ui/scene/element_state.h"
#include "ui/scene/material.h"
#include "ui/scene/moving_representation.h"
#include "ui/scene/scene_element.h"
#include "ui/scene/theme.h"

class vtkRenderer;

namespace mw::scene {

/// How an element stands out.
enum class Highlight { None, Hovered, Selected };

/// One element in the hall: its body, its outline while it stands out, its state, the points beside it.
/// Adds its actors to the renderer it is given and takes them away when it goes.
class ElementRepresentation {
 public:
  ElementRepresentation(vtkRenderer& renderer, const MaterialPalette& palette);
  ~ElementRepresentation();
  ElementRepresentation(const ElementRepresentation&) = delete;
  ElementRepresentation& operator=(const ElementRepresentation&) = delete;

  /// Shows this element; moves what only moved and rebuilds only what looks different.
  void setElement(const SceneElement& element, BodyLibrary& library);
  /// The same body elsewhere.
  void moveTo(const Vec3& position_m, double yaw_rad);
  /// Its arm in this posture; nothing puts it to rest. Elements without an arm stay as they are.
  void setPosture(const std::optional<motion::JointVector>& q_rad);
  /// Where what moves apart from its body is, as of displacementsOf(); nothing puts it to rest.
  void setMoving(std::vector<double> at);
  void setState(ElementState state) { state_ = state; }
  void setHighlight(Highlight highlight, const SceneTheme& theme);

  /// Draws its clear glass after all that was added to the renderer so far.
  void raisePanes();
  [[nodiscard]] const std::shared_ptr<const Body>& body() const { return body_; }

  [[nodiscard]] const SceneElement& element() const { return element_; }
  [[nodiscard]] ElementState state() const { return state_; }
  [[nodiscard]] Highlight highlight() const { return highlight_; }
  /// Foot of the beacon's lamp, world.
  [[nodiscard]] Vec3 beacon_m() const;
  /// Where a label belongs: above the middle of the element, higher than its beacon, world.
  [[nodiscard]] Vec3 labelAnchor_m() const;

 private:
  void showPanes();
  void showArm();
  void showMoving() { moving_.show(element_, *body_, moving_at_); }
  void showOutline();
  /// Puts an actor where the element is.
  void pose(vtkActor& actor, bool is_turned) const;

  vtkRenderer& renderer_;
  const MaterialPalette& palette_;
  SceneElement element_;
  ElementState state_ = ElementState::Idle;
  Highlight highlight_ = Highlight::None;
  std::shared_ptr<const Body> body_;
  vtkNew<vtkActor> surface_;
  vtkNew<vtkActor> outline_;
  Rgb outline_color_;
  std::optional<motion::JointVector> posture_rad_;
  std::unique_ptr<ArmRepresentation> arm_;  ///< while its posture is another than at rest
  MovingRepresentation moving_;
  std::vector<double> moving_at_;    ///< empty: at rest
  vtkSmartPointer<vtkActor> panes_;  ///< where the body has clear glass
};

}  // namespace mw::scene
