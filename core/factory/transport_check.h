// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/factory.h"

namespace mw::factory {

/// Whether vehicles can do what flows ask of them: networks are whole (known nodes, no edge of length zero), each flow
/// "by": "vehicle" has a fleet whose network leads from one element to the other and back, homes and chargers exist
/// and can be reached. Part of checkFactory().
[[nodiscard]] Findings checkTransport(const Factory& factory);

}  // namespace mw::factory
