// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "core/base/random_stream.h"
#include "core/estimation/noisy_process.h"
#include "core/estimation/row_memory.h"
#include "core/estimation/state_filter.h"

namespace mw::estimation {

/// Smooths a particle filter by backward simulation over the clouds it went through.
///
///   end       M points are drawn from the last cloud
///   back      W_ij ~ w_i N(x'_j; f(x_i), Q), and a point is drawn from each row W_j
///   estimate  mean and covariance of the cloud with the weights mean_j W_ij
///
/// M is the number of particles, at most 500; the estimate takes the weights instead of the points drawn, which is
/// never worse. Q must be positive definite and all noise of the process outside f, so that N(x'; f(x), Q) is the
/// density of a step. O(particles x M) per step; memory (n + 1) numbers per particle and step.
/// Source: Godsill, Doucet, West (2004), Monte Carlo smoothing for nonlinear time series, J. Am. Stat. Assoc. 99
class ParticleMemory final : public RowMemory {
 public:
  /// @param filter to be smoothed; @param cloud, log_weight its particles; all outlive this
  ParticleMemory(const NoisyProcess& model, const StateFilter& filter, const Eigen::MatrixXd& cloud,
                 const Eigen::VectorXd& log_weight, std::uint64_t seed);
  ~ParticleMemory() override = default;

  /// Before the filter takes a step. @throws InputError when too much would have to be remembered (2 GiB)
  void add(const api::ProcessStep& step);

  [[nodiscard]] static bool canSmooth(const NoisyProcess& model);

 protected:
  [[nodiscard]] std::size_t stateCount() const override { return past_.size(); }
  [[nodiscard]] std::vector<SmoothedRow> smoothedStates(const std::stop_token& stop) override;

 private:
  struct Past {
    KeptStep step;
    Eigen::MatrixXd cloud;
    Eigen::VectorXd log_weight;
  };

  [[nodiscard]] Eigen::MatrixXd drawn(const Eigen::MatrixXd& cloud, const Eigen::VectorXd& weight, Eigen::Index count);
  [[nodiscard]] Eigen::Index wheel(const Eigen::VectorXd& weight);
  [[nodiscard]] GaussianBelief back(const Past& past, Eigen::MatrixXd& points);

  NoisyProcess model_;
  std::unique_ptr<api::ProcessModel> process_;
  const StateFilter& filter_;
  const Eigen::MatrixXd& cloud_;
  const Eigen::VectorXd& log_weight_;
  RandomStream stream_;
  std::vector<Past> past_;
};

}  // namespace mw::estimation
