// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/base/json.h"
#include "core/twin/detect/detect_log.h"

namespace mw::twin {

/// {"format":"millwright-detections/1","logs":[{"log","rows","first_row","healthy_rows","signals":[...],"left_out":[{"signal",
///  "why"}],"model"?,"detections":[{"test","from_s","to_s","from_row","to_row","peak_row","statistic","limit",
///  "window_rows","p_value","raised_rows":[...],"suspects":[{"signal","share","deviation_sd","restores"}],"says","from"?,"to"?}]}]}
/// Rows count from 0, both ends belong to a detection; from_s and to_s are stamps of the
/// log, from and to dates where it has them.
/// @param logs  those the detections were found in, in the same order
[[nodiscard]] Json toJson(std::span<const LogDetections> found, std::span<const Log> logs);

/// Reads what a score needs: log, rows, healthy_rows, and from_row, to_row and raised_rows of each detection (without
/// raised_rows: from_row).
/// @throws InputError with all findings
[[nodiscard]] std::vector<LogDetections> readDetections(const JsonDocument& document);

}  // namespace mw::twin
