// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/factory/factory.h"
#include "core/layout/body.h"
#include "core/layout/clash.h"
#include "core/layout/road_sweep.h"
#include "ui/scene/pick.h"
#include "ui/scene/scene_element.h"

namespace mw::panels {

class ArmLooks;

/// The factory as the hall shows it: elements with their places, which may differ from the document's while they are
/// dragged; what lies under a ray; what stands in what.
class ShownHall {
 public:
  ShownHall();
  /// Completes elements before they are shown, by what the factory alone does not say.
  using Dresser = std::function<void(const factory::Factory&, std::vector<scene::SceneElement>&)>;
  /// For factories that are set from now on.
  void setDresser(Dresser dresser) { dresser_ = std::move(dresser); }
  void setFactory(const factory::Factory& factory);
  /// Where names of robots' URDF files begin, for factories that are set from now on.
  void setFolder(std::filesystem::path folder) { folder_ = std::move(folder); }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const std::shared_ptr<ArmLooks>& armLooks() const { return arm_looks_; }

  /// In factory order, hidden ones too.
  [[nodiscard]] const std::vector<scene::SceneElement>& elements() const { return elements_; }
  /// What is drawn and can be pointed at.
  [[nodiscard]] std::vector<scene::SceneElement> visibleElements() const;
  [[nodiscard]] bool isHidden(std::size_t index) const { return is_hidden_[index]; }
  [[nodiscard]] std::optional<std::size_t> indexOf(const std::string& id) const;
  [[nodiscard]] const scene::SceneElement* find(const std::string& id) const;
  [[nodiscard]] const layout::Body* body(const std::string& id) const;
  /// By the places of the document.
  [[nodiscard]] const scene::Picker& picker() const { return picker_; }
  /// What lies above is not pointed at.
  void setSection(std::optional<double> height_m) { picker_.setSection(height_m); }
  /// Corners of the boxes of visible elements; of all where no ids are given.
  [[nodiscard]] std::vector<scene::Vec3> corners(std::span<const std::string> ids = {}) const;

  /// Shows elements elsewhere, all others where the document has them. Unknown ids are left out.
  /// @returns the elements that look different now
  std::vector<scene::SceneElement> preview(std::span<const layout::Body> moved);
  [[nodiscard]] bool isPreviewing() const { return !previewed_.empty(); }
  /// Whether an element is shown elsewhere.
  [[nodiscard]] bool isPreviewing(const std::string& id) const;
  /// Overlaps of elements that are shown elsewhere with those that are not, and with the roads of vehicles that do not
  /// drive up to them. Owners are indices of elements, then of roads.
  [[nodiscard]] std::vector<layout::Clash> previewClashes() const;
  /// The road that is the owner in a clash; null where it is an element.
  [[nodiscard]] const layout::SweptRoad* roadOf(std::size_t owner) const;
  /// Overlaps of a body that is not in the hall with what is; `a` is the index of the element, depth as in Clash.
  [[nodiscard]] std::vector<layout::Clash> clashesOf(const layout::Body& body) const;
  /// Bodies that are not shown elsewhere and can be seen.
  [[nodiscard]] std::vector<layout::Body> restingBodies() const;

 private:
  void rebuildBlocks(std::size_t index);
  void makeResting() const;

  Dresser dresser_;
  std::shared_ptr<ArmLooks> arm_looks_;
  std::filesystem::path folder_;
  std::vector<scene::SceneElement> elements_;
  std::vector<layout::Body> bodies_;
  std::vector<factory::Pose> poses_;  ///< of the document
  std::vector<bool> is_hidden_;
  std::vector<bool> is_placed_;  ///< has a pose, so that it can stand in something's way
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<std::size_t> previewed_;
  std::vector<bool> is_previewed_;
  std::vector<layout::Block> blocks_;
  std::vector<std::pair<std::size_t, std::size_t>> blocks_of_;  ///< first block and count, by element
  std::vector<layout::SweptRoad> roads_;
  mutable layout::BlockGrid resting_;  ///< of all that is not in resting_without_, and the roads
  mutable std::vector<std::size_t> resting_without_;
  mutable bool is_resting_known_ = false;
  scene::Picker picker_;
};

}  // namespace mw::panels
