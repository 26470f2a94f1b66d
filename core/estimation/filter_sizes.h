// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <memory>
#include <span>
#include <utility>

#include "core/estimation/state_filter.h"

namespace mw::estimation {

template <class Matrix>
std::span<const double> entriesOf(const Matrix& matrix) {
  return {matrix.data(), static_cast<std::size_t>(matrix.size())};
}

/// Makes Filter<N, P> for n states and p signals: fixed sizes up to kMostStates and kMostSignals, Eigen::Dynamic
/// beyond.
template <int kMostStates, int kMostSignals, template <int, int> class Filter, class... Arguments>
std::unique_ptr<StateFilter> makeOfSize(Eigen::Index n, Eigen::Index p, const Arguments&... arguments) {
  using Maker = std::unique_ptr<StateFilter> (*)(const Arguments&...);
  if (n > kMostStates || p > kMostSignals || n == 0 || p == 0) {
    return std::make_unique<Filter<Eigen::Dynamic, Eigen::Dynamic>>(arguments...);
  }
  return [&]<int... I>(std::integer_sequence<int, I...>) {
    static constexpr Maker kMakers[] = {[](const Arguments&... given) -> std::unique_ptr<StateFilter> {
      return std::make_unique<Filter<I / kMostSignals + 1, I % kMostSignals + 1>>(given...);
    }...};
    return kMakers[(n - 1) * kMostSignals + (p - 1)](arguments...);
  }
  (std::make_integer_sequence<int, kMostStates * kMostSignals>());
}

}  // namespace mw::estimation
