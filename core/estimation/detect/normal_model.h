// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "core/estimation/detect/normal_limits.h"

namespace mw::estimation {

/// How many principal components carry the normal operation.
enum class ComponentRule {
  ExplainedVariance,  ///< the fewest whose eigenvalues sum up to the wanted share
  ParallelAnalysis    ///< those above the 95 % quantile of the eigenvalues of independent noise (Horn 1965)
};

/// What an observation may reach before it counts as abnormal.
enum class LimitRule {
  Empirical,  ///< quantile of the healthy rows
  Box,        ///< quantile of a scaled chi-square with the moments of the healthy rows
  Theory      ///< hotellingLimit and jacksonMudholkarLimit: normal, independent rows
};

struct NormalModelOptions {
  double smoothing = 0.2;  ///< weight of the newest row in the moving average, 0 < . <= 1; 1 = none
  ComponentRule component_rule = ComponentRule::ExplainedVariance;
  double explained = 0.7;  ///< share of variance, for ExplainedVariance
  int lags = 0;            ///< earlier rows that stand beside each row (dynamic principal components)
  LimitRule limit_rule = LimitRule::Empirical;
  double confidence = 0.99;  ///< of the limits
  double margin = 1.5;       ///< the limits times this: what a healthy window of limited length has not yet seen
};

/// What several signals look like together while all is well: their robust scales, how they move with each other, and
/// how far from that they stray. A plain value, learned once and applied to any log with the same signals.
///
///   s_k = (1 - smoothing) s_{k-1} + smoothing x_k           moving average of each signal (EWMA)
///   u   = (s - centre) / scale                              robust: median and MAD of the healthy rows
///   z_k = (u_k, u_{k-1}, ..., u_{k-lags})                    m = n (lags + 1) entries
///   t   = P' z,  T^2 = sum_{i <= a} t_i^2 / lambda_i,  Q = sum_{i > a} t_i^2
///
/// P and lambda are the eigenvectors and eigenvalues of the correlation of z, with u clipped at +-3 so that a few wild
/// rows of the healthy window do not make directions of their own.
/// Sources: Jackson (1991), A User's Guide to Principal Components; Lowry, Woodall, Champ, Rigdon (1992) for the
/// moving average; Ku, Storer, Georgakis (1995) for the lags
struct NormalModel {
  std::vector<std::string> names;  ///< of the n signals
  NormalModelOptions options;
  Eigen::VectorXd centre;       ///< n, in the units of the signals
  Eigen::VectorXd scale;        ///< n, above 0, in the units of the signals: of the moving average
  Eigen::MatrixXd loadings;     ///< P, m x m, a column per component, in falling order of variance
  Eigen::VectorXd eigenvalues;  ///< lambda, m
  int retained = 0;             ///< a, 1 to m
  double t2_limit = 0;          ///< margin included
  double q_limit = 0;           ///< margin included; 0 when a = m: there is no Q
  ScaledChiSquare t2_health;    ///< for p values
  ScaledChiSquare q_health;
  std::size_t healthy_rows = 0;  ///< it was learned from

  [[nodiscard]] Eigen::Index signalCount() const { return centre.size(); }
  [[nodiscard]] bool hasQ() const { return retained < eigenvalues.size(); }
};

/// Rows of the healthy window that are not used because the moving average has not settled: ceil(4 / smoothing), plus
/// the lags.
[[nodiscard]] std::size_t settlingRows(const NormalModelOptions& options);

/// @param rows  healthy readings, a row per stamp and a column per signal, NaN = none
/// @throws InputError for too few rows (3 m + settling rows) and for a signal that is constant or has no reading,
///         naming it
[[nodiscard]] NormalModel learnNormalModel(const Eigen::MatrixXd& rows, std::vector<std::string> names,
                                           const NormalModelOptions& options);

/// Chance of a row like this or worse in health: 2 min(p of T^2, p of Q), at most 1; of a model without Q, p of T^2.
[[nodiscard]] double healthyChance(const NormalModel& model, double t2, double q);

/// What each row of a log says under a model.
struct NormalScores {
  Eigen::MatrixXd z;       ///< standardised, smoothed, lagged: a row per row of the log, m columns
  std::vector<double> t2;  ///< T^2
  std::vector<double> q;   ///< Q, 0 where the model has none
  std::vector<bool> is_abnormal;
};

/// @param rows  as for learning, same signals; a missing reading leaves its moving average where it is
[[nodiscard]] NormalScores normalScores(const NormalModel& model, const Eigen::MatrixXd& rows);

}  // namespace mw::estimation
