// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>
#include <vtkActor.h>
#include <vtkCellArray.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkUnsignedCharArray.h>

#include "ui/scene/theme.h"
#include "ui/scene/vec3.h"

class vtkFloatArray;

namespace mw::scene {

/// A vertex of something painted on the floor: opacity varies, which makes soft edges.
struct PaintVertex {
  Vec3 point;
  double opacity = 1;
};

/// Many small painted shapes of the same number of vertices in one actor. Each has a key and a block of vertices that
/// is rewritten in place, so that moving one shape costs only that shape.
class BlockMesh {
 public:
  /// @param triangles  corners of one block's triangles, three indices each, into its vertices
  BlockMesh(int vertices_per_block, std::vector<std::uint32_t> triangles);

  [[nodiscard]] vtkActor* actor() const;
  /// Adds or rewrites the shape of a key. @param vertices  exactly vertices_per_block of them
  void set(const std::string& key, const std::vector<PaintVertex>& vertices);
  /// Moves the shape of a key as it is, many times faster than set(); rounds to floats each time. A key that is not
  /// there is left alone.
  void shift(const std::string& key, const Vec3& by_m);
  void remove(const std::string& key);
  void setColor(const Rgb& color);
  [[nodiscard]] int blockCount() const { return static_cast<int>(block_of_.size()); }
  [[nodiscard]] bool contains(const std::string& key) const { return block_of_.contains(key); }

 private:
  int takeBlock();

  int vertices_per_block_;
  std::vector<std::uint32_t> triangles_;
  std::unordered_map<std::string, int> block_of_;
  std::vector<int> free_;
  int block_total_ = 0;
  Rgb color_;
  vtkNew<vtkPoints> points_;
  vtkNew<vtkUnsignedCharArray> colors_;
  vtkNew<vtkCellArray> cells_;
  vtkNew<vtkPolyData> data_;
  vtkNew<vtkActor> actor_;
};

}  // namespace mw::scene
