// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

namespace mw::events {

using Index = std::uint32_t;
using Ticks = std::int64_t;
inline constexpr Index kNone = std::numeric_limits<Index>::max();
inline constexpr Ticks kNeverTicks = std::numeric_limits<Ticks>::max();

/// Consecutive entries of one of the model's arrays.
struct Range {
  Index begin = 0;
  Index end = 0;
  [[nodiscard]] Index size() const { return end - begin; }
};

}  // namespace mw::events
