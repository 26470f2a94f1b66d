// SPDX-License-Identifier: Apache-2.0
#include "plugins/api/process_model.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <vector>

namespace mw::api {
namespace {

using Eigen::Index;
using Values = std::vector<double>;

// Balances rounding against the error of the difference: eps^(1/3) for first derivatives.
constexpr double kRelativeStep = 6e-6;
constexpr double kSecondStep = 1e-4;

double stepAt(double x, double relative) {
  return relative * std::max(std::abs(x), 1.0);
}

/// Columns of d function / d point by central differences; `column` moves entry i of the point by h.
template <class Evaluate>
void differences(Values& point, Eigen::Ref<Eigen::MatrixXd> J, Evaluate&& evaluate) {
  Values above(static_cast<std::size_t>(J.rows()));
  Values below = above;
  for (Index i = 0; i < J.cols(); ++i) {
    const double kept = point[static_cast<std::size_t>(i)];
    const double h = stepAt(kept, kRelativeStep);
    point[static_cast<std::size_t>(i)] = kept + h;
    evaluate(above);
    point[static_cast<std::size_t>(i)] = kept - h;
    evaluate(below);
    point[static_cast<std::size_t>(i)] = kept;
    for (Index j = 0; j < J.rows(); ++j) {
      J(j, i) = (above[static_cast<std::size_t>(j)] - below[static_cast<std::size_t>(j)]) / (2 * h);
    }
  }
}

}  // namespace

void ProcessModel::advanceJacobian(std::span<const double> x, const ProcessStep& step, std::span<double> x_next,
                                   Eigen::Ref<Eigen::MatrixXd> F, Eigen::Ref<Eigen::MatrixXd> G) {
  Values state(x.begin(), x.end());
  Values noise(processNoiseCount(), 0.0);
  advance(state, noise, step, x_next);
  const auto evaluate = [&](Values& result) { advance(state, noise, step, result); };
  differences(state, F, evaluate);
  differences(noise, G, evaluate);
}

void ProcessModel::measureJacobian(std::span<const double> x, const ProcessStep& step, std::span<double> y,
                                   Eigen::Ref<Eigen::MatrixXd> H, Eigen::Ref<Eigen::MatrixXd> M) {
  Values state(x.begin(), x.end());
  Values noise(measurementNoiseCount(), 0.0);
  measure(state, noise, step, y);
  const auto evaluate = [&](Values& result) { measure(state, noise, step, result); };
  differences(state, H, evaluate);
  differences(noise, M, evaluate);
}

double ProcessModel::advanceCurvature(std::span<const double> x, const ProcessStep& step) {
  if (isLinear()) return 0;
  const auto n = static_cast<Index>(x.size());
  Values state(x.begin(), x.end());
  Values next(x.size());
  Eigen::MatrixXd above(n, n);
  Eigen::MatrixXd below(n, n);
  Eigen::MatrixXd G(n, static_cast<Index>(processNoiseCount()));
  std::vector<Eigen::MatrixXd> hessians(x.size(), Eigen::MatrixXd(n, n));
  for (Index k = 0; k < n; ++k) {
    double& entry = state[static_cast<std::size_t>(k)];
    const double kept = entry;
    const double h = stepAt(kept, kSecondStep);
    entry = kept + h;
    advanceJacobian(state, step, next, above, G);
    entry = kept - h;
    advanceJacobian(state, step, next, below, G);
    entry = kept;
    for (Index i = 0; i < n; ++i) {
      hessians[static_cast<std::size_t>(i)].col(k) = (above.row(i) - below.row(i)).transpose() / (2 * h);
    }
  }
  double sum = 0;
  for (const Eigen::MatrixXd& hessian : hessians) {
    const Eigen::MatrixXd symmetric = 0.5 * (hessian + hessian.transpose());
    if (!symmetric.allFinite()) return std::nan("");
    const double norm = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(symmetric, Eigen::EigenvaluesOnly)
                            .eigenvalues()
                            .cwiseAbs()
                            .maxCoeff();
    sum += norm * norm;
  }
  return std::sqrt(sum);
}

}  // namespace mw::api
