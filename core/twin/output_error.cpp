// SPDX-License-Identifier: Apache-2.0
#include "core/twin/output_error.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/base/random_stream.h"
#include "core/twin/output_error_fit.h"

namespace mw::twin {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kScatter = 1.0;            // sd of further starts, in logarithms
constexpr double kSameMisfit = 0.01;        // per row: searches that found the same
constexpr double kLeastInformation = 1e-2;  // of a direction that counts as identified
constexpr double kTakesPart = 0.3;          // share of an open direction that names a parameter
constexpr std::size_t kFifths = 5;
constexpr std::size_t kFewestRowsToLeaveOut = 4;  // per fifth and knob

std::vector<Log> windowsOf(std::span<const Log> logs, const OutputErrorOptions& options) {
  std::vector<Log> windows;
  for (const Log& log : logs) {
    windows.push_back(windowOf(log, options.from_s, options.until_s));
    if (windows.back().rowCount() > 1) continue;
    throw InputError(Place{log.name, "", 0, 0}, "the training window has fewer than two rows",
                     "choose one within the log");
  }
  return windows;
}

class OutputError {
 public:
  OutputError(const JsonDocument& twin, std::span<const Log> logs, const OutputErrorOptions& options)
      : options_(options),
        file_(twin.fileName()),
        twin_(twin, options.parameters, *options.models),
        logs_(windowsOf(logs, options)),
        errors_(twin_, logs_, *options.models, options.stop),
        all_(errors_.allRows()) {}

  OutputErrorResult run() {
    OutputErrorResult result;
    for (const Log& log : logs_) result.rows += log.rowCount();
    const VectorXd given = VectorXd::Zero(static_cast<Index>(twin_.knobs().size()));
    const VectorXd before = errors_.at(given, all_);
    if (!before.allFinite()) throw NumericalError("the twin as given can't be run open loop over the training window");
    const KnobFit best = search(result);
    describeSignals(errors_.rmsOf(before, all_), best, result);
    result.spread_factor = spreadFactor(best, result.left_out);
    describeValues(best, result);
    result.twin = fittedTwin(best, result.spread_factor);
    return result;
  }

 private:
  void tell(int searches, int all) const {
    if (options_.progress) options_.progress({static_cast<double>(searches), static_cast<double>(all), "searches"});
  }

  [[nodiscard]] VectorXd startOf(int i) const {
    VectorXd z = VectorXd::Zero(static_cast<Index>(twin_.knobs().size()));
    RandomStream random(options_.seed, streamId("calibrate", "start"), static_cast<std::uint32_t>(i));
    for (Index k = 0; i > 0 && k < z.size(); ++k) {
      const double radius = std::sqrt(-2 * std::log(random.uniform()));
      z(k) = kScatter * radius * std::cos(2 * std::numbers::pi * random.uniform());
    }
    return z;
  }

  KnobFit search(OutputErrorResult& result) const {
    const int starts = std::max(options_.starts, 1);
    std::vector<KnobFit> fits;
    for (int i = 0; i < starts; ++i) {
      fits.push_back(errors_.fit(startOf(i), all_));
      tell(i + 1, starts + static_cast<int>(folds().size()));
    }
    const auto isBetter = [](const KnobFit& a, const KnobFit& b) { return a.misfit < b.misfit; };
    const KnobFit best = *std::min_element(fits.begin(), fits.end(), isBetter);
    const double same = kSameMisfit * static_cast<double>(result.rows);
    result.starts_at_best = static_cast<int>(
        std::count_if(fits.begin(), fits.end(), [&](const KnobFit& fit) { return fit.misfit <= best.misfit + same; }));
    result.has_converged = best.has_converged;
    return best;
  }

  void describeSignals(const VectorXd& before, const KnobFit& best, OutputErrorResult& result) const {
    const TwinDefinition definition = readTwin(twin_.documentAt(best.z), *options_.models);
    for (std::size_t i = 0; i < definition.measured.size(); ++i) {
      const auto k = static_cast<Index>(i);
      result.measured.push_back({definition.measured[i].name, before(k), best.rmse(k),
                                 std::sqrt(best.residual_variance(k)), best.correlation_rows(k)});
    }
  }

  /// The rows that each of the trials leaves out; none where the logs are too short for it.
  [[nodiscard]] std::vector<RowChoice> folds() const {
    std::vector<RowChoice> folds;
    const std::size_t parts = logs_.size() > 1 ? logs_.size() : kFifths;
    const std::size_t rows = logs_.front().rowCount();
    if (logs_.size() == 1 && rows < kFifths * kFewestRowsToLeaveOut * (twin_.knobs().size() + 1)) return folds;
    for (std::size_t part = 0; part < parts; ++part) {
      RowChoice chosen;
      for (std::size_t i = 0; i < logs_.size(); ++i) {
        chosen.emplace_back(logs_[i].rowCount(), logs_.size() > 1 && i == part);
      }
      if (logs_.size() == 1) {
        std::fill(chosen[0].begin() + static_cast<std::ptrdiff_t>(part * rows / kFifths),
                  chosen[0].begin() + static_cast<std::ptrdiff_t>((part + 1) * rows / kFifths), true);
      }
      folds.push_back(std::move(chosen));
    }
    return folds;
  }

  /// Mean of the squared errors over their predicted variances, of rows that were left out; at least 1.
  [[nodiscard]] double spreadFactor(const KnobFit& best, std::string& left_out) const {
    const std::vector<RowChoice> folds = this->folds();
    if (folds.empty()) return 1.0;
    left_out = logs_.size() > 1 ? "one log at a time" : "fifths of the log";
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < folds.size(); ++i) {
      RowChoice kept = folds[i];
      for (std::vector<bool>& rows : kept) rows.flip();
      const KnobFit fit = errors_.fit(best.z, kept);
      if (std::isfinite(fit.misfit)) judge(fittedTwin(fit, 1.0), folds[i], sum, count);
      tell(options_.starts + static_cast<int>(i) + 1, options_.starts + static_cast<int>(folds.size()));
    }
    return count > 0 ? std::max(sum / count, 1.0) : 1.0;
  }

  void judge(const Json& twin, const RowChoice& rows, double& sum, double& count) const {
    const JsonDocument document = JsonDocument::parse(twin.dump(), file_);
    OpenLoopOptions options;
    options.models = options_.models;
    options.stop = options_.stop;
    for (std::size_t i = 0; i < logs_.size(); ++i) {
      if (std::find(rows[i].begin(), rows[i].end(), true) == rows[i].end()) continue;
      const OpenLoopPrediction prediction = predictOpenLoop(document, logs_[i], options);
      const std::size_t p = prediction.signalCount();
      for (std::size_t k = prediction.first_row * p; k < prediction.mean.size(); ++k) {
        const double error = prediction.mean[k] - prediction.reading[k];
        if (!rows[i][k / p] || !std::isfinite(error)) continue;
        sum += error * error / prediction.variance[k];
        count += 1;
      }
    }
  }

  [[nodiscard]] VectorXd scalesAt(const VectorXd& z) const {
    VectorXd scales(z.size());
    for (Index i = 0; i < z.size(); ++i) scales(i) = twin_.knobs()[static_cast<std::size_t>(i)].scaleAt(z(i));
    return scales;
  }

  [[nodiscard]] Json fittedTwin(const KnobFit& fit, double spread_factor) const {
    const auto rowsOf = [](const MatrixXd& M) {
      Json rows = Json::array();
      for (Index i = 0; i < M.rows(); ++i) {
        rows.push_back(Json::array());
        for (Index j = 0; j < M.cols(); ++j) rows.back().push_back(M(i, j));
      }
      return rows;
    };
    Json json = twin_.jsonAt(fit.z);
    json["model"]["R"] = rowsOf(MatrixXd((spread_factor * fit.residual_variance).asDiagonal()));
    Json names = Json::array();
    for (const ModelKnob& knob : twin_.knobs()) names.push_back(knob.name);
    const VectorXd scales = scalesAt(fit.z);
    json["calibration"] = {
        {"method", "output-error"},
        {"parameters", std::move(names)},
        {"covariance", rowsOf(scales.asDiagonal() * (spread_factor * fit.covariance) * scales.asDiagonal())}};
    return json;
  }

  void describeValues(const KnobFit& fit, OutputErrorResult& result) const {
    const Index count = fit.z.size();
    const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(fit.information);
    std::vector<bool> is_open(twin_.knobs().size(), false);
    MatrixXd covariance = MatrixXd::Zero(count, count);
    for (Index k = 0; k < count; ++k) {
      const VectorXd direction = eigen.eigenvectors().col(k);
      if (eigen.eigenvalues()(k) > kLeastInformation) {
        covariance += direction * direction.transpose() * (result.spread_factor / eigen.eigenvalues()(k));
        continue;
      }
      OpenDirection open;
      for (Index i = 0; i < count; ++i) {
        if (std::abs(direction(i)) <= kTakesPart) continue;
        is_open[static_cast<std::size_t>(i)] = true;
        open.names.push_back(twin_.knobs()[static_cast<std::size_t>(i)].name);
        open.weights.push_back(direction(i));
      }
      result.open_directions.push_back(std::move(open));
    }
    result.correlation = MatrixXd::Constant(count, count, std::numeric_limits<double>::quiet_NaN());
    const VectorXd sd = covariance.diagonal().cwiseSqrt();
    for (Index i = 0; i < count; ++i) {
      const auto at = static_cast<std::size_t>(i);
      const ModelKnob& knob = twin_.knobs()[at];
      result.values.push_back({knob.name, knob.before, knob.valueAt(fit.z(i)),
                               is_open[at] ? std::numeric_limits<double>::infinity() : sd(i) * knob.scaleAt(fit.z(i)),
                               !is_open[at]});
      for (Index j = 0; j < count; ++j) {
        if (is_open[at] || is_open[static_cast<std::size_t>(j)]) continue;
        result.correlation(i, j) = covariance(i, j) / (sd(i) * sd(j));
      }
    }
  }

  const OutputErrorOptions& options_;
  std::string file_;
  TurnedTwin twin_;
  std::vector<Log> logs_;
  OpenLoopErrors errors_;
  RowChoice all_;
};

}  // namespace

OutputErrorResult calibrateOutputError(const JsonDocument& twin, std::span<const Log> logs,
                                       const OutputErrorOptions& options) {
  if (logs.empty()) throw InputError(Place{}, "no training log", "give at least one");
  return OutputError(twin, logs, options).run();
}

}  // namespace mw::twin
