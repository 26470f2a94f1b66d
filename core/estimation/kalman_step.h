// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <cmath>
#include <numbers>
#include <span>

#include "core/estimation/covariance.h"
#include "core/estimation/linear_model.h"

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

/// One linear Kalman step on matrices of fixed size (N states, P signals) or Eigen::Dynamic, without heap allocation
/// for fixed sizes. The callable pieces are in kalman.h (values in, values out) and linear_filter.h (row after row).
///
/// A missing row i is left out by giving it a zero row in H, a zero innovation and a unit diagonal in R: its gain is
/// then exactly zero and S is block diagonal, which is the correction without that row.
/// Source: Bar-Shalom, Li, Kirubarajan (2001), section 5.2
template <int N, int P>
class KalmanStep {
 public:
  using StateVector = Eigen::Matrix<double, N, 1>;
  using StateMatrix = Eigen::Matrix<double, N, N>;
  using InputMatrix = Eigen::Matrix<double, N, Eigen::Dynamic>;
  using SignalVector = Eigen::Matrix<double, P, 1>;
  using SignalMatrix = Eigen::Matrix<double, P, P>;
  using OutputMatrix = Eigen::Matrix<double, P, N>;

  KalmanStep(const LinearModel& model, const GaussianBelief& belief)
      : x(belief.mean), covariance(belief.covariance), F_(model.F), B_(model.B), H_(model.H), Q_(model.Q), R_(model.R) {
    nu = SignalVector::Zero(H_.rows());
    S = SignalMatrix::Zero(H_.rows(), H_.rows());
  }

  /// x = F x + B u,  P = F P F' + Q
  void predict(std::span<const double> u) {
    x = (F_ * x).eval();
    if (B_.cols() > 0) x += B_ * Eigen::Map<const Eigen::VectorXd>(u.data(), B_.cols());
    const StateMatrix FP = F_ * covariance;
    covariance.noalias() = FP * F_.transpose();
    covariance += Q_;
    tidyCovariance(covariance);
  }

  /// nu = y - H x,  S = H P H' + R,  K = P H' S^-1,  P = (I - K H) P (I - K H)' + K R K'
  CorrectionNumbers correct(std::span<const double> y) {
    CorrectionNumbers numbers;
    numbers.used = usedRows(y);
    nu.noalias() = Eigen::Map<const SignalVector>(y.data(), H_.rows()) - H_ * x;
    if (numbers.used == H_.rows()) {
      update(H_, R_, numbers);
    } else {
      OutputMatrix H = H_;
      SignalMatrix R = R_;
      leaveOut(y, H, R);
      update(H, R, numbers);
      for (Eigen::Index i = 0; i < H.rows(); ++i) {
        if (!std::isfinite(y[static_cast<std::size_t>(i)])) nu(i) = S(i, i) = std::nan("");
      }
    }
    return numbers;
  }

  StateVector x;
  StateMatrix covariance;
  SignalVector nu;  ///< innovation of the last correction, NaN where there was no reading
  SignalMatrix S;   ///< its covariance, NaN on the diagonal where there was no reading

 private:
  [[nodiscard]] int usedRows(std::span<const double> y) const {
    int used = 0;
    for (Eigen::Index i = 0; i < H_.rows(); ++i) used += std::isfinite(y[static_cast<std::size_t>(i)]) ? 1 : 0;
    return used;
  }

  void leaveOut(std::span<const double> y, OutputMatrix& H, SignalMatrix& R) {
    for (Eigen::Index i = 0; i < H.rows(); ++i) {
      if (std::isfinite(y[static_cast<std::size_t>(i)])) continue;
      H.row(i).setZero();
      R.row(i).setZero();
      R.col(i).setZero();
      R(i, i) = 1.0;
      nu(i) = 0.0;
    }
  }

  /// Cholesky of S; a singular S gets a ridge of 1e-12, 1e-9 or 1e-6 of its largest variance.
  CorrectionStatus factorise(SignalMatrix& R) {
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

  void update(const OutputMatrix& H, SignalMatrix R, CorrectionNumbers& numbers) {
    const Eigen::Matrix<double, N, P> PHt = covariance * H.transpose();
    S.noalias() = H * PHt;
    S += R;
    S = (0.5 * (S + S.transpose())).eval();
    if (numbers.used == 0) return;
    numbers.status = factorise(R);
    if (numbers.status == CorrectionStatus::NotInvertible) return;
    const OutputMatrix Kt = llt_.solve(PHt.transpose());
    x.noalias() += Kt.transpose() * nu;
    StateMatrix A = StateMatrix::Identity(x.size(), x.size());
    A.noalias() -= Kt.transpose() * H;
    const StateMatrix AP = A * covariance;
    const OutputMatrix RKt = R * Kt;
    covariance.noalias() = AP * A.transpose();
    covariance.noalias() += Kt.transpose() * RKt;
    tidyCovariance(covariance);
    const SignalVector whitened = llt_.matrixL().solve(nu);
    numbers.nis = whitened.squaredNorm();
    const double log_determinant = 2.0 * llt_.matrixLLT().diagonal().array().log().sum();
    numbers.log_likelihood = -0.5 * (numbers.used * std::log(2.0 * std::numbers::pi) + log_determinant + numbers.nis);
  }

  StateMatrix F_;
  InputMatrix B_;
  OutputMatrix H_;
  StateMatrix Q_;
  SignalMatrix R_;
  Eigen::LLT<SignalMatrix> llt_;
};

}  // namespace mw::estimation
