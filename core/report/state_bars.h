// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string>

#include "core/factory/element_state.h"

namespace mw::report {

/// How an element spent the measured time.
struct StateBar {
  std::string element;
  std::array<double, factory::kElementStateCount> shares{};  ///< 0 ... 1 each, 1 together; NaN counts as 0
};

/// A stacked bar a row, with a legend, as a complete SVG on white. Each piece says its state and share when pointed at,
/// and its letter when it is wide enough, so that nothing is told by colour alone.
[[nodiscard]] std::string stateBarsSvg(std::span<const StateBar> bars);

}  // namespace mw::report
