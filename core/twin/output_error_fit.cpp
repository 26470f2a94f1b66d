// SPDX-License-Identifier: Apache-2.0
#include "core/twin/output_error_fit.h"

#include <Eigen/QR>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/numerics/autocorrelation.h"

namespace mw::twin {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kSmallestVariance = 1e-12;  // of readings that a model meets exactly
constexpr double kPriorInformation = 1.0;    // of a logarithm: a factor e, one standard deviation

}  // namespace

OpenLoopErrors::OpenLoopErrors(const TurnedTwin& twin, std::span<const Log> logs,
                               const api::ProcessModelRegistry& models, std::stop_token stop)
    : twin_(twin), logs_(logs), models_(models), stop_(std::move(stop)) {
  const VectorXd given = VectorXd::Zero(static_cast<Index>(twin.knobs().size()));
  const TwinDefinition definition = readTwin(twin.documentAt(given), models);
  signal_count_ = definition.measured.size();
  for (const Log& log : logs) {
    const OpenLoopPrediction prediction = simulate(definition, log);
    std::vector<bool> has_reading(prediction.reading.size(), false);
    for (std::size_t i = prediction.first_row * signal_count_; i < has_reading.size(); ++i) {
      has_reading[i] = std::isfinite(prediction.reading[i]);
    }
    size_ += has_reading.size();
    has_reading_.push_back(std::move(has_reading));
  }
}

OpenLoopPrediction OpenLoopErrors::simulate(const TwinDefinition& twin, const Log& log) const {
  OpenLoopOptions options;
  options.has_variance = false;
  options.models = &models_;
  options.stop = stop_;
  return simulateOpenLoop(twin, log, options);
}

VectorXd OpenLoopErrors::at(const VectorXd& z, const RowChoice& rows) const {
  if (stop_.stop_requested()) throw Cancelled("calibration stopped, nothing was kept");
  VectorXd errors = VectorXd::Zero(static_cast<Index>(size_));
  try {
    const TwinDefinition definition = readTwin(twin_.documentAt(z), models_);
    Index next = 0;
    for (std::size_t i = 0; i < logs_.size(); ++i) {
      const OpenLoopPrediction prediction = simulate(definition, logs_[i]);
      for (std::size_t k = 0; k < prediction.mean.size(); ++k, ++next) {
        if (has_reading_[i][k] && rows[i][k / signal_count_]) errors(next) = prediction.mean[k] - prediction.reading[k];
      }
    }
  } catch (const NumericalError&) {
    errors.setConstant(kNone);
  } catch (const InputError&) {
    errors.setConstant(kNone);
  }
  return errors;
}

RowChoice OpenLoopErrors::allRows() const {
  RowChoice rows;
  for (const Log& log : logs_) rows.emplace_back(log.rowCount(), true);
  return rows;
}

VectorXd OpenLoopErrors::countsOf(const RowChoice& rows) const {
  VectorXd counts = VectorXd::Zero(static_cast<Index>(signal_count_));
  for (std::size_t i = 0; i < has_reading_.size(); ++i) {
    for (std::size_t k = 0; k < has_reading_[i].size(); ++k) {
      if (has_reading_[i][k] && rows[i][k / signal_count_]) counts(static_cast<Index>(k % signal_count_)) += 1;
    }
  }
  return counts;
}

VectorXd OpenLoopErrors::rmsOf(const VectorXd& errors, const RowChoice& rows) const {
  const auto p = static_cast<Index>(signal_count_);
  const VectorXd squares = errors.cwiseAbs2().reshaped(p, errors.size() / p).rowwise().sum();
  return squares.cwiseQuotient(countsOf(rows).cwiseMax(1.0)).cwiseSqrt();
}

VectorXd OpenLoopErrors::correlationRowsOf(const VectorXd& errors, const RowChoice& rows) const {
  const auto p = static_cast<Index>(signal_count_);
  VectorXd correlation(p);
  for (Index signal = 0; signal < p; ++signal) {
    std::vector<std::vector<double>> runs;
    Index next = 0;
    for (std::size_t i = 0; i < has_reading_.size(); ++i) {
      std::vector<double> run;
      for (std::size_t k = 0; k < has_reading_[i].size(); ++k, ++next) {
        if (static_cast<Index>(k) % p != signal || !has_reading_[i][k] || !rows[i][k / signal_count_]) continue;
        run.push_back(errors(next));
      }
      runs.push_back(std::move(run));
    }
    correlation(signal) = numerics::integratedAutocorrelation(runs);
  }
  return correlation;
}

void OpenLoopErrors::describe(const MatrixXd& slopes, const RowChoice& rows, const VectorXd& errors,
                              KnobFit& fit) const {
  const auto p = static_cast<Index>(signal_count_);
  const Index count = fit.z.size();
  fit.rmse = rmsOf(errors, rows);
  fit.correlation_rows = correlationRowsOf(errors, rows);
  const double worth = countsOf(rows).cwiseQuotient(fit.correlation_rows).sum();
  const double freedom = worth / std::max(worth - static_cast<double>(count), 1.0);
  fit.residual_variance = (fit.rmse.cwiseAbs2() * freedom).cwiseMax(kSmallestVariance);
  fit.information = MatrixXd::Zero(count, count);
  for (Index row = 0; row < slopes.rows(); ++row) {
    const Index signal = row % p;
    const double weight = 1.0 / (fit.residual_variance(signal) * fit.correlation_rows(signal));
    fit.information += weight * slopes.row(row).transpose() * slopes.row(row);
  }
  MatrixXd with_prior = fit.information;
  for (Index i = 0; i < count; ++i) {
    if (twin_.knobs()[static_cast<std::size_t>(i)].isFactor()) with_prior(i, i) += kPriorInformation;
  }
  fit.covariance = with_prior.completeOrthogonalDecomposition().pseudoInverse();
  fit.covariance = (0.5 * (fit.covariance + fit.covariance.transpose())).eval();
}

KnobFit OpenLoopErrors::fit(const VectorXd& start, const RowChoice& rows) const {
  const auto p = static_cast<Index>(signal_count_);
  KnobFit fit;
  fit.z = start;
  fit.misfit = std::numeric_limits<double>::infinity();
  const VectorXd first = at(start, rows);
  if (!first.allFinite()) return fit;
  VectorXd sd = rmsOf(first, rows).cwiseMax(std::sqrt(kSmallestVariance));
  // The second search weighs the signals by what the first left of them.
  for (int pass = 0; pass < (p > 1 ? 2 : 1); ++pass) {
    const VectorXd weights = sd.cwiseInverse().replicate(first.size() / p, 1);
    const auto found =
        numerics::leastSquares([&](const VectorXd& z) { return VectorXd(at(z, rows).cwiseProduct(weights)); }, fit.z);
    fit.z = found.z;
    fit.has_converged = found.has_converged;
    const VectorXd errors = found.residuals.cwiseQuotient(weights);
    describe(weights.cwiseInverse().asDiagonal() * found.jacobian, rows, errors, fit);
    sd = fit.rmse.cwiseMax(std::sqrt(kSmallestVariance));
    fit.misfit = 2 * countsOf(rows).dot(VectorXd(sd.array().log()));
  }
  return fit;
}

}  // namespace mw::twin
