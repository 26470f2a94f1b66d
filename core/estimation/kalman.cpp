// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/kalman.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace mw::estimation {
namespace {

using AnyStep = KalmanStep<Eigen::Dynamic, Eigen::Dynamic>;

void requireLength(const char* name, Eigen::Index length, Eigen::Index wanted) {
  if (length == wanted) return;
  throw InputError(Place{}, fmt::format("{} has {} entries, wants {}", name, length, wanted),
                   "give one entry per column of B (u) or row of H (y)");
}

std::span<const double> entries(const Eigen::VectorXd& vector) {
  return {vector.data(), static_cast<std::size_t>(vector.size())};
}

}  // namespace

GaussianBelief predict(const GaussianBelief& belief, const LinearModel& model, const Eigen::VectorXd& u) {
  requireShapes(model, belief);
  requireLength("u", u.size(), model.inputCount());
  AnyStep step(model, belief);
  step.predict(entries(u));
  return {step.x, step.covariance};
}

GaussianBelief predictMany(const GaussianBelief& belief, const LinearModel& model, const Eigen::VectorXd& u,
                           std::uint64_t steps) {
  requireShapes(model, belief);
  requireLength("u", u.size(), model.inputCount());
  GaussianBelief result = belief;
  // (A, c, W) is the transition over 2^i steps: x -> A x + c, P -> A P A' + W.
  Eigen::MatrixXd A = model.F;
  Eigen::VectorXd c = model.B * u;
  Eigen::MatrixXd W = model.Q;
  for (; steps > 0; steps >>= 1U) {
    if ((steps & 1U) != 0) {
      result.mean = (A * result.mean + c).eval();
      result.covariance = (A * result.covariance * A.transpose() + W).eval();
    }
    c = (A * c + c).eval();
    W = (A * W * A.transpose() + W).eval();
    A = (A * A).eval();
  }
  tidyCovariance(result.covariance);
  return result;
}

Correction correct(const GaussianBelief& prior, const Eigen::VectorXd& y, const LinearModel& model) {
  requireShapes(model, prior);
  requireLength("y", y.size(), model.signalCount());
  AnyStep step(model, prior);
  const CorrectionNumbers numbers = step.correct(entries(y));
  return {{step.x, step.covariance}, step.nu, step.S, numbers};
}

}  // namespace mw::estimation
