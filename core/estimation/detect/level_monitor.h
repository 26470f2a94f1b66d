// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mw::estimation {

struct LevelMonitorOptions {
  double memory_s = 14.0 * 86400.0;   ///< over which the usual level and spread are learned and forgotten
  double smoothing_s = 6.0 * 3600.0;  ///< time constant of the moving average of the departures
  double season_s = 0;                ///< period of the season, e.g. a day; 0 = none
  int harmonics = 2;                  ///< sine and cosine pairs of the season, at least 1
  bool has_trend = false;             ///< a level that climbs or falls steadily is usual
  double sigma = 3.5;                 ///< a departure of that many usual spreads is abnormal
};

/// What each reading says.
struct LevelScores {
  std::vector<double> expected;   ///< level + season before the reading, in the unit of the signal
  std::vector<double> departure;  ///< moving average of reading - expected, same unit
  std::vector<double> z;          ///< departure over its usual spread; 0 in the healthy window
  std::vector<double> p;          ///< two-sided tail of the normal distribution at z
  std::vector<bool> is_abnormal;  ///< |z| > sigma, after the healthy window
};

/// Watches one signal that nobody has modelled: what level, trend and season are usual for it, and whether it now
/// departs from them for longer than a moment.
///
///   state (level, slope, a_1, b_1, ...), each a random walk; x = level + sum a_h cos(2 pi h t / season)
///                                                                 + b_h sin(2 pi h t / season) + e
///   d_k = d_{k-1} + (1 - exp(-dt / smoothing)) (x - expected - d_{k-1})
///   z   = d / s,   s^2 a moving variance of d with the memory
///
/// The state is followed by a Kalman filter whose level forgets over memory_s: with g = 1 - exp(-dt / memory) its
/// process noise is R g^2 / (1 - g) per step. Both the filter (R / w instead of R) and s learn from a reading with the
/// weight w = 1 / (1 + (z / 3)^4), so that what is abnormal doesn't become usual while it lasts.
///
/// Learned on line: only the start (state and s) is from the healthy window; a reading is judged before it is learned.
/// s^2 starts with the mean square of d over that window, times N / (N - states), where the window holds about
/// N = length / (2 smoothing) independent averages.
/// Sources: Harvey (1989), Forecasting, Structural Time Series Models and the Kalman Filter, sections 2.3 and 4.1;
/// Masreliez, Martin (1977) for the weights
///
/// @param t_s           stamps, rising
/// @param readings      NaN = none
/// @param healthy_rows  at least 10 readings
/// @throws InputError when the healthy window has too few readings or is constant
[[nodiscard]] LevelScores levelScores(std::span<const double> t_s, std::span<const double> readings,
                                      std::size_t healthy_rows, const LevelMonitorOptions& options);

}  // namespace mw::estimation
