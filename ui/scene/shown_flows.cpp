// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/shown_flows.h"

namespace mw::scene {
namespace {

constexpr double kSame_m = 1e-9;  ///< of ways, after rounding

std::string keyOf(const SceneFlow& flow) {
  return flow.from + '\n' + flow.to;
}

}  // namespace

int ShownFlows::show(const std::vector<SceneFlow>& flows, const std::vector<std::string>& moved) {
  int touched = 0;
  std::unordered_set<std::string> wanted_keys;
  std::vector<SceneFlow> wanted;
  for (const SceneFlow& flow : flows) {
    const bool is_whole = element_(flow.from) != nullptr && element_(flow.to) != nullptr;
    if (is_whole && wanted_keys.insert(keyOf(flow)).second) wanted.push_back(flow);
  }
  std::unordered_set<std::string> shown_keys;
  for (const SceneFlow& flow : shown_) {
    if (wanted_keys.contains(keyOf(flow))) {
      shown_keys.insert(keyOf(flow));
      continue;
    }
    arrows_.remove(flow);
    ++touched;
  }
  const std::unordered_set<std::string> moved_ids(moved.begin(), moved.end());
  for (const SceneFlow& flow : wanted) {
    const bool is_new = !shown_keys.contains(keyOf(flow));
    if (!is_new && !moved_ids.contains(flow.from) && !moved_ids.contains(flow.to)) continue;
    draw(flow);
    ++touched;
  }
  shown_ = std::move(wanted);
  of_.clear();
  for (std::size_t i = 0; i < shown_.size(); ++i) {
    of_[shown_[i].from].push_back(i);
    of_[shown_[i].to].push_back(i);
  }
  return touched;
}

void ShownFlows::follow(const std::vector<std::string>& moved,
                        const std::unordered_map<std::string_view, Vec3>& slid_m) {
  std::unordered_set<std::size_t> touched;
  for (const std::string& id : moved) {
    if (const auto found = of_.find(id); found != of_.end()) touched.insert(found->second.begin(), found->second.end());
  }
  for (const std::size_t i : touched) {
    const SceneFlow& flow = shown_[i];
    const auto from = slid_m.find(flow.from);
    const auto to = slid_m.find(flow.to);
    const bool is_alike = from != slid_m.end() && to != slid_m.end() && norm(from->second - to->second) < kSame_m;
    is_alike ? arrows_.shift(flow, {from->second.x, from->second.y, 0}) : draw(flow);
  }
}

}  // namespace mw::scene
