// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <vector>

#include "core/events/collect/recording.h"
#include "core/factory/factory.h"

namespace mw::models {

/// One element at one instant of a recorded run.
struct ElementNow {
  factory::ElementState state = factory::ElementState::Idle;
  double since_s = 0;                     ///< when that began
  std::vector<events::PartInside> parts;  ///< inside, the one that came first in front
  std::int64_t done = 0;                  ///< parts that went on until now
};

/// @param element  index in the factory @note O(changes and moves until then)
[[nodiscard]] ElementNow elementNow(const events::Recording& recording, std::uint32_t element, double t_s);

/// The lines of a tooltip: "blocked for 2.5 min, since 1:02:03", "3 parts: gear 17, gear 18, lid 4", "41 done".
[[nodiscard]] QString textOf(const ElementNow& now, const factory::Factory& factory, double t_s);

/// "gear 17": a part by its type and running number.
[[nodiscard]] QString partText(const factory::Factory& factory, std::uint16_t part_type, std::uint32_t part);

}  // namespace mw::models
