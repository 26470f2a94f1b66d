// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/floor_paint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include "ui/scene/paint_mapper.h"

namespace mw::scene {
namespace {

unsigned char byteOf(double value) {
  return static_cast<unsigned char>(std::lround(std::clamp(value, 0.0, 1.0) * 255));
}

}  // namespace

FloorPaint::FloorPaint(vtkRenderer& renderer) : renderer_(renderer) {
  const vtkSmartPointer<vtkPolyDataMapper> mapper = makePaintMapper();
  mapper->SetInputData(data_);
  mapper->SetColorModeToDirectScalars();
  actor_->SetMapper(mapper);
  actor_->ForceOpaqueOn();
  actor_->PickableOff();
  actor_->GetProperty()->LightingOff();
  actor_->VisibilityOff();
  renderer_.AddActor(actor_);
}

FloorPaint::~FloorPaint() {
  renderer_.RemoveActor(actor_);
}

void FloorPaint::setShapes(std::span<const FloorShape> shapes) {
  vtkNew<vtkPoints> points;
  vtkNew<vtkUnsignedCharArray> colors;
  vtkNew<vtkCellArray> cells;
  colors->SetNumberOfComponents(4);
  colors->SetName("Paint");
  for (const FloorShape& shape : shapes) {
    const vtkIdType first = points->GetNumberOfPoints();
    for (const FloorShape::Vertex& vertex : shape.vertices) {
      points->InsertNextPoint(vertex.point_m.x, vertex.point_m.y, vertex.point_m.z);
      const std::array<unsigned char, 4> rgba = {byteOf(vertex.color.r), byteOf(vertex.color.g), byteOf(vertex.color.b),
                                                 byteOf(vertex.opacity)};
      colors->InsertNextTypedTuple(rgba.data());
    }
    for (std::size_t i = 0; i + 2 < shape.triangles.size(); i += 3) {
      const std::array<vtkIdType, 3> ids = {first + shape.triangles[i], first + shape.triangles[i + 1],
                                            first + shape.triangles[i + 2]};
      cells->InsertNextCell(3, ids.data());
    }
  }
  data_->SetPoints(points);
  data_->SetPolys(cells);
  data_->GetPointData()->SetScalars(colors);
  data_->Modified();
  actor_->SetVisibility(cells->GetNumberOfCells() > 0);
}

int FloorPaint::triangleCount() const {
  return static_cast<int>(data_->GetNumberOfPolys());
}

}  // namespace mw::scene
