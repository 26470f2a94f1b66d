// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/glyph_cloud.h"

#include <vtkActor.h>
#include <vtkFloatArray.h>
#include <vtkGlyph3DMapper.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkProperty.h>
#include <vtkUnsignedCharArray.h>

namespace mw::scene {

GlyphCloud::GlyphCloud(vtkPolyData* shape) {
  positions_->SetNumberOfComponents(3);
  orientations_->SetNumberOfComponents(4);
  orientations_->SetName("Orientation");
  colors_->SetNumberOfComponents(3);
  colors_->SetName("Color");
  points_->SetData(positions_);
  data_->SetPoints(points_);
  data_->GetPointData()->AddArray(orientations_);
  data_->GetPointData()->AddArray(colors_);
  mapper_->SetInputData(data_);
  mapper_->SetSourceData(shape);
  mapper_->SetOrientationArray("Orientation");
  mapper_->SetOrientationModeToQuaternion();
  mapper_->ScalingOff();
  mapper_->SetScalarModeToUsePointFieldData();
  mapper_->SelectColorArray("Color");
  mapper_->SetColorModeToDirectScalars();
  actor_->SetMapper(mapper_);
  actor_->PickableOff();
}

vtkActor* GlyphCloud::actor() const {
  return actor_;
}

void GlyphCloud::setShape(vtkPolyData* shape) {
  mapper_->SetSourceData(shape);
}

GlyphCloud::Slots GlyphCloud::begin(int count) {
  if (count != positions_->GetNumberOfTuples()) {
    positions_->SetNumberOfTuples(count);
    orientations_->SetNumberOfTuples(count);
    colors_->SetNumberOfTuples(count);
  }
  return {positions_->GetPointer(0), orientations_->GetPointer(0), colors_->GetPointer(0)};
}

void GlyphCloud::end() {
  positions_->Modified();
  orientations_->Modified();
  colors_->Modified();
  points_->Modified();
  data_->Modified();
  actor_->SetVisibility(count() > 0);
}

int GlyphCloud::count() const {
  return static_cast<int>(positions_->GetNumberOfTuples());
}

}  // namespace mw::scene
