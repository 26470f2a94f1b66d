// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/underlay_representation.h"

#include <algorithm>
#include <numbers>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderer.h>
#include <vtkTexture.h>

namespace mw::scene {
namespace {

constexpr double kLift_m = 0.015;  ///< above the floor by what depths far away still tell apart
constexpr float kLine_px = 2;

cad::Drawing::Point middleOf(const SceneUnderlay& underlay) {
  const cad::DrawingBox box = boxOf(underlay);
  return {(box.low[0] + box.high[0]) / 2, (box.low[1] + box.high[1]) / 2};
}

/// About the middle of the drawing: graphics cards count in floats, plans in coordinates of the country.
vtkSmartPointer<vtkPolyData> linesOf(const SceneUnderlay& underlay) {
  const cad::Drawing::Point middle = middleOf(underlay);
  vtkNew<vtkPoints> points;
  points->SetNumberOfPoints(static_cast<vtkIdType>(underlay.lines->points.size()));
  vtkIdType i = 0;
  for (const cad::Drawing::Point& p : underlay.lines->points)
    points->SetPoint(i++, p[0] - middle[0], p[1] - middle[1], 0);
  vtkNew<vtkCellArray> cells;
  vtkIdType first = 0;
  for (std::size_t line = 0; line < underlay.lines->lineCount(); ++line) {
    const auto count = static_cast<vtkIdType>(underlay.lines->line(line).size());
    cells->InsertNextCell(static_cast<int>(count));
    for (vtkIdType k = 0; k < count; ++k) cells->InsertCellPoint(first + k);
    first += count;
  }
  auto data = vtkSmartPointer<vtkPolyData>::New();
  data->SetPoints(points);
  data->SetLines(cells);
  return data;
}

vtkSmartPointer<vtkPolyData> sheetOf(const SceneUnderlay& underlay) {
  const double half_x = underlay.picture->width / 2;
  const double half_y = underlay.picture->height / 2;
  vtkNew<vtkPoints> points;
  vtkNew<vtkFloatArray> places;
  places->SetNumberOfComponents(2);
  for (int i = 0; i < 4; ++i) {
    const bool is_right = i == 1 || i == 2;
    const bool is_top = i >= 2;
    points->InsertNextPoint(is_right ? half_x : -half_x, is_top ? half_y : -half_y, 0);
    places->InsertNextTuple2(is_right ? 1 : 0, is_top ? 1 : 0);
  }
  vtkNew<vtkCellArray> cells;
  const std::array<vtkIdType, 4> corners = {0, 1, 2, 3};
  cells->InsertNextCell(4, corners.data());
  auto data = vtkSmartPointer<vtkPolyData>::New();
  data->SetPoints(points);
  data->SetPolys(cells);
  data->GetPointData()->SetTCoords(places);
  return data;
}

vtkSmartPointer<vtkTexture> textureOf(const UnderlayPicture& picture) {
  vtkNew<vtkImageData> image;
  image->SetDimensions(picture.width_px, picture.height_px, 1);
  image->AllocateScalars(VTK_UNSIGNED_CHAR, 4);
  const auto row = static_cast<std::ptrdiff_t>(picture.width_px) * 4;
  for (int y = 0; y < picture.height_px; ++y) {
    const auto begin = picture.rgba.begin() + (picture.height_px - 1 - y) * row;
    std::copy(begin, begin + row, static_cast<std::uint8_t*>(image->GetScalarPointer(0, y, 0)));
  }
  auto texture = vtkSmartPointer<vtkTexture>::New();
  texture->SetInputData(image);
  texture->InterpolateOn();
  texture->MipmapOn();
  return texture;
}

vtkSmartPointer<vtkActor> actorOf(const SceneUnderlay& underlay) {
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(underlay.lines ? linesOf(underlay) : sheetOf(underlay));
  auto actor = vtkSmartPointer<vtkActor>::New();
  actor->SetMapper(mapper);
  actor->PickableOff();
  actor->GetProperty()->LightingOff();
  if (underlay.picture) actor->SetTexture(textureOf(*underlay.picture));
  // Among what is seen through: after the floor, and without a shadow of its own.
  actor->ForceTranslucentOn();
  return actor;
}

}  // namespace

cad::DrawingBox boxOf(const SceneUnderlay& underlay) {
  if (underlay.lines) return cad::boxOf(*underlay.lines);
  if (underlay.picture) return {{0, 0}, {underlay.picture->width, underlay.picture->height}};
  return {};
}

UnderlayRepresentation::~UnderlayRepresentation() {
  for (auto& entry : shown_) renderer_.RemoveActor(entry.second.actor);
}

void UnderlayRepresentation::setUnderlays(std::span<const SceneUnderlay> underlays) {
  std::erase_if(shown_, [&](const auto& entry) {
    const bool stays = std::any_of(underlays.begin(), underlays.end(),
                                   [&](const SceneUnderlay& underlay) { return underlay.id == entry.first; });
    if (!stays) renderer_.RemoveActor(entry.second.actor);
    return !stays;
  });
  for (const SceneUnderlay& underlay : underlays) {
    if (!underlay.lines && !underlay.picture) continue;
    Shown& shown = shown_[underlay.id];
    if (shown.actor && shown.underlay == underlay) continue;
    const bool is_same = shown.underlay.lines == underlay.lines && shown.underlay.picture == underlay.picture;
    if (!shown.actor || !is_same) {
      if (shown.actor) renderer_.RemoveActor(shown.actor);
      shown.actor = actorOf(underlay);
      renderer_.AddActor(shown.actor);
    }
    shown.underlay = underlay;
    place(shown);
  }
}

void UnderlayRepresentation::place(Shown& shown) const {
  const SceneUnderlay& underlay = shown.underlay;
  const cad::Drawing::Point middle = middleOf(underlay);
  const Vec3 at = toWorld(underlay, middle[0], middle[1]);
  shown.actor->SetPosition(at.x, at.y, kLift_m);
  shown.actor->SetOrientation(0, 0, underlay.yaw_rad * 180 / std::numbers::pi);
  shown.actor->SetScale(underlay.unit_m);
  shown.actor->GetProperty()->SetOpacity(underlay.opacity);
  shown.actor->SetVisibility(underlay.opacity > 0);
  if (!underlay.picture) shown.actor->GetProperty()->SetColor(ink_.r, ink_.g, ink_.b);
  shown.actor->GetProperty()->SetLineWidth(kLine_px);
}

void UnderlayRepresentation::setTheme(const SceneTheme& theme) {
  ink_ = theme.floor.g > 0.5 ? rgb(0x27303A) : rgb(0xD3DAE2);
  for (auto& entry : shown_) place(entry.second);
}

}  // namespace mw::scene
