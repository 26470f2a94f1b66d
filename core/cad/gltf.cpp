// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Geometry>
#include <cmath>
#include <cstring>
#include <fmt/format.h>
#include <set>

#include "core/cad/gltf_document.h"
#include "core/cad/mesh_builder.h"

namespace mw::cad {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxNodes = 100'000;
constexpr std::uint64_t kTriangles = 4;
constexpr std::uint64_t kStrip = 5;
constexpr std::uint64_t kFan = 6;

/// Linear light to what a screen takes.
std::uint8_t screenLevel(double linear) {
  const double level = std::clamp(linear, 0.0, 1.0);
  const double screen = level <= 0.0031308 ? 12.92 * level : 1.055 * std::pow(level, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(255 * screen));
}

/// Numbers of a fixed count, or nothing where the key is absent.
template <std::size_t N>
std::optional<std::array<double, N>> numbers(const GltfDocument& document, const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return std::nullopt;
  std::array<double, N> values{};
  bool is_whole = found->is_array() && found->size() == N;
  for (std::size_t i = 0; is_whole && i < N; ++i) {
    is_whole = (*found)[i].is_number();
    if (is_whole) values[i] = (*found)[i].template get<double>();
  }
  if (!is_whole) document.fail("", fmt::format("\"{}\" is not {} numbers", key, N));
  return values;
}

class SceneReader {
 public:
  SceneReader(const GltfDocument& document, std::string name, MeshBuilder& builder)
      : document_(document), name_(std::move(name)), builder_(builder) {}

  void read() {
    const Json& root = document_.root();
    if (!root.contains("scenes")) {
      // Without a scene, every mesh as it lies.
      const std::size_t count = root.contains("meshes") && root["meshes"].is_array() ? root["meshes"].size() : 0;
      for (std::size_t i = 0; i < count; ++i) mesh(i, Eigen::Affine3d::Identity());
      return;
    }
    const Json& scene = document_.entry("scenes", wholeNumber(root, "scene", 0, name_));
    for (const std::uint64_t child : listOf(scene, "nodes")) node(child, Eigen::Affine3d::Identity());
  }

 private:
  [[nodiscard]] std::vector<std::uint64_t> listOf(const Json& object, const char* key) const {
    std::vector<std::uint64_t> list;
    const auto found = object.find(key);
    if (found == object.end() || !found->is_array()) return list;
    for (const Json& item : *found) {
      if (!item.is_number_unsigned()) document_.fail("", fmt::format("\"{}\" is not a list of numbers", key));
      list.push_back(item.get<std::uint64_t>());
    }
    return list;
  }

  [[nodiscard]] Eigen::Affine3d placeOf(const Json& node) const {
    Eigen::Affine3d place = Eigen::Affine3d::Identity();
    if (const auto m = numbers<16>(document_, node, "matrix")) {
      place.matrix() = Eigen::Map<const Eigen::Matrix4d>(m->data());
      place.makeAffine();
      return place;
    }
    if (const auto t = numbers<3>(document_, node, "translation")) place.translate(Eigen::Vector3d(t->data()));
    if (const auto q = numbers<4>(document_, node, "rotation")) {
      const Eigen::Quaterniond turn((*q)[3], (*q)[0], (*q)[1], (*q)[2]);
      if (turn.norm() > 1e-6) place.rotate(turn.normalized());
    }
    if (const auto s = numbers<3>(document_, node, "scale")) place.scale(Eigen::Vector3d(s->data()));
    return place;
  }

  void node(std::uint64_t index, const Eigen::Affine3d& parent) {
    const std::string pointer = fmt::format("/nodes/{}", index);
    if (!above_.insert(index).second) document_.fail(pointer, "contains itself");
    if (above_.size() > kMaxDepth) document_.fail(pointer, fmt::format("is nested deeper than {}", kMaxDepth));
    if (++node_count_ > kMaxNodes) document_.fail(pointer, fmt::format("more than {} nodes", kMaxNodes));
    const Json& here = document_.entry("nodes", index);
    const Eigen::Affine3d place = parent * placeOf(here);
    if (here.contains("mesh")) mesh(wholeNumber(here, "mesh", 0, name_), place);
    for (const std::uint64_t child : listOf(here, "children")) node(child, place);
    above_.erase(index);
  }

  void mesh(std::uint64_t index, const Eigen::Affine3d& place) {
    const Json& described = document_.entry("meshes", index);
    if (!described.contains("primitives") || !described["primitives"].is_array()) return;
    for (const Json& part : described["primitives"]) {
      if (part.is_object()) primitive(part, place);
    }
  }

  void primitive(const Json& part, const Eigen::Affine3d& place) {
    const std::uint64_t mode = wholeNumber(part, "mode", kTriangles, name_);
    const bool is_surface = mode == kTriangles || mode == kStrip || mode == kFan;
    if (!is_surface || !part.contains("attributes") || !part["attributes"].contains("POSITION")) return;
    const auto positions = document_.positions(wholeNumber(part["attributes"], "POSITION", 0, name_));
    const auto first = static_cast<std::uint32_t>(builder_.pointCount());
    for (std::uint64_t i = 0; i < positions.count; ++i) {
      std::array<float, 3> p{};
      std::memcpy(p.data(), positions.at(i), sizeof p);
      const Eigen::Vector3d at = place * Eigen::Vector3d(p[0], p[1], p[2]);
      (void)builder_.addPoint(at.x(), at.y(), at.z());
    }
    builder_.colorNewPoints(colorOf(part));
    // A mirrored place turns triangles inside out.
    const bool is_mirrored = place.linear().determinant() < 0;
    triangles(part, mode, positions.count, [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
      builder_.addTriangle(first + a, first + (is_mirrored ? c : b), first + (is_mirrored ? b : c));
    });
  }

  template <class Add>
  void triangles(const Json& part, std::uint64_t mode, std::uint64_t points, const Add& add) const {
    GltfDocument::Values list;
    const bool is_indexed = part.contains("indices");
    if (is_indexed) list = document_.indices(wholeNumber(part, "indices", 0, name_));
    const std::uint64_t count = is_indexed ? list.count : points;
    const auto corner = [&](std::uint64_t i) {
      if (!is_indexed) return static_cast<std::uint32_t>(i);
      std::uint32_t index = 0;
      std::memcpy(&index, list.at(i), list.component_type == 5121 ? 1 : list.component_type == 5123 ? 2 : 4);
      if (index >= points) document_.fail("", fmt::format("a triangle uses point {} of {}", index, points));
      return index;
    };
    if (mode == kTriangles) builder_.requireRoomFor(count / 3);
    for (std::uint64_t i = 0; i + 2 < count; i += mode == kTriangles ? 3 : 1) {
      const bool is_odd = mode == kStrip && i % 2 == 1;
      const std::uint32_t a = corner(mode == kFan ? 0 : i);
      add(a, corner(is_odd ? i + 2 : i + 1), corner(is_odd ? i + 1 : i + 2));
    }
  }

  [[nodiscard]] TriangleMesh::Color colorOf(const Json& part) const {
    constexpr TriangleMesh::Color kPlain = {225, 228, 232};
    if (!part.contains("material")) return kPlain;
    const Json& material = document_.entry("materials", wholeNumber(part, "material", 0, name_));
    const auto surface = material.find("pbrMetallicRoughness");
    if (surface == material.end() || !surface->is_object()) return kPlain;
    const auto color = numbers<4>(document_, *surface, "baseColorFactor");
    if (!color) return kPlain;
    return {screenLevel((*color)[0]), screenLevel((*color)[1]), screenLevel((*color)[2])};
  }

  const GltfDocument& document_;
  std::string name_;
  MeshBuilder& builder_;
  std::set<std::uint64_t> above_;
  std::size_t node_count_ = 0;
};

}  // namespace

void readGltf(std::string_view content, bool is_binary, const BesideReader& beside, MeshBuilder& builder) {
  const GltfDocument document = GltfDocument::read(content, is_binary, builder.name(), beside);
  SceneReader(document, builder.name(), builder).read();
}

}  // namespace mw::cad
