// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace mw::estimation {

/// What may change between two segments.
enum class ChangeKind {
  Mean,            ///< the mean; one spread throughout
  MeanAndVariance  ///< both
};

struct ChangePointOptions {
  ChangeKind kind = ChangeKind::Mean;
  std::size_t shortest = 10;    ///< readings of a segment, at least 2
  double penalty_factor = 1.0;  ///< times the BIC penalty
};

/// One change.
struct ChangePoint {
  std::size_t row = 0;   ///< first reading of the new segment
  double before = 0;     ///< mean of the segment before, in the unit of the readings
  double after = 0;      ///< mean of the segment that begins here
  double statistic = 0;  ///< what the change lowers twice the negative log likelihood by, between its neighbours
  double penalty = 0;    ///< what it had to exceed
};

/// Cuts a series into segments: the exact minimum of cost + penalty x changes over all ways to cut.
/// Beyond 10,000 readings over the cuts at every n / 10,000-th of them, each then moved to the best row near it: a
/// healthy series gives pruning nothing to leave out.
///
///   Mean             cost = sum (x - mean)^2 / noise_variance
///   MeanAndVariance  cost = n log(variance of the segment) + n
///   penalty          = factor x p log n,  p = 2 (Mean: a mean and a place), 3 (MeanAndVariance)   (BIC)
///
/// The noise variance of `Mean` is robust against the changes: with D_l half the mean square of x_k - x_{k-l} (steps
/// clipped at 3 sd by MAD), rho = D_2 / D_1 - 1 and variance = D_1 / (1 - rho), times (1 + rho) / (1 - rho), so that
/// noise that hangs together is not cut into pieces.
///
/// @param readings  not finite = left out; rows are of the series as given
/// @returns changes in the order of rows
/// @note O(m) to O(m^2) with m = min(n, 10,000)
/// Sources: Killick, Fearnhead, Eckley (2012), Journal of the American Statistical Association 107, 1590-1598 (PELT);
/// Yao (1988), Statistics and Probability Letters 6, 181-189 (BIC)
[[nodiscard]] std::vector<ChangePoint> changePoints(std::span<const double> readings,
                                                    const ChangePointOptions& options = {});

}  // namespace mw::estimation
