// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/arm_looks.h"

#include "core/base/error.h"
#include "ui/models/teach/robot_arm.h"
#include "ui/scene/bodies/arm.h"

namespace mw::panels {
namespace {

/// All that look and rest of an arm depend on.
std::string keyOf(const factory::Factory& factory, std::size_t robot) {
  const auto fields = [&factory](std::size_t i) { return factory.elements()[i].fields.dump() + '\n'; };
  std::string key = fields(robot);
  if (!factory.parts().empty()) key += factory.json()["parts"][0].dump() + '\n';
  for (const factory::Flow& flow : factory.flows()) {
    if (flow.to == robot) key += '>' + fields(flow.from);
    if (flow.from == robot) key += '<' + fields(flow.to);
  }
  return key;
}

std::shared_ptr<const scene::SceneArm> lookOf(const factory::Factory& factory, std::size_t robot,
                                              const std::filesystem::path& folder) {
  try {
    models::RobotArm arm = models::robotArm(factory, robot, folder);
    return std::make_shared<scene::SceneArm>(scene::SceneArm{std::move(arm.bare), arm.gripper.length_m, arm.rest_rad});
  } catch (const InputError&) {
    return nullptr;
  }
}

}  // namespace

void ArmLooks::dress(const factory::Factory& factory, std::vector<scene::SceneElement>& elements) {
  auto before = std::exchange(looks_, {});
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (factory.elements()[i].type != "robot" || !factory.elements()[i].has("arm")) continue;
    const std::string key = keyOf(factory, i);
    const auto [look, is_new] = looks_.try_emplace(key);
    if (is_new) {
      const auto known = before.find(key);
      look->second = known != before.end() ? known->second : lookOf(factory, i, folder_);
    }
    elements[i].arm = look->second;
  }
}

}  // namespace mw::panels
