// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/factory/factory.h"
#include "ui/scene/factory_scene.h"

namespace mw::panels {

/// The factory as the scene takes it.
[[nodiscard]] scene::SceneElement sceneElement(const factory::Element& element);
[[nodiscard]] std::vector<scene::SceneElement> sceneElements(const factory::Factory& factory);
[[nodiscard]] std::vector<scene::SceneFlow> sceneFlows(const factory::Factory& factory);
/// In the factory's order, so that PartPose::type is an index into Factory::parts().
[[nodiscard]] std::vector<scene::ScenePartType> scenePartTypes(const factory::Factory& factory);

[[nodiscard]] scene::ElementState sceneState(factory::ElementState state);

}  // namespace mw::panels
