// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/cad/mesh_reader.h"

namespace mw::cad {

/// Collects what a reader finds and keeps the limits that hold for every format.
class MeshBuilder {
 public:
  MeshBuilder(std::string name, const MeshReading& reading) : name_(std::move(name)), reading_(reading) {}

  /// Room for what is known to come, once it is known to be there: growing step by step would take twice the memory.
  void reserve(std::size_t points, std::size_t triangles);
  /// @throws InputError when it is not finite or beyond 1e7, or when there are too many
  std::uint32_t addPoint(double x, double y, double z, int line = 0);
  /// @throws InputError when there are too many; Cancelled
  void addTriangle(std::uint32_t a, std::uint32_t b, std::uint32_t c);
  /// Of all points added since the last colour, and of those before it white.
  void colorNewPoints(const TriangleMesh::Color& color);
  /// For what takes long without adding anything. @throws Cancelled
  void throwIfStopped() const;
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::size_t pointCount() const { return mesh_.points.size(); }
  /// @throws InputError when `count` more would be too many
  void requireRoomFor(std::uint64_t count) const;

  /// @throws InputError when there is no triangle
  [[nodiscard]] TriangleMesh take();
  [[noreturn]] void fail(std::string cause, std::string cure, int line = 0) const;

 private:
  std::string name_;
  const MeshReading& reading_;
  TriangleMesh mesh_;
};

/// One per format. @throws InputError, Cancelled
void readStl(std::string_view content, MeshBuilder& builder);
void readObj(std::string_view content, MeshBuilder& builder);
void readCollada(std::string_view content, MeshBuilder& builder);
void readGltf(std::string_view content, bool is_binary, const BesideReader& beside, MeshBuilder& builder);

/// The same mesh with points at the same place made one; for files that repeat each corner. Colours are left out.
[[nodiscard]] TriangleMesh welded(TriangleMesh mesh);

}  // namespace mw::cad
