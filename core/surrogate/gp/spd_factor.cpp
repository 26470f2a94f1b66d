// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/spd_factor.h"

#include <Eigen/Cholesky>
#include <cmath>

namespace mw::surrogate {
namespace {

using Block = Eigen::Ref<Eigen::MatrixXd>;
constexpr Eigen::Index kLeaf = 24;  // below this recursion costs more than it saves

/// L <- L^-1 by halves: [A 0; B C]^-1 = [A^-1 0; -C^-1 B A^-1  C^-1]. Eigen's solve against I would triple the work.
void invertLower(Block L) {
  const Eigen::Index n = L.rows();
  if (n <= kLeaf) {
    L = L.triangularView<Eigen::Lower>().solve(Eigen::MatrixXd::Identity(n, n)).eval();
    return;
  }
  const Eigen::Index h = n / 2;
  auto A = L.topLeftCorner(h, h);
  auto B = L.bottomLeftCorner(n - h, h);
  auto C = L.bottomRightCorner(n - h, n - h);
  invertLower(A);
  invertLower(C);
  const Eigen::MatrixXd CB = C.triangularView<Eigen::Lower>() * B;
  B.noalias() = -(CB * A.triangularView<Eigen::Lower>());
}

/// Lower triangle of M'M for lower triangular M, by halves.
void gramOfLower(const Eigen::Ref<const Eigen::MatrixXd>& M, Block gram) {
  const Eigen::Index n = M.rows();
  if (n <= kLeaf) {
    const Eigen::MatrixXd T = M.triangularView<Eigen::Lower>();
    gram.noalias() = T.transpose() * T;
    return;
  }
  const Eigen::Index h = n / 2;
  const auto B = M.bottomLeftCorner(n - h, h);
  const auto C = M.bottomRightCorner(n - h, n - h);
  gramOfLower(M.topLeftCorner(h, h), gram.topLeftCorner(h, h));
  gram.topLeftCorner(h, h).selfadjointView<Eigen::Lower>().rankUpdate(B.transpose());
  gram.bottomLeftCorner(n - h, h).noalias() = C.triangularView<Eigen::Lower>().transpose() * B;
  gramOfLower(C, gram.bottomRightCorner(n - h, n - h));
}

}  // namespace

double SpdFactor::logDeterminant() const {
  return 2.0 * L.diagonal().array().log().sum();
}

Eigen::VectorXd SpdFactor::solve(const Eigen::VectorXd& b) const {
  Eigen::VectorXd x = L.triangularView<Eigen::Lower>().solve(b);
  L.triangularView<Eigen::Lower>().transpose().solveInPlace(x);
  return x;
}

void SpdFactor::inverseInto(Eigen::MatrixXd& inverse, Eigen::MatrixXd& L_inverse) const {
  L_inverse = L;
  invertLower(L_inverse);
  inverse.resize(L.rows(), L.cols());
  gramOfLower(L_inverse, inverse);
}

Eigen::MatrixXd SpdFactor::inverse() const {
  Eigen::MatrixXd inverse;
  Eigen::MatrixXd L_inverse;
  inverseInto(inverse, L_inverse);
  return inverse;
}

bool factoriseInto(const Eigen::MatrixXd& K, SpdFactor& factor) {
  const double scale = K.diagonal().mean();
  for (const double relative_jitter : {0.0, 1e-10, 1e-8, 1e-6, 1e-4}) {
    factor.L = K;
    factor.jitter = relative_jitter * scale;
    factor.L.diagonal().array() += factor.jitter;
    const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> llt(factor.L);
    if (llt.info() == Eigen::Success && factor.L.diagonal().allFinite()) return true;
  }
  return false;
}

std::optional<SpdFactor> factorise(const Eigen::MatrixXd& K) {
  SpdFactor factor;
  if (!factoriseInto(K, factor)) return std::nullopt;
  return factor;
}

}  // namespace mw::surrogate
