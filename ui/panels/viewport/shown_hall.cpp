// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/shown_hall.h"

#include <algorithm>

#include "core/layout/marks.h"
#include "ui/panels/viewport/arm_looks.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/scene/footprint.h"

namespace mw::panels {
namespace {

void moveTo(scene::SceneElement& element, const factory::Pose& pose) {
  element.position_m = {pose.x_m, pose.y_m, pose.z_m};
  element.yaw_rad = pose.yaw_rad;
}

}  // namespace

ShownHall::ShownHall() : arm_looks_(std::make_shared<ArmLooks>()) {}

void ShownHall::setFactory(const factory::Factory& factory) {
  elements_ = sceneElements(factory);
  arm_looks_->dress(factory, {folder_, {}}, elements_);
  if (dresser_) dresser_(factory, elements_);
  bodies_ = layout::bodiesOf(factory);
  const std::size_t count = elements_.size();
  poses_.clear();
  is_hidden_.assign(count, false);
  is_placed_.assign(count, false);
  is_previewed_.assign(count, false);
  previewed_.clear();
  index_.clear();
  blocks_.clear();
  blocks_of_.clear();
  for (std::size_t i = 0; i < count; ++i) {
    poses_.push_back(bodies_[i].pose);
    index_[elements_[i].id] = i;
    is_placed_[i] = factory.elements()[i].has("pose");
  }
  for (const std::string& id : layout::markedElements(factory, layout::Mark::Hidden)) is_hidden_[index_.at(id)] = true;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t first = blocks_.size();
    if (is_placed_[i] && !is_hidden_[i]) layout::appendBlocks(bodies_[i], i, blocks_);
    blocks_of_.emplace_back(first, blocks_.size() - first);
  }
  roads_ = layout::sweptRoads(factory, count);
  is_resting_known_ = false;
  picker_.setElements(visibleElements());
}

std::vector<scene::SceneElement> ShownHall::visibleElements() const {
  std::vector<scene::SceneElement> visible;
  visible.reserve(elements_.size());
  for (std::size_t i = 0; i < elements_.size(); ++i) {
    if (!is_hidden_[i]) visible.push_back(elements_[i]);
  }
  return visible;
}

std::optional<std::size_t> ShownHall::indexOf(const std::string& id) const {
  const auto found = index_.find(id);
  return found == index_.end() ? std::nullopt : std::optional(found->second);
}

const scene::SceneElement* ShownHall::find(const std::string& id) const {
  const auto index = indexOf(id);
  return index ? &elements_[*index] : nullptr;
}

const layout::Body* ShownHall::body(const std::string& id) const {
  const auto index = indexOf(id);
  return index ? &bodies_[*index] : nullptr;
}

std::vector<scene::Vec3> ShownHall::corners(std::span<const std::string> ids) const {
  std::vector<scene::Vec3> corners;
  const auto add = [&](const scene::SceneElement& element) {
    const scene::LocalBox box = scene::localBoxOf(element);
    for (const double x : {box.low.x, box.high.x}) {
      for (const double y : {box.low.y, box.high.y}) {
        for (const double z : {box.low.z, box.high.z}) corners.push_back(scene::toWorld(element, {x, y, z}));
      }
    }
  };
  if (ids.empty()) {
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      if (!is_hidden_[i]) add(elements_[i]);
    }
  }
  for (const std::string& id : ids) {
    if (const scene::SceneElement* element = find(id)) add(*element);
  }
  return corners;
}

void ShownHall::rebuildBlocks(std::size_t index) {
  const auto& [first, count] = blocks_of_[index];
  if (count == 0) return;
  std::vector<layout::Block> blocks;
  layout::appendBlocks(bodies_[index], index, blocks);
  std::copy(blocks.begin(), blocks.end(), blocks_.begin() + static_cast<std::ptrdiff_t>(first));
}

std::vector<scene::SceneElement> ShownHall::preview(std::span<const layout::Body> moved) {
  std::vector<std::size_t> touched;
  for (const std::size_t i : previewed_) {
    bodies_[i].pose = poses_[i];
    is_previewed_[i] = false;
    touched.push_back(i);
  }
  previewed_.clear();
  for (const layout::Body& body : moved) {
    const auto index = indexOf(body.id);
    if (!index) continue;
    bodies_[*index].pose = body.pose;
    is_previewed_[*index] = true;
    previewed_.push_back(*index);
    touched.push_back(*index);
  }
  std::sort(touched.begin(), touched.end());
  touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
  std::vector<scene::SceneElement> changed;
  for (const std::size_t i : touched) {
    moveTo(elements_[i], bodies_[i].pose);
    rebuildBlocks(i);
    if (!is_hidden_[i]) changed.push_back(elements_[i]);
  }
  return changed;
}

bool ShownHall::isPreviewing(const std::string& id) const {
  const auto index = indexOf(id);
  return index && is_previewed_[*index];
}

/// The same all through a drag, so it is sorted once.
void ShownHall::makeResting() const {
  if (is_resting_known_ && resting_without_ == previewed_) return;
  std::vector<layout::Block> blocks;
  for (const layout::Block& block : blocks_)
    if (!is_previewed_[block.owner]) blocks.push_back(block);
  for (const layout::SweptRoad& road : roads_) blocks.push_back(road.band);
  resting_ = layout::BlockGrid(std::move(blocks));
  resting_without_ = previewed_;
  is_resting_known_ = true;
}

std::vector<layout::Clash> ShownHall::previewClashes() const {
  makeResting();
  std::vector<layout::Block> moving;
  for (const std::size_t i : previewed_) {
    const auto first = blocks_.begin() + static_cast<std::ptrdiff_t>(blocks_of_[i].first);
    moving.insert(moving.end(), first, first + static_cast<std::ptrdiff_t>(blocks_of_[i].second));
  }
  std::vector<layout::Clash> clashes = layout::findClashes(moving, resting_);
  std::erase_if(clashes, [this](const layout::Clash& clash) {
    const layout::SweptRoad* road = roadOf(clash.b);
    return road != nullptr && std::find(road->served.begin(), road->served.end(), clash.a) != road->served.end();
  });
  return clashes;
}

const layout::SweptRoad* ShownHall::roadOf(std::size_t owner) const {
  return owner < elements_.size() ? nullptr : &roads_[owner - elements_.size()];
}

std::vector<layout::Clash> ShownHall::clashesOf(const layout::Body& body) const {
  std::vector<layout::Block> own;
  const std::size_t owner = elements_.size();
  layout::appendBlocks(body, owner, own);
  std::vector<layout::Clash> clashes;
  for (const layout::Block& block : own) {
    for (const layout::Block& other : blocks_) {
      const double depth_m = layout::overlap_m(block, other);
      if (depth_m > layout::kClashTolerance_m) clashes.push_back({other.owner, owner, depth_m});
    }
  }
  return clashes;
}

std::vector<layout::Body> ShownHall::restingBodies() const {
  std::vector<layout::Body> resting;
  resting.reserve(bodies_.size());
  for (std::size_t i = 0; i < bodies_.size(); ++i) {
    if (!is_previewed_[i] && !is_hidden_[i] && is_placed_[i]) resting.push_back(bodies_[i]);
  }
  return resting;
}

}  // namespace mw::panels
