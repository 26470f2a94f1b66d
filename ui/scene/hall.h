// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vtkLight.h>
#include <vtkNew.h>
#include <vtkSmartPointer.h>

#include "ui/scene/floor.h"
#include "ui/scene/theme.h"

class vtkOpenGLRenderer;
class vtkTexture;

namespace mw::scene {

/// Everything around the factory: background, light from the surroundings, the key light, the floor.
class Hall {
 public:
  explicit Hall(vtkOpenGLRenderer& renderer);
  ~Hall();
  Hall(const Hall&) = delete;
  Hall& operator=(const Hall&) = delete;

  void setTheme(const SceneTheme& theme);
  void setArea(const FloorArea& area, bool has_aisle);
  /// Thumbnails stand on nothing, before nothing.
  void setBare(bool is_bare);
  /// Before each frame.
  void setViewport(int origin_y_px, int height_px) { floor_.setViewport(origin_y_px, height_px); }
  [[nodiscard]] double radius_m() const { return floor_.radius_m(); }

 private:
  vtkOpenGLRenderer& renderer_;
  Floor floor_;
  vtkNew<vtkLight> key_;
  double environment_level_ = 0;
};

}  // namespace mw::scene
