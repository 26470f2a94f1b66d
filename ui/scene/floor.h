// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vtkActor.h>
#include <vtkNew.h>
#include <vtkPlaneSource.h>

#include "ui/scene/theme.h"
#include "ui/scene/vec3.h"

class vtkRenderer;

namespace mw::scene {

/// The rectangle of the hall that is in use, on the floor.
struct FloorArea {
  Vec3 low{-6, -4, 0};
  Vec3 high{6, 4, 0};
  bool operator==(const FloorArea&) const = default;
};

/// The floor: one plane, its grid (1 m, major 5 m), the painted walkway around the layout and the fade into the
/// background are drawn by its fragment shader, so that lines stay smooth at every distance and the floor has no edge.
class Floor {
 public:
  Floor();

  [[nodiscard]] vtkActor* actor() const;
  void setTheme(const SceneTheme& theme);
  /// The walkway goes around this area; the fade begins beyond it.
  void setArea(const FloorArea& area);
  /// Whether the walkway is painted; an empty hall has none.
  void setAisleVisible(bool is_visible);
  /// Before each frame: the background runs over the viewport's height.
  void setViewport(int origin_y_px, int height_px);

  /// Everything beyond this distance from the middle of the area is background.
  [[nodiscard]] double radius_m() const { return radius_m_; }

 private:
  void setUniform(const char* name, const Rgb& color);

  vtkNew<vtkPlaneSource> plane_;
  vtkNew<vtkActor> actor_;
  double radius_m_ = 0;
};

}  // namespace mw::scene
