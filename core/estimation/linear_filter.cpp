// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/linear_filter.h"

#include "core/estimation/filter_sizes.h"
#include "core/estimation/kalman.h"

namespace mw::estimation {
namespace {

constexpr std::uint64_t kMaxSingleSteps = 16;

template <int N, int P>
class LinearFilter final : public StateFilter {
 public:
  LinearFilter(const LinearModel& model, const GaussianBelief& initial) : model_(model), step_(model, initial) {}

  void predict(const api::ProcessStep& step) override { step_.predict(step.u); }
  void predictMany(const api::ProcessStep& step, std::uint64_t steps) override {
    if (steps <= kMaxSingleSteps) {
      for (; steps > 0; --steps) step_.predict(step.u);
      return;
    }
    setBelief(estimation::predictMany(belief(), model_,
                                      Eigen::Map<const Eigen::VectorXd>(step.u.data(), model_.inputCount()), steps));
  }
  CorrectionNumbers correct(const api::ProcessStep&, std::span<const double> y) override { return step_.correct(y); }
  CorrectionNumbers predictAndCorrect(const api::ProcessStep& step, std::span<const double> y) override {
    step_.predict(step.u);
    return step_.correct(y);
  }

  [[nodiscard]] std::span<const double> mean() const override { return entriesOf(step_.x); }
  [[nodiscard]] std::span<const double> covariance() const override { return entriesOf(step_.covariance); }
  [[nodiscard]] std::span<const double> innovation() const override { return entriesOf(step_.nu); }
  [[nodiscard]] std::span<const double> innovationCovariance() const override { return entriesOf(step_.S); }

  void setBelief(const GaussianBelief& belief) override {
    step_.x = belief.mean;
    step_.covariance = belief.covariance;
  }
  void predictWithCross(const api::ProcessStep& step, Eigen::MatrixXd& cross) override {
    cross = step_.covariance * model_.F.transpose();
    step_.predict(step.u);
  }
  [[nodiscard]] bool predictManyWithCross(const api::ProcessStep& step, std::uint64_t steps,
                                          Eigen::MatrixXd& cross) override {
    Eigen::MatrixXd power = Eigen::MatrixXd::Identity(model_.stateCount(), model_.stateCount());
    Eigen::MatrixXd square = model_.F;
    for (std::uint64_t left = steps; left > 0; left >>= 1U) {
      if ((left & 1U) != 0) power = (square * power).eval();
      square = (square * square).eval();
    }
    cross = step_.covariance * power.transpose();
    predictMany(step, steps);
    return true;
  }

 private:
  LinearModel model_;
  KalmanStep<N, P> step_;
};

}  // namespace

std::unique_ptr<StateFilter> makeLinearFilter(const LinearModel& model, const GaussianBelief& initial) {
  requireShapes(model, initial);
  return makeOfSize<6, 3, LinearFilter>(model.stateCount(), model.signalCount(), model, initial);
}

}  // namespace mw::estimation
