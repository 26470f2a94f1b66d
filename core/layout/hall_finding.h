// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "core/base/error.h"

namespace mw::layout {

/// A finding that has a place in the hall, where a marker may stand.
struct HallFinding {
  Finding finding;
  std::array<double, 3> at_m{};       ///< hall coordinates
  std::vector<std::size_t> elements;  ///< indices of those that take part
};

/// The findings alone.
[[nodiscard]] Findings findingsOf(const std::vector<HallFinding>& found);

}  // namespace mw::layout
