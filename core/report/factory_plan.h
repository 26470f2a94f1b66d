// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/factory/factory.h"

namespace mw::report {

/// The hall from above as a complete SVG on white: footprints to scale with their names, flows from outlet to inlet, a
/// bar of a round number of metres. A hall without elements says so.
[[nodiscard]] std::string factoryPlanSvg(const factory::Factory& factory);

}  // namespace mw::report
