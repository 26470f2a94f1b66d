// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/model_check.h"

#include <Eigen/Eigenvalues>
#include <Eigen/SVD>
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

void checkCovariance(const char* name, const MatrixXd& M, Findings& errors) {
  if (M.size() == 0) return;
  Findings found = asymmetries(name, M);
  if (found.empty()) found = indefiniteness(name, M);
  errors.insert(errors.end(), found.begin(), found.end());
}

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

std::vector<std::size_t> unseenStates(const LinearModel& model, const GaussianBelief& initial) {
  const VectorXd scale =
      initial.covariance.diagonal().unaryExpr([](double v) { return v > 0 && std::isfinite(v) ? std::sqrt(v) : 1.0; });
  const MatrixXd F = scale.cwiseInverse().asDiagonal() * model.F * scale.asDiagonal();
  MatrixXd H = model.H * scale.asDiagonal();
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

}  // namespace

ModelCheck checkModel(const LinearModel& model, const GaussianBelief& initial, std::span<const std::string> states) {
  requireShapes(model, initial);
  ModelCheck check;
  checkCovariance("Q", model.Q, check.errors);
  checkCovariance("R", model.R, check.errors);
  checkCovariance("P0", initial.covariance, check.errors);
  check.spectral_radius = model.F.eigenvalues().cwiseAbs().maxCoeff();
  if (check.spectral_radius > 1 + kStabilityTolerance) {
    check.warnings.push_back(finding(
        Severity::Warning, "/F",
        fmt::format("the model is unstable: the spectral radius of F is {:.4g}, so what no reading holds back grows "
                    "without bound",
                    check.spectral_radius),
        "check the signs and the step dt_s, or keep it if the asset itself is unstable"));
  }
  check.unseen_states = unseenStates(model, initial);
  if (!check.unseen_states.empty()) {
    std::vector<std::string> names;
    for (const std::size_t i : check.unseen_states) names.push_back(i < states.size() ? states[i] : std::to_string(i));
    check.warnings.push_back(finding(Severity::Warning, "/H",
                                     fmt::format("the model is unobservable: no signal determines the state{} {}",
                                                 names.size() == 1 ? "" : "s", fmt::join(names, ", ")),
                                     "add a signal that depends on them, or take their estimates as the model's word"));
  }
  if (check.errors.empty() && model.R.size() > 0) {
    for (Index i = 0; i < model.R.rows(); ++i) {
      if (model.R(i, i) > 0) continue;
      check.warnings.push_back(finding(Severity::Warning, fmt::format("/R/{}/{}", i, i),
                                       "R has a variance of zero: the readings are taken as exact",
                                       "give the sensor's variance"));
    }
  }
  return check;
}

}  // namespace mw::estimation
