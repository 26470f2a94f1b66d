// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/sim_time.h"

namespace mw::events {

/// A cycle of elements that wait for each other for ever.
struct Deadlock {
  SimTime since;  ///< when the last of the parts that hold each other up began to wait
  /// Indices in the factory, from the smallest on: each waits for room in the next, for cards that parts there hold, or
  /// for parts that are there or come from there; the last for the first.
  std::vector<std::uint32_t> elements;
  bool is_by_cards = false;  ///< some wait for cards
  bool is_by_parts = false;  ///< some wait for the parts that their load or assembly lacks
  std::int64_t parts = 0;    ///< parts that can never move again, those behind the cycle included
};

}  // namespace mw::events
