// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cmath>

#include "core/estimation/covariance.h"
#include "core/estimation/innovation_factor.h"
#include "core/estimation/symmetric_products.h"

namespace mw::estimation {

/// A belief of N states that P signals correct through a matrix H, in fixed sizes or Eigen::Dynamic, without heap
/// allocation for fixed sizes. What the Kalman and the extended filter share.
///
/// A missing row i is left out by giving it a zero row in H, a zero innovation and a unit diagonal in R: its gain is
/// then exactly zero and S is block diagonal, which is the correction without that row.
/// Source: Bar-Shalom, Li, Kirubarajan (2001), section 5.2
template <int N, int P>
class JosephUpdate {
 public:
  using StateVector = Eigen::Matrix<double, N, 1>;
  using StateMatrix = Eigen::Matrix<double, N, N>;
  using SignalVector = Eigen::Matrix<double, P, 1>;
  using SignalMatrix = Eigen::Matrix<double, P, P>;
  using OutputMatrix = Eigen::Matrix<double, P, N>;
  using GainMatrix = Eigen::Matrix<double, N, P>;

  JosephUpdate(const StateVector& mean, const StateMatrix& P_initial, Eigen::Index p)
      : x(mean), covariance(P_initial), nu(SignalVector::Zero(p)), S(SignalMatrix::Zero(p, p)) {}

  /// S = H P H' + R,  K = P H' S^-1,  x = x + K nu,  P = (I - K H) P (I - K H)' + K R K'
  ///
  /// Takes the innovation from nu; rows of it that are not finite are skipped.
  CorrectionNumbers correct(const OutputMatrix& H, const SignalMatrix& R) {
    CorrectionNumbers numbers;
    for (Eigen::Index i = 0; i < nu.size(); ++i) numbers.used += std::isfinite(nu(i)) ? 1 : 0;
    if (numbers.used == nu.size()) [[likely]] {
      update(H, R, numbers);
    } else {
      correctPart(H, R, numbers);
    }
    return numbers;
  }

  StateVector x;
  StateMatrix covariance;
  SignalVector nu;  ///< innovation of the last correction, NaN where there was no reading
  SignalMatrix S;   ///< its covariance, NaN on the diagonal where there was no reading

 private:
  [[gnu::noinline]] void correctPart(OutputMatrix H, SignalMatrix R, CorrectionNumbers& numbers) {
    const SignalVector given = nu;
    for (Eigen::Index i = 0; i < nu.size(); ++i) {
      if (std::isfinite(given(i))) continue;
      H.row(i).setZero();
      R.row(i).setZero();
      R.col(i).setZero();
      R(i, i) = 1.0;
      nu(i) = 0.0;
    }
    update(H, R, numbers);
    for (Eigen::Index i = 0; i < nu.size(); ++i) {
      if (!std::isfinite(given(i))) nu(i) = S(i, i) = std::nan("");
    }
  }

  void update(const OutputMatrix& H, SignalMatrix R, CorrectionNumbers& numbers) {
    const GainMatrix PHt = covariance * H.transpose();
    symmetricProduct(H, PHt.transpose(), R, S);
    if (numbers.used == 0) return;
    numbers.status = factor_.factorise(S, R);
    if (numbers.status == CorrectionStatus::NotInvertible) return;
    GainMatrix K = PHt;
    factor_.divide(K);
    x.noalias() += K * nu;
    correctCovariance(H, R, K, PHt);
    factor_.measure(nu, numbers);
  }

  /// The Joseph form term by term, O(n^2 p): with A = (I - K H) P it is A - (A H' - K R) K'.
  void correctCovariance(const OutputMatrix& H, const SignalMatrix& R, const GainMatrix& K, const GainMatrix& PHt) {
    const StateMatrix A = covariance - K.lazyProduct(PHt.transpose());
    const GainMatrix rest = K.lazyProduct(R) - A.lazyProduct(H.transpose());
    symmetricProduct(rest, K, A, covariance);
    keepPositive(covariance);
  }

  InnovationFactor<P> factor_;
};

}  // namespace mw::estimation
