// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/normal_model.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/estimation/detect/robust_scale.h"
#include "core/numerics/statistics.h"

namespace mw::estimation {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Moving average of each column; NaN until its first reading.
MatrixXd smoothed(const MatrixXd& rows, double smoothing) {
  MatrixXd averages(rows.rows(), rows.cols());
  for (Index i = 0; i < rows.cols(); ++i) {
    double average = std::nan("");
    for (Index k = 0; k < rows.rows(); ++k) {
      const double value = rows(k, i);
      if (std::isfinite(value)) average = std::isnan(average) ? value : average + smoothing * (value - average);
      averages(k, i) = average;
    }
  }
  return averages;
}

/// z of every row. Readings that have not come yet count as normal; so do lagged rows before the first.
MatrixXd standardised(const NormalModel& model, const MatrixXd& rows) {
  const Index n = model.signalCount();
  MatrixXd u = smoothed(rows, model.options.smoothing);
  for (Index i = 0; i < n; ++i) u.col(i) = (u.col(i).array() - model.centre(i)) / model.scale(i);
  u = u.array().isFinite().select(u, 0.0);
  MatrixXd z = MatrixXd::Zero(u.rows(), n * (model.options.lags + 1));
  for (Index lag = 0; lag <= model.options.lags; ++lag) {
    const Index used = u.rows() - lag;
    if (used > 0) z.block(lag, lag * n, used, n) = u.topRows(used);
  }
  return z;
}

void setScales(NormalModel& model, const MatrixXd& healthy) {
  const MatrixXd averages = smoothed(healthy, model.options.smoothing);
  const auto settled = static_cast<Index>(std::ceil(4.0 / model.options.smoothing));
  model.centre = VectorXd(healthy.cols());
  model.scale = VectorXd(healthy.cols());
  for (Index i = 0; i < healthy.cols(); ++i) {
    const VectorXd column = averages.col(i).tail(averages.rows() - settled);
    const RobustScale scale = robustScale({column.data(), static_cast<std::size_t>(column.size())});
    if (!(scale.sd > 0)) {
      throw InputError({}, fmt::format("signal \"{}\" is constant in the healthy window", model.names[std::size_t(i)]),
                       "leave it out, or choose a window in which it moves");
    }
    model.centre(i) = scale.centre;
    model.scale(i) = scale.sd;
  }
}

MatrixXd correlation(MatrixXd z) {
  const Eigen::RowVectorXd mean = z.colwise().mean();
  z.rowwise() -= mean;
  MatrixXd covariance = z.transpose() * z / static_cast<double>(z.rows() - 1);
  const VectorXd sd = covariance.diagonal().cwiseMax(1e-300).cwiseSqrt();
  return covariance.cwiseQuotient(sd * sd.transpose());
}

/// Eigenvalues in falling order.
VectorXd fallingEigenvalues(const Eigen::SelfAdjointEigenSolver<MatrixXd>& solved) {
  return solved.eigenvalues().reverse().cwiseMax(0.0);
}

int explaining(const VectorXd& eigenvalues, double share) {
  double sum = 0;
  for (Index i = 0; i < eigenvalues.size(); ++i) {
    sum += eigenvalues(i);
    if (sum >= share * eigenvalues.sum() * (1.0 - 1e-12)) return static_cast<int>(i) + 1;
  }
  return static_cast<int>(eigenvalues.size());
}

/// Those above what independent noise of as many independent rows shows. Moving averages leave n s / (2 - s) of n rows.
int aboveNoise(const VectorXd& eigenvalues, double rows, double smoothing) {
  constexpr int kDraws = 200;
  const Index m = eigenvalues.size();
  const auto n = std::max<Index>(m + 2, static_cast<Index>(rows * smoothing / (2.0 - smoothing)));
  std::vector<std::vector<double>> noise(static_cast<std::size_t>(m));
  RandomStream random(1, streamId("normal model", "parallel analysis"), 0);
  for (int draw = 0; draw < kDraws; ++draw) {
    MatrixXd x(n, m);
    for (double& value : x.reshaped()) value = numerics::normalQuantile(random.uniform());
    const Eigen::SelfAdjointEigenSolver<MatrixXd> solved(correlation(x), Eigen::EigenvaluesOnly);
    const VectorXd values = fallingEigenvalues(solved);
    for (Index i = 0; i < m; ++i) noise[static_cast<std::size_t>(i)].push_back(values(i));
  }
  int above = 0;
  while (above < m && eigenvalues(above) > sampleQuantile(noise[static_cast<std::size_t>(above)], 0.95)) ++above;
  return std::max(above, 1);
}

void setStatistics(const NormalModel& model, NormalScores& scores) {
  const MatrixXd t = scores.z * model.loadings;
  const Index a = model.retained;
  const VectorXd inverse = model.eigenvalues.head(a).cwiseMax(1e-12).cwiseInverse();
  const VectorXd t2 = t.leftCols(a).cwiseAbs2() * inverse;
  scores.t2.assign(t2.begin(), t2.end());
  const VectorXd q = t.rightCols(t.cols() - a).rowwise().squaredNorm();
  scores.q.assign(q.begin(), q.end());
}

double limitOf(const std::vector<double>& healthy, const ScaledChiSquare& health, double theory,
               const NormalModelOptions& options) {
  switch (options.limit_rule) {
    case LimitRule::Empirical:
      return options.margin * sampleQuantile(healthy, options.confidence);
    case LimitRule::Box:
      return options.margin * health.quantile(options.confidence);
    case LimitRule::Theory:
      break;
  }
  return options.margin * theory;
}

void setLimits(NormalModel& model, const MatrixXd& settled) {
  NormalScores scores;
  scores.z = settled;
  setStatistics(model, scores);
  model.t2_health = ScaledChiSquare::matching(scores.t2);
  model.q_health = ScaledChiSquare::matching(scores.q);
  const auto rows = static_cast<double>(settled.rows());
  model.t2_limit = limitOf(scores.t2, model.t2_health, hotellingLimit(model.retained, rows, model.options.confidence),
                           model.options);
  if (!model.hasQ()) return;
  const VectorXd left_out = model.eigenvalues.tail(model.eigenvalues.size() - model.retained);
  model.q_limit =
      limitOf(scores.q, model.q_health, jacksonMudholkarLimit(left_out, model.options.confidence), model.options);
}

}  // namespace

std::size_t settlingRows(const NormalModelOptions& options) {
  return static_cast<std::size_t>(std::ceil(4.0 / options.smoothing)) + static_cast<std::size_t>(options.lags);
}

NormalModel learnNormalModel(const MatrixXd& rows, std::vector<std::string> names, const NormalModelOptions& options) {
  MW_REQUIRE(static_cast<std::size_t>(rows.cols()) == names.size() && !names.empty());
  MW_REQUIRE(options.smoothing > 0 && options.smoothing <= 1 && options.lags >= 0);
  const auto settling = static_cast<Index>(settlingRows(options));
  const Index m = rows.cols() * (options.lags + 1);
  if (rows.rows() < settling + 3 * m) {
    throw InputError({}, fmt::format("the healthy window has {} rows", rows.rows()),
                     fmt::format("{} signals at this smoothing need at least {}", rows.cols(), settling + 3 * m));
  }
  NormalModel model;
  model.names = std::move(names);
  model.options = options;
  model.healthy_rows = static_cast<std::size_t>(rows.rows());
  setScales(model, rows);
  const MatrixXd z = standardised(model, rows).bottomRows(rows.rows() - settling);
  const Eigen::SelfAdjointEigenSolver<MatrixXd> solved(correlation(z.cwiseMax(-3.0).cwiseMin(3.0)));
  model.eigenvalues = fallingEigenvalues(solved);
  model.loadings = solved.eigenvectors().rowwise().reverse();
  model.retained = options.component_rule == ComponentRule::ExplainedVariance
                       ? explaining(model.eigenvalues, options.explained)
                       : aboveNoise(model.eigenvalues, static_cast<double>(z.rows()), options.smoothing);
  setLimits(model, z);
  return model;
}

double healthyChance(const NormalModel& model, double t2, double q) {
  const double p_t2 = model.t2_health.tail(t2);
  return model.hasQ() ? std::min(1.0, 2.0 * std::min(p_t2, model.q_health.tail(q))) : p_t2;
}

NormalScores normalScores(const NormalModel& model, const MatrixXd& rows) {
  MW_REQUIRE(rows.cols() == model.signalCount());
  NormalScores scores;
  scores.z = standardised(model, rows);
  setStatistics(model, scores);
  for (std::size_t k = 0; k < scores.t2.size(); ++k) {
    const bool breaks_q = model.hasQ() && scores.q[k] > model.q_limit;
    scores.is_abnormal.push_back(scores.t2[k] > model.t2_limit || breaks_q);
  }
  return scores;
}

}  // namespace mw::estimation
