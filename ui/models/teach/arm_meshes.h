// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/cad/attached_files.h"
#include "core/cad/mesh.h"
#include "core/motion/arm/arm_visuals.h"

namespace mw::models {

/// Most triangles that one arm is drawn by: it moves in every frame.
inline constexpr std::size_t kMostArmTriangles = 400'000;

/// One mesh of an arm, in metres in the frame of the base or of the joint that carries it.
struct ArmMesh {
  std::size_t body = 0;  ///< 0 = the base, else what that joint carries
  cad::TriangleMesh mesh;
  std::optional<cad::TriangleMesh::Color> color;  ///< of all of it; the mesh's own where there is none
};

/// Reads the meshes of an arm and puts them where they belong.
/// @param read  gives the content of a file by its name
/// @throws InputError naming the file: it cannot be read, is no mesh, makes the arm longer than 20 m, or takes it
/// beyond
///         kMostArmTriangles; Cancelled
[[nodiscard]] std::vector<ArmMesh> readArmMeshes(std::span<const motion::ArmVisual> visuals,
                                                 const cad::AttachedReader& read, const std::stop_token& stop = {});

[[nodiscard]] std::size_t trianglesOf(std::span<const ArmMesh> meshes);

}  // namespace mw::models
