// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/numerics/distribution.h"
#include "core/numerics/fitting/sample.h"

namespace mw::test {

/// A sample of our own distribution.
inline numerics::Sample drawn(const numerics::Distribution& distribution, std::size_t n, std::uint32_t replication = 0,
                              std::uint64_t seed = 11) {
  RandomStream random(seed, streamId("fitting", "test"), replication);
  std::vector<double> values(n);
  for (double& value : values) value = distribution.sample(random);
  return numerics::Sample(std::move(values));
}

}  // namespace mw::test
