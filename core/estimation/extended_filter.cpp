// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/extended_filter.h"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <limits>

#include "core/estimation/filter_sizes.h"
#include "core/estimation/joseph_update.h"

namespace mw::estimation {
namespace {

using Eigen::MatrixXd;

double spectralNorm(const MatrixXd& symmetric) {
  if (!symmetric.allFinite()) return std::numeric_limits<double>::quiet_NaN();
  return Eigen::SelfAdjointEigenSolver<MatrixXd>(symmetric, Eigen::EigenvaluesOnly).eigenvalues().cwiseAbs().maxCoeff();
}

template <int N, int P>
class ExtendedFilter final : public StateFilter {
 public:
  using Update = JosephUpdate<N, P>;

  ExtendedFilter(const NoisyProcess& model, const GaussianBelief& initial)
      : process_(model.process->clone()),
        update_(initial.mean, initial.covariance, model.signalCount()),
        Q_(model.Q),
        R_(model.R),
        W_(model.process_noise_variance),
        V_(model.measurement_noise_variance),
        F_(model.stateCount(), model.stateCount()),
        G_(model.stateCount(), W_.size()),
        H_(model.signalCount(), model.stateCount()),
        M_(model.signalCount(), V_.size()),
        next_(initial.mean),
        predicted_(Update::SignalVector::Zero(model.signalCount())),
        Q_norm_(spectralNorm(model.Q)) {}

  void predict(const api::ProcessStep& step) override { predictAnd(step, nullptr); }
  void predictWithCross(const api::ProcessStep& step, MatrixXd& cross) override { predictAnd(step, &cross); }

  CorrectionNumbers correct(const api::ProcessStep& step, std::span<const double> y) override {
    process_->measureJacobian(mean(), step, {predicted_.data(), y.size()}, H_, M_);
    typename Update::SignalMatrix R = R_;
    if (V_.size() > 0) R += M_ * V_.asDiagonal() * M_.transpose();
    for (Eigen::Index i = 0; i < H_.rows(); ++i) {
      const bool is_defined = H_.row(i).allFinite() && R.row(i).allFinite();
      update_.nu(i) = is_defined ? y[static_cast<std::size_t>(i)] - predicted_(i) : std::nan("");
    }
    return update_.correct(H_, R);
  }

  [[nodiscard]] std::span<const double> mean() const override { return entriesOf(update_.x); }
  [[nodiscard]] std::span<const double> covariance() const override { return entriesOf(update_.covariance); }
  [[nodiscard]] std::span<const double> innovation() const override { return entriesOf(update_.nu); }
  [[nodiscard]] std::span<const double> innovationCovariance() const override { return entriesOf(update_.S); }
  [[nodiscard]] double linearisationExcess() const override { return excess_; }

  void setBelief(const GaussianBelief& belief) override {
    update_.x = belief.mean;
    update_.covariance = belief.covariance;
  }

 private:
  using StateMatrix = typename Update::StateMatrix;

  void predictAnd(const api::ProcessStep& step, MatrixXd* cross) {
    const double trace = update_.covariance.trace();
    const double curvature = process_->isLinear() ? 0.0 : process_->advanceCurvature(mean(), step);
    process_->advanceJacobian(mean(), step, {next_.data(), mean().size()}, F_, G_);
    if (cross != nullptr) *cross = MatrixXd(update_.covariance) * MatrixXd(F_).transpose();
    update_.x = next_;
    StateMatrix noise = step.noise_share * Q_;
    if (W_.size() > 0) noise += G_ * W_.asDiagonal() * G_.transpose();
    propagate(F_, noise, update_.covariance);
    if (update_.covariance.allFinite()) keepPositive(update_.covariance);
    noteExcess(curvature * trace / 2, step.noise_share);
  }

  void noteExcess(double bias, double share) {
    const double norm =
        W_.size() > 0 ? spectralNorm(share * MatrixXd(Q_) + G_ * W_.asDiagonal() * G_.transpose()) : share * Q_norm_;
    excess_ = bias > 0 ? bias / std::sqrt(norm) : 0.0;
  }

  std::unique_ptr<api::ProcessModel> process_;
  Update update_;
  StateMatrix Q_;
  typename Update::SignalMatrix R_;
  Eigen::VectorXd W_;
  Eigen::VectorXd V_;
  StateMatrix F_;
  Eigen::Matrix<double, N, Eigen::Dynamic> G_;
  typename Update::OutputMatrix H_;
  Eigen::Matrix<double, P, Eigen::Dynamic> M_;
  typename Update::StateVector next_;
  typename Update::SignalVector predicted_;
  double Q_norm_;
  double excess_ = 0;
};

}  // namespace

std::unique_ptr<StateFilter> makeExtendedFilter(const NoisyProcess& model, const GaussianBelief& initial) {
  requireShapes(model, initial);
  return makeOfSize<4, 2, ExtendedFilter>(model.stateCount(), model.signalCount(), model, initial);
}

}  // namespace mw::estimation
