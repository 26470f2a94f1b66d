// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace mw::twin {

/// Smallest and largest value of any stretch of a long series at once, exactly: what a pixel column of a plot shows.
///
/// Level k holds the extremes of blocks of 16^k values, so that a stretch touches at most 30 blocks of each level.
/// A plain value; memory is an eighth of the series'.
class MinMaxPyramid {
 public:
  static constexpr std::size_t kBlock = 16;  ///< values in a block of the lowest level
  struct Range {
    double min = 0;
    double max = 0;
  };

  MinMaxPyramid() = default;
  /// @param values  without NaN
  /// @param behind  told of each stretch [first, last) that the pass over the values has left behind; may be empty
  explicit MinMaxPyramid(std::span<const double> values,
                         const std::function<void(std::size_t first, std::size_t last)>& behind = {});

  /// Extremes of values [first, last), at least one.
  /// @param values  those it was made of
  /// @note O(log(last - first)); of the values only those outside whole blocks of kBlock are looked at
  [[nodiscard]] Range range(std::span<const double> values, std::size_t first, std::size_t last) const;

 private:
  std::vector<std::vector<Range>> levels_;  ///< level 0 holds blocks of 16 values
};

}  // namespace mw::twin
