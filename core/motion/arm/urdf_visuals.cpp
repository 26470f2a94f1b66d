// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/urdf_visuals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <locale>
#include <sstream>
#include <system_error>

#include "core/motion/arm/urdf_tree.h"

namespace mw::motion {
namespace {

namespace fs = std::filesystem;

/// Looks names of meshes up in the chosen folder.
class MeshLookup {
 public:
  MeshLookup(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    root_ = fs::weakly_canonical(folder.empty() ? "." : folder, error);
    fs::path around = fs::weakly_canonical(file, error).parent_path();
    // From the file's own folder up to the chosen one.
    for (; isBelow(around); around = around.parent_path()) around_.push_back(around.lexically_relative(root_));
    around_.push_back({});
  }

  /// @returns the name relative to the folder
  /// @throws InputError without a place
  [[nodiscard]] std::string find(const std::string& name) const {
    if (name.empty()) refuse("a mesh has no file name", "give its filename");
    bool leads_out = false;
    for (const fs::path& candidate : candidatesFor(name)) {
      const fs::path way = candidate.lexically_normal();
      if (way.empty() || way == ".") continue;
      std::error_code error;
      const fs::path real = fs::weakly_canonical(root_ / way, error);
      const bool is_inside = *way.begin() != ".." && !error && isBelow(real);
      if (is_inside && fs::is_regular_file(real, error)) return way.generic_string();
      leads_out = leads_out || (!is_inside && fs::exists(root_ / way, error)) || *way.begin() == "..";
    }
    if (leads_out) refuse(quoted(name) + " leads out of the chosen folder: it is not opened", "copy it there");
    refuse(quoted(name) + " is not in the chosen folder", "copy it there, or choose the folder that holds it");
  }

 private:
  [[noreturn]] static void refuse(std::string cause, std::string cure) {
    throw InputError(Place(), std::move(cause), std::move(cure));
  }

  static std::string quoted(const std::string& name) {
    constexpr std::size_t kLongest = 120;
    return '"' + (name.size() > kLongest ? name.substr(0, kLongest) + "..." : name) + '"';
  }

  [[nodiscard]] bool isBelow(const fs::path& path) const {
    const auto [end, rest] = std::mismatch(root_.begin(), root_.end(), path.begin(), path.end());
    return end == root_.end() && rest != path.end();
  }

  [[nodiscard]] std::vector<fs::path> candidatesFor(const std::string& name) const {
    std::vector<fs::path> found;
    for (const char* scheme : {"package://", "model://"}) {
      if (!name.starts_with(scheme)) continue;
      const std::string whole = name.substr(std::string(scheme).size());
      const std::size_t slash = whole.find('/');
      const std::string in_package = slash == std::string::npos ? std::string() : whole.substr(slash + 1);
      for (const fs::path& around : around_) found.push_back(around / fs::path(whole).relative_path());
      for (const fs::path& around : around_) found.push_back(around / fs::path(in_package).relative_path());
      return found;
    }
    if (name.find("://") != std::string::npos || name.starts_with('/') || name.starts_with('~'))
      refuse(quoted(name) + " is an address or an absolute path: it is not opened",
             "copy the mesh into the chosen folder and name it relative to the URDF file");
    return {around_.front() / name, fs::path(name)};
  }

  fs::path root_;
  std::vector<fs::path> around_;  ///< relative to the root, the nearest first
};

/// "#rrggbb" of four numbers from 0 to 1; empty where there is no colour.
std::string colorOf(const UrdfTree& tree, const UrdfElement& visual) {
  const auto own = visual.get_child_optional("material");
  if (!own) return {};
  const UrdfElement* shared = tree.material(UrdfTree::attribute(*own, "name"));
  const auto color = own->get_child_optional("color") || shared == nullptr ? own->get_child_optional("color")
                                                                           : shared->get_child_optional("color");
  const std::string text = color ? UrdfTree::attribute(*color, "rgba") : std::string();
  std::istringstream words(text);
  words.imbue(std::locale::classic());
  std::array<double, 3> rgb{};
  for (double& level : rgb) words >> level;
  if (text.empty() || words.fail()) return {};
  std::string hex = "#";
  for (const double level : rgb)
    hex += fmt::format("{:02x}", static_cast<int>(std::lround(255 * std::clamp(level, 0.0, 1.0))));
  return hex;
}

}  // namespace

std::vector<ArmVisual> urdfVisuals(const fs::path& file, const fs::path& folder, const UrdfEnds& ends) {
  const UrdfTree tree(file);
  const MeshLookup lookup(file, folder);
  std::vector<ArmVisual> visuals;
  Findings findings;
  for (const UrdfPlace& place : tree.placesAlong(tree.chain(ends))) {
    for (const UrdfElement* drawn : tree.visualsOf(place.link)) {
      const auto mesh = drawn->get_child_optional("geometry.mesh");
      if (!mesh) continue;
      if (visuals.size() + findings.size() >= kMostVisuals)
        tree.refuse(fmt::format("over {} meshes draw this arm", kMostVisuals), "join them into one for each link");
      try {
        const Eigen::Vector3d scale_m = tree.vector(*mesh, "scale", Eigen::Vector3d::Ones());
        visuals.push_back({place.body, lookup.find(UrdfTree::attribute(*mesh, "filename")),
                           place.X_BL * tree.originOf(*drawn), scale_m, colorOf(tree, *drawn)});
      } catch (const InputError& error) {
        for (const Finding& found : error.findings())
          findings.push_back({Severity::Error,
                              {file.string(), "", 0, 0},
                              fmt::format("link \"{}\": {}", place.link, found.cause),
                              found.cure});
      }
    }
  }
  if (!findings.empty()) throw InputError(std::move(findings));
  return visuals;
}

}  // namespace mw::motion
