// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/gaussian_process.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "core/base/error.h"
#include "core/surrogate/gp/likelihood_search.h"
#include "core/surrogate/gp/marginal_likelihood.h"
#include "core/surrogate/gp/weak_prior.h"

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

Eigen::MatrixXd standardisedNoise(const TrainingSet& training, const Standardisation& standardisation) {
  if (!training.noise.isKnown() || standardisation.outputIsConstant()) return {};
  return training.noise.covariance() / (standardisation.outputSd() * standardisation.outputSd());
}

MarginalLikelihood objective(const TrainingSet& rows, const Standardisation& standardisation,
                             const FitOptions& options) {
  MarginalLikelihood likelihood(standardisation.inputs(rows.inputs), standardisation.output(rows.output),
                                standardisation.columns());
  likelihood.setKnownNoise(standardisedNoise(rows, standardisation));
  if (options.is_cautious) likelihood.setPrior(weakPrior(rows, standardisation, options.bounds));
  return likelihood;
}

Eigen::VectorXd searchHyperparameters(const TrainingSet& training, const Standardisation& standardisation,
                                      const FitOptions& options, const std::stop_token& stop) {
  const SearchOptions search{options.starts, options.seed, options.bounds};
  const auto likelihoodOf = [&](const TrainingSet& rows) { return objective(rows, standardisation, options); };
  if (training.output.size() <= kMaxSearchRows) return maximiseLikelihood(likelihoodOf(training), search, stop);
  constexpr int kEvaluationsOnAllRows = 15;
  Notes unsaid;  // the model still conditions on all rows
  const auto subset = atMostRows(training, kMaxSearchRows, options.seed, unsaid);
  const Eigen::VectorXd start = maximiseLikelihood(likelihoodOf(subset), search, stop);
  return polishLikelihood(likelihoodOf(training), start, options.bounds, kEvaluationsOnAllRows, stop);
}

/// The best set, or all that a few rows leave possible.
std::vector<Believed> believedSets(const TrainingSet& training, const Standardisation& standardisation,
                                   const FitOptions& options, const std::stop_token& stop) {
  const Eigen::Index d = training.inputs.cols();
  const auto& kept = standardisation.keptInputs();
  if (standardisation.outputIsConstant()) return {{defaultHyperparameters(d), 1}};
  const Eigen::VectorXd best = searchHyperparameters(training, standardisation, options, stop);
  const auto settled = kSettledRowsPerInput * static_cast<Eigen::Index>(kept.size());
  if (!options.is_cautious || training.output.size() >= settled) return {{fromLog(best, kept, d, options.bounds), 1}};
  std::vector<Believed> sets;
  for (const auto& set : spreadAround(best, objective(training, standardisation, options), options.bounds))
    sets.push_back({fromLog(set.log_parameters, kept, d, options.bounds), set.weight});
  return sets;
}

}  // namespace

FitOptions cautiousFit(std::uint64_t seed, int starts) {
  FitOptions options{starts, seed, {}, true};
  options.bounds.max_noise_variance = 1;
  return options;
}

GaussianProcess::GaussianProcess(TrainingSet training, Standardisation standardisation, std::vector<Believed> sets,
                                 Notes notes)
    : training_(std::move(training)), standardisation_(std::move(standardisation)), notes_(std::move(notes)) {
  condition(std::move(sets));
}

GaussianProcess GaussianProcess::withHyperparameters(TrainingSet training, GpHyperparameters hyperparameters) {
  return withSeveral(std::move(training), {{std::move(hyperparameters), 1}});
}

GaussianProcess GaussianProcess::withSeveral(TrainingSet training, std::vector<Believed> sets) {
  MW_REQUIRE(!sets.empty());
  Notes notes;
  training = usableRows(std::move(training), notes);
  training = atMostRows(std::move(training), kMaxGpRows, FitOptions{}.seed, notes);
  Standardisation standardisation(training, notes);
  for (const Believed& set : sets) {
    MW_REQUIRE(set.hyperparameters.length_scales.size() == training.inputs.cols());
    for (const Eigen::Index j : standardisation.keptInputs()) {
      if (set.hyperparameters.length_scales(j) > 0) continue;
      throw InputError({{}, fmt::format("/length_scales/{}", j)},
                       fmt::format("no length scale for \"{}\"", training.input_names[static_cast<std::size_t>(j)]),
                       "only an input that never varies may do without");
    }
  }
  return {std::move(training), std::move(standardisation), std::move(sets), std::move(notes)};
}

GaussianProcess GaussianProcess::fit(TrainingSet training, const FitOptions& options, const std::stop_token& stop) {
  MW_REQUIRE(options.starts >= 1);
  Notes notes;
  training = usableRows(std::move(training), notes);
  training = atMostRows(std::move(training), kMaxGpRows, options.seed, notes);
  Standardisation standardisation(training, notes);
  auto sets = believedSets(training, standardisation, options, stop);
  return {std::move(training), std::move(standardisation), std::move(sets), std::move(notes)};
}

void GaussianProcess::condition(std::vector<Believed> sets) {
  const StandardisedRows rows{standardisation_.inputs(training_.inputs), standardisation_.output(training_.output),
                              standardisedNoise(training_, standardisation_)};
  for (Believed& set : sets) {
    auto posterior = Posterior::of(rows, standardisation_, std::move(set.hyperparameters));
    if (!posterior) {
      throw NumericalError(
          "cannot fit: the covariance is not positive definite, even with jitter 1e-4; "
          "raise noise_variance or shorten the length scales");
    }
    posteriors_.push_back(std::move(*posterior));
    weights_.push_back(set.weight);
  }
  const Posterior& best = posteriors_.front();
  if (best.factor.jitter > 0) {
    notes_.push_back(
        fmt::format("jitter {:.1e} added: rows nearly coincide for the length scales", best.factor.jitter));
  }
  leave_one_out_ =
      surrogate::leaveOneOut(best.alpha, best.inverse_diagonal, training_.output, standardisation_.outputSd());
  const double largest = best.trainingVariance(rows).maxCoeff();
  domain_.emplace(training_, best.scaled_sites, static_cast<Eigen::Index>(standardisation_.keptInputs().size()),
                  std::sqrt(std::max(0.0, largest) / best.hyperparameters.signal_variance));
}

double GaussianProcess::logMarginalLikelihood() const {
  return standardisation_.outputIsConstant() ? kNaN : posteriors_.front().log_marginal_likelihood;
}

std::vector<Believed> GaussianProcess::believed() const {
  std::vector<Believed> sets;
  for (std::size_t i = 0; i < posteriors_.size(); ++i) sets.push_back({posteriors_[i].hyperparameters, weights_[i]});
  return sets;
}

DomainVerdict GaussianProcess::verdictAt(const Eigen::RowVectorXd& point, double nearest,
                                         double latent_variance) const {
  return domain_->verdict(point, nearest, std::sqrt(latent_variance / hyperparameters().signal_variance));
}

GaussianProcess::Prediction GaussianProcess::predict(const Eigen::MatrixXd& points) const {
  MW_REQUIRE(points.cols() == training_.inputs.cols());
  const Eigen::MatrixXd inputs = standardisation_.inputs(points);
  const Eigen::Index m = points.rows();
  Posterior::Latent answer = posteriors_.front().latent(inputs);
  Prediction prediction;
  prediction.verdicts.resize(static_cast<std::size_t>(m));
  for (Eigen::Index i = 0; i < m; ++i)
    prediction.verdicts[static_cast<std::size_t>(i)] = verdictAt(points.row(i), answer.nearest(i), answer.variance(i));
  if (posteriors_.size() > 1) {
    // Mean and variance of a mixture: E[m], E[v + m^2] - E[m]^2.
    Eigen::VectorXd squares = weights_.front() * (answer.variance + answer.mean.cwiseAbs2());
    answer.mean *= weights_.front();
    for (std::size_t s = 1; s < posteriors_.size(); ++s) {
      const Posterior::Latent other = posteriors_[s].latent(inputs);
      answer.mean += weights_[s] * other.mean;
      squares += weights_[s] * (other.variance + other.mean.cwiseAbs2());
    }
    answer.variance = (squares - answer.mean.cwiseAbs2()).cwiseMax(0);
  }
  prediction.mean = standardisation_.outputMean() + standardisation_.outputSd() * answer.mean.array();
  prediction.sd = standardisation_.outputSd() * answer.variance.array().sqrt();
  return prediction;
}

GaussianProcess::PointPrediction GaussianProcess::predictPoint(const Eigen::RowVectorXd& point) const {
  MW_REQUIRE(point.size() == training_.inputs.cols());
  const Eigen::RowVectorXd input = standardisation_.inputs(point);
  const auto best = posteriors_.front().latentPoint(input);
  double mean = best.mean;
  double variance = best.variance;
  if (posteriors_.size() > 1) {
    mean *= weights_.front();
    double squares = weights_.front() * (best.variance + best.mean * best.mean);
    for (std::size_t s = 1; s < posteriors_.size(); ++s) {
      const auto other = posteriors_[s].latentPoint(input);
      mean += weights_[s] * other.mean;
      squares += weights_[s] * (other.variance + other.mean * other.mean);
    }
    variance = std::max(0.0, squares - mean * mean);
  }
  return {standardisation_.outputMean() + standardisation_.outputSd() * mean,
          standardisation_.outputSd() * std::sqrt(variance), verdictAt(point, best.nearest, best.variance)};
}

double GaussianProcess::noiseVariance() const {
  return hyperparameters().noise_variance * standardisation_.outputSd() * standardisation_.outputSd();
}

double GaussianProcess::runVariance(const Eigen::RowVectorXd& point) const {
  if (!training_.noise.isKnown()) return noiseVariance();
  const Eigen::ArrayXd near = posteriors_.front().correlation(standardisation_.inputs(point));
  constexpr double kFar = 1e-12;
  const Eigen::ArrayXd variance = training_.noise.run_variance.array();
  const double known = near.sum() > kFar ? (near * variance).sum() / near.sum() : variance.mean();
  return noiseVariance() + known;
}

}  // namespace mw::surrogate
