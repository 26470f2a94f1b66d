// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

namespace mw::estimation {

/// Calls body.operator()<K>() for K = From to To - 1: a loop that leaves no loop behind, so that small matrices stay in
/// registers. The body is a lambda as in unrolled<0, 4>([&]<int K>() { sum += x[K]; }).
template <int From, int To, class Body>
[[gnu::always_inline]] inline void unrolled(const Body& body) {
  if constexpr (From < To) {
    [&]<int... K>(std::integer_sequence<int, K...>) __attribute__((always_inline)) {
      (body.template operator()<From + K>(), ...);
    }
    (std::make_integer_sequence<int, To - From>{});
  }
}

}  // namespace mw::estimation
