// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/layout/body.h"

namespace mw::layout {

/// As seen from above, x to the right, y up.
enum class Alignment { Left, Right, Top, Bottom, CenterX, CenterY };
enum class Axis { X, Y };

/// Where each body goes so that its edge or middle lines up with that of the reference, which stays.
/// @param reference  index of the body that stays @returns one pose per body, only x or y differ
[[nodiscard]] std::vector<factory::Pose> aligned(std::span<const Body> bodies, std::size_t reference,
                                                 Alignment alignment);

/// Equal gaps between neighbours along an axis; the outermost two stay. Fewer than three bodies stay as they are.
[[nodiscard]] std::vector<factory::Pose> distributed(std::span<const Body> bodies, Axis axis);

}  // namespace mw::layout
