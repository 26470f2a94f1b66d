// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace mw::twin {

/// Counts the rows in which an extended filter bends too much to be trusted.
class LinearisationWatch {
 public:
  /// @param excess of the row's prediction, see StateFilter::linearisationExcess()
  void add(double t_s, double excess);
  /// What is to be said about it.
  [[nodiscard]] std::optional<std::string> warning(std::size_t row_count) const;

 private:
  std::size_t bent_rows_ = 0;
  double worst_excess_ = 0;
  double worst_t_s_ = 0;
};

}  // namespace mw::twin
