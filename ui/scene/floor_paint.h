// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vtkNew.h>
#include <vtkPolyData.h>

#include "ui/scene/floor_shape.h"

class vtkActor;
class vtkRenderer;

namespace mw::scene {

/// All floor shapes in one actor, the lower ones first.
class FloorPaint {
 public:
  explicit FloorPaint(vtkRenderer& renderer);
  ~FloorPaint();
  FloorPaint(const FloorPaint&) = delete;
  FloorPaint& operator=(const FloorPaint&) = delete;

  /// Shows exactly these.
  void setShapes(std::span<const FloorShape> shapes);
  [[nodiscard]] int triangleCount() const;

 private:
  vtkRenderer& renderer_;
  vtkNew<vtkPolyData> data_;
  vtkNew<vtkActor> actor_;
};

}  // namespace mw::scene
