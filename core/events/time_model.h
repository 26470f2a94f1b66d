// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "core/events/index.h"
#include "core/numerics/distribution.h"

namespace mw::events {

/// A time that may differ by part type.
struct TimeModel {
  std::vector<numerics::Distribution> choices;
  std::vector<Index> choice_of_part;  ///< empty: the first holds for all
  [[nodiscard]] const numerics::Distribution& of(std::uint16_t part_type) const {
    return choice_of_part.empty() ? choices.front() : choices[choice_of_part[part_type]];
  }
};

}  // namespace mw::events
