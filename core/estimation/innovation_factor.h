// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cmath>
#include <numbers>

namespace mw::estimation {

/// What became of one correction.
enum class CorrectionStatus {
  Applied,       ///< the usual case
  Jittered,      ///< S was singular and got a ridge on its diagonal
  NoReading,     ///< every row was missing: the belief is the prediction
  NotInvertible  ///< S could not be inverted even with a ridge: the belief is the prediction
};

/// Scalars of one correction.
struct CorrectionNumbers {
  CorrectionStatus status = CorrectionStatus::NoReading;
  int used = 0;               ///< signals that had a reading
  double nis = 0;             ///< nu' S^-1 nu, dimensionless; 0 when nothing was used
  double log_likelihood = 0;  ///< log N(nu; 0, S) over the used signals
};

/// log N(nu; 0, S) from the parts that every filter has at hand.
inline double logNormal(int used, double log_determinant, double nis) {
  return -0.5 * (used * std::log(2.0 * std::numbers::pi) + log_determinant + nis);
}

/// Cholesky factor of an innovation covariance (P signals, or Eigen::Dynamic) that may be singular.
template <int P>
class InnovationFactor {
 public:
  using SignalVector = Eigen::Matrix<double, P, 1>;
  using SignalMatrix = Eigen::Matrix<double, P, P>;

  /// Factorises S. A singular one gets a ridge of 1e-12, 1e-9 or 1e-6 of its largest variance, which goes onto R too.
  CorrectionStatus factorise(SignalMatrix& S, SignalMatrix& R) {
    constexpr double kPivotLimit = 1e-14;  // below it S has no digits left
    const double largest = S.diagonal().maxCoeff();
    double ridge = 0.0;
    for (const double part : {0.0, 1e-12, 1e-9, 1e-6}) {
      const double more = part * largest - ridge;
      ridge += more;
      S.diagonal().array() += more;
      R.diagonal().array() += more;
      llt_.compute(S);
      const auto pivots = llt_.matrixLLT().diagonal().array();
      if (llt_.info() == Eigen::Success && (pivots * pivots > kPivotLimit * S.diagonal().array()).all()) {
        return part > 0.0 ? CorrectionStatus::Jittered : CorrectionStatus::Applied;
      }
    }
    return CorrectionStatus::NotInvertible;
  }

  /// S^-1 b
  template <class Right>
  [[nodiscard]] auto solve(const Right& b) const {
    return llt_.solve(b);
  }

  /// Fills NIS and log-likelihood.
  void measure(const SignalVector& nu, CorrectionNumbers& numbers) const {
    const SignalVector whitened = llt_.matrixL().solve(nu);
    numbers.nis = whitened.squaredNorm();
    const double log_determinant = 2.0 * llt_.matrixLLT().diagonal().array().log().sum();
    numbers.log_likelihood = logNormal(numbers.used, log_determinant, numbers.nis);
  }

 private:
  Eigen::LLT<SignalMatrix> llt_;
};

}  // namespace mw::estimation
