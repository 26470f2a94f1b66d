// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/transfer_device.h"

namespace mw::factory {

/// How the flows of a transfer device meet it, in the order of the factory's flows. A conveyor's end or start must be
/// within 0.1 m of the device's edge, and
///
/// - of a turntable: at its rim, level with the plate, pointing at or away from its middle;
/// - of a lift: at one of its two ends, at any height, along its belt;
/// - of a pusher: level; before and behind it along its belt, or square to it at the middle of one of its sides, where
///   the blade pushes parts over.
[[nodiscard]] std::vector<TransferPort> transferPorts(const Factory& factory, const TransferDevice& device);

/// Coefficient between parts and the surface of a conveyor or a transfer device: its `friction`, or that of its
/// `surface`.
[[nodiscard]] double frictionOfSurface(const Element& element);

}  // namespace mw::factory
