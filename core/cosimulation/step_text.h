// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mw::cosimulation {

/// The step of motion where nobody says another, and the longest that is computed.
inline constexpr double kUsualStep_s = 1.0 / 240;
inline constexpr double kLongestStep_s = 1.0 / 50;

/// A step in seconds as people write it: "1/240", "0.004", with or without "s" behind. Nothing where it is no number.
[[nodiscard]] std::optional<double> stepFromText(std::string_view text);
/// "1/240" where it is one over a whole number up to a billion, else "0.0075".
[[nodiscard]] std::string stepText(double step_s);

}  // namespace mw::cosimulation
