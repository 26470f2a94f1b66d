// SPDX-License-Identifier: Apache-2.0
#include "core/twin/open_loop.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/text.h"
#include "core/twin/log_columns.h"
#include "core/twin/model_knob.h"
#include "core/twin/row_steps.h"
#include "core/twin/twin_columns.h"
#include "core/twin/twin_definition.h"

namespace mw::twin {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kDerivativeStep = 1e-4;  // in logarithms
constexpr std::size_t kRowsBetweenStops = 1024;

/// Goes through a log with a filter whose corrections are taken back once the start is behind.
class OpenLoop {
 public:
  OpenLoop(const TwinDefinition& twin, const Log& log, const OpenLoopOptions& options)
      : log_(log),
        options_(options),
        filter_(makeFilter(twin)),
        clock_(twin.dt_s, dependsOnInterval(twin)),
        columns_(twin, log) {
    if (!filter_->canSmooth()) {
      throw InputError(twin.filter_place, "this filter can't predict open loop",
                       "use a model of one mode with \"kalman\", \"extended\" or \"unscented\"");
    }
    requireGrowingTime(log);
    inputs_.assign(twin.inputs.size(), 0.0);
    nothing_read_.assign(twin.measured.size(), 0.0);
    for (const TwinSignal& signal : twin.measured) result_.measured.push_back(signal.name);
    if (!options.has_variance && (twin.filter == "kalman" || twin.filter == "extended")) {
      process_ = twin.modes.front().model.noisy.process->clone();
      no_noise_.assign(process_->processNoiseCount(), 0.0);
      no_measurement_noise_.assign(process_->measurementNoiseCount(), 0.0);
    }
    if (log.rowCount() > 1) clock_.setFirstInterval(log.t_s[1] - log.t_s[0]);
  }

  OpenLoopPrediction run() {
    for (std::size_t row = 0; row < log_.rowCount(); ++row) {
      if (row % kRowsBetweenStops == 0 && options_.stop.stop_requested()) throw Cancelled("prediction stopped");
      addRow(row, columns_.readings(row));
    }
    return std::move(result_);
  }

 private:
  static bool dependsOnInterval(const TwinDefinition& twin) {
    return twin.modes.front().model.noisy.process->dependsOnInterval();
  }

  void addRow(std::size_t row, std::span<const double> readings) {
    const RowSteps steps = clock_.advanceTo(log_.t_s[row]);
    if (process_ && !mean_.empty()) {
      addMean(row, steps, readings);
      return;
    }
    if (steps.held > 0) {
      filter_->predictMany({steps.t_s - steps.dt_s, steps.dt_s, inputs_, steps.noise_share}, steps.held);
    }
    readInputs(row);
    const api::ProcessStep step{steps.t_s, steps.dt_s, inputs_, steps.noise_share};
    if (steps.moves) filter_->predict(step);
    store(row, step, readings);
    const bool has_reading = std::any_of(readings.begin(), readings.end(), [](double y) { return std::isfinite(y); });
    const bool is_done = has_start_ && log_.t_s[row] > options_.until_s;
    if (process_ && is_done) mean_.assign(filter_->mean().begin(), filter_->mean().end());
    if (!has_reading || is_done) return;
    (void)filter_->correct(step, readings);
    has_start_ = true;
    result_.first_row = row + 1;
  }

  void readInputs(std::size_t row) {
    const std::span<const double> inputs = columns_.inputs(row);
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (std::isfinite(inputs[i])) inputs_[i] = inputs[i];
    }
  }

  /// One row of the model alone, once nothing is corrected any more.
  void addMean(std::size_t row, const RowSteps& steps, std::span<const double> readings) {
    const auto move = [this](const api::ProcessStep& step) {
      moved_.resize(mean_.size());
      process_->advance(mean_, no_noise_, step, moved_);
      mean_.swap(moved_);
    };
    const std::vector<double> held = inputs_;
    for (std::uint64_t i = 0; i < steps.held; ++i) {
      const double t_s = steps.t_s - static_cast<double>(steps.held - i) * steps.dt_s;
      move({t_s, steps.dt_s, held, steps.noise_share});
    }
    readInputs(row);
    const api::ProcessStep step{steps.t_s, steps.dt_s, inputs_, steps.noise_share};
    if (steps.moves) move(step);
    seen_.resize(readings.size());
    process_->measure(mean_, no_measurement_noise_, step, seen_);
    result_.t_s.push_back(log_.t_s[row]);
    for (std::size_t i = 0; i < readings.size(); ++i) add(row, seen_[i], 0.0, readings[i]);
  }

  void add(std::size_t row, double mean, double variance, double reading) {
    result_.mean.push_back(mean);
    result_.variance.push_back(variance);
    result_.reading.push_back(reading);
    if (std::isfinite(mean) && std::isfinite(variance)) return;
    throw NumericalError(
        fmt::format("row {} (t = {} s): the open-loop prediction is not finite; check the model's "
                    "parameters and the integrator's step",
                    row, numberText(log_.t_s[row])));
  }

  /// What every sensor would read: the innovation of a reading of zero, taken back afterwards.
  void store(std::size_t row, const api::ProcessStep& step, std::span<const double> readings) {
    const estimation::GaussianBelief belief = filter_->belief();
    (void)filter_->correct(step, nothing_read_);
    const std::span<const double> innovation = filter_->innovation();
    const std::span<const double> S = filter_->innovationCovariance();
    const std::size_t p = readings.size();
    result_.t_s.push_back(log_.t_s[row]);
    for (std::size_t i = 0; i < p; ++i) add(row, -innovation[i], S[i * p + i], readings[i]);
    filter_->setBelief(belief);
  }

  const Log& log_;
  const OpenLoopOptions& options_;
  std::unique_ptr<estimation::StateFilter> filter_;
  StepClock clock_;
  TwinColumns columns_;
  std::vector<double> inputs_;
  std::vector<double> nothing_read_;
  bool has_start_ = false;
  std::unique_ptr<api::ProcessModel> process_;  ///< moves the mean alone, where that is enough
  std::vector<double> mean_;                    ///< n, once the start is behind
  std::vector<double> moved_;
  std::vector<double> seen_;
  std::vector<double> no_noise_;
  std::vector<double> no_measurement_noise_;
  OpenLoopPrediction result_;
};

/// Adds g C g' to the variances.
void addParameterSpread(const JsonDocument& document, const ParameterSpread& spread, const Log& log,
                        const OpenLoopOptions& options, OpenLoopPrediction& prediction) {
  const TurnedTwin twin(document, spread.names, *options.models);
  const auto count = static_cast<Index>(spread.names.size());
  OpenLoopOptions means = options;
  means.has_variance = false;
  MatrixXd slopes(static_cast<Index>(prediction.mean.size()), count);
  for (Index i = 0; i < count; ++i) {
    const auto at = [&](double z) {
      VectorXd moved = VectorXd::Zero(count);
      moved(i) = z;
      const TwinDefinition definition = readTwin(twin.documentAt(moved), *options.models);
      const std::vector<double> mean = simulateOpenLoop(definition, log, means).mean;
      return VectorXd(Eigen::Map<const VectorXd>(mean.data(), slopes.rows()));
    };
    const double scale = twin.knobs()[static_cast<std::size_t>(i)].scaleAt(0);
    slopes.col(i) = (at(kDerivativeStep) - at(-kDerivativeStep)) / (2 * kDerivativeStep * scale);
  }
  const VectorXd added = (slopes * spread.covariance).cwiseProduct(slopes).rowwise().sum();
  for (Index i = 0; i < added.size(); ++i) prediction.variance[static_cast<std::size_t>(i)] += std::max(added(i), 0.0);
}

}  // namespace

OpenLoopPrediction simulateOpenLoop(const TwinDefinition& twin, const Log& log, const OpenLoopOptions& options) {
  return OpenLoop(twin, log, options).run();
}

OpenLoopPrediction predictOpenLoop(const JsonDocument& twin, const Log& log, const OpenLoopOptions& options) {
  const TwinDefinition definition = readTwin(twin, *options.models);
  OpenLoopPrediction prediction = simulateOpenLoop(definition, log, options);
  if (definition.spread) addParameterSpread(twin, *definition.spread, log, options, prediction);
  return prediction;
}

}  // namespace mw::twin
