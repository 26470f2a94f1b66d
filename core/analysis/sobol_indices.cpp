// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/sobol_indices.h"

#include "core/base/error.h"
#include "core/experiment/design.h"

namespace mw::analysis {
namespace {

/// The first n points of a scrambled Sobol sequence.
Eigen::MatrixXd cubePoints(Eigen::Index n, Eigen::Index d, std::uint64_t seed) {
  experiment::Study study;
  study.seed = seed;
  study.design.type = experiment::Design::Type::Sobol;
  study.design.points = static_cast<std::uint32_t>(n);
  for (Eigen::Index i = 0; i < d; ++i) {
    experiment::Factor factor;
    factor.name = "x" + std::to_string(i);
    factor.max = 1;
    study.factors.push_back(std::move(factor));
  }
  Eigen::MatrixXd points(n, d);
  const std::vector<experiment::DesignPoint> rows = experiment::designPoints(study);
  for (Eigen::Index row = 0; row < n; ++row) {
    for (Eigen::Index i = 0; i < d; ++i) {
      points(row, i) = rows[static_cast<std::size_t>(row)][static_cast<std::size_t>(i)].get<double>();
    }
  }
  return points;
}

}  // namespace

SobolIndices sobolIndices(const CubeFunction& f, Eigen::Index d, Eigen::Index n, std::uint64_t seed) {
  MW_REQUIRE(d >= 1 && n >= 2);
  const Eigen::MatrixXd both = cubePoints(n, 2 * d, seed);
  const Eigen::MatrixXd A = both.leftCols(d);
  const Eigen::MatrixXd B = both.rightCols(d);
  Eigen::VectorXd f_A = f(A);
  Eigen::VectorXd f_B = f(B);
  SobolIndices indices;
  indices.mean = (f_A.sum() + f_B.sum()) / static_cast<double>(2 * n);
  f_A.array() -= indices.mean;
  f_B.array() -= indices.mean;
  indices.variance = (f_A.squaredNorm() + f_B.squaredNorm()) / static_cast<double>(2 * n);
  indices.first = indices.total = Eigen::VectorXd::Zero(d);
  if (!(indices.variance > 0)) return indices;
  for (Eigen::Index i = 0; i < d; ++i) {
    Eigen::MatrixXd AB = A;
    AB.col(i) = B.col(i);
    const Eigen::VectorXd f_AB = f(AB).array() - indices.mean;
    indices.first(i) = f_B.dot(f_AB - f_A) / static_cast<double>(n) / indices.variance;
    indices.total(i) = (f_A - f_AB).squaredNorm() / static_cast<double>(2 * n) / indices.variance;
  }
  return indices;
}

Eigen::VectorXd mainEffect(const CubeFunction& f, Eigen::Index d, Eigen::Index input, const Eigen::VectorXd& values,
                           Eigen::Index n, std::uint64_t seed) {
  Eigen::MatrixXd points = cubePoints(n, d, seed);
  Eigen::VectorXd means(values.size());
  for (Eigen::Index v = 0; v < values.size(); ++v) {
    points.col(input).setConstant(values(v));
    means(v) = f(points).mean();
  }
  return means;
}

}  // namespace mw::analysis
