// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/replications.h"
#include "core/experiment/study_run.h"

namespace mw::cli {

/// One point of a study of a project, ready to be run as the sweep ran it.
struct StudyPoint {
  factory::Factory factory;  ///< with the factors' values
  experiment::RunPlan plan;  ///< horizon, warm-up, replications and seed of the point
  Json factors;
  std::vector<std::string> kpis;             ///< that the study stores
  std::vector<experiment::StudyRun> stored;  ///< of this point, in order
};

/// @throws UsageError when the study has no such point; InputError as store::study()
[[nodiscard]] StudyPoint loadPoint(const std::filesystem::path& project, const std::string& study, std::uint32_t point);

/// Whether the result's replications have, bit for bit, the values that the project holds. Nothing when it holds none
/// of them yet.
[[nodiscard]] std::optional<bool> isAsStored(const StudyPoint& point, const experiment::RunResult& result);

}  // namespace mw::cli
