// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/interacting_filter.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/estimation/filter_sizes.h"
#include "core/estimation/interacting_smoother.h"

namespace mw::estimation {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

class InteractingFilter final : public StateFilter {
 public:
  InteractingFilter(std::vector<std::unique_ptr<StateFilter>> filters, const ModeSwitching& switching)
      : filters_(std::move(filters)), switching_(switching), mu_(switching.initial) {
    const auto p = static_cast<Index>(filters_.front()->innovation().size());
    nu_ = VectorXd::Zero(p);
    S_ = MatrixXd::Zero(p, p);
    summarise();
  }

  void predict(const api::ProcessStep& step) override {
    if (memory_) memory_->add(step);
    mix();
    for (const auto& filter : filters_) filter->predict(step);
    summarise();
  }

  CorrectionNumbers correct(const api::ProcessStep& step, std::span<const double> y) override {
    VectorXd log_weight(mu_.size());
    CorrectionNumbers numbers;
    int applied = 0;
    for (Index j = 0; j < mu_.size(); ++j) {
      const CorrectionNumbers own = filterOf(j).correct(step, y);
      const bool is_applied = own.status == CorrectionStatus::Applied || own.status == CorrectionStatus::Jittered;
      if (is_applied || applied == 0) numbers.status = own.status;
      applied += is_applied ? 1 : 0;
      numbers.used = std::max(numbers.used, own.used);
      log_weight(j) = std::log(mu_(j)) + (is_applied ? own.log_likelihood : 0.0);
    }
    describeInnovation(y, numbers);
    if (applied > 0) {
      const double largest = log_weight.maxCoeff();
      const VectorXd weight = (log_weight.array() - largest).exp();
      numbers.log_likelihood = largest + std::log(weight.sum());
      mu_ = weight / weight.sum();
    }
    summarise();
    return numbers;
  }

  [[nodiscard]] std::span<const double> mean() const override { return entriesOf(belief_.mean); }
  [[nodiscard]] std::span<const double> covariance() const override { return entriesOf(belief_.covariance); }
  [[nodiscard]] std::span<const double> innovation() const override { return entriesOf(nu_); }
  [[nodiscard]] std::span<const double> innovationCovariance() const override { return entriesOf(S_); }
  [[nodiscard]] std::span<const double> modeProbabilities() const override { return entriesOf(mu_); }
  [[nodiscard]] bool hasTransitions() const override { return false; }
  [[nodiscard]] bool canSmooth() const override {
    return std::all_of(filters_.begin(), filters_.end(), [](const auto& filter) { return filter->hasTransitions(); });
  }
  void predictWithCross(const api::ProcessStep&, MatrixXd&) override { MW_REQUIRE(hasTransitions()); }
  RowMemory* rememberRows() override {
    memory_ = std::make_unique<ModeMemory>(filters_, switching_, mu_);
    return memory_.get();
  }
  [[nodiscard]] double linearisationExcess() const override {
    double worst = 0;
    for (const auto& filter : filters_) worst = std::max(worst, filter->linearisationExcess());
    return worst;
  }
  void setBelief(const GaussianBelief& belief) override {
    for (const auto& filter : filters_) filter->setBelief(belief);
    summarise();
  }

 private:
  StateFilter& filterOf(Index mode) { return *filters_[static_cast<std::size_t>(mode)]; }

  [[nodiscard]] std::vector<GaussianBelief> beliefs() const {
    std::vector<GaussianBelief> list;
    for (const auto& filter : filters_) list.push_back(filter->belief());
    return list;
  }

  void mix() {
    const std::vector<GaussianBelief> before = beliefs();
    const VectorXd c = switching_.transition.transpose() * mu_;
    for (Index j = 0; j < mu_.size(); ++j) {
      if (!(c(j) > 0)) continue;  // a mode that can't be reached keeps its own belief
      filterOf(j).setBelief(mixtureOf(before, switching_.transition.col(j).cwiseProduct(mu_) / c(j)));
    }
    mu_ = c / c.sum();
  }

  void summarise() { belief_ = mixtureOf(beliefs(), mu_); }

  /// Mixture of the modes' innovations with the probabilities before the readings.
  void describeInnovation(std::span<const double> y, CorrectionNumbers& numbers) {
    const auto p = static_cast<Index>(y.size());
    nu_.setZero();
    S_.setZero();
    const auto innovationOf = [&](Index j) -> VectorXd {
      return Eigen::Map<const VectorXd>(filterOf(j).innovation().data(), p).unaryExpr([](double v) {
        return std::isfinite(v) ? v : 0.0;
      });
    };
    for (Index j = 0; j < mu_.size(); ++j) nu_ += mu_(j) * innovationOf(j);
    for (Index j = 0; j < mu_.size(); ++j) {
      const VectorXd apart = innovationOf(j) - nu_;
      MatrixXd S = Eigen::Map<const MatrixXd>(filterOf(j).innovationCovariance().data(), p, p);
      for (Index i = 0; i < p; ++i) {
        if (!std::isfinite(S(i, i))) S(i, i) = 1.0;
      }
      S_ += mu_(j) * (S + apart * apart.transpose());
    }
    const double nis = nu_.dot(Eigen::LDLT<MatrixXd>(S_).solve(nu_));
    numbers.nis = numbers.used > 0 && std::isfinite(nis) ? std::max(nis, 0.0) : 0.0;
    for (Index i = 0; i < p; ++i) {
      if (!std::isfinite(y[static_cast<std::size_t>(i)])) nu_(i) = S_(i, i) = std::nan("");
    }
  }

  std::vector<std::unique_ptr<StateFilter>> filters_;
  ModeSwitching switching_;
  VectorXd mu_;
  GaussianBelief belief_;
  VectorXd nu_;
  MatrixXd S_;
  std::unique_ptr<ModeMemory> memory_;
};

}  // namespace

std::unique_ptr<StateFilter> makeInteractingFilter(std::vector<std::unique_ptr<StateFilter>> filters,
                                                   const ModeSwitching& switching) {
  MW_REQUIRE(!filters.empty() && switching.initial.size() == static_cast<Index>(filters.size()));
  return std::make_unique<InteractingFilter>(std::move(filters), switching);
}

}  // namespace mw::estimation
