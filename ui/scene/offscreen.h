// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>
#include <vtkSmartPointer.h>

#include "ui/scene/camera.h"
#include "ui/scene/theme.h"

class vtkRenderWindow;

namespace mw::scene {

class FactoryScene;

/// A picture: rows from the top, 4 bytes per pixel (red, green, blue, opacity; colour not multiplied by opacity).
struct Picture {
  int width_px = 0;
  int height_px = 0;
  std::vector<std::uint8_t> rgba;

  [[nodiscard]] Rgb at(int x, int y) const;
  [[nodiscard]] double opacityAt(int x, int y) const;
};

/// Renders a scene without a window on screen. Needs an X display (Xvfb will do), as this VTK has no other way.
class OffscreenRenderer {
 public:
  /// @throws OutputError when there is no display to draw with
  OffscreenRenderer(FactoryScene& scene, const Viewport& size);
  ~OffscreenRenderer();
  OffscreenRenderer(const OffscreenRenderer&) = delete;
  OffscreenRenderer& operator=(const OffscreenRenderer&) = delete;

  [[nodiscard]] Picture render(const CameraPose& pose);
  [[nodiscard]] const Viewport& size() const { return size_; }

 private:
  FactoryScene& scene_;
  Viewport size_;
  vtkSmartPointer<vtkRenderWindow> window_;
};

/// @throws OutputError when the file cannot be written
void writePng(const Picture& picture, const std::filesystem::path& file);

/// Half, a third, ... of the size; averages what falls together, weighted by opacity.
[[nodiscard]] Picture shrunk(const Picture& picture, int times);

}  // namespace mw::scene
