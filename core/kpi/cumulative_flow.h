// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/kpi/part_passages.h"

namespace mw::kpi {

/// The cumulative flow diagram of a run: how many parts have come in and gone out until each instant. Upright between
/// the two curves stand the parts inside; level between them lies the time that a part takes where none overtakes.
///
///   A(t) parts that entered until t,   D(t) parts that left,   A(t) - D(t) inside
///
/// Source: Newell (1982), Applications of Queueing Theory, section 1.3
struct CumulativeFlow {
  std::vector<double> t_s;
  std::vector<std::int64_t> entered;
  std::vector<std::int64_t> left;

  [[nodiscard]] std::int64_t inside(std::size_t i) const { return entered[i] - left[i]; }
};

/// How many have come in and gone out until an instant.
struct FlowCounts {
  std::int64_t entered = 0;
  std::int64_t left = 0;

  [[nodiscard]] std::int64_t inside() const { return entered - left; }
};
/// @param kind  index of a part type; none: all of them together
[[nodiscard]] FlowCounts flowCountsAt(const PartPassages& passages, std::optional<std::size_t> kind, double t_s);

/// @param n     instants, equally spaced from zero to the end; at least 2
[[nodiscard]] CumulativeFlow cumulativeFlowOf(const PartPassages& flow, std::optional<std::size_t> kind, std::size_t n);

}  // namespace mw::kpi
