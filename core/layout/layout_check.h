// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/factory.h"

namespace mw::layout {

/// What is wrong with where things stand: a warning for each pair of elements in the same place, with the depth of
/// their overlap; at the second of the two. Elements without a pose stand nowhere and are left out.
[[nodiscard]] Findings checkLayout(const factory::Factory& factory);

}  // namespace mw::layout
