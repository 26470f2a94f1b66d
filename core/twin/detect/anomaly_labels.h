// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/base/json.h"
#include "core/estimation/detect/detection.h"
#include "core/twin/log.h"

namespace mw::twin {

/// Windows of anomalies of a log, as rows, from a JSON file: [[FROM, TO], ...], or an object with them under
/// "anomaly_windows" or, as in NAB's combined_windows.json, under a key that ends in the log's file name. FROM and TO
/// are dates as text, or stamps of the log as numbers.
///
/// @returns windows in rising order; one without a row in the log is left out
/// @throws InputError when there are no windows, one ends before it begins, two overlap, or dates are given for a log
///         that has none
[[nodiscard]] std::vector<estimation::RowRange> anomalyWindows(const JsonDocument& document, const Log& log);

}  // namespace mw::twin
