// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/imported_body.h"

#include <algorithm>
#include <vtkCellArray.h>
#include <vtkDataArray.h>
#include <vtkFloatArray.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyDataNormals.h>
#include <vtkUnsignedCharArray.h>

#include "ui/scene/material.h"
#include "ui/scene/mesh.h"

namespace mw::scene {
namespace {

constexpr double kOutline_m = 0.022;

/// As the bodies of our own: what is near the floor is darker.
double floorShade(double z_m) {
  const double height = std::clamp(z_m / 0.6, 0.0, 1.0);
  return 0.70 + 0.30 * height * (2 - height);
}

vtkSmartPointer<vtkPolyData> facets(const cad::TriangleMesh& mesh) {
  const auto count = static_cast<vtkIdType>(mesh.points.size());
  vtkNew<vtkPoints> points;
  points->SetNumberOfPoints(count);
  vtkNew<vtkUnsignedCharArray> colors;
  colors->SetName("Shade");
  colors->SetNumberOfComponents(3);
  colors->SetNumberOfTuples(count);
  vtkNew<vtkFloatArray> palette;
  palette->SetName("TCoords");
  palette->SetNumberOfComponents(2);
  palette->SetNumberOfTuples(count);
  const auto shell = static_cast<float>(paletteCoordinate(Material::Shell));
  for (vtkIdType i = 0; i < count; ++i) {
    const cad::TriangleMesh::Point& p = mesh.points[static_cast<std::size_t>(i)];
    points->SetPoint(i, p[0], p[1], p[2]);
    const double shade = floorShade(p[2]);
    const bool is_colored = !mesh.colors.empty();
    for (int k = 0; k < 3; ++k) {
      const double level = is_colored ? mesh.colors[static_cast<std::size_t>(i)][static_cast<std::size_t>(k)] : 255.0;
      colors->SetTypedComponent(i, k, static_cast<unsigned char>(level * shade));
    }
    palette->SetTypedComponent(i, 0, shell);
    palette->SetTypedComponent(i, 1, 0.5F);
  }
  vtkNew<vtkCellArray> cells;
  cells->Use32BitStorage();
  cells->AllocateExact(static_cast<vtkIdType>(mesh.triangles.size()),
                       static_cast<vtkIdType>(3 * mesh.triangles.size()));
  for (const cad::TriangleMesh::Triangle& t : mesh.triangles) {
    const std::array<vtkIdType, 3> ids = {t[0], t[1], t[2]};
    cells->InsertNextCell(3, ids.data());
  }
  auto data = vtkSmartPointer<vtkPolyData>::New();
  data->SetPoints(points);
  data->SetPolys(cells);
  data->GetPointData()->SetScalars(colors);
  data->GetPointData()->SetTCoords(palette);
  return data;
}

vtkSmartPointer<vtkPolyData> withNormals(vtkPolyData* data, bool splits) {
  vtkNew<vtkPolyDataNormals> normals;
  normals->SetInputData(data);
  normals->SetFeatureAngle(kFeatureAngle_deg);
  normals->SetSplitting(splits);
  normals->ConsistencyOff();
  normals->Update();
  return normals->GetOutput();
}

/// The surface moved outwards along smooth normals.
vtkSmartPointer<vtkPolyData> swollen(vtkPolyData* surface) {
  const vtkSmartPointer<vtkPolyData> smooth = withNormals(surface, false);
  vtkDataArray* normals = smooth->GetPointData()->GetNormals();
  vtkNew<vtkPoints> points;
  points->SetNumberOfPoints(smooth->GetNumberOfPoints());
  for (vtkIdType i = 0; i < smooth->GetNumberOfPoints(); ++i) {
    std::array<double, 3> p{};
    std::array<double, 3> n{};
    smooth->GetPoint(i, p.data());
    if (normals != nullptr) normals->GetTuple(i, n.data());
    points->SetPoint(i, p[0] + n[0] * kOutline_m, p[1] + n[1] * kOutline_m, p[2] + n[2] * kOutline_m);
  }
  auto data = vtkSmartPointer<vtkPolyData>::New();
  data->SetPoints(points);
  data->SetPolys(smooth->GetPolys());
  return data;
}

vtkSmartPointer<vtkPolyData> box(const Vec3& size_m) {
  constexpr std::array<std::array<vtkIdType, 4>, 6> kSides = {
      {{0, 2, 3, 1}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 4, 6, 2}, {1, 3, 7, 5}}};
  vtkNew<vtkPoints> points;
  for (int i = 0; i < 8; ++i) {
    points->InsertNextPoint(((i & 1) != 0 ? 0.5 : -0.5) * (size_m.x + 2 * kOutline_m),
                            ((i & 2) != 0 ? 0.5 : -0.5) * (size_m.y + 2 * kOutline_m),
                            (i & 4) != 0 ? size_m.z + kOutline_m : 0);
  }
  vtkNew<vtkCellArray> cells;
  for (const auto& side : kSides) cells->InsertNextCell(4, side.data());
  auto data = vtkSmartPointer<vtkPolyData>::New();
  data->SetPoints(points);
  data->SetPolys(cells);
  return data;
}

}  // namespace

std::shared_ptr<const ImportedBody> makeImportedBody(const cad::TriangleMesh& mesh) {
  auto body = std::make_shared<ImportedBody>();
  const cad::Extents extents = cad::extentsOf(mesh);
  // Flat things have a thickness, so that they can be stretched and picked.
  constexpr double kThinnest_m = 1e-3;
  body->size_m = {std::max(extents.length(0), kThinnest_m), std::max(extents.length(1), kThinnest_m),
                  std::max(extents.length(2), kThinnest_m)};
  body->surface = facets(mesh);
  if (mesh.triangles.size() <= kSmoothTriangles) {
    body->outline = swollen(body->surface);
    body->surface = withNormals(body->surface, true);
  } else {
    body->outline = box(body->size_m);
  }
  return body;
}

}  // namespace mw::scene
