// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::factory {

/// A blade on a conveyor that holds the part whose front is there. It lets it go when its time is over, its interval
/// has passed since the one before, and there is room ahead; and it is up again behind it.
struct ConveyorStop {
  std::string id;
  std::size_t listed = 0;                  ///< its place in the conveyor's list
  double at_m = 0;                         ///< from the conveyor's start
  double interval_s = 0;                   ///< from one part let go to the next, at least
  std::optional<std::uint64_t> at_most{};  ///< holds while so many are between it and the next stop or the end
  Json hold{};                             ///< how long each part stands; null: no longer than it must
};

/// Those of a conveyor, from its start to its end.
[[nodiscard]] std::vector<ConveyorStop> conveyorStops(const Element& conveyor);

}  // namespace mw::factory
