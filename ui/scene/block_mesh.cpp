// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/block_mesh.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkUnsignedCharArray.h>

#include "core/base/error.h"
#include "ui/scene/paint_mapper.h"

namespace mw::scene {
namespace {

unsigned char byteOf(double value) {
  return static_cast<unsigned char>(std::lround(std::clamp(value, 0.0, 1.0) * 255));
}

}  // namespace

BlockMesh::BlockMesh(int vertices_per_block, std::vector<std::uint32_t> triangles)
    : vertices_per_block_(vertices_per_block), triangles_(std::move(triangles)) {
  colors_->SetNumberOfComponents(4);
  colors_->SetName("Paint");
  data_->SetPoints(points_);
  data_->SetPolys(cells_);
  data_->GetPointData()->SetScalars(colors_);
  const vtkSmartPointer<vtkPolyDataMapper> mapper = makePaintMapper();
  mapper->SetInputData(data_);
  mapper->SetColorModeToDirectScalars();
  actor_->SetMapper(mapper);
  // Drawn among the solid things, after the floor: blending works there too, and occlusion falls on it as on the floor.
  actor_->ForceOpaqueOn();
  actor_->PickableOff();
  actor_->GetProperty()->LightingOff();
}

vtkActor* BlockMesh::actor() const {
  return actor_;
}

int BlockMesh::takeBlock() {
  if (!free_.empty()) {
    const int block = free_.back();
    free_.pop_back();
    return block;
  }
  const int block = block_total_++;
  const vtkIdType first = static_cast<vtkIdType>(block) * vertices_per_block_;
  for (int i = 0; i < vertices_per_block_; ++i) {
    points_->InsertNextPoint(0, 0, 0);
    colors_->InsertNextTuple4(0, 0, 0, 0);
  }
  for (std::size_t i = 0; i + 2 < triangles_.size(); i += 3) {
    const std::array<vtkIdType, 3> ids = {first + triangles_[i], first + triangles_[i + 1], first + triangles_[i + 2]};
    cells_->InsertNextCell(3, ids.data());
  }
  cells_->Modified();
  return block;
}

void BlockMesh::set(const std::string& key, const std::vector<PaintVertex>& vertices) {
  MW_REQUIRE(static_cast<int>(vertices.size()) == vertices_per_block_);
  const auto [slot, is_new] = block_of_.try_emplace(key, 0);
  if (is_new) slot->second = takeBlock();
  const vtkIdType first = static_cast<vtkIdType>(slot->second) * vertices_per_block_;
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    const auto id = first + static_cast<vtkIdType>(i);
    const PaintVertex& v = vertices[i];
    points_->SetPoint(id, v.point.x, v.point.y, v.point.z);
    const std::array<unsigned char, 4> rgba = {byteOf(color_.r), byteOf(color_.g), byteOf(color_.b), byteOf(v.opacity)};
    colors_->SetTypedTuple(id, rgba.data());
  }
  points_->Modified();
  colors_->Modified();
  data_->Modified();
}

void BlockMesh::shift(const std::string& key, const Vec3& by_m) {
  const auto found = block_of_.find(key);
  if (found == block_of_.end()) return;
  const auto vertices = static_cast<std::size_t>(vertices_per_block_);
  float* at = vtkFloatArray::SafeDownCast(points_->GetData())
                  ->GetPointer(3 * static_cast<vtkIdType>(found->second) * vertices_per_block_);
  for (std::size_t i = 0; i < vertices; ++i, at += 3) {
    at[0] = static_cast<float>(at[0] + by_m.x);
    at[1] = static_cast<float>(at[1] + by_m.y);
    at[2] = static_cast<float>(at[2] + by_m.z);
  }
  points_->Modified();
  data_->Modified();
}

void BlockMesh::remove(const std::string& key) {
  const auto found = block_of_.find(key);
  if (found == block_of_.end()) return;
  const vtkIdType first = static_cast<vtkIdType>(found->second) * vertices_per_block_;
  // All corners in one place: the block's triangles have no area and draw nothing.
  const std::array<unsigned char, 4> nothing = {0, 0, 0, 0};
  std::array<double, 3> stay{};
  points_->GetPoint(first, stay.data());
  for (int i = 0; i < vertices_per_block_; ++i) {
    points_->SetPoint(first + i, stay.data());
    colors_->SetTypedTuple(first + i, nothing.data());
  }
  free_.push_back(found->second);
  block_of_.erase(found);
  points_->Modified();
  colors_->Modified();
  data_->Modified();
}

void BlockMesh::setColor(const Rgb& color) {
  color_ = color;
  const std::array<unsigned char, 3> c = {byteOf(color.r), byteOf(color.g), byteOf(color.b)};
  unsigned char* value = colors_->GetNumberOfTuples() > 0 ? colors_->GetPointer(0) : nullptr;
  for (vtkIdType i = 0; i < colors_->GetNumberOfTuples(); ++i) std::copy(c.begin(), c.end(), value + 4 * i);
  colors_->Modified();
  data_->Modified();
}

}  // namespace mw::scene
