// SPDX-License-Identifier: Apache-2.0
#include "core/cad/attached_files.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

#include "core/cad/drawing.h"
#include "core/cad/mesh_reader.h"
#include "core/cad/picture.h"
#include "core/cad/relative_name.h"

namespace mw::cad {
namespace {

/// What one file turned out to be.
struct Verdict {
  Findings findings;
  std::optional<Extents> extents;  ///< of a mesh
  MeshGuess guess;
};

Verdict verdictOn(const AttachedName& attached, const AttachedReader& read, const std::stop_token& stop) {
  Verdict verdict;
  try {
    if (const auto why = whyNotInside(attached.name)) {
      throw InputError(Place{attached.name, "", 0, 0}, *why + ": it is not opened",
                       "put the file beside the factory, and name it relative to that");
    }
    const std::string content = read(attached.name);
    if (attached.is_mesh) {
      const TriangleMesh mesh = readMesh(content, attached.name, {stop, {}, {}});
      verdict.extents = extentsOf(mesh);
      verdict.guess = guessOf(mesh, meshFormatOf(attached.name));
    } else {
      requireSoundUnderlay(content, attached.name, stop);
    }
  } catch (const InputError& error) {
    verdict.findings = error.findings();
  }
  return verdict;
}

/// Where the element says no size, others take its type's, and the mesh is not that large.
void checkSize(const factory::Factory& factory, const AttachedName& attached, const Verdict& verdict,
               Findings& findings) {
  const std::string owner = attached.pointer.substr(0, attached.pointer.rfind('/'));
  const Json& element = factory.json().at(Json::json_pointer(owner));
  if (attached.is_of_arm || element.contains("size_m")) return;
  const MeshGuess& guess = verdict.guess;
  const UpAxis up = element.contains("mesh_up") ? upAxisOf(element["mesh_up"].get<std::string>()) : guess.up;
  const auto size_m = standingSize_m(*verdict.extents, up, guess.unit->length_m);
  findings.push_back(
      {Severity::Warning, Place{"", attached.pointer, 0, 0},
       fmt::format("{} looks like {}, {}, but its element has no size_m: others keep clear of its type's",
                   attached.name, guess.unit->plural, sizeText(size_m)),
       fmt::format("add \"size_m\": [{:.4g}, {:.4g}, {:.4g}]", size_m[0], size_m[1], size_m[2])});
}

/// The meshes that a robot's arm is drawn by; what else stands there is for who reads arms.
void collectOfArm(const factory::Element& element, std::size_t i, std::vector<AttachedName>& names) {
  const Json arm = element.value("arm");
  if (!arm.is_object() || !arm.contains("visuals") || !arm["visuals"].is_array()) return;
  for (std::size_t k = 0; k < arm["visuals"].size(); ++k) {
    const Json& visual = arm["visuals"][k];
    if (!visual.is_object() || !visual.contains("mesh") || !visual["mesh"].is_string()) continue;
    names.push_back(
        {visual["mesh"].get<std::string>(), fmt::format("/elements/{}/arm/visuals/{}/mesh", i, k), true, true});
  }
}

}  // namespace

std::string sizeText(const std::array<double, 3>& size_m) {
  return fmt::format("{:.2f} x {:.2f} x {:.2f} m", size_m[0], size_m[1], size_m[2]);
}

std::vector<AttachedName> attachedNames(const factory::Factory& factory) {
  std::vector<AttachedName> names;
  const Json& root = factory.json();
  const auto collect = [&](const char* list, const char* key, bool is_mesh) {
    if (!root.contains(list)) return;
    for (std::size_t i = 0; i < root[list].size(); ++i) {
      const Json& item = root[list][i];
      if (item.contains(key))
        names.push_back({item[key].get<std::string>(), fmt::format("/{}/{}/{}", list, i, key), is_mesh});
    }
  };
  collect("elements", "mesh", true);
  for (std::size_t i = 0; i < factory.elements().size(); ++i) collectOfArm(factory.elements()[i], i, names);
  collect("underlays", "file", false);
  return names;
}

std::string readAttached(const std::filesystem::path& folder, const std::string& name) {
  std::string content = readInside(folder, name, kMaxMeshBytes);
  if (std::filesystem::path(name).extension() != ".gltf") return content;
  const std::filesystem::path own = folder / std::filesystem::path(name).parent_path();
  return withBuffersInside(std::move(content), name,
                           [&own](const std::string& buffer) { return readInside(own, buffer, kMaxMeshBytes); });
}

void requireSoundUnderlay(std::string_view content, const std::string& name, const std::stop_token& stop) {
  switch (underlayFormatOf(name)) {
    case UnderlayFormat::Dxf:
      (void)readDxf(content, name, {stop, {}});
      return;
    case UnderlayFormat::Png:
      (void)pngSize(content, name);
      return;
    case UnderlayFormat::Svg:
      requireHarmlessSvg(content, name);
      return;
  }
}

Findings checkAttached(const factory::Factory& factory, const AttachedReader& read, const std::stop_token& stop) {
  Findings findings;
  std::map<std::string, Verdict> verdicts;
  for (const AttachedName& attached : attachedNames(factory)) {
    const auto [at, is_new] = verdicts.try_emplace(attached.name + (attached.is_mesh ? "" : "\n"));
    if (is_new) at->second = verdictOn(attached, read, stop);
    if (at->second.extents) checkSize(factory, attached, at->second, findings);
    for (const Finding& found : at->second.findings) {
      // The place is the factory's; where in the other file it is, the cause says.
      const std::string where = found.place.text();
      findings.push_back({found.severity, Place{"", attached.pointer, 0, 0}, where + ": " + found.cause, found.cure});
    }
  }
  return findings;
}

}  // namespace mw::cad
