// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/factory/factory.h"
#include "core/motion/motion_state.h"

namespace mw::cosimulation {

/// A sentence for people: "part 3 fell off conveyor "infeed" at 12.40 s".
[[nodiscard]] std::string mishapText(const motion::Mishap& mishap, const factory::Factory& factory);

}  // namespace mw::cosimulation
