// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/level_monitor.h"

#include <Eigen/Core>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/base/error.h"
#include "core/estimation/kalman.h"
#include "core/numerics/statistics.h"

namespace mw::estimation {
namespace {

using Eigen::Index;

/// The usual level, trend and season, followed by a filter.
class UsualCourse {
 public:
  UsualCourse(const LevelMonitorOptions& options, double start, double variance)
      : options_(options), variance_(variance) {
    const Index pairs = options.season_s > 0 ? options.harmonics : 0;
    const Index n = firstHarmonic() + 2 * pairs;
    model_.F = Eigen::MatrixXd::Identity(n, n);
    model_.B = Eigen::MatrixXd(n, 0);
    model_.H = Eigen::MatrixXd::Zero(1, n);
    model_.Q = Eigen::MatrixXd::Zero(n, n);
    model_.R = Eigen::MatrixXd::Constant(1, 1, variance);
    belief_.mean = Eigen::VectorXd::Zero(n);
    belief_.mean(0) = start;
    belief_.covariance = variance * Eigen::MatrixXd::Identity(n, n);
    if (options.has_trend) belief_.covariance(1, 1) = variance / (options.memory_s * options.memory_s);
  }

  /// Carries the state over dt_s and says what is expected at t_s.
  double expect(double t_s, double dt_s) {
    setStep(dt_s);
    belief_ = predict(belief_, model_, Eigen::VectorXd(0));
    return expectedAt(t_s);
  }

  double expectedAt(double t_s) {
    model_.H(0, 0) = 1.0;
    for (Index i = firstHarmonic(), h = 1; i < model_.H.cols(); i += 2, ++h) {
      const double phase = 2.0 * std::numbers::pi * static_cast<double>(h) * std::fmod(t_s / options_.season_s, 1.0);
      model_.H(0, i) = std::cos(phase);
      model_.H(0, i + 1) = std::sin(phase);
    }
    return (model_.H * belief_.mean)(0);
  }

  /// Takes in the reading of the stamp that was last asked for.
  void learn(double reading, double weight) {
    model_.R(0, 0) = variance_ / weight;
    belief_ = correct(belief_, Eigen::VectorXd::Constant(1, reading), model_).posterior;
  }

  [[nodiscard]] Index stateCount() const { return model_.F.rows(); }
  [[nodiscard]] double slope() const { return options_.has_trend ? belief_.mean(1) : 0.0; }

 private:
  [[nodiscard]] Index firstHarmonic() const { return options_.has_trend ? 2 : 1; }

  void setStep(double dt_s) {
    const double g = 1.0 - std::exp(-dt_s / options_.memory_s);
    const double level_noise = variance_ * g * g / std::max(1.0 - g, 1e-12);
    model_.Q.setZero();
    model_.Q(0, 0) = level_noise;
    for (Index i = firstHarmonic(); i < model_.Q.rows(); ++i) model_.Q(i, i) = level_noise;
    if (!options_.has_trend) return;
    model_.F(0, 1) = dt_s;
    model_.Q(1, 1) = level_noise / (options_.memory_s * options_.memory_s);
  }

  LevelMonitorOptions options_;
  double variance_;
  LinearModel model_;
  GaussianBelief belief_;
};

struct Stamped {
  std::span<const double> t_s;
  std::span<const double> readings;

  [[nodiscard]] double step_s(std::size_t k) const { return k > 0 ? t_s[k] - t_s[k - 1] : 0.0; }
};

double newestWeight(double dt_s, double time_constant_s) {
  return time_constant_s > 0 ? 1.0 - std::exp(-dt_s / time_constant_s) : 1.0;
}

/// Moving average that begins with its first value.
struct MovingAverage {
  double value = std::nan("");
  void add(double x, double weight) { value = std::isnan(value) ? x : value + weight * (x - value); }
};

/// Variance of the moving average of the departures from the course as it stands at the end of the healthy window.
double healthyVariance(const Stamped& log, std::size_t rows, UsualCourse& course, const LevelMonitorOptions& options) {
  MovingAverage average;
  std::vector<double> averages;
  for (std::size_t k = 0; k < rows; ++k) {
    if (!std::isfinite(log.readings[k])) continue;
    const double drift = course.slope() * (log.t_s[rows - 1] - log.t_s[k]);
    average.add(log.readings[k] - (course.expectedAt(log.t_s[k]) - drift),
                newestWeight(log.step_s(k), options.smoothing_s));
    averages.push_back(average.value * average.value);
  }
  // The course was fitted to these very readings: of independent averages, as many as states are used up.
  const double window_s = log.t_s[rows - 1] - log.t_s[0];
  const double independent =
      options.smoothing_s > 0 ? window_s / (2.0 * options.smoothing_s) : static_cast<double>(averages.size());
  const double states = static_cast<double>(course.stateCount());
  return numerics::mean(averages) * std::max(independent, 1.0 + states) / std::max(independent - states, 1.0);
}

}  // namespace

LevelScores levelScores(std::span<const double> t_s, std::span<const double> readings, std::size_t healthy_rows,
                        const LevelMonitorOptions& options) {
  MW_REQUIRE(t_s.size() == readings.size() && healthy_rows <= t_s.size() && options.memory_s > 0);
  std::vector<double> healthy;
  for (const double value : readings.first(healthy_rows)) {
    if (std::isfinite(value)) healthy.push_back(value);
  }
  const double sd = numerics::sampleSd(healthy);
  if (healthy.size() < 10 || !(sd > 0)) {
    throw InputError({},
                     fmt::format("the healthy window has {} readings{}", healthy.size(), sd > 0 ? "" : ", all alike"),
                     "choose a window with at least 10 readings that are not all the same");
  }
  const Stamped log{t_s, readings};
  UsualCourse course(options, numerics::mean(healthy), sd * sd);
  LevelScores scores;
  MovingAverage departure;
  double variance = 0;
  for (std::size_t k = 0; k < readings.size(); ++k) {
    const double dt_s = log.step_s(k);
    const bool is_judged = k >= healthy_rows;
    if (k == healthy_rows) variance = healthyVariance(log, healthy_rows, course, options);
    const double expected = course.expect(t_s[k], dt_s);
    double z = 0;
    if (std::isfinite(readings[k])) {
      departure.add(readings[k] - expected, newestWeight(dt_s, options.smoothing_s));
      if (is_judged) z = departure.value / std::sqrt(std::max(variance, 1e-300));
      const double weight = 1.0 / (1.0 + std::pow(z / 3.0, 4));
      course.learn(readings[k], weight);
      const double share = weight * newestWeight(dt_s, options.memory_s);
      variance += share * (departure.value * departure.value - variance);
    } else if (is_judged && !scores.z.empty()) {
      z = scores.z.back();
    }
    scores.expected.push_back(expected);
    scores.departure.push_back(departure.value);
    scores.z.push_back(z);
    scores.p.push_back(std::erfc(std::abs(z) / std::numbers::sqrt2));
    scores.is_abnormal.push_back(is_judged && std::abs(z) > options.sigma);
  }
  return scores;
}

}  // namespace mw::estimation
