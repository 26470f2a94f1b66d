// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/noise/replication_noise.h"

#include <Eigen/QR>
#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/numerics/statistics.h"

namespace mw::surrogate {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// Mean, variance and degrees of freedom of each row's finite replications.
struct Rows {
  Eigen::VectorXd mean, variance, freedom;  ///< N; freedom is n - 1
};

Rows rowsOf(const std::vector<Replications>& replications) {
  const auto n = static_cast<Eigen::Index>(replications.size());
  Rows rows{Eigen::VectorXd::Zero(n), Eigen::VectorXd::Zero(n), Eigen::VectorXd::Zero(n)};
  for (Eigen::Index i = 0; i < n; ++i) {
    std::vector<double> finite;
    for (const double value : replications[static_cast<std::size_t>(i)])
      if (std::isfinite(value)) finite.push_back(value);
    rows.mean(i) = numerics::mean(finite);
    rows.freedom(i) = static_cast<double>(finite.size()) - 1;
    if (finite.size() >= 2) rows.variance(i) = std::pow(numerics::sampleSd(finite), 2);
  }
  return rows;
}

/// The x with trigamma(x) = y, y > 0. Newton on 1/trigamma, which is nearly straight (Smyth 2004, appendix).
double trigammaInverse(double y) {
  using boost::math::trigamma;
  double low = 1e-8;
  double high = 1e8;
  for (int i = 0; i < 200 && high / low > 1 + 1e-12; ++i) {
    const double middle = std::sqrt(low * high);
    (trigamma(middle) > y ? low : high) = middle;
  }
  return std::sqrt(low * high);
}

/// N x (1 + d) with inputs centred and scaled, or a column of ones where the rows are too few for slopes.
Eigen::MatrixXd trendTerms(const Eigen::MatrixXd& inputs, Eigen::Index n_known) {
  constexpr Eigen::Index kRowsPerTerm = 3;
  const Eigen::Index n = inputs.rows();
  Eigen::MatrixXd terms = Eigen::MatrixXd::Ones(n, 1);
  if (n_known < kRowsPerTerm * (inputs.cols() + 1)) return terms;
  for (const auto& column : inputs.colwise()) {
    const Eigen::VectorXd centred = column.array() - column.mean();
    const double size = centred.norm();
    if (!(size > 0)) continue;
    terms.conservativeResize(Eigen::NoChange, terms.cols() + 1);
    terms.rightCols(1) = centred / size;
  }
  return terms;
}

/// What the rows say together: a variance for each, and how many degrees of freedom it is worth.
struct Prior {
  Eigen::VectorXd variance;  ///< N
  double freedom = kInfinity;
};

Prior priorOf(const Eigen::MatrixXd& inputs, const Rows& rows) {
  std::vector<Eigen::Index> known;
  for (Eigen::Index i = 0; i < rows.variance.size(); ++i)
    if (rows.variance(i) > 0) known.push_back(i);
  const auto n = static_cast<Eigen::Index>(known.size());
  const Eigen::MatrixXd terms = trendTerms(inputs, n);
  Eigen::VectorXd logs(n);
  double expected_spread = 0;
  for (Eigen::Index k = 0; k < n; ++k) {
    const double half = rows.freedom(known[static_cast<std::size_t>(k)]) / 2;
    logs(k) = std::log(rows.variance(known[static_cast<std::size_t>(k)])) - boost::math::digamma(half) + std::log(half);
    expected_spread += boost::math::trigamma(half) / static_cast<double>(n);
  }
  const Eigen::MatrixXd known_terms = terms(known, Eigen::all);
  const Eigen::VectorXd slopes = known_terms.colPivHouseholderQr().solve(logs);
  Prior prior{(terms * slopes).array().exp(), kInfinity};
  const Eigen::Index left = n - terms.cols();
  if (left < 1) return prior;
  const double spread = (logs - known_terms * slopes).squaredNorm() / static_cast<double>(left) - expected_spread;
  if (spread > 0) {
    prior.freedom = 2 * trigammaInverse(spread);
    // The mean of a scaled inverse chi-squared is not its exponentiated mean logarithm.
    prior.variance *= std::exp(boost::math::digamma(prior.freedom / 2) - std::log(prior.freedom / 2));
  }
  return prior;
}

/// For each row the row that is nearest to it, inputs counted in shares of their ranges.
std::vector<std::size_t> neighbours(const Eigen::MatrixXd& inputs) {
  Eigen::MatrixXd scaled = inputs;
  for (Eigen::Index j = 0; j < scaled.cols(); ++j) {
    const double range = scaled.col(j).maxCoeff() - scaled.col(j).minCoeff();
    if (range > 0) scaled.col(j) /= range;
  }
  std::vector<std::size_t> nearest;
  for (Eigen::Index i = 0; i < scaled.rows(); ++i) {
    Eigen::VectorXd squares = (scaled.rowwise() - scaled.row(i)).rowwise().squaredNorm();
    squares(i) = kInfinity;
    Eigen::Index found = 0;
    squares.minCoeff(&found);
    nearest.push_back(static_cast<std::size_t>(found));
  }
  return nearest;
}

/// Correlation of each row's error with its neighbour's: sum of covariances over sum of products of spreads.
double commonCorrelation(const Eigen::MatrixXd& inputs, const std::vector<Replications>& replications,
                         const Rows& rows) {
  if (replications.size() < 2) return 0;
  const auto nearest = neighbours(inputs);
  double products = 0;
  double expected = 0;
  for (std::size_t i = 0; i < replications.size(); ++i) {
    const auto row = static_cast<Eigen::Index>(i);
    const auto other = static_cast<Eigen::Index>(nearest[i]);
    const double spread = std::sqrt(rows.variance(row) * rows.variance(other));
    if (!(spread > 0)) continue;
    const Replications& a = replications[i];
    const Replications& b = replications[nearest[i]];
    double n = 0;
    for (std::size_t k = 0; k < std::min(a.size(), b.size()); ++k) {
      if (!std::isfinite(a[k]) || !std::isfinite(b[k])) continue;
      products += (a[k] - rows.mean(row)) * (b[k] - rows.mean(other));
      n += 1;
    }
    expected += spread * std::max(0.0, n - 1);
  }
  if (!(expected > 0)) return 0;
  // As if one replication more had shown none: a correlation of one would take every wiggle of the means for signal.
  const double freedom = rows.freedom.cwiseMax(0).mean();
  return std::clamp(products / expected, 0.0, 1.0) * freedom / (freedom + 1);
}

double widening(double freedom) {
  constexpr double kAsGoodAsKnown = 1e4;
  if (freedom > kAsGoodAsKnown) return 1;
  return std::pow(numerics::studentTQuantile(0.975, freedom) / numerics::normalQuantile(0.975), 2);
}

}  // namespace

ObservationNoise replicationNoise(const Eigen::MatrixXd& inputs, const std::vector<Replications>& replications,
                                  bool has_common_random_numbers) {
  MW_REQUIRE(inputs.rows() == static_cast<Eigen::Index>(replications.size()));
  if (replications.empty()) return {};
  const Rows rows = rowsOf(replications);
  const double total_freedom = rows.freedom.cwiseMax(0).sum();
  if (total_freedom < 1) return {};
  ObservationNoise noise;
  noise.runs = (rows.freedom.array() + 1).max(1);
  if (!(rows.variance.maxCoeff() > 0)) {
    noise.run_variance = rows.variance;
    return noise;
  }
  const Prior prior = priorOf(inputs, rows);
  Eigen::VectorXd freedom(rows.freedom.size());
  noise.run_variance = prior.variance;
  for (Eigen::Index i = 0; i < freedom.size(); ++i) {
    const double own = std::max(0.0, rows.freedom(i));
    freedom(i) = prior.freedom + own;
    if (std::isfinite(prior.freedom))
      noise.run_variance(i) = (prior.freedom * prior.variance(i) + own * rows.variance(i)) / freedom(i);
  }
  if (has_common_random_numbers) noise.correlation = commonCorrelation(inputs, replications, rows);
  const double together = total_freedom / (1 + (static_cast<double>(freedom.size()) - 1) * noise.correlation);
  for (Eigen::Index i = 0; i < freedom.size(); ++i)
    noise.run_variance(i) *= widening(std::max(1.0, std::min(freedom(i), together)));
  return noise;
}

}  // namespace mw::surrogate
