// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/fitting/maximum_likelihood.h"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/numerics/fitting/bounded_fits.h"

namespace mw::numerics {
namespace {

using Near = std::span<const double>;
constexpr double kLogTwoPi = 1.8378770664093454836;
constexpr double kSeriesFrom = 1e3;    ///< shape from which asymptotic series are exact to rounding
constexpr double kLargestShape = 1e9;  ///< beyond, the incomplete gamma function takes too long
constexpr double kMostPhases = 1000;   ///< of the factory format

FamilyFit notApplicable(const char* reason) {
  return {{}, -std::numeric_limits<double>::infinity(), reason};
}

FamilyFit fitConstant(const Sample& sample, Near) {
  if (!sample.isAllEqual()) return notApplicable("the values differ");
  // A density does not exist, so neither does its logarithm.
  return {{sample.min()}, std::numeric_limits<double>::quiet_NaN(), {}};
}

FamilyFit fitExponential(const Sample& sample, Near) {
  return {{sample.mean()}, -sample.count() * (std::log(sample.mean()) + 1), {}};
}

/// ln k - psi(k)
double logMinusDigamma(double k) {
  return k < kSeriesFrom ? std::log(k) - boost::math::digamma(k) : 1 / (2 * k) + 1 / (12 * k * k);
}

/// 1/k - psi'(k)
double logMinusDigammaSlope(double k) {
  return k < kSeriesFrom ? 1 / k - boost::math::trigamma(k) : -1 / (2 * k * k) - 1 / (6 * k * k * k);
}

/// k ln k - k - ln Gamma(k)
double stirlingGap(double k) {
  return k < kSeriesFrom ? k * std::log(k) - k - std::lgamma(k) : 0.5 * (std::log(k) - kLogTwoPi) - 1 / (12 * k);
}

double gammaShape(double log_gap) {
  const double s = log_gap;
  double k = (3 - s + std::sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
  for (int i = 0; i < 50; ++i) {
    const double inverse = 1 / k + (logMinusDigamma(k) - s) / (k * k * logMinusDigammaSlope(k));
    const double next = inverse > 0 ? 1 / inverse : 2 * k;
    if (std::abs(next - k) <= 1e-14 * k) return next;
    k = next;
  }
  return k;
}

/// Of a gamma distribution with the sample's mean.
double gammaLogLikelihood(const Sample& sample, double log_gap, double shape) {
  return sample.count() * (stirlingGap(shape) - shape * log_gap - (std::log(sample.mean()) - log_gap));
}

FamilyFit fitGamma(const Sample& sample, Near) {
  const double log_gap = sample.logGap();
  const double shape = gammaShape(log_gap);
  if (shape > kLargestShape) return notApplicable("the values lie too close together");
  return {{sample.mean(), 1 / std::sqrt(shape)}, gammaLogLikelihood(sample, log_gap, shape), {}};
}

FamilyFit fitErlang(const Sample& sample, Near) {
  const double log_gap = sample.logGap();
  const double below = std::clamp(std::floor(gammaShape(log_gap)), 1.0, kMostPhases);
  const double above = std::min(below + 1, kMostPhases);
  const double of_below = gammaLogLikelihood(sample, log_gap, below);
  const double of_above = gammaLogLikelihood(sample, log_gap, above);
  return {{sample.mean(), of_above > of_below ? above : below}, std::max(of_above, of_below), {}};
}

FamilyFit fitLognormal(const Sample& sample, Near) {
  double variance = 0;
  const double mean_log = std::log(sample.mean()) - sample.logGap();
  for (const double value : sample.values()) {
    const double d = std::log(value) - mean_log;
    variance += d * d;
  }
  variance /= sample.count();
  const double mean = std::exp(mean_log + 0.5 * variance);
  const double cv = std::sqrt(std::expm1(variance));
  if (!std::isfinite(mean) || !std::isfinite(cv) || !(cv > 0)) return notApplicable("its mean has no finite number");
  return {{mean, cv}, -sample.count() * (mean_log + 0.5 * (kLogTwoPi + std::log(variance) + 1)), {}};
}

/// The profile equation of Weibull's shape, on logarithms below that of the largest value.
class WeibullShape {
 public:
  explicit WeibullShape(const Sample& sample) {
    logs_.reserve(sample.size());
    for (const double value : sample.values()) logs_.push_back(std::log(value / sample.max()));
    for (const double log : logs_) mean_log_ += log / sample.count();
    for (const double log : logs_) variance_ += (log - mean_log_) * (log - mean_log_) / sample.count();
  }

  double solve() {
    double low = 0;
    double high = std::numeric_limits<double>::infinity();
    double shape = std::numbers::pi / std::sqrt(6 * variance_);  // ln x has standard deviation pi / (sqrt(6) shape)
    for (int i = 0; i < 200; ++i) {
      const auto [value, slope] = equation(shape);
      (value < 0 ? low : high) = shape;
      double next = shape - value / slope;
      if (!(next > low && next < high)) next = std::isinf(high) ? 2 * shape : 0.5 * (low + high);
      if (std::abs(next - shape) <= 1e-14 * shape) break;
      shape = next;
    }
    return shape;
  }

  /// mean((x / max)^shape)
  [[nodiscard]] double meanPower(double shape) const {
    double sum = 0;
    for (const double log : logs_) sum += std::exp(shape * log);
    return sum / static_cast<double>(logs_.size());
  }
  [[nodiscard]] double meanLog() const { return mean_log_; }

 private:
  [[nodiscard]] std::pair<double, double> equation(double shape) const {
    double weights = 0;
    double first = 0;
    double second = 0;
    for (const double log : logs_) {
      const double weight = std::exp(shape * log);
      weights += weight;
      first += weight * log;
      second += weight * log * log;
    }
    const double mean = first / weights;
    return {mean - 1 / shape - mean_log_, second / weights - mean * mean + 1 / (shape * shape)};
  }

  std::vector<double> logs_;
  double mean_log_ = 0;
  double variance_ = 0;
};

FamilyFit fitWeibull(const Sample& sample, Near) {
  WeibullShape equation(sample);
  const double shape = equation.solve();
  const double mean_power = equation.meanPower(shape);
  const double scale = sample.max() * std::pow(mean_power, 1 / shape);
  // ln x - ln scale, averaged, times shape
  const double mean_log = shape * equation.meanLog() - std::log(mean_power);
  const double log_likelihood = sample.count() * (std::log(shape / scale) + mean_log * (shape - 1) / shape - 1);
  return {{scale, shape}, log_likelihood, {}};
}

double standardNormalCdf(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

/// Mean of a normal variable of mean h and variance 1 that is known to be positive.
double positiveNormalMean(double h) {
  return h + std::exp(-0.5 * (h * h + kLogTwoPi)) / standardNormalCdf(h);
}

/// mean/sd of the normal distribution whose part above zero has this coefficient of variation.
double normalRatio(double cv) {
  constexpr double kUncut = 9;  // beyond, what lies below zero is less than rounding
  if (cv * cv >= 0.5 * std::numbers::pi - 1) return 0;
  if (1 / cv > kUncut) return 1 / cv;
  double low = 0;
  double high = 1 / cv;
  while (high - low > 1e-15 * high) {
    const double h = 0.5 * (low + high);
    if (h == low || h == high) break;
    const double e = positiveNormalMean(h);
    ((1 + h * e) / (e * e) - 1 > cv * cv ? low : high) = h;
  }
  return 0.5 * (low + high);
}

FamilyFit fitNormal(const Sample& sample, Near) {
  const double cv = sample.sd() / sample.mean();
  const double ratio = normalRatio(cv);
  const double sd = ratio > 0 ? sample.mean() / positiveNormalMean(ratio) : std::hypot(sample.mean(), sample.sd());
  const double mean = ratio * sd;
  const double square = (sample.sd() / sd) * (sample.sd() / sd) + std::pow((sample.mean() - mean) / sd, 2);
  const double log_density = -std::log(sd) - 0.5 * (kLogTwoPi + square) - std::log(standardNormalCdf(ratio));
  return {{mean, sd}, sample.count() * log_density, {}};
}

using Fit = FamilyFit (*)(const Sample&, Near);

/// For values that differ.
template <Fit fit>
FamilyFit spread(const Sample& sample, Near near) {
  return sample.isAllEqual() ? notApplicable("all values are equal") : fit(sample, near);
}

/// For values that differ and are above zero.
template <Fit fit>
FamilyFit positive(const Sample& sample, Near near) {
  if (sample.isAllEqual()) return notApplicable("all values are equal");
  return sample.hasZero() ? notApplicable("there are values of 0") : fit(sample, near);
}

}  // namespace

std::span<const FittedFamily> fittedFamilies() {
  using Family = Distribution::Family;
  using P = std::span<const double>;
  static const std::array<FittedFamily, 10> families = {{
      {Family::Constant, "constant", fitConstant, [](P p) { return Distribution::constant(p[0]); }, 1, false},
      {Family::Exponential, "exponential", spread<fitExponential>, [](P p) { return Distribution::exponential(p[0]); },
       1, false},
      {Family::Erlang, "erlang", positive<fitErlang>,
       [](P p) { return Distribution::erlang(p[0], static_cast<int>(p[1])); }, 2, false},
      {Family::Gamma, "gamma", positive<fitGamma>, [](P p) { return Distribution::gamma(p[0], p[1]); }, 2, false},
      {Family::Lognormal, "lognormal", positive<fitLognormal>, [](P p) { return Distribution::lognormal(p[0], p[1]); },
       2, false},
      {Family::Weibull, "weibull", positive<fitWeibull>, [](P p) { return Distribution::weibull(p[0], p[1]); }, 2,
       false},
      {Family::Normal, "normal", spread<fitNormal>, [](P p) { return Distribution::normal(p[0], p[1]); }, 2, false},
      {Family::Uniform, "uniform", spread<fitUniform>, [](P p) { return Distribution::uniform(p[0], p[1]); }, 2, true},
      {Family::Triangular, "triangular", spread<fitTriangular>,
       [](P p) { return Distribution::triangular(p[0], p[1], p[2]); }, 3, false},
      {Family::Pert, "pert", spread<fitPert>, [](P p) { return Distribution::pert(p[0], p[1], p[2]); }, 3, false},
  }};
  return families;
}

const FittedFamily* findFittedFamily(std::string_view name) {
  const auto families = fittedFamilies();
  const auto found =
      std::find_if(families.begin(), families.end(), [name](const FittedFamily& each) { return each.name == name; });
  return found == families.end() ? nullptr : &*found;
}

}  // namespace mw::numerics
