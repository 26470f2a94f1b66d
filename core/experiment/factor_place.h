// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/experiment/study.h"

namespace mw::experiment {

/// What a factor is at a place of the unit interval: its range stretched over it, levels and whole numbers with equal
/// shares.
/// @param place  0 <= place < 1
[[nodiscard]] Json valueAt(const Factor& factor, double place);

}  // namespace mw::experiment
