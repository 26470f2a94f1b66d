// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/mesh.h"

#include <algorithm>
#include <cstdint>
#include <numbers>
#include <unordered_map>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkIdTypeArray.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkUnsignedCharArray.h>

#include "ui/scene/occlusion_grid.h"

namespace mw::scene {
namespace {

constexpr double kWeld_m = 1e-4;
constexpr double kDeepest = 0.42;  ///< light left where the body closes in on all sides

/// Index of the first point at the same place, for every point.
std::vector<int> weld(const std::vector<Vec3>& points) {
  std::unordered_map<std::uint64_t, int> first;
  first.reserve(points.size());
  std::vector<int> same(points.size());
  const auto key = [](const Vec3& p) {
    const auto part = [](double v) {
      return static_cast<std::uint64_t>(std::llround(v / kWeld_m) + (1 << 20)) & 0x1FFFFF;
    };
    return part(p.x) << 42 | part(p.y) << 21 | part(p.z);
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    same[i] = first.emplace(key(points[i]), static_cast<int>(i)).first->second;
  }
  return same;
}

std::vector<Vec3> faceNormals(const Mesh& mesh) {
  std::vector<Vec3> normals;
  normals.reserve(mesh.triangles.size());
  for (const Triangle& t : mesh.triangles) {
    const Vec3& a = mesh.points[static_cast<std::size_t>(t.corner[0])];
    const Vec3& b = mesh.points[static_cast<std::size_t>(t.corner[1])];
    const Vec3& c = mesh.points[static_cast<std::size_t>(t.corner[2])];
    normals.push_back(normalized(cross(b - a, c - a)));
  }
  return normals;
}

/// Triangles around each welded point.
std::vector<std::vector<int>> ring(const Mesh& mesh, const std::vector<int>& same) {
  std::vector<std::vector<int>> around(mesh.points.size());
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    for (int corner : mesh.triangles[i].corner) {
      around[static_cast<std::size_t>(same[static_cast<std::size_t>(corner)])].push_back(static_cast<int>(i));
    }
  }
  return around;
}

/// Darkening by the floor's and the body's own mass: 1 in the open.
double contactShade(const Vec3& point, const Vec3& normal, const OcclusionGrid& grid) {
  const double height = std::clamp(point.z / 0.6, 0.0, 1.0);
  const double low = 0.70 + 0.30 * height * (2 - height);
  const double down = normal.z < -0.5 ? 0.75 : 1.0;
  return low * down * (kDeepest + (1 - kDeepest) * grid.openness(point, normal));
}

/// Collects corners, sharing the ones that agree in point, normal direction and material.
class CornerPool {
 public:
  explicit CornerPool(const OcclusionGrid& grid) : grid_(grid) {}

  vtkIdType add(const Vec3& p, const Vec3& n, Material material) {
    const auto q = [](double v, double scale) { return static_cast<std::int64_t>(std::llround(v * scale)); };
    const Key key{
        q(p.x, 1e4), q(p.y, 1e4), q(p.z, 1e4), q(n.x, 50), q(n.y, 50), q(n.z, 50), static_cast<int>(material)};
    const auto [slot, is_new] = known_.emplace(key, points->GetNumberOfPoints());
    if (is_new) {
      points->InsertNextPoint(p.x, p.y, p.z);
      normals->InsertNextTuple3(n.x, n.y, n.z);
      coordinates->InsertNextTuple2(paletteCoordinate(material), 0.5);
      const double shade = 255 * contactShade(p, n, grid_);
      // Opacity is read from here alone, and only where the colour has four channels.
      if (material == Material::Pane) {
        shades->InsertNextTuple4(255, 255, 255, 255 * kPaneOpacity);
      } else {
        shades->InsertNextTuple3(shade, shade, shade);
      }
    }
    return slot->second;
  }

  vtkNew<vtkPoints> points;
  vtkNew<vtkFloatArray> normals;
  vtkNew<vtkFloatArray> coordinates;
  vtkNew<vtkUnsignedCharArray> shades;

 private:
  using Key = std::array<std::int64_t, 7>;
  struct Hash {
    std::size_t operator()(const Key& key) const {
      std::uint64_t h = 1469598103934665603ULL;
      for (std::int64_t v : key) h = (h ^ static_cast<std::uint64_t>(v)) * 1099511628211ULL;
      return static_cast<std::size_t>(h);
    }
  };
  const OcclusionGrid& grid_;
  std::unordered_map<Key, vtkIdType, Hash> known_;
};

/// The drawn triangles that are panes, or those that are not.
vtkSmartPointer<vtkPolyData> drawn(const Mesh& mesh, const OcclusionGrid& grid, bool is_panes) {
  const std::vector<int> same = weld(mesh.points);
  const std::vector<Vec3> face = faceNormals(mesh);
  const std::vector<std::vector<int>> around = ring(mesh, same);
  const double split = std::cos(kFeatureAngle_deg * std::numbers::pi / 180);

  CornerPool pool(grid);
  pool.normals->SetNumberOfComponents(3);
  pool.coordinates->SetNumberOfComponents(2);
  pool.shades->SetNumberOfComponents(is_panes ? 4 : 3);
  vtkNew<vtkCellArray> cells;
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    const Triangle& t = mesh.triangles[i];
    if (t.role == Role::Hull || (t.material == Material::Pane) != is_panes) continue;
    std::array<vtkIdType, 3> ids{};
    for (std::size_t k = 0; k < 3; ++k) {
      Vec3 sum;
      const auto point = static_cast<std::size_t>(same[static_cast<std::size_t>(t.corner[k])]);
      for (int other : around[point]) {
        const Vec3& n = face[static_cast<std::size_t>(other)];
        const bool is_drawn = mesh.triangles[static_cast<std::size_t>(other)].role != Role::Hull;
        if (is_drawn && dot(n, face[i]) >= split) sum += n * mesh.triangles[static_cast<std::size_t>(other)].weight;
      }
      ids[k] = pool.add(mesh.points[static_cast<std::size_t>(t.corner[k])], normalized(sum), t.material);
    }
    cells->InsertNextCell(3, ids.data());
  }
  pool.normals->SetName("Normals");
  pool.coordinates->SetName("TCoords");
  pool.shades->SetName("Shade");
  auto data = vtkSmartPointer<vtkPolyData>::New();
  data->SetPoints(pool.points);
  data->SetPolys(cells);
  data->GetPointData()->SetNormals(pool.normals);
  data->GetPointData()->SetTCoords(pool.coordinates);
  data->GetPointData()->SetScalars(pool.shades);
  return data;
}

}  // namespace

void append(Mesh& mesh, const Mesh& more) {
  const int first = static_cast<int>(mesh.points.size());
  mesh.points.insert(mesh.points.end(), more.points.begin(), more.points.end());
  for (Triangle triangle : more.triangles) {
    for (int& corner : triangle.corner) corner += first;
    mesh.triangles.push_back(triangle);
  }
}

vtkSmartPointer<vtkPolyData> toPolyData(const Mesh& mesh, const OcclusionGrid& grid) {
  return drawn(mesh, grid, false);
}

vtkSmartPointer<vtkPolyData> toPolyData(const Mesh& mesh) {
  return toPolyData(mesh, OcclusionGrid(mesh));
}

vtkSmartPointer<vtkPolyData> toPanes(const Mesh& mesh, const OcclusionGrid& grid) {
  const bool has_panes = std::any_of(mesh.triangles.begin(), mesh.triangles.end(),
                                     [](const Triangle& t) { return t.material == Material::Pane; });
  return has_panes ? drawn(mesh, grid, true) : nullptr;
}

vtkSmartPointer<vtkPolyData> toOutline(const Mesh& mesh, double thickness_m) {
  const std::vector<int> same = weld(mesh.points);
  const std::vector<Vec3> face = faceNormals(mesh);
  std::vector<Vec3> normals(mesh.points.size());
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    if (mesh.triangles[i].role == Role::Detail) continue;
    for (int corner : mesh.triangles[i].corner) {
      normals[static_cast<std::size_t>(same[static_cast<std::size_t>(corner)])] += face[i];
    }
  }
  vtkNew<vtkPoints> points;
  for (std::size_t i = 0; i < mesh.points.size(); ++i) {
    const Vec3 p = mesh.points[i] + normalized(normals[static_cast<std::size_t>(same[i])]) * thickness_m;
    points->InsertNextPoint(p.x, p.y, p.z);
  }
  vtkNew<vtkCellArray> cells;
  for (const Triangle& t : mesh.triangles) {
    if (t.role == Role::Detail) continue;
    const std::array<vtkIdType, 3> ids = {t.corner[0], t.corner[1], t.corner[2]};
    cells->InsertNextCell(3, ids.data());
  }
  auto data = vtkSmartPointer<vtkPolyData>::New();
  data->SetPoints(points);
  data->SetPolys(cells);
  return data;
}

}  // namespace mw::scene
