// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/factory.h"
#include "core/motion/transfer_line.h"

namespace mw::motion {

/// Stops a run whose world explodes, after each of its steps: bodies that gain energy out of nothing, or that have no
/// finite position any more.
/// @param belts, transfers  know which part a body is
/// @throws NumericalError with the body's element and part, the time, and what to look for
void checkEnergy(const RigidWorld& world, const BeltLine& belts, const TransferLine& transfers,
                 const factory::Factory& factory, double time_s);

}  // namespace mw::motion
