// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "ui/panels/viewport/label_overlay.h"

namespace mw::panels {

class Viewport;

/// The chips over the hall: elements that a run says something of, and the names of those that are selected or under
/// the pointer.
/// @param labels  what the run says  @param states  in factory order, may be empty  @param hovered  id, may be empty
[[nodiscard]] std::vector<PlacedLabel> placedLabels(const Viewport& view, std::span<const SceneLabel> labels,
                                                    std::span<const factory::ElementState> states,
                                                    const std::string& hovered);

}  // namespace mw::panels
