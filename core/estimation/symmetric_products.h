// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "core/estimation/unrolled.h"

namespace mw::estimation {

/// Copies the lower half of a square matrix over its upper half.
template <class Matrix>
void mirrorLower(Matrix& M) {
  for (Eigen::Index j = 1; j < M.cols(); ++j) {
    for (Eigen::Index i = 0; i < j; ++i) M(i, j) = M(j, i);
  }
}

/// M = A B' + C, of which symmetric square matrices come out: the lower half alone is computed, then mirrored. No heap
/// for fixed sizes. C may be M itself, A and B may not.
template <class Matrix, class Left, class Right, class Offset>
[[gnu::always_inline]] inline void symmetricProduct(const Left& A, const Right& B, const Offset& C, Matrix& M) {
  constexpr int kSize = Matrix::RowsAtCompileTime;
  if constexpr (kSize == Eigen::Dynamic) {
    const Matrix offset = C;
    M.noalias() = A * B.transpose();
    M += offset;
    mirrorLower(M);
  } else {
    unrolled<0, kSize>([&]<int J>() {
      unrolled<J, kSize>([&]<int I>() {
        double sum = A(I, 0) * B(J, 0);
        unrolled<1, Left::ColsAtCompileTime>([&]<int K>() { sum += A(I, K) * B(J, K); });
        M(I, J) = M(J, I) = C(I, J) + sum;
      });
    });
  }
}

/// P = F P F' + Q
template <class Matrix, class Noise>
[[gnu::always_inline]] inline void propagate(const Matrix& F, const Noise& Q, Matrix& P) {
  const Matrix FP = F.lazyProduct(P);
  symmetricProduct(FP, F, Q, P);
}

}  // namespace mw::estimation
