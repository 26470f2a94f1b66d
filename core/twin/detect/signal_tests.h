// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/twin/detect/detect_log.h"

namespace mw::twin {

/// The tests that look at one signal at a time, with the first `healthy_rows` of the log as what is usual. Raised rows
/// are left to detect().

/// Against the usual level, trend and season (estimation::levelScores).
[[nodiscard]] std::vector<estimation::Detection> levelDetections(const Log& log, const Signal& signal,
                                                                 std::size_t healthy_rows,
                                                                 const DetectRequest& request);
/// Small lasting shifts of the whitened signal (estimation::Cusum); a detection begins where the shift is estimated to
/// have begun. Its p value is one over the mean number of healthy readings between alarms.
[[nodiscard]] std::vector<estimation::Detection> cusumDetections(const Log& log, const Signal& signal,
                                                                 std::size_t healthy_rows,
                                                                 const DetectRequest& request);
/// Drifting sensors: the windowed mean of the whitened signal (estimation::BiasTest).
[[nodiscard]] std::vector<estimation::Detection> biasDetections(const Log& log, const Signal& signal,
                                                                std::size_t healthy_rows);
/// Changes of the mean after the healthy window (estimation::changePoints); one row each.
[[nodiscard]] std::vector<estimation::Detection> changeDetections(const Signal& signal, std::size_t healthy_rows,
                                                                  const DetectRequest& request);

}  // namespace mw::twin
