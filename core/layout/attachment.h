// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::layout {

/// Ends with less air between them count as clicked together.
inline constexpr double kAttached_m = 0.001;

/// The elements that hang on to the given ones: outlet on inlet, with a flow between them, directly or through others.
/// In factory order, without the given ones.
[[nodiscard]] std::vector<std::string> attachedTo(const factory::Factory& factory, std::span<const std::string> ids);

}  // namespace mw::layout
