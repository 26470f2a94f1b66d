// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/json.h"

namespace mw::experiment {

/// By how much something is made faster: a share of its time, or seconds of it.
struct SpeedStep {
  double amount = 0.05;  ///< share, in (0, 1), or seconds, above 0
  bool is_seconds = false;

  /// @param text  "5%", or a duration, "5s"
  /// @throws UsageError for anything else
  [[nodiscard]] static SpeedStep parse(const std::string& text);
  /// "5 %" or "5 s".
  [[nodiscard]] std::string text() const;
  /// What a time of this mean is multiplied by; not above 0 where the step is more than there is.
  [[nodiscard]] double factorOf(double mean_s) const { return is_seconds ? 1 - amount / mean_s : 1 - amount; }
};

/// A distribution of the factory format (a number of seconds or {"dist": ...}) with all times multiplied: the
/// coefficient of variation and the shape stay, and the same random number draws the same time, multiplied.
/// @param distribution  as inside a factory::Factory, not by part
[[nodiscard]] Json scaledDistribution(const Json& distribution, double factor);

}  // namespace mw::experiment
