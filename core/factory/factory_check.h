// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/factory/factory.h"

namespace mw::factory {

/// What stands between a well-formed factory and a run: missing flows, sources that never create, probabilities that do
/// not sum to one, elements that no part can reach. Findings carry JSON pointers; errors forbid a run, warnings do not.
[[nodiscard]] Findings checkFactory(const Factory& factory);

/// Per element: whether parts from it can come to an inspection.
[[nodiscard]] std::vector<bool> leadToInspection(const Factory& factory);

}  // namespace mw::factory
