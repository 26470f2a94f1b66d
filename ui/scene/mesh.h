// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <vector>
#include <vtkSmartPointer.h>

#include "ui/scene/material.h"
#include "ui/scene/vec3.h"

class vtkPolyData;

namespace mw::scene {

class OcclusionGrid;

/// What a solid is for: bodies are drawn and outlined; details (rollers, tools, cartons) are drawn alone; hulls are
/// outlined alone, in place of many details.
enum class Role { Body, Detail, Hull };

/// A triangle of a mesh. Faces that belong to one flat or rounded region carry that region's area as their weight, so
/// that a big face keeps its normal and only the bevel beside it turns.
struct Triangle {
  std::array<int, 3> corner{};
  Material material = Material::Shell;
  float weight = 1;
  Role role = Role::Body;
};

/// Points and triangles of a body under construction, local frame of the element, counter-clockwise from outside.
struct Mesh {
  std::vector<Vec3> points;
  std::vector<Triangle> triangles;
};

/// Adds what another mesh has.
void append(Mesh& mesh, const Mesh& more);

/// Normals are split where neighbours differ by more than this, so edges stay edges and bevels stay round.
inline constexpr double kFeatureAngle_deg = 35;

/// The drawn part of the mesh, ready to draw: normals (split, weighted), palette coordinates, and a grey per vertex
/// that darkens what is close to the floor (contact shade, there even while occlusion is off).
/// @param grid  of this mesh
[[nodiscard]] vtkSmartPointer<vtkPolyData> toPolyData(const Mesh& mesh, const OcclusionGrid& grid);
[[nodiscard]] vtkSmartPointer<vtkPolyData> toPolyData(const Mesh& mesh);
/// The same of its panes of clear glass, which toPolyData() leaves out; null where it has none.
[[nodiscard]] vtkSmartPointer<vtkPolyData> toPanes(const Mesh& mesh, const OcclusionGrid& grid);

/// The outlined part of the mesh, moved outwards by `thickness_m` along smooth normals: seen from inside it is the
/// outline of the body.
[[nodiscard]] vtkSmartPointer<vtkPolyData> toOutline(const Mesh& mesh, double thickness_m);

}  // namespace mw::scene
