// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/gaussian_process.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numbers>

#include "core/base/error.h"
#include "core/surrogate/gp/likelihood_search.h"
#include "core/surrogate/gp/marginal_likelihood.h"
#include "core/surrogate/kernel/matern52.h"

namespace mw::surrogate {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

GpHyperparameters defaultHyperparameters(Eigen::Index d) {
  GpHyperparameters hyperparameters;
  hyperparameters.length_scales = Eigen::VectorXd::Ones(d);
  return hyperparameters;
}

/// From log parameters of the kept inputs to one length scale per input.
GpHyperparameters fromLog(const Eigen::VectorXd& log_parameters, const std::vector<Eigen::Index>& kept, Eigen::Index d,
                          const GpBounds& bounds) {
  GpHyperparameters hyperparameters;
  // exp(log(bound)) may miss the bound by a rounding.
  hyperparameters.signal_variance =
      std::clamp(std::exp(log_parameters(0)), bounds.min_signal_variance, bounds.max_signal_variance);
  hyperparameters.noise_variance = std::clamp(std::exp(log_parameters(log_parameters.size() - 1)),
                                              bounds.min_noise_variance, bounds.max_noise_variance);
  hyperparameters.length_scales = Eigen::VectorXd::Constant(d, kNaN);
  for (std::size_t k = 0; k < kept.size(); ++k) {
    hyperparameters.length_scales(kept[k]) = std::clamp(std::exp(log_parameters(static_cast<Eigen::Index>(k) + 1)),
                                                        bounds.min_length_scale, bounds.max_length_scale);
  }
  return hyperparameters;
}

Eigen::VectorXd searchHyperparameters(const TrainingSet& training, const Standardisation& standardisation,
                                      const FitOptions& options, const std::stop_token& stop) {
  const SearchOptions search{options.starts, options.seed, options.bounds};
  const auto likelihoodOf = [&](const TrainingSet& rows) {
    return MarginalLikelihood(standardisation.inputs(rows.inputs), standardisation.output(rows.output));
  };
  if (training.output.size() <= kMaxSearchRows) return maximiseLikelihood(likelihoodOf(training), search, stop);
  constexpr int kEvaluationsOnAllRows = 15;
  Notes unsaid;  // the model still conditions on all rows
  const auto subset = atMostRows(training, kMaxSearchRows, options.seed, unsaid);
  const Eigen::VectorXd start = maximiseLikelihood(likelihoodOf(subset), search, stop);
  return polishLikelihood(likelihoodOf(training), start, options.bounds, kEvaluationsOnAllRows, stop);
}

}  // namespace

GaussianProcess::GaussianProcess(TrainingSet training, Standardisation standardisation,
                                 GpHyperparameters hyperparameters, Notes notes)
    : training_(std::move(training)),
      standardisation_(std::move(standardisation)),
      hyperparameters_(std::move(hyperparameters)),
      notes_(std::move(notes)) {
  condition();
}

GaussianProcess GaussianProcess::withHyperparameters(TrainingSet training, GpHyperparameters hyperparameters) {
  MW_REQUIRE(hyperparameters.length_scales.size() == training.inputs.cols());
  Notes notes;
  training = usableRows(std::move(training), notes);
  training = atMostRows(std::move(training), kMaxGpRows, FitOptions{}.seed, notes);
  Standardisation standardisation(training, notes);
  for (const Eigen::Index j : standardisation.keptInputs()) {
    if (!(hyperparameters.length_scales(j) > 0)) {
      throw InputError({{}, fmt::format("/length_scales/{}", j)},
                       fmt::format("no length scale for \"{}\"", training.input_names[static_cast<std::size_t>(j)]),
                       "only an input that never varies may do without");
    }
  }
  return {std::move(training), std::move(standardisation), std::move(hyperparameters), std::move(notes)};
}

GaussianProcess GaussianProcess::fit(TrainingSet training, const FitOptions& options, const std::stop_token& stop) {
  MW_REQUIRE(options.starts >= 1);
  Notes notes;
  training = usableRows(std::move(training), notes);
  training = atMostRows(std::move(training), kMaxGpRows, options.seed, notes);
  Standardisation standardisation(training, notes);
  const Eigen::Index d = training.inputs.cols();
  auto hyperparameters = standardisation.outputIsConstant()
                             ? defaultHyperparameters(d)
                             : fromLog(searchHyperparameters(training, standardisation, options, stop),
                                       standardisation.keptInputs(), d, options.bounds);
  return {std::move(training), std::move(standardisation), std::move(hyperparameters), std::move(notes)};
}

Eigen::RowVectorXd GaussianProcess::scaleFactors() const {
  return hyperparameters_.length_scales(standardisation_.keptInputs()).cwiseInverse().transpose();
}

void GaussianProcess::condition() {
  const double signal_variance = hyperparameters_.signal_variance;
  scaled_sites_ = standardisation_.inputs(training_.inputs) * scaleFactors().asDiagonal();
  auto factor = factorise(trainingCovariance(scaled_sites_, signal_variance, hyperparameters_.noise_variance));
  if (!factor) {
    throw NumericalError(
        "cannot fit: the covariance is not positive definite, even with jitter 1e-4; "
        "raise noise_variance or shorten the length scales");
  }
  factor_ = std::move(*factor);
  if (factor_.jitter > 0) {
    notes_.push_back(fmt::format("jitter {:.1e} added: rows nearly coincide for the length scales", factor_.jitter));
  }
  const Eigen::VectorXd y = standardisation_.output(training_.output);
  const auto n = static_cast<double>(y.size());
  alpha_ = factor_.solve(y);
  log_marginal_likelihood_ =
      standardisation_.outputIsConstant()
          ? kNaN
          : -0.5 * (y.dot(alpha_) + factor_.logDeterminant() + n * std::log(2 * std::numbers::pi));
  const Eigen::VectorXd inverse_diagonal = factor_.inverse().diagonal();
  leave_one_out_ = surrogate::leaveOneOut(alpha_, inverse_diagonal, training_.output, standardisation_.outputSd());
  // Latent variance at a training row: noise - noise^2 [K^-1]_ii, since its covariances are K minus noise.
  const double noise = hyperparameters_.noise_variance + factor_.jitter;
  const double largest = (noise - noise * noise * inverse_diagonal.array()).maxCoeff();
  domain_.emplace(training_.inputs, scaled_sites_, std::sqrt(std::max(0.0, largest) / signal_variance));
}

DomainVerdict GaussianProcess::verdictAt(const Eigen::RowVectorXd& point, const Eigen::ArrayXd& squared_distances,
                                         double latent_variance) const {
  return domain_->verdict(point, std::sqrt(squared_distances.minCoeff()),
                          std::sqrt(latent_variance / hyperparameters_.signal_variance));
}

GaussianProcess::Prediction GaussianProcess::predict(const Eigen::MatrixXd& points) const {
  MW_REQUIRE(points.cols() == training_.inputs.cols());
  constexpr Eigen::Index kBlock = 256;  // bounds the memory of many points over many rows
  const double signal_variance = hyperparameters_.signal_variance;
  const Eigen::MatrixXd scaled = standardisation_.inputs(points) * scaleFactors().asDiagonal();
  const Eigen::Index m = points.rows();
  Prediction prediction{Eigen::VectorXd(m), Eigen::VectorXd(m),
                        std::vector<DomainVerdict>(static_cast<std::size_t>(m))};
  for (Eigen::Index first = 0; first < m; first += kBlock) {
    const Eigen::Index count = std::min(kBlock, m - first);
    Eigen::MatrixXd squares(scaled_sites_.rows(), count);
    Eigen::MatrixXd k(scaled_sites_.rows(), count);
    for (Eigen::Index i = 0; i < count; ++i) {
      squares.col(i) = squaredDistances(scaled_sites_, scaled.row(first + i));
      k.col(i) = signal_variance * Matern52::correlation(squares.col(i));
    }
    const Eigen::VectorXd means = k.transpose() * alpha_;
    factor_.L.triangularView<Eigen::Lower>().solveInPlace(k);
    for (Eigen::Index i = 0; i < count; ++i) {
      const double variance = std::max(0.0, signal_variance - k.col(i).squaredNorm());
      prediction.mean(first + i) = standardisation_.outputMean() + standardisation_.outputSd() * means(i);
      prediction.sd(first + i) = standardisation_.outputSd() * std::sqrt(variance);
      prediction.verdicts[static_cast<std::size_t>(first + i)] =
          verdictAt(points.row(first + i), squares.col(i), variance);
    }
  }
  return prediction;
}

GaussianProcess::PointPrediction GaussianProcess::predictPoint(const Eigen::RowVectorXd& point) const {
  MW_REQUIRE(point.size() == training_.inputs.cols());
  const double signal_variance = hyperparameters_.signal_variance;
  const Eigen::RowVectorXd scaled = standardisation_.inputs(point) * scaleFactors().asDiagonal();
  const Eigen::ArrayXd squares = squaredDistances(scaled_sites_, scaled);
  Eigen::VectorXd k = signal_variance * Matern52::correlation(squares);
  const double mean = k.dot(alpha_);
  factor_.L.triangularView<Eigen::Lower>().solveInPlace(k);
  const double variance = std::max(0.0, signal_variance - k.squaredNorm());
  return {standardisation_.outputMean() + standardisation_.outputSd() * mean,
          standardisation_.outputSd() * std::sqrt(variance), verdictAt(point, squares, variance)};
}

double GaussianProcess::noiseVariance() const {
  return hyperparameters_.noise_variance * standardisation_.outputSd() * standardisation_.outputSd();
}

}  // namespace mw::surrogate
