// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <cstdint>

#include "core/numerics/statistics.h"

namespace mw::models {

/// How many replications a mean needs to be known well enough, as far as pilot runs can tell.
struct ReplicationAdvice {
  enum class Status {
    Known,
    NoSpread,   ///< every pilot run gave the same
    NoMean,     ///< no figure, or one of mean 0, which nothing can be a share of
    OutOfReach  ///< more than may be made
  };
  Status status = Status::NoMean;
  std::uint32_t replications = 0;  ///< 0 unless there is an advice
  double pilot_share = 0;          ///< half width of the pilot runs as a share of their mean
};

/// The smallest n of at least 2 with
///
///   t(0.975; n - 1) s / sqrt(n) <= share |mean|
///
/// with mean and s (standard deviation) of the pilot runs, the half width thus of a 95 % interval. An approximation:
/// the pilot's spread stands for that of every point. Source: Law, Kelton (2000) Simulation Modeling and Analysis,
/// section 9.4.1
[[nodiscard]] ReplicationAdvice replicationAdvice(const numerics::Estimate& pilot, double share, std::uint32_t most);

/// The same in words: "54.8 ± 0.6 per h in 10 pilot runs, ± 1.1 %. 4 replications make it ± 2 %."
/// @param what  the figure by name: "Throughput per h"
[[nodiscard]] QString adviceText(const ReplicationAdvice& advice, const numerics::Estimate& pilot, const QString& what,
                                 const QString& unit, double share);

}  // namespace mw::models
