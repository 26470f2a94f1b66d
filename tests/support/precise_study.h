// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/small_study.h"

namespace mw::test {

/// Six points of 5 to 20 replications, of which under CountingEngine some reach the precision and some do not.
inline Json preciseStudy() {
  Json study = smallStudy();
  study["factors"][0]["levels"] = {1, 8, 60};
  study["replications"] = {{"at_least", 5}, {"at_most", 20}, {"until", {{"throughput_per_h", "25%"}}}};
  return study;
}

}  // namespace mw::test
