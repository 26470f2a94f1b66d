// SPDX-License-Identifier: Apache-2.0
#include "core/events/kernel/event_calendar.h"

#include <algorithm>
#include <bit>

#include "core/base/error.h"

namespace mw::events {

EventCalendar::EventCalendar(std::uint32_t slots)
    : leaves_(std::bit_ceil(std::max<std::size_t>(slots, 2))), nodes_(2 * leaves_, kNever) {
  MW_REQUIRE(slots <= kMaxSlots);
}

}  // namespace mw::events
