// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/error.h"
#include "core/factory/factory.h"
#include "ui/scene/scene_element.h"

namespace mw::scene {
struct ArmSkin;
}

namespace mw::panels {

/// Gives robots with an "arm" the look of that arm; what was worked out is kept for as long as nothing it depends on
/// has changed. Robots whose arm cannot be read keep the look of their type; the problems say why. Any thread.
class ArmLooks {
 public:
  using Look = std::shared_ptr<const scene::SceneArm>;
  /// Has the looks of these robots of the factory that is shown made elsewhere; make() then has them ready.
  using Maker = std::function<void(std::vector<std::size_t> robots)>;
  /// Where the files of a factory lie. @param kept  gives meshes by their names; empty: arms are drawn by their joints
  struct Files {
    std::filesystem::path folder;
    std::function<std::string(const std::string& name)> kept = {};
  };

  /// From now on looks that are not known yet come from there; until they do, a robot keeps the look that it had.
  void setMaker(Maker maker) { maker_ = std::move(maker); }
  /// Forgets what meshes show: others may be there under their names. @returns whether there was any
  bool forgetMeshes();

  /// @param elements  of this factory, in its order
  void dress(const factory::Factory& factory, const Files& files, std::vector<scene::SceneElement>& elements);
  /// Works out the looks of some robots and gives them to their elements; they are ready for the next dress().
  /// @returns what is wrong with meshes: arms with such are drawn by their joints
  Findings make(const factory::Factory& factory, const Files& files, std::span<const std::size_t> robots,
                std::vector<scene::SceneElement>& elements);
  /// The same for all robots of a factory that is to be shown next, without meshes, which may take their time; what was
  /// ready before and not shown is forgotten.
  void makeAll(const factory::Factory& factory, const std::filesystem::path& folder,
               std::vector<scene::SceneElement>& elements);

 private:
  struct Entry {
    Look look;
    bool is_whole = true;  ///< its meshes were asked for
  };
  using Entries = std::unordered_map<std::string, Entry>;
  using Skin = std::shared_ptr<const scene::ArmSkin>;
  [[nodiscard]] Entry entryOf(const factory::Factory& factory, std::size_t robot, const Files& files,
                              Findings& findings);
  [[nodiscard]] Skin skinOf(const Json& arm, const std::string& pointer, const Files& files);

  Maker maker_;
  std::mutex alone_;
  Entries shown_;                                 ///< by what they depend on
  Entries ready_;                                 ///< made, and not shown yet
  std::unordered_map<std::string, Look> before_;  ///< newest by robot
  std::set<std::string> asked_;
  std::unordered_map<std::string, std::weak_ptr<const scene::ArmSkin>> skins_;  ///< by folder and arm
};

}  // namespace mw::panels
