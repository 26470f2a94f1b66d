// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "core/base/json.h"
#include "core/cad/gltf_document.h"

/// Mesh files as CAD programs write them, made on the spot: a box from the origin to (x, y, z) in twelve triangles.
namespace mw::test {

inline constexpr std::array<std::array<int, 3>, 12> kBoxTriangles = {{{0, 2, 1},
                                                                      {1, 2, 3},
                                                                      {4, 5, 6},
                                                                      {5, 7, 6},
                                                                      {0, 1, 4},
                                                                      {1, 5, 4},
                                                                      {2, 6, 3},
                                                                      {3, 6, 7},
                                                                      {0, 4, 2},
                                                                      {2, 4, 6},
                                                                      {1, 3, 5},
                                                                      {3, 7, 5}}};

inline std::array<float, 3> boxCorner(int i, float x, float y, float z) {
  return {(i & 1) != 0 ? x : 0, (i & 2) != 0 ? y : 0, (i & 4) != 0 ? z : 0};
}

template <class T>
void appendBytes(std::string& bytes, const T& value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

inline std::string binaryStlBox(float x, float y, float z) {
  std::string bytes(80, ' ');
  appendBytes(bytes, std::uint32_t{12});
  for (const auto& triangle : kBoxTriangles) {
    bytes.append(12, '\0');
    for (const int corner : triangle) {
      for (const float each : boxCorner(corner, x, y, z)) appendBytes(bytes, each);
    }
    bytes.append(2, '\0');
  }
  return bytes;
}

inline std::string textStlBox(float x, float y, float z) {
  std::string text = "solid box\r\n";
  for (const auto& triangle : kBoxTriangles) {
    text += "facet normal 0 0 0\r\n  outer loop\r\n";
    for (const int corner : triangle) {
      const auto p = boxCorner(corner, x, y, z);
      text += "    vertex " + std::to_string(p[0]) + " " + std::to_string(p[1]) + " " + std::to_string(p[2]) + "\r\n";
    }
    text += "  endloop\r\nendfacet\r\n";
  }
  return text + "endsolid box\r\n";
}

/// With faces of four corners, as modellers write them.
inline std::string objBox(float x, float y, float z) {
  std::string text = "# box\nmtllib box.mtl\n";
  for (int i = 0; i < 8; ++i) {
    const auto p = boxCorner(i, x, y, z);
    text += "v " + std::to_string(p[0]) + " " + std::to_string(p[1]) + " " + std::to_string(p[2]) + "\n";
  }
  text += "vn 0 0 1\nusemtl grey\nf 1 3 4 2\nf 5//1 6//1 8//1 7//1\nf 1/1 2/1 6/1 5/1\nf 3 7 8 4\nf 1 5 7 3\n";
  return text + "f -7 -5 -1 -3\n";
}

/// The buffer of a glTF box: eight points, then 36 indices of two bytes.
inline std::string gltfBuffer(float x, float y, float z) {
  std::string bytes;
  for (int i = 0; i < 8; ++i) {
    for (const float each : boxCorner(i, x, y, z)) appendBytes(bytes, each);
  }
  for (const auto& triangle : kBoxTriangles) {
    for (const int corner : triangle) appendBytes(bytes, static_cast<std::uint16_t>(corner));
  }
  return bytes;
}

/// Its description, for a buffer inside a GLB. Orange, and moved up by one in its node.
inline Json gltfDescription() {
  return Json::parse(R"({"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}],
    "nodes": [{"translation": [0, 1, 0], "children": [1]}, {"mesh": 0}],
    "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "material": 0}]}],
    "materials": [{"pbrMetallicRoughness": {"baseColorFactor": [1.0, 0.2, 0.0, 1.0]}}],
    "accessors": [
      {"bufferView": 0, "componentType": 5126, "count": 8, "type": "VEC3"},
      {"bufferView": 1, "componentType": 5123, "count": 36, "type": "SCALAR"}],
    "bufferViews": [{"buffer": 0, "byteLength": 96}, {"buffer": 0, "byteOffset": 96, "byteLength": 72}],
    "buffers": [{"byteLength": 168}]})");
}

inline std::string glb(const Json& description, std::string buffer) {
  std::string json = description.dump();
  json.resize((json.size() + 3) / 4 * 4, ' ');
  buffer.resize((buffer.size() + 3) / 4 * 4, '\0');
  std::string bytes = "glTF";
  appendBytes(bytes, std::uint32_t{2});
  appendBytes(bytes, static_cast<std::uint32_t>(28 + json.size() + buffer.size()));
  appendBytes(bytes, static_cast<std::uint32_t>(json.size()));
  appendBytes(bytes, std::uint32_t{0x4E4F534A});
  bytes += json;
  appendBytes(bytes, static_cast<std::uint32_t>(buffer.size()));
  appendBytes(bytes, std::uint32_t{0x004E4942});
  return bytes + buffer;
}

inline std::string glbBox(float x, float y, float z) {
  return glb(gltfDescription(), gltfBuffer(x, y, z));
}

/// As text, its buffer named beside it.
inline std::string gltfBox(const std::string& uri) {
  Json description = gltfDescription();
  description["buffers"][0]["uri"] = uri;
  return description.dump();
}

}  // namespace mw::test
