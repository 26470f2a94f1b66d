// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>
#include <vtkActor.h>
#include <vtkSmartPointer.h>

#include "ui/scene/body_library.h"
#include "ui/scene/scene_element.h"
#include "ui/scene/theme.h"

class vtkRenderer;

namespace mw::scene {

/// How far something is from where it is drawn, in the element's own frame: turned about its z, then shifted.
struct Displacement {
  Vec3 shift_m;
  double yaw_rad = 0;
};

/// Of what moves apart from an element's body: the doors of an enclosure; the plate, the platform, or the stages behind
/// the blade of a transfer device; the blades of a conveyor's stops.
///
/// @param at  doors: each 0 closed to 1 open, those it says nothing of are closed; transfer devices: one number, as
///            SceneTransfer::rest, which it is where nothing is said; stops: each 0 up to 1 down, up where nothing is
///            said
[[nodiscard]] std::vector<Displacement> displacementsOf(const SceneElement& element, std::span<const double> at);

/// What moves apart from an element's body: actors of its own each, so that moving one costs a position. Adds its
/// actors to the renderer it is given and takes them away when it goes.
class MovingRepresentation {
 public:
  MovingRepresentation(vtkRenderer& renderer, const MaterialPalette& palette)
      : renderer_(renderer), palette_(palette) {}
  ~MovingRepresentation();
  MovingRepresentation(const MovingRepresentation&) = delete;
  MovingRepresentation& operator=(const MovingRepresentation&) = delete;

  /// @param body  of that element; what it has no moving body for is taken away
  /// @param at    as of displacementsOf()
  void show(const SceneElement& element, const Body& body, std::span<const double> at);
  /// Around each of them, where it is.
  void setOutline(bool is_visible, const Rgb& color);

 private:
  struct Piece {
    vtkSmartPointer<vtkActor> surface;
    vtkSmartPointer<vtkActor> outline;
  };
  void resize(std::size_t n);

  vtkRenderer& renderer_;
  const MaterialPalette& palette_;
  std::vector<Piece> pieces_;
  bool is_outlined_ = false;
  Rgb outline_color_;
};

}  // namespace mw::scene
