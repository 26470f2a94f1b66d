// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "core/base/error.h"
#include "core/factory/factory.h"

namespace mw::motion {

/// What motion can't do with these parts and belts (errors), and what it can't do well (warnings):
///
/// - parts that weigh less than a milligram or more than a thousand tonnes are errors of unit;
/// - parts one of which is more than 10,000 times as heavy as another push into each other where they meet;
/// - a belt that moves by more than half of a part's shortest edge, or more than a stop is thick (0.05 m), in a step:
/// so
///   parts may pass through each other or the stop, and tip over where they are run into.
[[nodiscard]] Findings checkMotion(const factory::Factory& factory, std::span<const factory::Part> parts,
                                   double step_s);

}  // namespace mw::motion
