// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

namespace mw::numerics {

/// How many observations MSER-5 puts into a batch.
inline constexpr std::size_t kMserBatch = 5;

/// Where a simulation's output has left its initial state behind.
struct Truncation {
  enum class Status {
    Converged,
    NotConverged,  ///< the best truncation lies in the second half: the run is too short to tell, or has no steady
                   ///< state
    TooShort       ///< fewer than ten batches
  };
  Status status = Status::TooShort;
  std::size_t batches =
      0;                 ///< to delete from the front; with NotConverged half of them, the most that may be asked for
  double statistic = 0;  ///< the marginal standard error squared, at `batches`
};

/// The marginal standard error rule: deletes so many batches that the mean of the others is known best.
///
///   g(d) = sum_{j > d} (Y_j - mean_{j > d} Y)^2 / (n - d)^2,   d* = argmin g, the smallest where several are
///
/// MSER-5 is this rule on means of five consecutive observations. The mean of five neighbouring time averages is the
/// time average over their common interval, so averages over intervals five times as long may be given at once. While
/// the initial deviation of Y_d exceeds sqrt(2) standard deviations of the rest, deleting it pays.
///
/// A minimum in the second half is not believed: it rests on few batches, and mostly says that there is no steady state
/// yet. The last five batches are not tried for that reason.
///
/// Deviations below 1e-9 of the largest value count as rounding: such a series is constant.
///
/// @param batch_means  Y_1 ... Y_n, in any unit, finite
/// @note O(n)
/// Source: White (1997) Simulation 69(6); White, Cobb, Spratt (2000) Proc. Winter Simulation Conference, for MSER-5
[[nodiscard]] Truncation mser(std::span<const double> batch_means);

}  // namespace mw::numerics
