// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "core/experiment/study.h"
#include "core/experiment/study_precision.h"

namespace mw::experiment {

/// "4 replications", "10 to 50 replications".
[[nodiscard]] std::string replicationsText(std::uint32_t replications, const std::optional<ReplicationRule>& rule);

/// "throughput_per_h is known to +-1 %, wip_mean to +-0.5".
[[nodiscard]] std::string goalsText(const ReplicationRule& rule);

/// "throughput_per_h: half width 0.87 %, 1 % wanted: met".
[[nodiscard]] std::string precisionText(const PrecisionReached& reached);

/// "reached", "not reached", "open".
[[nodiscard]] const char* statusText(PointPrecision::Status status);

/// Of the goals that a point has not met: "throughput_per_h +-1.4 % instead of 1 %"; empty where all are met.
[[nodiscard]] std::string missedText(const PointPrecision& point);

/// Of a whole study in one or two sentences: how many points reached what was asked for, and which did not.
[[nodiscard]] std::string precisionSummary(const ReplicationRule& rule, std::span<const PointPrecision> points);

/// {"at_least", "at_most", "until", "points_reached", "points_not_reached", "points_open"}.
[[nodiscard]] Json toJson(const ReplicationRule& rule, std::span<const PointPrecision> points);

/// {"status": "reached" | "not_reached" | "open", "replications", "goals": [{"kpi", "is_relative", "wanted", "reached",
/// "met"}]}; "replications" are those that the point has to have as far as its runs tell.
[[nodiscard]] Json toJson(const PointPrecision& point);

}  // namespace mw::experiment
