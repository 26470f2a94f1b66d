// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>

#include "core/estimation/noisy_process.h"
#include "tests/core/estimation/random_system.h"

namespace mw::test {

/// The univariate growth model: x = x/2 + 25 x / (1 + x^2) + 8 cos(1.2 t), y = x^2 / 20. Two tops in most beliefs.
/// Source: Gordon, Salmond, Smith (1993)
class GrowthProcess final : public api::ProcessModel {
 public:
  static double next(double x, double t) { return x / 2 + 25 * x / (1 + x * x) + 8 * std::cos(1.2 * t); }
  [[nodiscard]] std::unique_ptr<ProcessModel> clone() const override { return std::make_unique<GrowthProcess>(*this); }
  [[nodiscard]] std::size_t stateCount() const override { return 1; }
  [[nodiscard]] std::size_t signalCount() const override { return 1; }
  void advance(std::span<const double> x, std::span<const double>, const api::ProcessStep& step,
               std::span<double> x_next) override {
    x_next[0] = next(x[0], step.t_s);
  }
  void measure(std::span<const double> x, std::span<const double>, const api::ProcessStep&,
               std::span<double> y) override {
    y[0] = x[0] * x[0] / 20;
  }
};

/// A damped pendulum whose sine is seen: gently curved.
class PendulumProcess final : public api::ProcessModel {
 public:
  [[nodiscard]] std::unique_ptr<ProcessModel> clone() const override {
    return std::make_unique<PendulumProcess>(*this);
  }
  [[nodiscard]] std::size_t stateCount() const override { return 2; }
  [[nodiscard]] std::size_t signalCount() const override { return 1; }
  void advance(std::span<const double> x, std::span<const double>, const api::ProcessStep&,
               std::span<double> x_next) override {
    x_next[0] = x[0] + 0.1 * x[1];
    x_next[1] = x[1] - 0.1 * (2.0 * std::sin(x[0]) + 0.3 * x[1]);
  }
  void measure(std::span<const double> x, std::span<const double>, const api::ProcessStep&,
               std::span<double> y) override {
    y[0] = std::sin(x[0]);
  }
};

/// tanh(A x) scaled: bounded, bent, of any size; with noise inside both functions where asked for.
class RandomProcess final : public api::ProcessModel {
 public:
  RandomProcess(Eigen::MatrixXd A, Eigen::MatrixXd C, bool has_inner)
      : A_(std::move(A)), C_(std::move(C)), has_inner_(has_inner) {}
  [[nodiscard]] std::unique_ptr<ProcessModel> clone() const override { return std::make_unique<RandomProcess>(*this); }
  [[nodiscard]] std::size_t stateCount() const override { return static_cast<std::size_t>(A_.rows()); }
  [[nodiscard]] std::size_t signalCount() const override { return static_cast<std::size_t>(C_.rows()); }
  [[nodiscard]] std::size_t processNoiseCount() const override { return has_inner_ ? 1 : 0; }
  [[nodiscard]] std::size_t measurementNoiseCount() const override { return has_inner_ ? 1 : 0; }
  void advance(std::span<const double> x, std::span<const double> w, const api::ProcessStep&,
               std::span<double> x_next) override {
    bend(A_, x, w, x_next);
  }
  void measure(std::span<const double> x, std::span<const double> v, const api::ProcessStep&,
               std::span<double> y) override {
    bend(C_, x, v, y);
  }

 private:
  static void bend(const Eigen::MatrixXd& M, std::span<const double> x, std::span<const double> noise,
                   std::span<double> result) {
    const Eigen::Map<const Eigen::VectorXd> state(x.data(), M.cols());
    Eigen::Map<Eigen::VectorXd> out(result.data(), M.rows());
    out = M * state;
    for (Eigen::Index i = 0; i < out.size(); ++i) {
      out(i) = 3 * std::tanh(out(i)) * (noise.empty() ? 1.0 : 1.0 + noise[0]);
    }
  }
  Eigen::MatrixXd A_;
  Eigen::MatrixXd C_;
  bool has_inner_;
};

inline estimation::NoisyProcess noisy(std::shared_ptr<const api::ProcessModel> process, const Eigen::MatrixXd& Q,
                                      const Eigen::MatrixXd& R) {
  return {std::move(process), Q, R, Eigen::VectorXd(0), Eigen::VectorXd(0)};
}

}  // namespace mw::test
