// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/twin/log.h"
#include "core/twin/model_types.h"

namespace mw::twin {

/// How a fit is searched for.
enum class CalibrationMethod {
  MaximumLikelihood,       ///< any parameters: subplex climbs the likelihood
  ExpectationMaximisation  ///< Q and R of a linear model with the Kalman filter, whole matrices
};

struct CalibrationOptions {
  /// What to fit: names in the model's "parameters"; "Q" or "R" for all their variances; "x0" for all its entries.
  std::vector<std::string> parameters;
  double from_s = -std::numeric_limits<double>::infinity();  ///< training window on the log's clock, both ends included
  double until_s = std::numeric_limits<double>::infinity();
  CalibrationMethod method = CalibrationMethod::MaximumLikelihood;
  int most_replays = 3000;  ///< or iterations of expectation-maximisation
  const api::ProcessModelRegistry* models = &builtinModels();
  std::stop_token stop = {};
  ProgressSink progress = {};  ///< in replays
};

/// One fitted number.
struct CalibratedValue {
  std::string name;  ///< as in the options, or "R/0/0", "x0/1"
  double before = 0;
  double value = 0;
  double sd = 0;              ///< of the posterior; infinite where the data say nothing
  bool is_identified = true;  ///< false where the data leave it open: alone, or against the others
};

/// Writes "parameters" (name, before, value, sd, identified) and "correlation" into an object; NaN is null.
void addValues(const std::vector<CalibratedValue>& values, const Eigen::MatrixXd& correlation, Json& json);

struct CalibrationResult {
  std::vector<CalibratedValue> values;
  Eigen::MatrixXd correlation;  ///< of the posterior, in the order of values; NaN for what is not identified
  double log_likelihood_before = 0;
  double log_likelihood_after = 0;
  std::size_t rows = 0;  ///< of the training window
  int replays = 0;
  CalibrationMethod method = CalibrationMethod::MaximumLikelihood;
  std::vector<double> log_likelihood_path;  ///< at each iteration of expectation-maximisation
  bool has_converged = false;
  Json twin;  ///< the twin with the fitted values
};

/// Fits parameters and noise covariances of a twin to a window of a log by maximum likelihood: the filter's own sum of
/// log N(innovation; 0, S) is climbed.
///
/// Numbers above or below zero keep their sign (their logarithm is searched), zeros move freely; Q and R change by a
/// factor per variance and keep their correlations, so they stay positive semidefinite. The posterior is the normal one
/// of Laplace: the inverse of the Hessian at the top. A direction along which the likelihood is flat to 1 % of an
/// information unit per natural scale is not identified; the parameters that take part in it are named.
/// Expectation-maximisation (estimation/noise_em.h) climbs to the same top for Q and R of linear models, and moves the
/// covariances too where they are not all zero; the posterior is described in the same way.
/// @throws InputError where a name is not in the model (with the nearest), the window has no rows, or the twin can't
///         be run, or the method can't fit what was asked for; NumericalError where the twin as given can't be
///         replayed; Cancelled
/// Source: Schweppe (1965), likelihood from innovations; search by subplex, Rowan (1990)
[[nodiscard]] CalibrationResult calibrate(const JsonDocument& twin, const Log& log, const CalibrationOptions& options);

/// {"parameters": [{"name","before","value","sd","identified"}], "correlation", "log_likelihood": {"before","after"},
/// "rows", "replays", "converged", "method": "ml"|"em"}; with "em" also "iterations"
[[nodiscard]] Json toJson(const CalibrationResult& result);

/// The rows of a log between two stamps, both included.
[[nodiscard]] Log windowOf(const Log& log, double from_s, double until_s);

}  // namespace mw::twin
