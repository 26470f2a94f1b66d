// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/model_check.h"

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mw::estimation {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kSymmetryTolerance = 1e-9;
constexpr double kRankTolerance = 1e-9;
constexpr double kStabilityTolerance = 1e-6;

Finding finding(Severity severity, std::string pointer, std::string cause, std::string cure) {
  return {severity, Place{"", std::move(pointer), 0, 0}, std::move(cause), std::move(cure)};
}

/// Entries that break symmetry; each pair once.
Findings asymmetries(const char* name, const MatrixXd& M) {
  Findings findings;
  const double scale = M.cwiseAbs().maxCoeff();
  for (Index i = 0; i < M.rows(); ++i) {
    for (Index j = i + 1; j < M.cols(); ++j) {
      if (std::abs(M(i, j) - M(j, i)) <= kSymmetryTolerance * scale) continue;
      findings.push_back(
          finding(Severity::Error, fmt::format("/{}/{}/{}", name, i, j),
                  fmt::format("{} is not symmetric: {} here, {} at /{}/{}/{}", name, M(i, j), M(j, i), name, j, i),
                  "give both entries the same value"));
    }
  }
  return findings;
}

/// The entries that make a symmetric matrix indefinite: variances below zero, covariances above what their variances
/// allow, or the matrix as a whole.
Findings indefiniteness(const char* name, const MatrixXd& M) {
  Findings findings;
  for (Index i = 0; i < M.rows(); ++i) {
    if (M(i, i) >= 0) continue;
    findings.push_back(finding(Severity::Error, fmt::format("/{}/{}/{}", name, i, i),
                               fmt::format("{} is not positive semidefinite: variance {}", name, M(i, i)),
                               "a variance is zero or more"));
  }
  if (!findings.empty()) return findings;
  for (Index i = 0; i < M.rows(); ++i) {
    for (Index j = i + 1; j < M.cols(); ++j) {
      const double bound = std::sqrt(M(i, i)) * std::sqrt(M(j, j));
      if (std::abs(M(i, j)) <= bound * (1 + kSymmetryTolerance)) continue;
      findings.push_back(
          finding(Severity::Error, fmt::format("/{}/{}/{}", name, i, j),
                  fmt::format("{} is not positive semidefinite: covariance {} between variances {} and {}", name,
                              M(i, j), M(i, i), M(j, j)),
                  fmt::format("its absolute value is at most {}", bound)));
    }
  }
  if (!findings.empty()) return findings;
  const VectorXd scale = M.diagonal().cwiseSqrt().unaryExpr([](double s) { return s > 0 ? 1 / s : 0.0; });
  const MatrixXd correlation = scale.asDiagonal() * M * scale.asDiagonal();
  const double smallest = Eigen::SelfAdjointEigenSolver<MatrixXd>(correlation).eigenvalues().minCoeff();
  if (smallest < -kSymmetryTolerance) {
    findings.push_back(finding(
        Severity::Error, fmt::format("/{}", name),
        fmt::format("{} is not positive semidefinite: its correlation matrix has the eigenvalue {}", name, smallest),
        "lower the covariances or raise the variances"));
  }
  return findings;
}

}  // namespace

void checkCovariance(const char* name, const MatrixXd& M, Findings& errors) {
  if (M.size() == 0) return;
  Findings found = asymmetries(name, M);
  if (found.empty()) found = indefiniteness(name, M);
  errors.insert(errors.end(), found.begin(), found.end());
}

namespace {

/// Orthonormal basis of the vectors that M maps to (nearly) nothing.
MatrixXd nullSpace(const MatrixXd& M, double tolerance) {
  const Eigen::JacobiSVD<MatrixXd> svd(M, Eigen::ComputeFullV);
  Index rank = 0;
  while (rank < svd.singularValues().size() && svd.singularValues()(rank) > tolerance) ++rank;
  return svd.matrixV().rightCols(M.cols() - rank);
}

MatrixXd unobservableSubspace(const MatrixXd& F, const MatrixXd& H) {
  const double tolerance = kRankTolerance * std::max(1.0, F.norm());
  MatrixXd V = nullSpace(H, kRankTolerance);
  while (V.cols() > 0) {
    const MatrixXd FV = F * V;
    const MatrixXd outside = FV - V * (V.transpose() * FV);
    const MatrixXd inner = nullSpace(outside, tolerance);
    if (inner.cols() == V.cols()) break;
    V = (V * inner).eval();
  }
  return V;
}

std::vector<std::size_t> unseenStates(const MatrixXd& transition, const MatrixXd& output,
                                      const GaussianBelief& initial) {
  const VectorXd scale =
      initial.covariance.diagonal().unaryExpr([](double v) { return v > 0 && std::isfinite(v) ? std::sqrt(v) : 1.0; });
  const MatrixXd F = scale.cwiseInverse().asDiagonal() * transition * scale.asDiagonal();
  MatrixXd H = output * scale.asDiagonal();
  for (Index i = 0; i < H.rows(); ++i) {
    if (H.row(i).norm() > 0) H.row(i).normalize();
  }
  const MatrixXd V = H.rows() > 0 ? unobservableSubspace(F, H) : MatrixXd::Identity(F.rows(), F.rows());
  std::vector<std::size_t> unseen;
  for (Index i = 0; i < V.rows(); ++i) {
    if (V.cols() > 0 && V.row(i).norm() > 1e-6) unseen.push_back(static_cast<std::size_t>(i));
  }
  return unseen;
}

ModelCheck checkCovariances(const MatrixXd& Q, const MatrixXd& R, const GaussianBelief& initial) {
  ModelCheck check;
  checkCovariance("Q", Q, check.errors);
  checkCovariance("R", R, check.errors);
  checkCovariance("P0", initial.covariance, check.errors);
  return check;
}

void noteStability(const MatrixXd& F, ModelCheck& check) {
  check.spectral_radius = F.eigenvalues().cwiseAbs().maxCoeff();
  if (check.spectral_radius <= 1 + kStabilityTolerance) return;
  check.warnings.push_back(finding(
      Severity::Warning, "/F",
      fmt::format("the model is unstable: the spectral radius of F is {:.4g}, so what no reading holds back grows "
                  "without bound",
                  check.spectral_radius),
      "check the signs and the step dt_s, or keep it if the asset itself is unstable"));
}

void noteUnseen(const char* pointer, std::span<const std::string> states, ModelCheck& check) {
  if (check.unseen_states.empty()) return;
  std::vector<std::string> names;
  for (const std::size_t i : check.unseen_states) names.push_back(i < states.size() ? states[i] : std::to_string(i));
  check.warnings.push_back(finding(Severity::Warning, pointer,
                                   fmt::format("the model is unobservable: no signal determines the state{} {}",
                                               names.size() == 1 ? "" : "s", fmt::join(names, ", ")),
                                   "add a signal that depends on them, or take their estimates as the model's word"));
}

void noteExactSensors(const MatrixXd& R, ModelCheck& check) {
  for (Index i = 0; check.errors.empty() && i < R.rows(); ++i) {
    if (R(i, i) > 0) continue;
    check.warnings.push_back(finding(Severity::Warning, fmt::format("/R/{}/{}", i, i),
                                     "R has a variance of zero: the readings are taken as exact",
                                     "give the sensor's variance"));
  }
}

/// Jacobians of f and h at a point; empty where they are not finite.
std::pair<MatrixXd, MatrixXd> linearised(api::ProcessModel& process, const VectorXd& x, const api::ProcessStep& step) {
  const auto n = static_cast<Index>(process.stateCount());
  const auto p = static_cast<Index>(process.signalCount());
  MatrixXd F(n, n);
  MatrixXd G(n, static_cast<Index>(process.processNoiseCount()));
  MatrixXd H(p, n);
  MatrixXd M(p, static_cast<Index>(process.measurementNoiseCount()));
  VectorXd next(n);
  VectorXd y(p);
  const std::span<const double> at(x.data(), static_cast<std::size_t>(n));
  process.advanceJacobian(at, step, {next.data(), static_cast<std::size_t>(n)}, F, G);
  process.measureJacobian(at, step, {y.data(), static_cast<std::size_t>(p)}, H, M);
  if (!F.allFinite() || !H.allFinite()) return {};
  return {F, H};
}

}  // namespace

ModelCheck checkModel(const LinearModel& model, const GaussianBelief& initial, std::span<const std::string> states) {
  requireShapes(model, initial);
  ModelCheck check = checkCovariances(model.Q, model.R, initial);
  noteStability(model.F, check);
  check.unseen_states = unseenStates(model.F, model.H, initial);
  noteUnseen("/H", states, check);
  noteExactSensors(model.R, check);
  return check;
}

ModelCheck checkModel(const NoisyProcess& model, const GaussianBelief& initial, std::span<const std::string> states,
                      std::size_t inputs, double dt_s) {
  requireShapes(model, initial);
  if (const api::LinearSystem* system = model.process->linearSystem()) {
    return checkModel({system->F, system->B, system->H, model.Q, model.R}, initial, states);
  }
  ModelCheck check = checkCovariances(model.Q, model.R, initial);
  if (!check.errors.empty()) return check;
  const auto process = model.process->clone();
  const std::vector<double> u(inputs, 1.0);
  const VectorXd spread = initial.covariance.diagonal().cwiseSqrt();
  bool is_first = true;
  for (const double side : {0.0, 1.0, -1.0}) {
    const auto [F, H] = linearised(*process, initial.mean + side * spread, {0.0, dt_s > 0 ? dt_s : 1.0, u});
    if (F.size() == 0) continue;
    if (is_first && process->isLinear()) noteStability(F, check);
    const std::vector<std::size_t> unseen = unseenStates(F, H, initial);
    if (is_first) check.unseen_states = unseen;
    std::erase_if(check.unseen_states,
                  [&unseen](std::size_t i) { return std::find(unseen.begin(), unseen.end(), i) == unseen.end(); });
    is_first = false;
  }
  noteUnseen("/h", states, check);
  if (model.measurement_noise_variance.size() == 0) noteExactSensors(model.R, check);
  return check;
}

}  // namespace mw::estimation
