// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>
#include <optional>

#include "core/base/json.h"
#include "core/experiment/run_plan.h"

namespace mw::models {

/// How the open factory is to be run, as the user sets it.
struct RunWishes {
  double horizon_s = 8 * 3600.0;
  double warmup_s = 0;        ///< given; counts where it is not to be found
  bool finds_warmup = false;  ///< by MSER-5, in pilot runs
  std::uint32_t replications = 10;
  std::uint64_t seed = 1;
  std::optional<experiment::PrecisionGoal> precision = {};  ///< replications are added until it is met
  std::uint32_t max_replications = 200;                     ///< which that does not exceed
};
[[nodiscard]] bool operator==(const RunWishes& a, const RunWishes& b);

/// As a project keeps them: {"horizon_s", "warmup_s", "finds_warmup", "replications", "seed", "max_replications",
/// "precision": {"kpi", "half_width", "is_relative"}}.
[[nodiscard]] Json toJson(const RunWishes& wishes);
/// What is missing or odd in it is as in wishes that nobody touched, and so is all of what cannot be run.
[[nodiscard]] RunWishes wishesFromJson(const Json& json);

enum class RunField { Horizon, Warmup, Replications, Seed, Precision, MaxReplications };

/// Why a run cannot be as wished: shown beside the field.
struct RunProblem {
  RunField field = RunField::Horizon;
  QString cause;
  QString cure;
};

/// What is wrong first; nothing when the run can be made.
[[nodiscard]] std::optional<RunProblem> problemOf(const RunWishes& wishes);

/// The plan that the core runs, a warm-up that is still to be found left at 0. @param jobs  threads, 0: all
[[nodiscard]] experiment::RunPlan planOf(const RunWishes& wishes, unsigned jobs);

/// "1.4 h, found by MSER-5 in 10 pilot runs", "30 min, as given"; what to do where none was found.
[[nodiscard]] QString warmupText(const experiment::RunPlan& plan);

/// "± 0.8 %", "± 1.2 parts", "no interval": the half width that was reached, as a share of the mean or in its unit.
[[nodiscard]] QString halfWidthText(const experiment::PrecisionReached& reached, const QString& unit);

}  // namespace mw::models
