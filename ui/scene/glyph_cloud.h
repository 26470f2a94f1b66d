// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <vtkActor.h>
#include <vtkFloatArray.h>
#include <vtkGlyph3DMapper.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkUnsignedCharArray.h>

namespace mw::scene {

/// Many copies of one shape in a single actor. Positions, turns and colours are plain arrays that the caller writes in
/// place between begin() and end(); nothing is allocated while the count stays within what was there before.
class GlyphCloud {
 public:
  explicit GlyphCloud(vtkPolyData* shape);

  [[nodiscard]] vtkActor* actor() const;
  void setShape(vtkPolyData* shape);

  /// Where to write: 3 floats of position (m), 4 of orientation (unit quaternion w, x, y, z) and 3 bytes of colour
  /// (sRGB) each.
  struct Slots {
    float* position = nullptr;
    float* orientation = nullptr;
    unsigned char* color = nullptr;
  };
  /// Makes room for `count` copies; what is in the slots is kept where the count stays the same.
  [[nodiscard]] Slots begin(int count);
  /// Tells the card that the arrays changed.
  void end();
  [[nodiscard]] int count() const;

 private:
  vtkNew<vtkFloatArray> positions_;
  vtkNew<vtkFloatArray> orientations_;
  vtkNew<vtkUnsignedCharArray> colors_;
  vtkNew<vtkPoints> points_;
  vtkNew<vtkPolyData> data_;
  vtkNew<vtkGlyph3DMapper> mapper_;
  vtkNew<vtkActor> actor_;
};

}  // namespace mw::scene
