// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "app/cli/verb.h"

namespace mw::cli {

/// How fast a log goes by.
struct ReplaySpeed {
  std::optional<double> factor;  ///< of the log's own clock: 1 = as recorded; none = as fast as it can

  /// @param text "max" or a number above 0 @throws UsageError
  [[nodiscard]] static ReplaySpeed parsed(const std::string& text);
};

/// Holds rows back until it is their turn by the log's own clock. Gaps take as long as they took, and are announced.
class ReplayPace {
 public:
  /// @param console must outlive the pace
  ReplayPace(double factor, const Console& console) : factor_(factor), console_(console) {}

  /// Waits for the turn of a row; the first begins the clock. @throws Cancelled when stopped
  void waitFor(double t_s);

 private:
  using Clock = std::chrono::steady_clock;

  double factor_;
  const Console& console_;
  std::optional<double> first_s_;
  Clock::time_point began_;
};

}  // namespace mw::cli
