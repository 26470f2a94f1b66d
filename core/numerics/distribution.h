// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "core/base/random_stream.h"

namespace mw::numerics {

/// A distribution of nonnegative times, compiled for drawing: a switch over the family, no virtual call.
///
/// Where the inverse of the cumulative distribution is closed, one draw takes one uniform number (constant takes none),
/// so common random numbers stay common. All values and parameters whose name has no unit are in seconds.
///
/// Sources: inverse transform throughout; normal quantile by Wichura, AS 241 (1988); gamma by Marsaglia and Tsang
/// (2000); PERT as the beta distribution with weight 4 on the mode.
class Distribution {
 public:
  enum class Family : unsigned char {
    Constant,
    Uniform,
    Exponential,
    Erlang,
    Gamma,
    Lognormal,
    Weibull,
    Normal,
    Triangular,
    Pert,
    Empirical,
    Mixture
  };
  struct Component;

  /// Constant zero.
  Distribution() = default;

  /// @throws LogicError for parameters out of range; check user input before (factory::ParameterCheck does)
  static Distribution constant(double value);
  static Distribution uniform(double min, double max);
  static Distribution exponential(double mean);
  static Distribution erlang(double mean, int phases);
  static Distribution gamma(double mean, double cv);
  /// Mean and coefficient of variation of the time itself, not of its logarithm.
  static Distribution lognormal(double mean, double cv);
  static Distribution weibull(double scale, double shape);
  /// Draws below zero are redrawn: the normal distribution truncated at zero.
  static Distribution normal(double mean, double sd);
  static Distribution triangular(double min, double mode, double max);
  static Distribution pert(double min, double mode, double max);
  /// Each value equally likely.
  static Distribution empirical(std::vector<double> values);
  /// One of several, by weight (above zero, need not sum to one).
  static Distribution mixture(std::span<const Component> components);

  [[nodiscard]] Family family() const { return family_; }

  /// One draw, in seconds, never below zero.
  [[nodiscard]] double sample(RandomStream& random) const {
    switch (family_) {
      case Family::Constant:
        return a_;
      case Family::Exponential:
        return -a_ * std::log(random.uniform());
      case Family::Uniform:
        return a_ + b_ * random.uniform();
      default:
        return sampleOther(random);
    }
  }

  /// Expectation of what sample() draws (of the truncated normal, for normal).
  [[nodiscard]] double mean() const;
  /// False where all or some of the probability sits on single values (constant, empirical, and what mixes them).
  [[nodiscard]] bool hasDensity() const;
  /// Probability density per second; NaN where there is none.
  [[nodiscard]] double pdf(double x) const;
  /// Probability of at most x.
  [[nodiscard]] double cdf(double x) const;

 private:
  Distribution(Family family, double a, double b, double c, double d) : family_(family), a_(a), b_(b), c_(c), d_(d) {}
  [[nodiscard]] double sampleOther(RandomStream& random) const;
  [[nodiscard]] double sampleTriangular(double u) const;
  [[nodiscard]] double samplePositiveNormal(RandomStream& random) const;

  Family family_ = Family::Constant;
  // constant: value | uniform: min, width | exponential: mean | erlang, gamma: shape, scale
  // lognormal: mu, sigma | weibull: scale, shape | normal: mean, sd | triangular: min, mode, max
  // pert: min, width, alpha, beta | mixture: mean
  double a_ = 0;
  double b_ = 0;
  double c_ = 0;
  double d_ = 0;
  std::vector<double> values_;  ///< empirical: sorted values; mixture: cumulative weights, last is 1
  std::vector<Distribution> components_;
};

struct Distribution::Component {
  double weight = 1;
  Distribution distribution;
};

/// Quantile of the standard normal distribution for 0 < p < 1, relative error about 1e-16, one evaluation of a rational
/// function. Source: Wichura (1988), algorithm AS 241 (PPND16).
[[nodiscard]] double fastNormalQuantile(double p);

}  // namespace mw::numerics
