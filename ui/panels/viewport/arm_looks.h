// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/factory/factory.h"
#include "ui/scene/scene_element.h"

namespace mw::panels {

/// Gives robots with an "arm" the look of that arm; what was worked out is kept for as long as nothing it depends on
/// has changed. Robots whose arm cannot be read keep the look of their type; the problems say why.
class ArmLooks {
 public:
  /// Where names of URDF files begin.
  void setFolder(std::filesystem::path folder) {
    if (folder != folder_) looks_.clear();
    folder_ = std::move(folder);
  }
  /// @param elements  of this factory, in its order
  void dress(const factory::Factory& factory, std::vector<scene::SceneElement>& elements);

 private:
  std::filesystem::path folder_;
  std::unordered_map<std::string, std::shared_ptr<const scene::SceneArm>> looks_;
};

}  // namespace mw::panels
