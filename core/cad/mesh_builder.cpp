// SPDX-License-Identifier: Apache-2.0
#include "core/cad/mesh_builder.h"

#include <bit>
#include <cmath>
#include <fmt/format.h>

namespace mw::cad {
namespace {

constexpr double kLargestCoordinate = 1e7;
constexpr std::size_t kBetweenChecks = std::size_t{1} << 14U;
constexpr std::uint32_t kFree = 0xFFFFFFFFU;

std::uint64_t hashOf(const TriangleMesh::Point& point) {
  std::uint64_t hash = 1469598103934665603ULL;
  // Adding zero makes one of the two zeros.
  for (const float each : point) hash = (hash ^ std::bit_cast<std::uint32_t>(each + 0.0F)) * 1099511628211ULL;
  return hash ^ (hash >> 29U);
}

}  // namespace

void MeshBuilder::fail(std::string cause, std::string cure, int line) const {
  throw InputError(Place{name_, "", line, line > 0 ? 1 : 0}, std::move(cause), std::move(cure));
}

void MeshBuilder::reserve(std::size_t points, std::size_t triangles) {
  mesh_.points.reserve(points);
  mesh_.triangles.reserve(triangles);
}

std::uint32_t MeshBuilder::addPoint(double x, double y, double z, int line) {
  for (const double each : {x, y, z}) {
    if (!std::isfinite(each)) fail("a coordinate is not a finite number", "export the mesh again", line);
    if (std::abs(each) > kLargestCoordinate) {
      fail(fmt::format("a coordinate of {:g} is beyond {:g}", each, kLargestCoordinate),
           "move the mesh to the origin, and check its unit", line);
    }
  }
  if (mesh_.points.size() >= 3 * kMaxTriangles) {
    fail(fmt::format("has more than {} points", 3 * kMaxTriangles), "simplify it in the program that made it", line);
  }
  mesh_.points.push_back({static_cast<float>(x), static_cast<float>(y), static_cast<float>(z)});
  return static_cast<std::uint32_t>(mesh_.points.size() - 1);
}

void MeshBuilder::requireRoomFor(std::uint64_t count) const {
  if (count <= kMaxTriangles && mesh_.triangles.size() + count <= kMaxTriangles) return;
  fail(fmt::format("has more than {} triangles", kMaxTriangles), "simplify it in the program that made it");
}

void MeshBuilder::addTriangle(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  requireRoomFor(1);
  mesh_.triangles.push_back({a, b, c});
  if (mesh_.triangles.size() % kBetweenChecks != 0) return;
  throwIfStopped();
  if (reading_.progress) reading_.progress({static_cast<double>(mesh_.triangles.size()), 0, "triangles"});
}

void MeshBuilder::throwIfStopped() const {
  if (reading_.stop.stop_requested()) throw Cancelled("reading the mesh stopped");
}

void MeshBuilder::colorNewPoints(const TriangleMesh::Color& color) {
  mesh_.colors.resize(mesh_.points.size(), color);
}

TriangleMesh MeshBuilder::take() {
  if (mesh_.triangles.empty()) fail("has no triangles", "export the surface of the body, not its lines or points");
  return std::move(mesh_);
}

TriangleMesh welded(TriangleMesh mesh) {
  std::vector<std::uint32_t> table(std::bit_ceil(2 * mesh.points.size() + 1), kFree);
  std::vector<std::uint32_t> place(mesh.points.size());
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < mesh.points.size(); ++i) {
    std::size_t slot = hashOf(mesh.points[i]) & (table.size() - 1);
    while (table[slot] != kFree && mesh.points[table[slot]] != mesh.points[i]) slot = (slot + 1) & (table.size() - 1);
    if (table[slot] == kFree) {
      table[slot] = count;
      mesh.points[count++] = mesh.points[i];
    }
    place[i] = table[slot];
  }
  mesh.points.resize(count);
  mesh.points.shrink_to_fit();
  mesh.colors.clear();
  for (TriangleMesh::Triangle& triangle : mesh.triangles) {
    for (std::uint32_t& corner : triangle) corner = place[corner];
  }
  return mesh;
}

}  // namespace mw::cad
