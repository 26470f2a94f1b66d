// SPDX-License-Identifier: Apache-2.0
#include "core/cad/mesh_reader.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "core/cad/gltf_document.h"
#include "core/cad/mesh_builder.h"
#include "core/cad/relative_name.h"

namespace mw::cad {
namespace {

/// As text they take a third more, and text is bounded to 64 MB.
constexpr std::uintmax_t kMaxBesideBytes = std::uintmax_t{44} << 20U;

}  // namespace

MeshFormat meshFormatOf(const std::string& name) {
  std::string end = std::filesystem::path(name).extension().string();
  std::transform(end.begin(), end.end(), end.begin(), [](unsigned char c) { return std::tolower(c); });
  if (end == ".stl") return MeshFormat::Stl;
  if (end == ".obj") return MeshFormat::Obj;
  if (end == ".gltf") return MeshFormat::Gltf;
  if (end == ".glb") return MeshFormat::Glb;
  if (end == ".dae") return MeshFormat::Collada;
  throw InputError(Place{name, "", 0, 0}, "is no mesh that is read here",
                   "choose a file ending in .dae, .glb, .gltf, .obj or .stl");
}

TriangleMesh readMesh(std::string_view content, const std::string& name, const MeshReading& reading) {
  const MeshFormat format = meshFormatOf(name);
  if (content.size() > kMaxMeshBytes) {
    throw InputError(Place{name, "", 0, 0},
                     fmt::format("has {} MB, at most {} MB are read", content.size() >> 20U, kMaxMeshBytes >> 20U),
                     "simplify it in the program that made it");
  }
  MeshBuilder builder(name, reading);
  switch (format) {
    case MeshFormat::Stl:
      readStl(content, builder);
      return welded(builder.take());
    case MeshFormat::Obj:
      readObj(content, builder);
      break;
    case MeshFormat::Collada:
      readCollada(content, builder);
      break;
    case MeshFormat::Gltf:
    case MeshFormat::Glb:
      readGltf(content, format == MeshFormat::Glb, reading.beside, builder);
      break;
  }
  return builder.take();
}

MeshGuess guessOf(const TriangleMesh& mesh, MeshFormat format) {
  const bool is_gltf = format == MeshFormat::Gltf || format == MeshFormat::Glb;
  if (format == MeshFormat::Collada) return {&kLengthUnits[0], UpAxis::Z};  // as it says itself
  return {&likelyUnit(extentsOf(mesh), is_gltf), format == MeshFormat::Stl ? UpAxis::Z : UpAxis::Y};
}

std::array<double, 3> standingSize_m(const Extents& extents, UpAxis up, double unit_m) {
  const std::array<std::size_t, 3> axes = up == UpAxis::Y   ? std::array<std::size_t, 3>{0, 2, 1}
                                          : up == UpAxis::X ? std::array<std::size_t, 3>{2, 1, 0}
                                                            : std::array<std::size_t, 3>{0, 1, 2};
  return {extents.length(axes[0]) * unit_m, extents.length(axes[1]) * unit_m, extents.length(axes[2]) * unit_m};
}

std::string withBuffersInside(std::string content, const std::string& name, const BesideReader& beside) {
  if (meshFormatOf(name) != MeshFormat::Gltf) return content;
  Json root = parseModestJson(content, name);
  // Surfaces are shown in their base colours: pictures stay where they are.
  for (const char* unused : {"images", "textures", "samplers"}) root.erase(unused);
  if (!root.contains("buffers") || !root["buffers"].is_array()) return root.dump();
  std::uintmax_t total = 0;
  for (std::size_t i = 0; i < root["buffers"].size(); ++i) {
    Json& buffer = root["buffers"][i];
    if (!buffer.is_object() || !buffer.contains("uri") || !buffer["uri"].is_string()) continue;
    const auto uri = buffer["uri"].get<std::string>();
    if (isDataUri(uri)) continue;
    const std::string file = unescapedName(uri);
    const auto why = whyNotInside(file);
    if (why || !beside) {
      throw InputError(Place{name, fmt::format("/buffers/{}/uri", i), 0, 0},
                       fmt::format("\"{}\" {}: it is not opened", file.substr(0, 80), why.value_or("is not inside it")),
                       "export it as GLB, which holds everything in one file");
    }
    const std::string bytes = beside(file);
    total += bytes.size();
    if (total > kMaxBesideBytes) {
      throw InputError(Place{name, fmt::format("/buffers/{}/uri", i), 0, 0},
                       fmt::format("its buffers have more than {} MB", kMaxBesideBytes >> 20U),
                       "export it as GLB, which holds its points as they are");
    }
    buffer["uri"] = dataUri(bytes);
  }
  return root.dump();
}

}  // namespace mw::cad
