// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mw::experiment {

/// What a selection promises.
struct SelectionGoal {
  double indifference = 0;  ///< delta, above 0: differences below it do not matter, in the response's unit
  double level = 0.95;      ///< probability of selecting the best, in (0.5, 1)
  std::uint32_t first_stage =
      10;  ///< n0, 2 or more: observations that spreads are estimated from; none is dropped before
};

/// Finds the system with the largest mean of several, observation by observation, dropping those that cannot be it.
///
/// Procedure KN, with c = 1. With k systems, alpha = 1 - level, n0 first observations x of each:
///
///   eta = ((2 alpha / (k - 1))^(-2 / (n0 - 1)) - 1) / 2,   h2 = 2 eta (n0 - 1)
///   S2_il = sample variance of x_i - x_l over the n0 first ones
///
/// After r >= n0 observations system i is dropped when some l that is still in has
///
///   mean_i(r) < mean_l(r) - W_il(r),   W_il(r) = max(0, delta / (2 r) (h2 S2_il / delta^2 - r))
///
/// until one is left. Once r is past all h2 S2_il / delta^2 the W are 0, so it ends, equal means or not; of exact ties
/// the first system is kept.
///
/// The best is selected with at least the level's probability when its mean is delta or more above every other, the
/// observations of a system are independent and normal, and the variances any, known or not; systems may be dependent
/// (common random numbers, which make S2_il small and the search short). Where others are within delta of the best, one
/// of these is selected instead, or the best; that this too holds at the level is what experiments show and no theorem.
///
/// @note k^2 n0 after the first stage, then the square of those left per observation; memory 8 bytes times the square
/// of
///       those left after the first stage
/// Source: Kim, Nelson (2001) ACM Transactions on Modeling and Computer Simulation 11(3), 251-273
class KimNelson {
 public:
  /// @param systems  1 or more
  KimNelson(std::size_t systems, const SelectionGoal& goal);

  /// Systems still in, ascending.
  [[nodiscard]] const std::vector<std::size_t>& contenders() const { return contenders_; }
  /// One more observation of each contender, in their order, finite; drops those that are out.
  void add(std::span<const double> values);
  [[nodiscard]] bool isDecided() const { return contenders_.size() == 1; }
  /// Observations of each contender.
  [[nodiscard]] std::uint32_t stage() const { return stage_; }

  /// The contender with the largest mean so far.
  [[nodiscard]] std::size_t best() const;
  /// Of all its observations.
  [[nodiscard]] double meanOf(std::size_t system) const;
  /// Observations after which it was dropped; none while it is in.
  [[nodiscard]] std::optional<std::uint32_t> droppedAt(std::size_t system) const;
  [[nodiscard]] double eta() const { return eta_; }

 private:
  [[nodiscard]] double firstStageVariance(std::size_t i, std::size_t l) const;
  [[nodiscard]] double variance(std::size_t i, std::size_t l) const;
  [[nodiscard]] bool isOut(std::size_t i) const;
  void screen();
  void keepVariances();
  void settleTies();
  void drop(std::vector<std::size_t> kept);

  SelectionGoal goal_;
  double eta_ = 0;
  double h2_ = 0;
  std::uint32_t stage_ = 0;
  std::vector<std::size_t> contenders_;
  std::vector<std::vector<double>> first_;  ///< observations of the first stage, per system; empty after it
  std::vector<double> sums_;
  std::vector<std::uint32_t> dropped_at_;  ///< 0 while it is in
  std::vector<std::size_t> row_;           ///< of a system in variances_
  std::vector<double> variances_;          ///< S2_il of those left after the first stage, row by row
  std::size_t rows_ = 0;
};

/// Name and source, for results.
inline constexpr const char* kKimNelsonText =
    "fully sequential procedure KN (Kim and Nelson 2001, ACM TOMACS 11(3), 251-273)";

}  // namespace mw::experiment
