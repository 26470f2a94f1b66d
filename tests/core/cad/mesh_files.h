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

/// COLLADA in an orange material, its points' normals beside them.
/// @param faces  an element of faces of that geometry
inline std::string daeWith(float x, float y, float z, const std::string& up, const std::string& meter,
                           const std::string& faces) {
  std::string numbers;
  for (int i = 0; i < 8; ++i) {
    for (const float each : boxCorner(i, x, y, z))
      numbers += (numbers.empty() ? "" : " ") + std::to_string(static_cast<int>(each));
  }
  return R"(<?xml version="1.0" encoding="utf-8"?>
<!-- made -->
<COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
<asset><unit name="unit" meter=")" +
         meter + R"("/><up_axis>)" + up + R"(</up_axis></asset>
<library_images><image id="skin"><init_from>../../etc/passwd</init_from></image></library_images>
<library_effects><effect id="paint"><profile_COMMON><technique sid="common"><phong>
  <diffuse><color>1 0.5 0 1</color></diffuse></phong></technique></profile_COMMON></effect></library_effects>
<library_materials><material id="orange"><instance_effect url="#paint"/></material></library_materials>
<library_geometries><geometry id="box"><mesh>
  <source id="points"><float_array id="xyz" count="24">)" +
         numbers + R"(</float_array><technique_common>
    <accessor source="#xyz" count="8" stride="3"><param name="X" type="float"/><param name="Y" type="float"/>
      <param name="Z" type="float"/></accessor></technique_common></source>
  <vertices id="corners"><input semantic="POSITION" source="#points"/></vertices>
  )" + faces +
         R"(
</mesh></geometry></library_geometries>
<library_visual_scenes><visual_scene id="scene"><node><instance_geometry url="#box"><bind_material><technique_common>
  <instance_material symbol="shell" target="#orange"/></technique_common></bind_material></instance_geometry></node>
</visual_scene></library_visual_scenes>
<scene><instance_visual_scene url="#scene"/></scene></COLLADA>
)";
}

inline std::string daeBox(float x, float y, float z, const std::string& up, const std::string& meter) {
  std::string list;
  for (const auto& triangle : kBoxTriangles) {
    // The second number of each corner is that of a normal, which is not read.
    for (const int corner : triangle) list += (list.empty() ? "" : " ") + std::to_string(corner) + " 7";
  }
  return daeWith(x, y, z, up, meter,
                 R"(<triangles count="12" material="shell"><input semantic="VERTEX" source="#corners" offset="0"/>)"
                 R"(<input semantic="NORMAL" source="#corners" offset="1"/><p>)" +
                     list + "</p></triangles>");
}

/// Of six faces with four corners each, z up, in metres, without a material.
inline std::string daeOfFaces(float x, float y, float z) {
  return daeWith(x, y, z, "Z_UP", "1",
                 R"(<polylist count="6"><input semantic="VERTEX" source="#corners" offset="0"/>
    <vcount>4 4 4 4 4 4</vcount><p>0 2 3 1 4 5 7 6 0 1 5 4 2 6 7 3 0 4 6 2 1 3 7 5</p></polylist>)");
}

/// The same in another element of faces, which has a <p> for each: polygons, trifans or tristrips.
inline std::string daeOfSingleFaces(float x, float y, float z, const std::string& kind) {
  const std::array<std::array<int, 4>, 6> faces = {
      {{0, 2, 3, 1}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 4, 6, 2}, {1, 3, 7, 5}}};
  std::string lists;
  for (const auto& [a, b, c, d] : faces) {
    // A strip goes from side to side. What is no text parts none of it.
    const auto [third, fourth] = kind == "tristrips" ? std::pair{d, c} : std::pair{c, d};
    lists += "<p><!-- a face -->" + std::to_string(a) + "<!-- > </p> --> " + std::to_string(b) + "<?note?> <![CDATA[" +
             std::to_string(third) + " ]]>" + std::to_string(fourth) + "</p>";
  }
  return daeWith(
      x, y, z, "Z_UP", "1",
      "<" + kind + R"( count="6"><input semantic="VERTEX" source="#corners" offset="0"/>)" + lists + "</" + kind + ">");
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
