// SPDX-License-Identifier: Apache-2.0
#pragma once

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
  const double log_two_pi = std::log(2.0 * std::numbers::pi);
  return -0.5 * (used * log_two_pi + log_determinant + nis);
}

/// Root-free factor L D L' of an innovation covariance (P signals, or Eigen::Dynamic) that may be singular. One and
/// two signals come out in closed form; no heap for fixed sizes.
/// Source: Golub, Van Loan (2013), section 4.1.2
template <int P>
class InnovationFactor {
 public:
  using SignalVector = Eigen::Matrix<double, P, 1>;
  using SignalMatrix = Eigen::Matrix<double, P, P>;

  /// Factorises S. A singular one gets a ridge of 1e-12, 1e-9 or 1e-6 of its largest variance, which goes onto R too.
  CorrectionStatus factorise(SignalMatrix& S, SignalMatrix& R) {
    if (decompose(S)) return CorrectionStatus::Applied;
    const double largest = S.diagonal().maxCoeff();
    double ridge = 0.0;
    for (const double part : {1e-12, 1e-9, 1e-6}) {
      const double more = part * largest - ridge;
      ridge += more;
      S.diagonal().array() += more;
      R.diagonal().array() += more;
      if (decompose(S)) return CorrectionStatus::Jittered;
    }
    return CorrectionStatus::NotInvertible;
  }

  /// B = B S^-1, row by row; any number of rows of P columns.
  template <class Rows>
  void divide(Rows& B) const {
    const Eigen::Index p = inverse_.size();
    for (Eigen::Index j = 1; j < p; ++j) {
      for (Eigen::Index k = 0; k < j; ++k) B.col(j) -= L_(j, k) * B.col(k);
    }
    for (Eigen::Index j = p - 1; j >= 0; --j) {
      B.col(j) *= inverse_(j);
      for (Eigen::Index k = j + 1; k < p; ++k) B.col(j) -= L_(k, j) * B.col(k);
    }
  }

  /// Fills NIS and log-likelihood.
  void measure(const SignalVector& nu, CorrectionNumbers& numbers) {
    SignalVector z = nu;
    double nis = 0;
    for (Eigen::Index j = 0; j < z.size(); ++j) {
      for (Eigen::Index k = 0; k < j; ++k) z(j) -= L_(j, k) * z(k);
      nis += z(j) * z(j) * inverse_(j);
    }
    numbers.nis = nis;
    numbers.log_likelihood = logNormal(numbers.used, logDeterminant(), nis);
  }

 private:
  bool decompose(const SignalMatrix& S) {
    constexpr double kPivotLimit = 1e-14;  // below it S has no digits left
    const Eigen::Index p = S.rows();
    if constexpr (P == Eigen::Dynamic) {
      L_.resize(p, p);
      pivot_.resize(p);
      inverse_.resize(p);
    }
    for (Eigen::Index j = 0; j < p; ++j) {
      double pivot = S(j, j);
      for (Eigen::Index k = 0; k < j; ++k) pivot -= L_(j, k) * L_(j, k) * pivot_(k);
      if (!(pivot > kPivotLimit * S(j, j))) return false;
      pivot_(j) = pivot;
      inverse_(j) = 1.0 / pivot;
      for (Eigen::Index i = j + 1; i < p; ++i) {
        double sum = S(i, j);
        for (Eigen::Index k = 0; k < j; ++k) sum -= L_(i, k) * L_(j, k) * pivot_(k);
        L_(i, j) = sum * inverse_(j);
      }
    }
    return inverse_.allFinite();
  }

  /// One logarithm for all pivots, and none while they stay what they were, as in the steady state of a regular log.
  double logDeterminant() {
    double product = 1.0;
    for (Eigen::Index j = 0; j < pivot_.size(); ++j) product *= pivot_(j);
    if (product == last_product_) return last_log_;
    const bool is_in_range = product > 1e-290 && product < 1e290;
    last_log_ = is_in_range ? std::log(product) : pivot_.array().log().sum();
    last_product_ = is_in_range ? product : std::nan("");
    return last_log_;
  }

  SignalMatrix L_;  ///< below its unit diagonal
  SignalVector pivot_;
  SignalVector inverse_;
  double last_product_ = std::nan("");
  double last_log_ = 0;
};

}  // namespace mw::estimation
