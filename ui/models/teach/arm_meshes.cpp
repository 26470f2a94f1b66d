// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/teach/arm_meshes.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <map>
#include <numeric>

#include "core/base/error.h"
#include "core/cad/mesh_reader.h"

namespace mw::models {
namespace {

constexpr double kLongestArm_m = 20;

std::optional<cad::TriangleMesh::Color> colorOf(const std::string& hex) {
  if (hex.size() != 7 || hex[0] != '#') return std::nullopt;
  unsigned rgb = 0;
  const auto [end, error] = std::from_chars(hex.data() + 1, hex.data() + hex.size(), rgb, 16);
  if (error != std::errc() || end != hex.data() + hex.size()) return std::nullopt;
  const auto byte = [rgb](unsigned shift) { return static_cast<std::uint8_t>(rgb >> shift & 0xFFU); };
  return cad::TriangleMesh::Color{byte(16), byte(8), byte(0)};
}

/// Into metres and the frame of its body; what the scale mirrors keeps its outside out.
void place(cad::TriangleMesh& mesh, const motion::ArmVisual& visual) {
  const Eigen::Affine3d way = visual.X_BM * Eigen::Scaling(visual.scale_m);
  for (cad::TriangleMesh::Point& p : mesh.points) {
    const Eigen::Vector3d at = way * Eigen::Vector3d(p[0], p[1], p[2]);
    for (std::size_t k = 0; k < 3; ++k) p[k] = static_cast<float>(at[static_cast<Eigen::Index>(k)]);
  }
  if (visual.scale_m.prod() > 0) return;
  for (cad::TriangleMesh::Triangle& t : mesh.triangles) std::swap(t[1], t[2]);
}

void requireArmSize(const cad::TriangleMesh& mesh, const std::string& name) {
  const cad::Extents box = cad::extentsOf(mesh);
  const double longest_m = std::max({box.length(0), box.length(1), box.length(2)});
  if (longest_m <= kLongestArm_m) return;
  throw InputError(Place{name, "", 0, 0}, fmt::format("is {:.0f} m long as a part of an arm", longest_m),
                   "give the mesh scale=\"0.001 0.001 0.001\" in the URDF file where it is in millimetres");
}

}  // namespace

std::vector<ArmMesh> readArmMeshes(std::span<const motion::ArmVisual> visuals, const cad::AttachedReader& read,
                                   const std::stop_token& stop) {
  std::map<std::string, cad::TriangleMesh> files;
  std::vector<ArmMesh> meshes;
  std::size_t triangles = 0;
  for (const motion::ArmVisual& visual : visuals) {
    if (stop.stop_requested()) throw Cancelled("reading meshes stopped");
    const auto [file, is_new] = files.try_emplace(visual.mesh);
    if (is_new) file->second = cad::readMesh(read(visual.mesh), visual.mesh, {stop, {}, {}});
    triangles += file->second.triangles.size();
    if (triangles > kMostArmTriangles)
      throw InputError(Place{visual.mesh, "", 0, 0},
                       fmt::format("takes the arm beyond {} triangles", kMostArmTriangles),
                       "simplify its meshes in the program that made them");
    ArmMesh mesh{visual.body, file->second, colorOf(visual.color)};
    place(mesh.mesh, visual);
    requireArmSize(mesh.mesh, visual.mesh);
    meshes.push_back(std::move(mesh));
  }
  return meshes;
}

std::size_t trianglesOf(std::span<const ArmMesh> meshes) {
  return std::accumulate(meshes.begin(), meshes.end(), std::size_t{0},
                         [](std::size_t sum, const ArmMesh& mesh) { return sum + mesh.mesh.triangles.size(); });
}

}  // namespace mw::models
