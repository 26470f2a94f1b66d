// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/twin/time_stamp.h"

namespace mw::discovery {

/// "2012-01-02 07:00:00+02:00" without its offset.
[[nodiscard]] std::string_view withoutOffset(std::string_view stamp);

/// A stamp as the clock on the wall shows it, in nanoseconds since 1970-01-01 or the log's zero: an offset from UTC is
/// cut off, since shifts follow that clock.
/// @returns nothing when the text is no stamp of this kind
[[nodiscard]] std::optional<std::int64_t> wallClockNs(std::string_view text, twin::TimeKind kind, char decimal);

}  // namespace mw::discovery
