// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/discovery/survival.h"

namespace mw::discovery {

/// Waits as a mixture of none at all and a lognormal: what says how long a silence may last beyond what was seen.
struct WaitLaw {
  double none = 0;  ///< share of waits below a minute
  double mu = 8;    ///< of ln s
  double sigma = 2;

  /// Probability of a longer wait.
  [[nodiscard]] double longerThan(double time_s) const;
  /// Expectation of min(wait, cap) given that it lasts beyond a time; the time itself where that is above the cap.
  [[nodiscard]] double meanBeyond_s(double time_s, double cap_s) const;
};

/// One step of expectation and maximisation of the law of times some of which are censored: the logarithm of a censored
/// one counts with its conditional mean and square under the law so far.
/// @param prior  counts like so many more times (0: not at all), so that few times say little
/// Source: Aitkin (1981), "A note on the regression analysis of censored data"
[[nodiscard]] WaitLaw improved(const WaitLaw& law, const std::vector<Lasting>& times, const WaitLaw& prior,
                               double prior_count);

}  // namespace mw::discovery
