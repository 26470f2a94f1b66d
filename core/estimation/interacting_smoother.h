// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/estimation/interacting_filter.h"
#include "core/estimation/row_memory.h"

namespace mw::estimation {

/// Smooths interacting multiple models: a Rauch-Tung-Striebel step for each pair of modes, merged by its moments.
///
///   mu_ij = mu_j|T  pi_ij mu_i / c_j,   c_j = sum_i pi_ij mu_i
///   (x, P)_ij = one step back from mode j's smoothed belief to mode i's, by model j
///   (x, P)_i  = their mixture with mu_ij / mu_i|T,   mu_i|T = sum_j mu_ij
///
/// What the next state says of the mode before, given the mode after, is left out: the approximation of the source,
/// exact for a single model. O(r^2 n^3) per step, memory r (n^2 + n) numbers.
/// Source: Kim (1994), Dynamic linear models with Markov-switching, J. Econometrics 60, 1-22
class ModeMemory final : public RowMemory {
 public:
  /// @param filters, mu of the interacting filter, which outlive this
  ModeMemory(const std::vector<std::unique_ptr<StateFilter>>& filters, const ModeSwitching& switching,
             const Eigen::VectorXd& mu)
      : filters_(filters), switching_(switching), mu_(mu) {}

  /// Before the filter mixes and takes a step.
  void add(const api::ProcessStep& step);

 protected:
  [[nodiscard]] std::size_t stateCount() const override { return past_.size(); }
  [[nodiscard]] std::vector<SmoothedRow> smoothedStates(const std::stop_token& stop) override;

 private:
  /// Beliefs of the modes with their probabilities.
  struct Modes {
    std::vector<GaussianBelief> beliefs;
    Eigen::VectorXd mu;
  };
  struct Past {
    KeptStep step;
    Modes modes;
  };

  [[nodiscard]] Modes now() const;
  [[nodiscard]] Modes back(const Past& past, const Modes& next) const;

  const std::vector<std::unique_ptr<StateFilter>>& filters_;
  ModeSwitching switching_;
  const Eigen::VectorXd& mu_;
  std::vector<Past> past_;
};

/// Mean and covariance of beliefs mixed with the given weights, which sum to one.
[[nodiscard]] GaussianBelief mixtureOf(const std::vector<GaussianBelief>& beliefs, const Eigen::VectorXd& weight);

}  // namespace mw::estimation
