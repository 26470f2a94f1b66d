// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include "core/cad/mesh.h"
#include "ui/scene/vec3.h"

namespace mw::scene {

/// Normals are made for meshes up to this many triangles; larger ones are drawn facet by facet and outlined as boxes.
inline constexpr std::size_t kSmoothTriangles = 400'000;

/// A mesh from a file, ready to be drawn in place of an element's own body.
struct ImportedBody {
  vtkSmartPointer<vtkPolyData> surface;  ///< local frame of an element, metres
  vtkSmartPointer<vtkPolyData> outline;
  Vec3 size_m;
};

/// @param mesh  stands as cad::standUp leaves it
/// @note any thread; takes seconds for millions of triangles
[[nodiscard]] std::shared_ptr<const ImportedBody> makeImportedBody(const cad::TriangleMesh& mesh);

}  // namespace mw::scene
