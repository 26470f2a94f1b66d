// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/twin/log.h"
#include "core/twin/model_types.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {

struct OpenLoopOptions {
  /// Readings up to this stamp of the log correct the state; the first row that has one always does.
  double until_s = -std::numeric_limits<double>::infinity();
  /// False leaves the variances out (zeros) where the filter's mean does not need them: Kalman and extended.
  bool has_variance = true;
  const api::ProcessModelRegistry* models = &builtinModels();
  std::stop_token stop = {};
};

/// What a twin says the sensors will read when it knows the inputs and its start, and never looks at them again.
/// p values per row where not said otherwise; rows as in the log.
struct OpenLoopPrediction {
  std::vector<std::string> measured;  ///< p names
  std::vector<double> t_s;            ///< 1 per row
  std::vector<double> mean;           ///< of the reading, in the units of the signals
  std::vector<double> variance;       ///< of the reading: start, process noise, sensor and fitted parameters
  std::vector<double> reading;        ///< of the log; NaN = none
  std::size_t first_row = 0;          ///< that no reading before or in it has corrected

  [[nodiscard]] std::size_t signalCount() const { return measured.size(); }
  [[nodiscard]] std::size_t rows() const { return t_s.size(); }
};

/// How well that fits one signal, over the rows from first_row on.
struct OpenLoopAccuracy {
  std::string signal;
  std::size_t readings = 0;
  double rmse = 0;           ///< in the unit of the signal, as bias and half_width; NaN without readings
  double bias = 0;           ///< mean of prediction - reading
  double coverage_95 = 0;    ///< share of readings within 1.96 standard deviations
  double half_width_95 = 0;  ///< mean over these readings
};

/// Predicts a log open loop: estimates the state from the readings up to until_s as a replay does, then predicts only.
///
///   y_k = h(x_k),   variance = H P_k H' + R + g_k C g_k'
///
/// P_k grows from the belief at the start by Q alone; g_k is the derivative of y_k by the fitted parameters (central
/// differences) and C their covariance, where the twin has "calibration" (ParameterSpread).
/// @throws InputError where the twin can't be run, has a filter that can't be set back (particle, switching), or the
///         log lacks a signal; NumericalError where the prediction overflows; Cancelled
[[nodiscard]] OpenLoopPrediction predictOpenLoop(const JsonDocument& twin, const Log& log,
                                                 const OpenLoopOptions& options = {});

/// The same without the parameters' share, from a twin that is read already.
[[nodiscard]] OpenLoopPrediction simulateOpenLoop(const TwinDefinition& twin, const Log& log,
                                                  const OpenLoopOptions& options = {});

[[nodiscard]] std::vector<OpenLoopAccuracy> accuracyOf(const OpenLoopPrediction& prediction);

/// [{"name","readings","rmse","bias","coverage_95","half_width_95"}]
[[nodiscard]] Json toJson(const std::vector<OpenLoopAccuracy>& accuracy);
/// {"method":"open-loop","signals":[...],"steps":[{"t_s","predicted","sd","reading"}],"rows"}, every `every`-th step
[[nodiscard]] Json toJson(const OpenLoopPrediction& prediction, std::size_t every);
/// A sentence per signal.
[[nodiscard]] std::vector<std::string> inWords(const std::vector<OpenLoopAccuracy>& accuracy);

}  // namespace mw::twin
