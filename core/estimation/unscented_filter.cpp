// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/unscented_filter.h"

#include <cmath>
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/estimation/covariance.h"
#include "core/estimation/filter_sizes.h"
#include "core/estimation/innovation_factor.h"
#include "core/estimation/semidefinite_root.h"
#include "core/estimation/symmetric_products.h"

namespace mw::estimation {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// M + scale v v'; for columns of any fixed size, one entry too.
template <class Matrix, class Vector>
void addOuter(Matrix& M, double scale, const Vector& v) {
  for (Index j = 0; j < v.size(); ++j) M.col(j) += (scale * v(j)) * v;
}

/// Distance and weight of the points of L dimensions.
struct Spread {
  Spread(Index dimensions, const SigmaPointOptions& options) {
    const double square = options.alpha * options.alpha * (static_cast<double>(dimensions) + options.kappa);
    distance = std::sqrt(square);
    weight = 1.0 / (2.0 * square);
    middle = options.beta - options.alpha * options.alpha;
  }
  double distance;
  double weight;
  double middle;  ///< of m m'
};

template <int N, int P>
class UnscentedFilter final : public StateFilter {
 public:
  using StateVector = Eigen::Matrix<double, N, 1>;
  using StateMatrix = Eigen::Matrix<double, N, N>;
  using SignalVector = Eigen::Matrix<double, P, 1>;
  using SignalMatrix = Eigen::Matrix<double, P, P>;
  using OutputMatrix = Eigen::Matrix<double, P, N>;
  using GainMatrix = Eigen::Matrix<double, N, P>;

  UnscentedFilter(const NoisyProcess& model, const GaussianBelief& initial, const SigmaPointOptions& options)
      : process_(model.process->clone()),
        x_(initial.mean),
        covariance_(initial.covariance),
        nu_(SignalVector::Zero(model.signalCount())),
        S_(SignalMatrix::Zero(model.signalCount(), model.signalCount())),
        Q_(model.Q),
        R_(model.R),
        w_sd_(model.process_noise_variance.cwiseSqrt()),
        v_sd_(model.measurement_noise_variance.cwiseSqrt()),
        w_(VectorXd::Zero(w_sd_.size())),
        v_(VectorXd::Zero(v_sd_.size())),
        forward_(model.stateCount() + w_sd_.size(), options),
        sensing_(model.stateCount() + v_sd_.size(), options),
        L_(model.Q) {}

  void predict(const api::ProcessStep& step) override { predictAnd(step, nullptr); }
  void predictWithCross(const api::ProcessStep& step, MatrixXd& cross) override { predictAnd(step, &cross); }

  CorrectionNumbers correct(const api::ProcessStep& step, std::span<const double> y) override {
    const Index n = x_.size();
    const Index p = nu_.size();
    semidefiniteRoot(covariance_, L_);
    SignalVector middle(p);
    measure(x_, step, middle);
    // For the pair +-i: e+ + e-, and e+ - e-, which goes with the column of the root.
    SignalVector m = SignalVector::Zero(p);
    SignalMatrix spread = SignalMatrix::Zero(p, p);
    Eigen::Matrix<double, P, N> odd(p, n);
    SignalVector above(p);
    SignalVector below(p);
    for (Index i = 0; i < n; ++i) {
      const StateVector offset = sensing_.distance * L_.col(i);
      measure(x_ + offset, step, above);
      measure(x_ - offset, step, below);
      above -= middle;
      below -= middle;
      m += above + below;
      odd.col(i) = above - below;
      const SignalVector even = above + below;
      addOuter(spread, 1.0, even);
    }
    // d d' of both points of a pair = ((e+ + e-)(...)' + (e+ - e-)(...)') / 2
    spread *= 0.5 * sensing_.weight;
    addNoisePoints(step, middle, spread, m);
    m *= sensing_.weight;
    odd *= sensing_.weight * sensing_.distance;  // Cov(y, root coordinates): H L where h is linear
    addOuter(spread, sensing_.middle, m);
    return update(y, middle + m, odd, spread);
  }

  [[nodiscard]] std::span<const double> mean() const override { return entriesOf(x_); }
  [[nodiscard]] std::span<const double> covariance() const override { return entriesOf(covariance_); }
  [[nodiscard]] std::span<const double> innovation() const override { return entriesOf(nu_); }
  [[nodiscard]] std::span<const double> innovationCovariance() const override { return entriesOf(S_); }

  void setBelief(const GaussianBelief& belief) override {
    x_ = belief.mean;
    covariance_ = belief.covariance;
  }

 private:
  void predictAnd(const api::ProcessStep& step, MatrixXd* cross) {
    const Index n = x_.size();
    semidefiniteRoot(covariance_, L_);
    StateVector middle(n);
    StateVector above(n);
    StateVector below(n);
    advance(x_, step, middle);
    StateVector m = StateVector::Zero(n);
    StateMatrix sum = StateMatrix::Zero(n, n);
    StateMatrix odd(n, n);
    for (Index i = 0; i < n; ++i) {
      const StateVector offset = forward_.distance * L_.col(i);
      advance(x_ + offset, step, above);
      advance(x_ - offset, step, below);
      odd.col(i) = above - below;
      addPair(middle, above, below, m, sum);
    }
    if (cross != nullptr) fillCross(odd, *cross);
    for (Index k = 0; k < w_.size(); ++k) {
      w_(k) = forward_.distance * w_sd_(k);
      advance(x_, step, above);
      w_(k) = -w_(k);
      advance(x_, step, below);
      w_(k) = 0.0;
      addPair(middle, above, below, m, sum);
    }
    m *= forward_.weight;
    x_ = middle + m;
    covariance_ = forward_.weight * sum + step.noise_share * Q_;
    addOuter(covariance_, forward_.middle, m);
    mirrorLower(covariance_);
    settle(forward_.middle);
  }

  static void addPair(const StateVector& middle, StateVector& above, StateVector& below, StateVector& m,
                      StateMatrix& sum) {
    above -= middle;
    below -= middle;
    m += above + below;
    addOuter(sum, 1.0, above);
    addOuter(sum, 1.0, below);
  }

  /// Entry by entry: GCC 12 sees a packet read past the one entry of a 1 x 1 product.
  void fillCross(const StateMatrix& odd, MatrixXd& cross) const {
    const double scale = forward_.weight * forward_.distance;
    cross.resize(odd.rows(), odd.rows());
    for (Index j = 0; j < odd.rows(); ++j) {
      for (Index i = 0; i < odd.rows(); ++i) cross(i, j) = scale * L_.row(i).dot(odd.row(j));
    }
  }

  void addNoisePoints(const api::ProcessStep& step, const SignalVector& middle, SignalMatrix& spread, SignalVector& m) {
    SignalVector above(middle.size());
    for (Index k = 0; k < v_.size(); ++k) {
      for (const double sign : {1.0, -1.0}) {
        v_(k) = sign * sensing_.distance * v_sd_(k);
        measure(x_, step, above);
        above -= middle;
        m += above;
        addOuter(spread, sensing_.weight, above);
      }
      v_(k) = 0.0;
    }
  }

  /// @param odd    Cov(y, root coordinates): Cov(y, x) = odd L'
  /// @param spread what S has beside odd odd' and R: curvature and inner noise
  CorrectionNumbers update(std::span<const double> y, const SignalVector& y_mean, OutputMatrix odd,
                           SignalMatrix spread) {
    CorrectionNumbers numbers;
    SignalMatrix R = R_ + spread;
    SignalVector used = SignalVector::Zero(nu_.size());
    for (Index i = 0; i < nu_.size(); ++i) {
      nu_(i) = y[static_cast<std::size_t>(i)] - y_mean(i);
      const bool is_used = std::isfinite(nu_(i)) && odd.row(i).allFinite() && R.row(i).allFinite();
      used(i) = is_used ? 1.0 : 0.0;
      numbers.used += is_used ? 1 : 0;
    }
    if (numbers.used < nu_.size()) leaveOut(used, odd, R);
    S_.noalias() = odd * odd.transpose();
    S_ += R;
    if (numbers.used > 0) numbers.status = factor_.factorise(S_, R);
    if (numbers.status == CorrectionStatus::Applied || numbers.status == CorrectionStatus::Jittered) {
      apply(odd, R);
      factor_.measure(nu_, numbers);
    }
    for (Index i = 0; i < nu_.size(); ++i) {
      if (used(i) == 0.0) nu_(i) = S_(i, i) = std::nan("");
    }
    return numbers;
  }

  void leaveOut(const SignalVector& used, OutputMatrix& odd, SignalMatrix& R) {
    for (Index i = 0; i < nu_.size(); ++i) {
      if (used(i) != 0.0) continue;
      odd.row(i).setZero();
      R.row(i).setZero();
      R.col(i).setZero();
      R(i, i) = 1.0;
      nu_(i) = 0.0;
    }
  }

  /// K = L odd' S^-1,  P = (L - K odd)(L - K odd)' + K R K'
  void apply(const OutputMatrix& odd, const SignalMatrix& R) {
    GainMatrix K = L_ * odd.transpose();
    factor_.divide(K);
    x_.noalias() += K * nu_;
    StateMatrix A = L_;
    A.noalias() -= K * odd;
    // By its root: rounding in a singular R would else show as a negative variance.
    SignalMatrix R_root = R;
    semidefiniteRoot(R, R_root);
    const GainMatrix noise = K * R_root;
    symmetricProduct(noise, noise, StateMatrix::Zero(x_.size(), x_.size()), covariance_);
    const StateMatrix sum = covariance_;
    symmetricProduct(A, A, sum, covariance_);
    settle(sensing_.middle);
  }

  /// Sums of squares need no more than symmetry; with a negative weight they are made positive.
  void settle(double middle) {
    if (middle < 0.0 && covariance_.allFinite()) keepPositive(covariance_);
  }

  void advance(const StateVector& x, const api::ProcessStep& step, StateVector& next) {
    process_->advance(entriesOf(x), entriesOf(w_), step, {next.data(), static_cast<std::size_t>(next.size())});
  }
  void measure(const StateVector& x, const api::ProcessStep& step, SignalVector& y) {
    process_->measure(entriesOf(x), entriesOf(v_), step, {y.data(), static_cast<std::size_t>(y.size())});
  }

  std::unique_ptr<api::ProcessModel> process_;
  StateVector x_;
  StateMatrix covariance_;
  SignalVector nu_;
  SignalMatrix S_;
  StateMatrix Q_;
  SignalMatrix R_;
  VectorXd w_sd_;
  VectorXd v_sd_;
  VectorXd w_;
  VectorXd v_;
  Spread forward_;
  Spread sensing_;
  StateMatrix L_;
  InnovationFactor<P> factor_;
};

void requireSpread(Index dimensions, const SigmaPointOptions& options) {
  const double square = options.alpha * options.alpha * (static_cast<double>(dimensions) + options.kappa);
  if (options.alpha > 0 && square > 0 && std::isfinite(1.0 / square)) return;
  throw InputError(Place{"", "/filter", 0, 0},
                   fmt::format("alpha {} and kappa {} put the sigma points of {} dimensions nowhere", options.alpha,
                               options.kappa, dimensions),
                   fmt::format("alpha is above 0 and kappa above -{}", dimensions));
}

}  // namespace

std::unique_ptr<StateFilter> makeUnscentedFilter(const NoisyProcess& model, const GaussianBelief& initial,
                                                 const SigmaPointOptions& options) {
  requireShapes(model, initial);
  requireSpread(model.stateCount(), options);
  requireSpread(model.stateCount() + model.process_noise_variance.size(), options);
  requireSpread(model.stateCount() + model.measurement_noise_variance.size(), options);
  return makeOfSize<4, 2, UnscentedFilter>(model.stateCount(), model.signalCount(), model, initial, options);
}

}  // namespace mw::estimation
