// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <memory>
#include <span>

namespace mw::api {

/// One step of a process: from t_s - dt_s to t_s under inputs that are held.
struct ProcessStep {
  double t_s = 0;             ///< stamp at the end of the step, on the log's clock
  double dt_s = 0;            ///< length of the step
  std::span<const double> u;  ///< inputs, m
  double noise_share = 1;     ///< how much of Q the step brings: 1 unless its length differs from that which Q is for
};

/// A linear process, its matrices the same at every step.
struct LinearSystem {
  Eigen::MatrixXd F;  ///< n x n
  Eigen::MatrixXd B;  ///< n x m, m may be 0
  Eigen::MatrixXd H;  ///< p x n
};

/// How a state moves and what sensors see of it: the one door for every model behind a filter, built in or of a plugin.
///
///   x_k = f(x_{k-1}, w, step) + noise of covariance Q,   y_k = h(x_k, v, step) + noise of covariance R
///
/// n states, p signals; w and v are noises inside the functions, both absent by default. Values that the functions are
/// not defined for come back as NaN. A model may keep working memory: each filter owns a clone, on one thread.
class ProcessModel {
 public:
  virtual ~ProcessModel() = default;
  [[nodiscard]] virtual std::unique_ptr<ProcessModel> clone() const = 0;

  [[nodiscard]] virtual std::size_t stateCount() const = 0;
  [[nodiscard]] virtual std::size_t signalCount() const = 0;
  [[nodiscard]] virtual std::size_t processNoiseCount() const { return 0; }      ///< entries of w
  [[nodiscard]] virtual std::size_t measurementNoiseCount() const { return 0; }  ///< entries of v
  /// Whether f and h are linear in x at every step, so that the Kalman filter is exact.
  [[nodiscard]] virtual bool isLinear() const { return false; }
  /// Its matrices where it is linear and the same at every step of fixed length, else null.
  [[nodiscard]] virtual const LinearSystem* linearSystem() const { return nullptr; }
  /// Whether f looks at the length of a step. Where it doesn't, a gap is many steps of the twin's dt_s.
  [[nodiscard]] virtual bool dependsOnInterval() const { return true; }

  /// f. @param x n; @param w noise inside f; @param x_next n, apart from x
  virtual void advance(std::span<const double> x, std::span<const double> w, const ProcessStep& step,
                       std::span<double> x_next) = 0;
  /// h. @param x n; @param v noise inside h; @param y p
  virtual void measure(std::span<const double> x, std::span<const double> v, const ProcessStep& step,
                       std::span<double> y) = 0;

  /// f with its derivatives at w = 0, by central differences unless overridden.
  /// @param F n x n, df/dx; @param G n x (entries of w), df/dw; both sized by the caller
  virtual void advanceJacobian(std::span<const double> x, const ProcessStep& step, std::span<double> x_next,
                               Eigen::Ref<Eigen::MatrixXd> F, Eigen::Ref<Eigen::MatrixXd> G);
  /// h with its derivatives at v = 0, by central differences unless overridden.
  /// @param H p x n, dh/dx; @param M p x (entries of v), dh/dv
  virtual void measureJacobian(std::span<const double> x, const ProcessStep& step, std::span<double> y,
                               Eigen::Ref<Eigen::MatrixXd> H, Eigen::Ref<Eigen::MatrixXd> M);
  /// A bound of the norm of the second derivative of f at x: sqrt(sum_i |d2 f_i / dx2|^2), spectral norms. By
  /// differences of the Jacobian unless overridden; 0 for linear models.
  [[nodiscard]] virtual double advanceCurvature(std::span<const double> x, const ProcessStep& step);
};

}  // namespace mw::api
