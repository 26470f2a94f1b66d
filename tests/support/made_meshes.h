// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <numbers>
#include <string>

#include "core/base/json.h"

namespace mw::test {

using MadePoint = std::array<double, 3>;

/// A bar of eight sides from the origin to a point, as text STL in metres; 16 triangles, open at both ends.
inline std::string barStl(const MadePoint& to, double radius_m) {
  const double length = std::sqrt(to[0] * to[0] + to[1] * to[1] + to[2] * to[2]);
  const MadePoint z = {to[0] / length, to[1] / length, to[2] / length};
  // Two directions across it.
  const MadePoint other = std::abs(z[2]) < 0.9 ? MadePoint{0, 0, 1} : MadePoint{1, 0, 0};
  MadePoint x = {other[1] * z[2] - other[2] * z[1], other[2] * z[0] - other[0] * z[2],
                 other[0] * z[1] - other[1] * z[0]};
  const double norm = std::sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
  for (double& each : x) each /= norm;
  const MadePoint y = {z[1] * x[2] - z[2] * x[1], z[2] * x[0] - z[0] * x[2], z[0] * x[1] - z[1] * x[0]};
  const auto corner = [&](int side, bool is_far) {
    const double angle = side * std::numbers::pi / 4;
    std::string text = "vertex";
    for (std::size_t k = 0; k < 3; ++k)
      text +=
          fmt::format(" {:.6f}", (is_far ? to[k] : 0) + radius_m * (std::cos(angle) * x[k] + std::sin(angle) * y[k]));
    return text + "\n";
  };
  const auto facet = [](const std::string& a, const std::string& b, const std::string& c) {
    return "facet normal 0 0 0\nouter loop\n" + a + b + c + "endloop\nendfacet\n";
  };
  std::string text = "solid bar\n";
  for (int side = 0; side < 8; ++side) {
    const std::string a = corner(side, false);
    const std::string b = corner(side + 1, false);
    text += facet(a, b, corner(side + 1, true)) + facet(a, corner(side + 1, true), corner(side, true));
  }
  return text + "endsolid bar\n";
}

/// The meshes that the file of madeUrdf() names, in a folder beside it: a bar for each link, 96 triangles.
inline void writeMadeMeshes(const std::filesystem::path& folder) {
  constexpr std::array<MadePoint, 6> kEnds = {
      {{0.05, 0, 0.02}, {0, 0, 0.4}, {0.1, 0, 0.03}, {0.3, 0, 0}, {0.08, 0, 0}, {0.03, 0, 0}}};
  constexpr std::array<double, 6> kRadii_m = {0.09, 0.07, 0.06, 0.05, 0.045, 0.04};
  std::filesystem::create_directories(folder / "meshes");
  for (std::size_t i = 0; i < kEnds.size(); ++i)
    writeTextFile(folder / fmt::format("meshes/link{}.stl", i + 1), barStl(kEnds[i], kRadii_m[i]));
}

}  // namespace mw::test
