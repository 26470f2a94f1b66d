// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/interacting_smoother.h"

#include "core/base/error.h"
#include "core/estimation/smoother.h"

namespace mw::estimation {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

GaussianBelief mixtureOf(const std::vector<GaussianBelief>& beliefs, const VectorXd& weight) {
  const Index n = beliefs[0].mean.size();
  GaussianBelief mixed{VectorXd::Zero(n), MatrixXd::Zero(n, n)};
  for (std::size_t i = 0; i < beliefs.size(); ++i) mixed.mean += weight(static_cast<Index>(i)) * beliefs[i].mean;
  for (std::size_t i = 0; i < beliefs.size(); ++i) {
    const VectorXd apart = beliefs[i].mean - mixed.mean;
    mixed.covariance += weight(static_cast<Index>(i)) * (beliefs[i].covariance + apart * apart.transpose());
  }
  mixed.covariance = (0.5 * (mixed.covariance + mixed.covariance.transpose())).eval();
  return mixed;
}

void ModeMemory::add(const api::ProcessStep& step) {
  past_.push_back({KeptStep(step), now()});
}

ModeMemory::Modes ModeMemory::now() const {
  Modes modes{{}, mu_};
  for (const auto& filter : filters_) modes.beliefs.push_back(filter->belief());
  return modes;
}

std::vector<SmoothedRow> ModeMemory::smoothedStates(const std::stop_token& stop) {
  std::vector<SmoothedRow> states(past_.size() + 1);
  Modes next = now();
  states.back() = {mixtureOf(next.beliefs, next.mu), next.mu};
  for (std::size_t k = past_.size(); k-- > 0;) {
    if (stop.stop_requested()) throw Cancelled("replay stopped, nothing was kept");
    next = back(past_[k], next);
    states[k] = {mixtureOf(next.beliefs, next.mu), next.mu};
  }
  return states;
}

ModeMemory::Modes ModeMemory::back(const Past& past, const Modes& next) const {
  const Index r = next.mu.size();
  const VectorXd c = switching_.transition.transpose() * past.modes.mu;
  Modes smoothed{past.modes.beliefs, VectorXd::Zero(r)};
  for (Index i = 0; i < r; ++i) {
    const GaussianBelief& before = past.modes.beliefs[static_cast<std::size_t>(i)];
    std::vector<GaussianBelief> pairs;
    VectorXd weight = VectorXd::Zero(r);
    for (Index j = 0; j < r; ++j) {
      const double share = c(j) > 0 ? switching_.transition(i, j) * past.modes.mu(i) / c(j) : 0.0;
      weight(j) = share * next.mu(j);
      if (!(weight(j) > 0)) {
        weight(j) = 0;
        pairs.push_back(before);
        continue;
      }
      const auto mode = static_cast<std::size_t>(j);
      pairs.push_back(
          smoothedBelief(before, transitionOver(*filters_[mode], before, past.step.step()), next.beliefs[mode]));
    }
    smoothed.mu(i) = weight.sum();
    if (smoothed.mu(i) > 0) smoothed.beliefs[static_cast<std::size_t>(i)] = mixtureOf(pairs, weight / smoothed.mu(i));
  }
  const double total = smoothed.mu.sum();
  smoothed.mu = total > 0 ? VectorXd(smoothed.mu / total) : past.modes.mu;
  return smoothed;
}

}  // namespace mw::estimation
