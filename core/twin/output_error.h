// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <limits>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/twin/calibration.h"
#include "core/twin/log.h"
#include "core/twin/model_types.h"
#include "core/twin/open_loop.h"

namespace mw::twin {

struct OutputErrorOptions {
  std::vector<std::string> parameters;  ///< names in the model's "parameters", "x0" or one of its entries ("x0/1")
  double from_s = -std::numeric_limits<double>::infinity();  ///< training window on each log's clock, ends included
  double until_s = std::numeric_limits<double>::infinity();
  int starts = 6;  ///< searches from the twin's own values and from values scattered about them; the best is kept
  std::uint64_t seed = 1;
  const api::ProcessModelRegistry* models = &builtinModels();
  std::stop_token stop = {};
  ProgressSink progress = {};  ///< in searches
};

/// How a signal was fitted.
struct FittedSignal {
  std::string name;
  double rmse_before = 0;  ///< open loop over the training rows, in the unit of the signal
  double rmse_after = 0;
  double residual_sd = 0;       ///< rmse_after with the degrees of freedom that the fit took
  double correlation_rows = 1;  ///< rows that count as one reading, for the errors follow each other
};

/// A combination of parameters along which the logs say nothing: each moves by its weight (in logarithms, but for those
/// that began at zero).
struct OpenDirection {
  std::vector<std::string> names;
  std::vector<double> weights;
};

struct OutputErrorResult {
  std::vector<CalibratedValue> values;
  Eigen::MatrixXd correlation;  ///< in the order of values; NaN for what is not identified
  std::vector<OpenDirection> open_directions;
  std::vector<FittedSignal> measured;
  double spread_factor = 1;  ///< of all variances, from training rows that were left out and predicted
  std::string left_out;      ///< "fifths of the log" or "one log at a time"
  std::size_t rows = 0;      ///< of the training window
  int starts_at_best = 0;    ///< searches that ended within 1 % of the least cost
  bool has_converged = false;
  Json twin;  ///< with the fitted values, R, and "calibration" for the bands of predictOpenLoop()
};

/// Fits parameters of a twin so that what it predicts open loop, from the first reading on, is nearest to all readings
/// of the training logs (least squares, each signal weighted by its residual variance). For models that are asked what
/// will happen rather than what is: a filter that may correct itself at every row hides what the model gets wrong.
///
/// Bands. Errors of a model follow each other, so n rows are worth n / tau readings, tau the sum of the residuals'
/// autocorrelations until they reach zero. Covariance of the parameters: (sum over signals of J'J / (s^2 tau) +
/// prior)^-1 with a prior of a factor e (sd) on what is searched by its logarithm, so that what the logs leave open
/// still widens the band. R becomes s^2. Then each training log is left out, fitted without and predicted (with one
/// log: each fifth of it); where those squared errors exceed their predicted variances on average, all variances are
/// raised by that factor. No row outside the training window has a say.
///
/// A direction is not identified where the logs hold less than 0.01 of an information unit of it; see calibrate().
/// @throws as calibrate()
/// Source: Ljung (1999), System Identification, sections 3.4, 7.3, 9.5 (output error; correlated residuals); More
///         (1978) for the search
[[nodiscard]] OutputErrorResult calibrateOutputError(const JsonDocument& twin, std::span<const Log> logs,
                                                     const OutputErrorOptions& options);

/// {"method":"output-error","parameters":[{"name","before","value","sd","identified"}],"correlation",
/// "open_directions":[{NAME: weight}],"signals":[{"name","rmse_before","rmse_after","residual_sd","correlation_rows"}],
/// "spread_factor","left_out","rows","starts_at_best","converged"}
[[nodiscard]] Json toJson(const OutputErrorResult& result);

}  // namespace mw::twin
