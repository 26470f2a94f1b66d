// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/particle_smoother.h"

#include <Eigen/Cholesky>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "core/base/error.h"
#include "core/estimation/covariance.h"

namespace mw::estimation {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Index kMostPoints = 500;
constexpr double kMostNumbers = 1U << 28U;
constexpr double kPivotLimit = 1e-12;  // of a variance: below it a step has no density

std::span<const double> columnOf(const MatrixXd& matrix, Index column) {
  return {matrix.col(column).data(), static_cast<std::size_t>(matrix.rows())};
}

GaussianBelief momentsOf(const MatrixXd& cloud, const VectorXd& weight) {
  GaussianBelief belief{cloud * weight, {}};
  const MatrixXd apart = cloud.colwise() - belief.mean;
  belief.covariance = apart * weight.asDiagonal() * apart.transpose();
  tidyCovariance(belief.covariance);
  return belief;
}

VectorXd weightsOf(const VectorXd& log_weight) {
  const VectorXd weight = (log_weight.array() - log_weight.maxCoeff()).exp();
  return weight / weight.sum();
}

}  // namespace

ParticleMemory::ParticleMemory(const NoisyProcess& model, const StateFilter& filter, const MatrixXd& cloud,
                               const VectorXd& log_weight, std::uint64_t seed)
    : model_(model),
      process_(model.process->clone()),
      filter_(filter),
      cloud_(cloud),
      log_weight_(log_weight),
      stream_(seed, streamId("particle-filter", "smoothing"), 0) {}

bool ParticleMemory::canSmooth(const NoisyProcess& model) {
  const Eigen::LLT<MatrixXd> factor(model.Q);
  const VectorXd pivots = factor.matrixLLT().diagonal().cwiseAbs2();
  return model.process_noise_variance.size() == 0 && factor.info() == Eigen::Success &&
         (pivots.array() > kPivotLimit * model.Q.diagonal().array()).all();
}

void ParticleMemory::add(const api::ProcessStep& step) {
  const double numbers = static_cast<double>(cloud_.size() + cloud_.cols()) * static_cast<double>(past_.size());
  if (numbers > kMostNumbers) {
    throw InputError(Place{},
                     fmt::format("smoothing {} particles over more than {} steps takes more than 2 GiB", cloud_.cols(),
                                 past_.size()),
                     "take fewer particles, or a part of the log");
  }
  past_.push_back({KeptStep(step), cloud_, log_weight_});
}

std::vector<SmoothedRow> ParticleMemory::smoothedStates(const std::stop_token& stop) {
  std::vector<SmoothedRow> states(past_.size() + 1);
  const VectorXd weight = weightsOf(log_weight_);
  states.back().belief = filter_.belief();  // of the cloud before it was resampled
  MatrixXd points = drawn(cloud_, weight, std::min(kMostPoints, cloud_.cols()));
  for (std::size_t k = past_.size(); k-- > 0;) {
    if (stop.stop_requested()) throw Cancelled("replay stopped, nothing was kept");
    states[k].belief = back(past_[k], points);
  }
  return states;
}

MatrixXd ParticleMemory::drawn(const MatrixXd& cloud, const VectorXd& weight, Index count) {
  MatrixXd points(cloud.rows(), count);
  const double turn = stream_.uniform();
  double sum = weight(0);
  Index from = 0;
  for (Index j = 0; j < count; ++j) {
    const double mark = (static_cast<double>(j) + turn) / static_cast<double>(count);
    while (sum < mark && from + 1 < cloud.cols()) sum += weight(++from);
    points.col(j) = cloud.col(from);
  }
  return points;
}

Index ParticleMemory::wheel(const VectorXd& weight) {
  const double mark = stream_.uniform();
  double sum = weight(0);
  Index from = 0;
  while (sum < mark && from + 1 < weight.size()) sum += weight(++from);
  return from;
}

GaussianBelief ParticleMemory::back(const Past& past, MatrixXd& points) {
  const api::ProcessStep step = past.step.step();
  const Eigen::LLT<MatrixXd> factor(step.noise_share * model_.Q);
  MatrixXd next(past.cloud.rows(), past.cloud.cols());
  VectorXd log_weight = past.log_weight;
  for (Index i = 0; i < next.cols(); ++i) {
    process_->advance(columnOf(past.cloud, i), {}, step, {next.col(i).data(), static_cast<std::size_t>(next.rows())});
    if (next.col(i).allFinite()) continue;
    next.col(i).setZero();
    log_weight(i) = -std::numeric_limits<double>::infinity();
  }
  factor.matrixL().solveInPlace(next);
  const MatrixXd whitened = factor.matrixL().solve(points);
  VectorXd total = VectorXd::Zero(next.cols());
  for (Index j = 0; j < points.cols(); ++j) {
    const VectorXd exponent =
        log_weight.array() - 0.5 * (next.colwise() - whitened.col(j)).colwise().squaredNorm().transpose().array();
    if (!std::isfinite(exponent.maxCoeff())) continue;  // no way led here: the point stays out of the mean
    const VectorXd weight = weightsOf(exponent);
    total += weight;
    points.col(j) = past.cloud.col(wheel(weight));
  }
  const double sum = total.sum();
  return momentsOf(past.cloud, sum > 0 ? VectorXd(total / sum) : weightsOf(past.log_weight));
}

}  // namespace mw::estimation
