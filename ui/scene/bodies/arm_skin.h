// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "core/cad/mesh.h"
#include "ui/scene/bodies/arm.h"
#include "ui/scene/mesh.h"

namespace mw::scene {

/// A part of a body in one colour.
struct ColoredMesh {
  Mesh mesh;
  cad::TriangleMesh::Color color{255, 255, 255};
};

/// How the maker of an arm draws it: the base, then what each joint carries, each in its own frame. A body without
/// anything is drawn by its joints.
struct ArmSkin {
  std::array<std::vector<ColoredMesh>, kArmBodies> bodies;
};

/// Adds a mesh to a body of an arm, apart by its colours.
/// @param mesh   metres, in the frame of the base or of the joint that carries it
/// @param color  of all of it; the mesh's own where there is none
/// @note any thread
void addToSkin(ArmSkin& skin, std::size_t body, const cad::TriangleMesh& mesh,
               const std::optional<cad::TriangleMesh::Color>& color);

/// The bodies of an arm in the frame of its base as they stand at rest, by their skin where it has them; the gripper is
/// ours.
[[nodiscard]] std::array<std::vector<ColoredMesh>, kArmBodies> buildSkinnedArm(const SceneArm& arm);

/// Ready to draw, see toPolyData().
[[nodiscard]] vtkSmartPointer<vtkPolyData> toPolyData(std::span<const ColoredMesh> meshes, const OcclusionGrid& grid);

}  // namespace mw::scene
