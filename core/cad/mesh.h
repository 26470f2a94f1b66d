// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mw::cad {

/// Largest file of a mesh that is read, and most triangles in it: what a window can hold beside everything else.
inline constexpr std::uintmax_t kMaxMeshBytes = std::uintmax_t{256} << 20U;
inline constexpr std::size_t kMaxTriangles = 5'000'000;

/// A surface as its file gives it: units and axes are the file's own, of COLLADA metres and z upwards.
struct TriangleMesh {
  using Point = std::array<float, 3>;
  using Triangle = std::array<std::uint32_t, 3>;  ///< indices of points, counter-clockwise from outside
  using Color = std::array<std::uint8_t, 3>;      ///< sRGB

  std::vector<Point> points;
  std::vector<Triangle> triangles;
  std::vector<Color> colors;  ///< one per point, or none at all
};

/// The smallest box around a mesh; all of it finite.
struct Extents {
  std::array<double, 3> low{};
  std::array<double, 3> high{};

  [[nodiscard]] double length(std::size_t axis) const { return high[axis] - low[axis]; }
};
[[nodiscard]] Extents extentsOf(const TriangleMesh& mesh);

/// Which axis of the file points up in the hall.
enum class UpAxis { X, Y, Z };
/// "x", "y" or "z"; anything else is Z.
[[nodiscard]] UpAxis upAxisOf(std::string_view text);
[[nodiscard]] std::string_view nameOf(UpAxis up);

/// A unit that lengths of a file may be in.
struct LengthUnit {
  std::string_view name;    ///< "mm"
  std::string_view plural;  ///< "millimetres"
  double length_m = 1;
};
inline constexpr std::array<LengthUnit, 5> kLengthUnits = {{{"m", "metres", 1},
                                                            {"cm", "centimetres", 0.01},
                                                            {"mm", "millimetres", 0.001},
                                                            {"in", "inches", 0.0254},
                                                            {"ft", "feet", 0.3048}}};

/// What a machine's file most likely means, by its longest side: up to 30 metres, up to 200 centimetres, else
/// millimetres. Files that say their unit (glTF: metres) are believed up to 200.
[[nodiscard]] const LengthUnit& likelyUnit(const Extents& extents, bool is_in_metres);

/// What a file leaves open, and what it most likely means.
struct MeshGuess {
  const LengthUnit* unit = &kLengthUnits[0];
  UpAxis up = UpAxis::Z;
};

/// Turns a mesh into an element's frame, in metres: `up` becomes z, the middle of its footprint the origin, its lowest
/// point the floor. The other two axes keep their handedness.
void standUp(TriangleMesh& mesh, UpAxis up, double unit_m);

}  // namespace mw::cad
