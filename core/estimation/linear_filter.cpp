// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/linear_filter.h"

#include <utility>

#include "core/estimation/kalman.h"

namespace mw::estimation {
namespace {

constexpr int kMaxFixedStates = 6;
constexpr int kMaxFixedSignals = 3;
constexpr std::uint64_t kMaxSingleSteps = 16;

template <class Matrix>
std::span<const double> entries(const Matrix& matrix) {
  return {matrix.data(), static_cast<std::size_t>(matrix.size())};
}

template <int N, int P>
class FilterOfSize final : public LinearFilter {
 public:
  FilterOfSize(const LinearModel& model, const GaussianBelief& initial) : model_(model), step_(model, initial) {}

  void predict(std::span<const double> u) override { step_.predict(u); }
  void predictMany(std::span<const double> u, std::uint64_t steps) override {
    if (steps <= kMaxSingleSteps) {
      for (; steps > 0; --steps) step_.predict(u);
      return;
    }
    const GaussianBelief belief = estimation::predictMany(
        {step_.x, step_.covariance}, model_, Eigen::Map<const Eigen::VectorXd>(u.data(), model_.inputCount()), steps);
    step_.x = belief.mean;
    step_.covariance = belief.covariance;
  }
  CorrectionNumbers correct(std::span<const double> y) override { return step_.correct(y); }

  [[nodiscard]] std::span<const double> mean() const override { return entries(step_.x); }
  [[nodiscard]] std::span<const double> covariance() const override { return entries(step_.covariance); }
  [[nodiscard]] std::span<const double> innovation() const override { return entries(step_.nu); }
  [[nodiscard]] std::span<const double> innovationCovariance() const override { return entries(step_.S); }

 private:
  LinearModel model_;
  KalmanStep<N, P> step_;
};

using Maker = std::unique_ptr<LinearFilter> (*)(const LinearModel&, const GaussianBelief&);

template <int N, int P>
std::unique_ptr<LinearFilter> makeOfSize(const LinearModel& model, const GaussianBelief& initial) {
  return std::make_unique<FilterOfSize<N, P>>(model, initial);
}

template <int... I>
Maker fixedMaker(int index, std::integer_sequence<int, I...>) {
  static constexpr Maker kMakers[] = {&makeOfSize<I / kMaxFixedSignals + 1, I % kMaxFixedSignals + 1>...};
  return kMakers[index];
}

}  // namespace

std::unique_ptr<LinearFilter> LinearFilter::make(const LinearModel& model, const GaussianBelief& initial) {
  requireShapes(model, initial);
  const Eigen::Index n = model.stateCount();
  const Eigen::Index p = model.signalCount();
  if (n > kMaxFixedStates || p > kMaxFixedSignals || p == 0) {
    return makeOfSize<Eigen::Dynamic, Eigen::Dynamic>(model, initial);
  }
  const auto index = static_cast<int>((n - 1) * kMaxFixedSignals + (p - 1));
  return fixedMaker(index, std::make_integer_sequence<int, kMaxFixedStates * kMaxFixedSignals>())(model, initial);
}

}  // namespace mw::estimation
