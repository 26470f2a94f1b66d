// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/bodies/arm_skin.h"

#include <algorithm>
#include <map>
#include <vtkAppendPolyData.h>
#include <vtkDataArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>

#include "core/motion/arm/arm_kinematics.h"

namespace mw::scene {
namespace {

/// So many shades tell apart what is of different colours; more would be as many meshes.
constexpr unsigned kShadeBits = 4;

cad::TriangleMesh::Color shaded(cad::TriangleMesh::Color color) {
  for (std::uint8_t& level : color) {
    const unsigned step = level >> (8 - kShadeBits);
    level = static_cast<std::uint8_t>(step * 255 / ((1U << kShadeBits) - 1));
  }
  return color;
}

Vec3 pointOf(const cad::TriangleMesh& mesh, std::uint32_t i) {
  const cad::TriangleMesh::Point& p = mesh.points[i];
  return {p[0], p[1], p[2]};
}

/// A mesh under construction that takes the points it needs of another.
struct Gathering {
  Mesh mesh;
  std::map<std::uint32_t, int> index;

  int corner(const cad::TriangleMesh& from, std::uint32_t i) {
    const auto [slot, is_new] = index.try_emplace(i, static_cast<int>(mesh.points.size()));
    if (is_new) mesh.points.push_back(pointOf(from, i));
    return slot->second;
  }
};

Mesh moved(Mesh mesh, const Eigen::Isometry3d& by) {
  for (Vec3& p : mesh.points) {
    const Eigen::Vector3d at = by * Eigen::Vector3d(p.x, p.y, p.z);
    p = {at.x(), at.y(), at.z()};
  }
  return mesh;
}

void tint(vtkPolyData& data, const cad::TriangleMesh::Color& color) {
  vtkDataArray* shades = data.GetPointData()->GetScalars();
  if (shades == nullptr) return;
  for (int k = 0; k < 3; ++k) {
    const double share = color[static_cast<std::size_t>(k)] / 255.0;
    if (share == 1) continue;
    for (vtkIdType i = 0; i < shades->GetNumberOfTuples(); ++i)
      shades->SetComponent(i, k, shades->GetComponent(i, k) * share);
  }
}

}  // namespace

void addToSkin(ArmSkin& skin, std::size_t body, const cad::TriangleMesh& mesh,
               const std::optional<cad::TriangleMesh::Color>& color) {
  std::map<cad::TriangleMesh::Color, Gathering> by_color;
  for (const cad::TriangleMesh::Triangle& t : mesh.triangles) {
    const bool has_own = !color && !mesh.colors.empty();
    const cad::TriangleMesh::Color shade = color     ? *color
                                           : has_own ? shaded(mesh.colors[t[0]])
                                                     : cad::TriangleMesh::Color{255, 255, 255};
    Gathering& into = by_color[shade];
    Triangle triangle{{into.corner(mesh, t[0]), into.corner(mesh, t[1]), into.corner(mesh, t[2])}};
    const Vec3 a = pointOf(mesh, t[0]);
    triangle.weight = static_cast<float>(norm(cross(pointOf(mesh, t[1]) - a, pointOf(mesh, t[2]) - a)));
    if (triangle.weight > 0) into.mesh.triangles.push_back(triangle);
  }
  for (auto& [shade, gathered] : by_color)
    if (!gathered.mesh.triangles.empty()) skin.bodies[body].push_back({std::move(gathered.mesh), shade});
}

std::array<std::vector<ColoredMesh>, kArmBodies> buildSkinnedArm(const SceneArm& arm) {
  std::array<std::vector<ColoredMesh>, kArmBodies> bodies;
  std::array<Mesh, kArmBodies> own = buildArm(arm);
  const auto frames = motion::framesAt(arm.arm, arm.rest_rad);
  for (std::size_t i = 0; i < kArmBodies; ++i) {
    const bool has_skin = arm.skin && !arm.skin->bodies[i].empty();
    if (!has_skin) {
      bodies[i].push_back({std::move(own[i])});
      continue;
    }
    const Eigen::Isometry3d at = i == 0 ? Eigen::Isometry3d::Identity() : frames[i - 1];
    for (const ColoredMesh& part : arm.skin->bodies[i]) bodies[i].push_back({moved(part.mesh, at), part.color});
    if (i + 1 == kArmBodies) bodies[i].push_back({buildArmTool(arm)});
  }
  return bodies;
}

vtkSmartPointer<vtkPolyData> toPolyData(std::span<const ColoredMesh> meshes, const OcclusionGrid& grid) {
  vtkNew<vtkAppendPolyData> all;
  for (const ColoredMesh& part : meshes) {
    const vtkSmartPointer<vtkPolyData> data = toPolyData(part.mesh, grid);
    tint(*data, part.color);
    all->AddInputData(data);
  }
  all->Update();
  return all->GetOutput();
}

}  // namespace mw::scene
