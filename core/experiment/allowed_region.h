// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "core/experiment/constraint.h"
#include "core/experiment/design.h"

namespace mw::experiment {

/// Where the points of a study may lie, as its constraints say, and a count of what was tried. Not for several threads.
class AllowedRegion {
 public:
  explicit AllowedRegion(const Study& study);

  [[nodiscard]] bool isEverything() const { return constraints_.isEmpty(); }
  /// Whether a point keeps all constraints; counted.
  [[nodiscard]] bool admits(const DesignPoint& point);
  [[nodiscard]] std::size_t leftOut() const { return refused_; }

  /// Points that may be tried for so many that are wanted: 1000 each, 100,000 at least, ten million in all.
  [[nodiscard]] static std::size_t mostTries(std::size_t wanted);
  /// Says that too few of the points tried were allowed, and which constraint it is that most of them break.
  [[noreturn]] void refuse(std::size_t found, std::size_t wanted) const;

 private:
  const Study& study_;
  Constraints constraints_;
  std::size_t admitted_ = 0;
  std::size_t refused_ = 0;
  std::vector<std::size_t> broken_;  ///< per constraint
};

}  // namespace mw::experiment
