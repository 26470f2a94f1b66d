// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

/// DXF drawings, made on the spot.
namespace mw::test {

using DxfValues = std::vector<std::pair<int, std::string>>;

inline std::string dxfEntity(const std::string& kind, const DxfValues& values) {
  std::string text = "  0\n" + kind + "\n";
  for (const auto& [code, value] : values) text += " " + std::to_string(code) + "\n" + value + "\n";
  return text;
}

inline std::string dxfLine(double x1, double y1, double x2, double y2) {
  return dxfEntity(
      "LINE", {{10, std::to_string(x1)}, {20, std::to_string(y1)}, {11, std::to_string(x2)}, {21, std::to_string(y2)}});
}

inline std::string dxfInsert(const std::string& block, DxfValues values) {
  values.insert(values.begin(), {2, block});
  return dxfEntity("INSERT", values);
}

inline std::string dxfBlock(const std::string& name, double x, double y, const std::string& entities) {
  return dxfEntity("BLOCK", {{2, name}, {70, "0"}, {10, std::to_string(x)}, {20, std::to_string(y)}}) + entities +
         dxfEntity("ENDBLK", {});
}

/// @param insunits  4 = millimetres, 6 = metres
inline std::string dxf(int insunits, const std::string& entities, const std::string& blocks = {}) {
  return "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n9\n$INSUNITS\n70\n" + std::to_string(insunits) +
         "\n0\nENDSEC\n0\nSECTION\n2\nBLOCKS\n" + blocks + "0\nENDSEC\n0\nSECTION\n2\nENTITIES\n" + entities +
         "0\nENDSEC\n0\nEOF\n";
}

}  // namespace mw::test
