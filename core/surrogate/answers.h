// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/surrogate/acquisition/expected_improvement.h"
#include "core/surrogate/data_table.h"
#include "core/surrogate/gp/gaussian_process.h"

namespace mw::surrogate {

/// Takes inputs and output of a table as they are named.
/// @throws InputError for unknown columns, an input named twice, or an output that is also an input
[[nodiscard]] TrainingSet trainingSetFrom(const DataTable& table, const std::vector<std::string>& inputs,
                                          const std::string& output);

/// What `fit --json` prints: kind, hyperparameters, log_marginal_likelihood (null for a constant output),
/// leave_one_out {rmse, coverage_95} in the output's own unit, rows (those used), seconds, warnings.
[[nodiscard]] Json fitAnswer(const GaussianProcess& model, double seconds);

struct WhatIfOptions {
  bool with_noise = false;   ///< sd and interval of one observation (of a study: one run) instead of the true mean
  std::optional<Goal> goal;  ///< asks for expected improvement over the best training row
  double xi = 0.01;          ///< in the output's own unit
};

/// Answers to M questions, in the output's own unit.
struct WhatIf {
  Eigen::VectorXd mean, sd, low, high;   ///< M each; low and high span the 95 % normal interval of sd
  std::vector<DomainVerdict> domain;     ///< M
  Eigen::VectorXd expected_improvement;  ///< M, of the latent sd; empty without a goal
  Eigen::VectorXd run_sd;                ///< M, of what one run would give; empty where its noise is not known
};

/// @param points  M x d, own units, finite
[[nodiscard]] WhatIf whatIf(const GaussianProcess& model, const Eigen::MatrixXd& points, const WhatIfOptions& options);

/// What `whatif --json` prints: columns mean, sd, low, high, domain ("in" | "edge" | "out") and, with a goal,
/// expected_improvement; where replications tell the noise, run_sd, run_low and run_high: of one run of the study.
[[nodiscard]] Json whatIfAnswer(const WhatIf& answers);

/// One answer while a slider moves: well under a millisecond at 200 rows.
struct PointAnswer {
  double mean = 0, sd = 0, low = 0, high = 0;  ///< low to high: 95 % for the true mean
  DomainVerdict domain;
  double run_low = 0, run_high = 0;  ///< 95 % for one run
};
[[nodiscard]] PointAnswer whatIfPoint(const GaussianProcess& model, const Eigen::RowVectorXd& point,
                                      bool with_noise = false);

}  // namespace mw::surrogate
