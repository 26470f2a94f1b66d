// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mw::factory {

/// Height above its foot at which parts enter, ride on and leave an element, so that neighbours fit together: belts in
/// the physics and bodies in the scene are built to it.
inline constexpr double kTransportHeight_m = 0.8;

}  // namespace mw::factory
