// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "core/factory/transfer_device.h"

namespace mw::factory {

/// What a turntable, lift or pusher takes up in the hall, in its own frame: it is drawn in it, and nothing else has
/// room there.
struct TransferRoom {
  /// Length, width, height. A turntable is as wide as it is long; a lift's frame reaches over its highest port.
  std::array<double, 3> size_m{};
  /// How far the housing of a pusher's blade stands out beside its belt: to the left above 0, to the right below. It is
  /// opposite to where the blade pushes.
  double housing_m = 0;
  bool has_push_port = false;  ///< a conveyor starts where the blade pushes
};

/// Of the device alone: its own height, its blade pushes to the left.
[[nodiscard]] TransferRoom transferRoom(const Element& element, TransferKind kind);
/// With what flows into it and out of it.
/// @throws LogicError where the element is no transfer device
[[nodiscard]] TransferRoom transferRoom(const Factory& factory, std::size_t element);

/// The way that a pusher's blade is thick, its telescope is long when it is back, and its housing closes behind it.
[[nodiscard]] double housingReach_m(double belt_width_m);
/// Along the belt, of a pusher's length.
inline constexpr double kHousingShare = 0.5;

}  // namespace mw::factory
