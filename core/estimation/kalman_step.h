// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <span>

#include "core/estimation/joseph_update.h"
#include "core/estimation/linear_model.h"

namespace mw::estimation {

/// One linear Kalman step on matrices of fixed size (N states, P signals) or Eigen::Dynamic. The callable pieces are in
/// kalman.h (values in, values out) and linear_filter.h (row after row).
template <int N, int P>
class KalmanStep : public JosephUpdate<N, P> {
  using Base = JosephUpdate<N, P>;

 public:
  using Base::covariance;
  using Base::nu;
  using Base::x;
  using typename Base::OutputMatrix;
  using typename Base::SignalMatrix;
  using typename Base::SignalVector;
  using typename Base::StateMatrix;

  KalmanStep(const LinearModel& model, const GaussianBelief& belief)
      : Base(belief.mean, belief.covariance, model.signalCount()),
        F_(model.F),
        B_(model.B),
        H_(model.H),
        Q_(model.Q),
        R_(model.R) {}

  /// x = F x + B u,  P = F P F' + Q
  void predict(std::span<const double> u) {
    x = (F_ * x).eval();
    for (Eigen::Index j = 0; j < B_.cols(); ++j) x += u[static_cast<std::size_t>(j)] * B_.col(j);
    propagate(F_, Q_, covariance);
    keepPositive(covariance);
  }

  /// nu = y - H x, then the Joseph form; readings that are not finite are skipped
  CorrectionNumbers correct(std::span<const double> y) {
    nu.noalias() = Eigen::Map<const SignalVector>(y.data(), H_.rows()) - H_ * x;
    return Base::correct(H_, R_);
  }

 private:
  StateMatrix F_;
  Eigen::Matrix<double, N, Eigen::Dynamic> B_;
  OutputMatrix H_;
  StateMatrix Q_;
  SignalMatrix R_;
};

}  // namespace mw::estimation
