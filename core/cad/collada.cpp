// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <numbers>

#include "core/cad/collada_document.h"

namespace mw::cad {
namespace {

constexpr std::size_t kMostInstances = 100'000;
constexpr std::size_t kDeepest = 200;               // nodes in nodes, through references too
constexpr std::size_t kMostPoints = 15'000'000;     // read, as many as the corners of the largest mesh
constexpr std::size_t kMostPrimitives = 1'000'000;  // read, instances too
constexpr std::size_t kMostInputs = 32;             // of one primitive
constexpr std::size_t kMostCorners = 10'000;        // of one face, as in other formats

/// Where indices of one primitive begin, and what points they count.
struct Inputs {
  std::size_t stride = 1;
  std::size_t offset = 0;
  const XmlElement* source = nullptr;
};

class ColladaReader {
 public:
  ColladaReader(std::string_view content, MeshBuilder& builder) : document_(content, builder), builder_(builder) {}

  void read() {
    const Eigen::Affine3d toHall = document_.toHall();
    if (const XmlElement* scene = document_.descendant(document_.root(), {"scene", "instance_visual_scene"})) {
      readNodes(document_.referred(*scene, "url"), toHall);
    } else if (const XmlElement* first =
                   document_.descendant(document_.root(), {"library_visual_scenes", "visual_scene"})) {
      readNodes(*first, toHall);
    } else if (const XmlElement* library = document_.child(document_.root(), "library_geometries")) {
      for (const XmlElement* each : document_.childrenOf(*library)) readGeometry(*each, toHall, nullptr);
    }
    if (is_colored_) builder_.colorNewPoints(kWhite);
  }

 private:
  static constexpr TriangleMesh::Color kWhite = {255, 255, 255};

  struct Pending {
    const XmlElement* node;
    Eigen::Affine3d X;
    std::size_t depth;
  };

  /// Without recursion: nodes may nest, and refer to others, as deep as a file likes.
  void readNodes(const XmlElement& scene, const Eigen::Affine3d& X_top) {
    std::vector<Pending> pending = {{&scene, X_top, 0}};
    std::size_t n_read = 0;
    while (!pending.empty()) {
      const Pending here = pending.back();
      pending.pop_back();
      if (++n_read > kMostInstances || pending.size() > kMostInstances || here.depth > kDeepest)
        document_.fail(
            fmt::format("more than {} nodes, or nodes more than {} deep in each other", kMostInstances, kDeepest),
            here.node->line);
      const Eigen::Affine3d X = here.X * transformOf(*here.node);
      std::vector<Pending> inside;
      for (const XmlElement* each : document_.childrenOf(*here.node)) {
        if (each->name == "node") inside.push_back({each, X, here.depth + 1});
        if (each->name == "instance_node") inside.push_back({&document_.referred(*each, "url"), X, here.depth + 1});
        if (each->name == "instance_geometry") readGeometry(document_.referred(*each, "url"), X, each);
        if (each->name == "instance_controller") readSkin(document_.referred(*each, "url"), X, each);
      }
      pending.insert(pending.end(), inside.rbegin(), inside.rend());
    }
  }

  [[nodiscard]] Eigen::Affine3d transformOf(const XmlElement& node) {
    Eigen::Affine3d X = Eigen::Affine3d::Identity();
    for (const XmlElement* each : document_.childrenOf(node)) {
      if (each->name == "matrix") X = X * matrixOf(*each);
      if (each->name == "translate") X.translate(vectorOf(document_.numbers(*each, 3)));
      if (each->name == "scale") X.scale(vectorOf(document_.numbers(*each, 3)));
      if (each->name == "rotate") {
        const std::vector<double> axis = document_.numbers(*each, 4);
        const Eigen::Vector3d about = vectorOf(axis);
        if (about.norm() == 0) document_.fail("a rotation is about no axis", each->line);
        X.rotate(Eigen::AngleAxisd(axis[3] * std::numbers::pi / 180, about.normalized()));
      }
      if (each->name == "skew") document_.fail("a node is skewed, which is not read", each->line);
    }
    return X;
  }

  static Eigen::Vector3d vectorOf(const std::vector<double>& numbers) { return {numbers[0], numbers[1], numbers[2]}; }

  [[nodiscard]] Eigen::Affine3d matrixOf(const XmlElement& element) {
    const std::vector<double> rows = document_.numbers(element, 16);
    Eigen::Affine3d X;
    X.matrix() = Eigen::Map<const Eigen::Matrix<double, 4, 4, Eigen::RowMajor>>(rows.data());
    if (rows[12] != 0 || rows[13] != 0 || rows[14] != 0 || rows[15] != 1)
      document_.fail("a matrix is no place of a body: its last row is not 0 0 0 1", element.line);
    return X;
  }

  /// A skin is read as it was bound, without its bones.
  void readSkin(const XmlElement& controller, const Eigen::Affine3d& X, const XmlElement* instance) {
    const XmlElement* skin = document_.child(controller, "skin");
    if (skin == nullptr) document_.fail("a controller has no skin, which alone is read", controller.line);
    const XmlElement* bound = document_.child(*skin, "bind_shape_matrix");
    readGeometry(document_.referred(*skin, "source"), bound == nullptr ? X : X * matrixOf(*bound), instance);
  }

  void readGeometry(const XmlElement& geometry, const Eigen::Affine3d& X, const XmlElement* instance) {
    const XmlElement* mesh = document_.child(geometry, "mesh");
    if (mesh == nullptr) return;  // a curve
    for (const XmlElement* each : document_.childrenOf(*mesh)) {
      const bool is_strip = each->name == "polygons" || each->name == "trifans" || each->name == "tristrips";
      if (!isOneList(*each) && !is_strip) continue;
      const std::optional<TriangleMesh::Color> color = colorOf(*each, instance);
      if (color && !is_colored_ && builder_.pointCount() > 0) builder_.colorNewPoints(kWhite);
      is_colored_ = is_colored_ || color.has_value();
      readPrimitive(*each, X);
      if (is_colored_) builder_.colorNewPoints(color.value_or(kWhite));
    }
  }

  /// By the symbol that the instance binds to a material.
  [[nodiscard]] std::optional<TriangleMesh::Color> colorOf(const XmlElement& primitive, const XmlElement* instance) {
    const auto symbol = document_.attributeOf(primitive, "material");
    if (!symbol || instance == nullptr) return std::nullopt;
    const XmlElement* bound = document_.descendant(*instance, {"bind_material", "technique_common"});
    if (bound == nullptr) return std::nullopt;
    for (const XmlElement* each : document_.childrenOf(*bound)) {
      if (each->name != "instance_material" || document_.attributeOf(*each, "symbol") != symbol) continue;
      return document_.colorOf(document_.referred(*each, "target"));
    }
    return std::nullopt;
  }

  [[nodiscard]] Inputs inputsOf(const XmlElement& primitive) {
    Inputs inputs;
    for (const XmlElement* each : document_.childrenOf(primitive)) {
      if (each->name != "input") continue;
      const std::size_t offset = document_.count(*each, "offset");
      if (offset >= kMostInputs) document_.fail("a corner has too many indices", each->line);
      inputs.stride = std::max(inputs.stride, offset + 1);
      if (document_.attributeOf(*each, "semantic") != "VERTEX") continue;
      inputs.offset = offset;
      const XmlElement& vertices = document_.referred(*each, "source");
      for (const XmlElement* of : document_.childrenOf(vertices)) {
        if (document_.attributeOf(*of, "semantic") == "POSITION") inputs.source = &document_.referred(*of, "source");
      }
    }
    if (inputs.source == nullptr) document_.fail(fmt::format("<{}> has no points", primitive.name), primitive.line);
    return inputs;
  }

  /// The points of a source, read once, and which of them the primitive at hand has in the mesh.
  struct Placed {
    ColladaPoints read;
    std::vector<std::uint32_t> place{};
    std::vector<std::size_t> placed_for{};
  };

  Placed& placedOf(const XmlElement& source) {
    const auto [found, is_new] = placed_.try_emplace(document_.indexOf(source));
    if (is_new) {
      found->second.read = document_.pointsOf(source);
      n_read_ += found->second.read.points.size();
      if (n_read_ > kMostPoints)
        document_.fail(fmt::format("has more than {} points; simplify it", kMostPoints), source.line);
      found->second.place.resize(found->second.read.points.size());
      found->second.placed_for.resize(found->second.read.points.size());
    }
    return found->second;
  }

  void readPrimitive(const XmlElement& primitive, const Eigen::Affine3d& X) {
    const Inputs inputs = inputsOf(primitive);
    Placed& points = placedOf(*inputs.source);
    const bool is_mirrored = X.linear().determinant() < 0;
    if (++n_primitives_ > kMostPrimitives) document_.fail("it repeats itself too often", primitive.line);
    const auto corner = [&](std::uint32_t index, int line) {
      if (index >= points.read.points.size())
        document_.fail(fmt::format("corner {} is none of {} points: it is damaged", index, points.read.points.size()),
                       line);
      if (points.placed_for[index] != n_primitives_) {
        const Eigen::Vector3d at = X * points.read.points[index];
        points.place[index] = builder_.addPoint(at[0], at[1], at[2], points.read.line);
        points.placed_for[index] = n_primitives_;
      }
      return points.place[index];
    };
    const auto triangle = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) {
      is_mirrored ? builder_.addTriangle(a, c, b) : builder_.addTriangle(a, b, c);
    };
    std::vector<std::uint32_t> sides;
    if (const XmlElement* counts = document_.child(primitive, "vcount")) sides = document_.indices(*counts);
    bool is_listed = false;
    for (const XmlElement* each : document_.childrenOf(primitive)) {
      if (each->name == "ph") document_.fail("a polygon has holes", each->line);
      if (each->name != "p") continue;
      is_listed = true;
      const std::vector<std::uint32_t> all = document_.indices(*each);
      if (all.size() % inputs.stride != 0)
        document_.fail(fmt::format("<p> has {} indices, which is no multiple of {}", all.size(), inputs.stride),
                       each->line);
      std::vector<std::uint32_t> corners;
      corners.reserve(all.size() / inputs.stride);
      for (std::size_t i = inputs.offset; i < all.size(); i += inputs.stride)
        corners.push_back(corner(all[i], each->line));
      addFaces(primitive, *each, corners, sides, triangle);
    }
    if (!is_listed && isOneList(primitive) && document_.count(primitive, "count") > 0)
      document_.fail(fmt::format("<{}> has none of its faces: it is cut off or damaged", primitive.name),
                     primitive.line);
  }

  /// Of all its faces, not a <p> for each.
  static bool isOneList(const XmlElement& primitive) {
    return primitive.name == "triangles" || primitive.name == "polylist";
  }

  template <class AddTriangle>
  void addFaces(const XmlElement& primitive, const XmlElement& list, const std::vector<std::uint32_t>& corners,
                const std::vector<std::uint32_t>& sides, const AddTriangle& triangle) {
    const auto fan = [&](std::size_t from, std::size_t count) {
      if (count > kMostCorners && primitive.name != "trifans")
        builder_.fail(fmt::format("a face has more than {} corners", kMostCorners), "triangulate it", list.line);
      for (std::size_t k = 2; k < count; ++k) triangle(corners[from], corners[from + k - 1], corners[from + k]);
    };
    const bool is_polylist = primitive.name == "polylist";
    if (isOneList(primitive)) {
      const std::size_t said = document_.count(primitive, "count");
      const std::size_t found = is_polylist ? sides.size() : corners.size() / 3;
      std::size_t needed = 0;
      for (const std::uint32_t count : sides) {
        if (count < 3) document_.fail(fmt::format("a face has {} corners", count), list.line);
        needed += count;
      }
      if (said != found || (is_polylist ? needed != corners.size() : corners.size() % 3 != 0)) {
        document_.fail(fmt::format("<{}> has {} of {} faces: it is cut off or damaged", primitive.name, found, said),
                       list.line);
      }
    }
    if (is_polylist) {
      std::size_t from = 0;
      for (const std::uint32_t count : sides) {
        fan(from, count);
        from += count;
      }
    } else if (primitive.name == "triangles") {
      for (std::size_t k = 0; k + 2 < corners.size(); k += 3) fan(k, 3);
    } else if (primitive.name == "tristrips") {
      for (std::size_t k = 2; k < corners.size(); ++k)
        triangle(corners[k - 2], corners[k - 1 + k % 2], corners[k - k % 2]);
    } else {
      fan(0, corners.size());
    }
  }

  ColladaDocument document_;
  MeshBuilder& builder_;
  std::map<std::size_t, Placed> placed_;  ///< by element of the source
  std::size_t n_primitives_ = 0;
  std::size_t n_read_ = 0;  ///< points
  bool is_colored_ = false;
};

}  // namespace

void readCollada(std::string_view content, MeshBuilder& builder) {
  ColladaReader(content, builder).read();
}

}  // namespace mw::cad
