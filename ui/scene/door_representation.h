// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>
#include <vtkActor.h>
#include <vtkSmartPointer.h>

#include "ui/scene/body_library.h"
#include "ui/scene/scene_element.h"

class vtkRenderer;

namespace mw::scene {

/// The doors of an enclosure: one actor each, so that moving one costs a position. Adds its actors to the renderer it
/// is given and takes them away when it goes.
class DoorRepresentation {
 public:
  DoorRepresentation(vtkRenderer& renderer, const MaterialPalette& palette) : renderer_(renderer), palette_(palette) {}
  ~DoorRepresentation();
  DoorRepresentation(const DoorRepresentation&) = delete;
  DoorRepresentation& operator=(const DoorRepresentation&) = delete;

  /// @param body  of that element; what it has no door for is taken away
  /// @param open  by doors, 0 closed to 1 open; doors it says nothing of are closed
  void show(const SceneElement& element, const Body& body, std::span<const double> open);

 private:
  vtkRenderer& renderer_;
  const MaterialPalette& palette_;
  std::vector<vtkSmartPointer<vtkActor>> leaves_;
};

}  // namespace mw::scene
