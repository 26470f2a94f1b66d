// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/distribution.h"

#include <algorithm>
#include <array>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <limits>
#include <numbers>
#include <numeric>

#include "core/base/error.h"

namespace mw::numerics {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Largest number of phases that are drawn one by one; above, Erlang is drawn as gamma.
constexpr double kMaxPhases = 12;

template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) {
  double sum = 0;
  for (std::size_t i = N; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

/// Standard gamma for any shape above zero.
double standardGamma(double shape, RandomStream& random) {
  if (shape < 1) return standardGamma(shape + 1, random) * std::pow(random.uniform(), 1 / shape);
  const double d = shape - 1.0 / 3.0;
  const double c = 1 / std::sqrt(9 * d);
  while (true) {
    const double z = fastNormalQuantile(random.uniform());
    const double t = 1 + c * z;
    if (t <= 0) continue;
    const double v = t * t * t;
    if (std::log(random.uniform()) < 0.5 * z * z + d - d * v + d * std::log(v)) return d * v;
  }
}

double standardErlang(double phases, RandomStream& random) {
  if (phases > kMaxPhases) return standardGamma(phases, random);
  double product = 1;
  for (double i = 0; i < phases; ++i) product *= random.uniform();
  return -std::log(product);
}

double normalPdf(double z) {
  return std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
}
double normalCdf(double z) {
  return 0.5 * std::erfc(-z / std::numbers::sqrt2);
}

}  // namespace

double fastNormalQuantile(double p) {
  static constexpr std::array a = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                   1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                   3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static constexpr std::array b = {1.0,
                                   4.2313330701600911252e+1,
                                   6.8718700749205790830e+2,
                                   5.3941960214247511077e+3,
                                   2.1213794301586595867e+4,
                                   3.9307895800092710610e+4,
                                   2.8729085735721942674e+4,
                                   5.2264952788528545610e+3};
  static constexpr std::array c = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                   3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                   2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr std::array d = {1.0,
                                   2.05319162663775882187e0,
                                   1.67638483018380384940e0,
                                   6.89767334985100004550e-1,
                                   1.48103976427480074590e-1,
                                   1.51986665636164571966e-2,
                                   5.47593808499534494600e-4,
                                   1.05075007164441684324e-9};
  static constexpr std::array e = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                   2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                   2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr std::array f = {1.0,
                                   5.99832206555887937690e-1,
                                   1.36929880922735805310e-1,
                                   1.48753612908506148525e-2,
                                   7.86869131145613259100e-4,
                                   1.84631831751005468180e-5,
                                   1.42151175831644588870e-7,
                                   2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  const double z =
      r <= 5 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6) : polynomial(e, r - 5) / polynomial(f, r - 5);
  return q < 0 ? -z : z;
}

Distribution Distribution::constant(double value) {
  MW_REQUIRE(value >= 0);
  return {Family::Constant, value, 0, 0, 0};
}

Distribution Distribution::uniform(double min, double max) {
  MW_REQUIRE(0 <= min && min <= max);
  return {Family::Uniform, min, max - min, 0, 0};
}

Distribution Distribution::exponential(double mean) {
  MW_REQUIRE(mean > 0);
  return {Family::Exponential, mean, 0, 0, 0};
}

Distribution Distribution::erlang(double mean, int phases) {
  MW_REQUIRE(mean > 0 && phases >= 1);
  return {Family::Erlang, static_cast<double>(phases), mean / phases, 0, 0};
}

Distribution Distribution::gamma(double mean, double cv) {
  MW_REQUIRE(mean > 0 && cv > 0);
  const double shape = 1 / (cv * cv);
  return {Family::Gamma, shape, mean / shape, 0, 0};
}

Distribution Distribution::lognormal(double mean, double cv) {
  MW_REQUIRE(mean > 0 && cv > 0);
  const double log_variance = std::log1p(cv * cv);
  return {Family::Lognormal, std::log(mean) - 0.5 * log_variance, std::sqrt(log_variance), 0, 0};
}

Distribution Distribution::weibull(double scale, double shape) {
  MW_REQUIRE(scale > 0 && shape > 0);
  return {Family::Weibull, scale, shape, 0, 0};
}

Distribution Distribution::normal(double mean, double sd) {
  MW_REQUIRE(mean >= 0 && sd >= 0 && mean + sd > 0);
  if (sd == 0) return constant(mean);
  return {Family::Normal, mean, sd, 0, 0};
}

Distribution Distribution::triangular(double min, double mode, double max) {
  MW_REQUIRE(0 <= min && min <= mode && mode <= max);
  if (min == max) return constant(min);
  return {Family::Triangular, min, mode, max, 0};
}

Distribution Distribution::pert(double min, double mode, double max) {
  MW_REQUIRE(0 <= min && min <= mode && mode <= max);
  if (min == max) return constant(min);
  const double width = max - min;
  return {Family::Pert, min, width, 1 + 4 * (mode - min) / width, 1 + 4 * (max - mode) / width};
}

Distribution Distribution::empirical(std::vector<double> values) {
  MW_REQUIRE(!values.empty());
  std::sort(values.begin(), values.end());
  MW_REQUIRE(values.front() >= 0);
  Distribution made(Family::Empirical, 0, 0, 0, 0);
  made.values_ = std::move(values);
  return made;
}

Distribution Distribution::mixture(std::span<const Component> components) {
  MW_REQUIRE(!components.empty());
  Distribution made(Family::Mixture, 0, 0, 0, 0);
  double sum = 0;
  for (const Component& component : components) {
    MW_REQUIRE(component.weight > 0);
    sum += component.weight;
    made.values_.push_back(sum);
    made.components_.push_back(component.distribution);
  }
  for (double& cumulative : made.values_) cumulative /= sum;
  made.values_.back() = 1;
  return made;
}

double Distribution::sampleTriangular(double u) const {
  const double width = c_ - a_;
  const double rise = b_ - a_;
  const double fall = c_ - b_;
  return u * width < rise ? a_ + std::sqrt(u * width * rise) : c_ - std::sqrt((1 - u) * width * fall);
}

double Distribution::samplePositiveNormal(RandomStream& random) const {
  while (true) {
    const double x = a_ + b_ * fastNormalQuantile(random.uniform());
    if (x >= 0) return x;
  }
}

double Distribution::sampleOther(RandomStream& random) const {
  switch (family_) {
    case Family::Erlang:
      return b_ * standardErlang(a_, random);
    case Family::Gamma:
      return b_ * standardGamma(a_, random);
    case Family::Lognormal:
      return std::exp(a_ + b_ * fastNormalQuantile(random.uniform()));
    case Family::Weibull:
      return a_ * std::pow(-std::log(random.uniform()), 1 / b_);
    case Family::Normal:
      return samplePositiveNormal(random);
    case Family::Triangular:
      return sampleTriangular(random.uniform());
    case Family::Pert: {
      const double x = standardGamma(c_, random);
      return a_ + b_ * x / (x + standardGamma(d_, random));
    }
    case Family::Empirical:
      return values_[static_cast<std::size_t>(random.uniform() * static_cast<double>(values_.size()))];
    case Family::Mixture: {
      const auto chosen = std::upper_bound(values_.begin(), values_.end() - 1, random.uniform()) - values_.begin();
      return components_[static_cast<std::size_t>(chosen)].sample(random);
    }
    case Family::Constant:
    case Family::Uniform:
    case Family::Exponential:
      return sample(random);
  }
  return kNaN;
}

double Distribution::mean() const {
  switch (family_) {
    case Family::Constant:
    case Family::Exponential:
      return a_;
    case Family::Uniform:
      return a_ + 0.5 * b_;
    case Family::Erlang:
    case Family::Gamma:
      return a_ * b_;
    case Family::Lognormal:
      return std::exp(a_ + 0.5 * b_ * b_);
    case Family::Weibull:
      return a_ * std::tgamma(1 + 1 / b_);
    case Family::Normal:
      return a_ + b_ * normalPdf(a_ / b_) / normalCdf(a_ / b_);
    case Family::Triangular:
      return (a_ + b_ + c_) / 3;
    case Family::Pert:
      return a_ + b_ * c_ / (c_ + d_);
    case Family::Empirical:
      return std::accumulate(values_.begin(), values_.end(), 0.0) / static_cast<double>(values_.size());
    case Family::Mixture: {
      double sum = 0;
      for (std::size_t i = 0; i < components_.size(); ++i) {
        sum += (values_[i] - (i > 0 ? values_[i - 1] : 0)) * components_[i].mean();
      }
      return sum;
    }
  }
  return kNaN;
}

bool Distribution::hasDensity() const {
  if (family_ == Family::Uniform) return b_ > 0;
  if (family_ == Family::Mixture) {
    return std::all_of(components_.begin(), components_.end(), [](const Distribution& d) { return d.hasDensity(); });
  }
  return family_ != Family::Constant && family_ != Family::Empirical;
}

double Distribution::pdf(double x) const {
  if (!hasDensity()) return kNaN;
  if (x < 0) return 0;
  switch (family_) {
    case Family::Uniform:
      return x >= a_ && x <= a_ + b_ ? 1 / b_ : 0;
    case Family::Exponential:
      return std::exp(-x / a_) / a_;
    case Family::Erlang:
    case Family::Gamma:
      return boost::math::gamma_p_derivative(a_, x / b_) / b_;
    case Family::Lognormal:
      return x == 0 ? 0 : normalPdf((std::log(x) - a_) / b_) / (b_ * x);
    case Family::Weibull:
      return b_ / a_ * std::pow(x / a_, b_ - 1) * std::exp(-std::pow(x / a_, b_));
    case Family::Normal:
      return normalPdf((x - a_) / b_) / (b_ * normalCdf(a_ / b_));
    case Family::Triangular:
      if (x < a_ || x > c_) return 0;
      if (x < b_) return 2 * (x - a_) / ((c_ - a_) * (b_ - a_));
      return b_ == c_ ? 2 / (c_ - a_) : 2 * (c_ - x) / ((c_ - a_) * (c_ - b_));
    case Family::Pert:
      return x <= a_ || x >= a_ + b_ ? 0 : boost::math::ibeta_derivative(c_, d_, (x - a_) / b_) / b_;
    case Family::Mixture: {
      double sum = 0;
      for (std::size_t i = 0; i < components_.size(); ++i) {
        sum += (values_[i] - (i > 0 ? values_[i - 1] : 0)) * components_[i].pdf(x);
      }
      return sum;
    }
    case Family::Constant:
    case Family::Empirical:
      break;
  }
  return kNaN;
}

double Distribution::cdf(double x) const {
  if (x < 0) return 0;
  switch (family_) {
    case Family::Constant:
      return x >= a_ ? 1 : 0;
    case Family::Uniform:
      return b_ > 0 ? std::clamp((x - a_) / b_, 0.0, 1.0) : (x >= a_ ? 1 : 0);
    case Family::Exponential:
      return -std::expm1(-x / a_);
    case Family::Erlang:
    case Family::Gamma:
      return boost::math::gamma_p(a_, x / b_);
    case Family::Lognormal:
      return x == 0 ? 0 : normalCdf((std::log(x) - a_) / b_);
    case Family::Weibull:
      return -std::expm1(-std::pow(x / a_, b_));
    case Family::Normal:
      return 1 - normalCdf((a_ - x) / b_) / normalCdf(a_ / b_);
    case Family::Triangular:
      if (x <= a_) return 0;
      if (x >= c_) return 1;
      return x < b_ ? (x - a_) * (x - a_) / ((c_ - a_) * (b_ - a_)) : 1 - (c_ - x) * (c_ - x) / ((c_ - a_) * (c_ - b_));
    case Family::Pert:
      return boost::math::ibeta(c_, d_, std::clamp((x - a_) / b_, 0.0, 1.0));
    case Family::Empirical: {
      const auto above = std::upper_bound(values_.begin(), values_.end(), x);
      return static_cast<double>(above - values_.begin()) / static_cast<double>(values_.size());
    }
    case Family::Mixture: {
      double sum = 0;
      for (std::size_t i = 0; i < components_.size(); ++i) {
        sum += (values_[i] - (i > 0 ? values_[i - 1] : 0)) * components_[i].cdf(x);
      }
      return sum;
    }
  }
  return kNaN;
}

}  // namespace mw::numerics
