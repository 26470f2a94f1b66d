// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/point_error.h"

#include <fmt/format.h>

namespace mw::experiment {

InputError atPoint(const InputError& error, const RunKey& key, const Json& values) {
  Findings findings = error.findings();
  for (Finding& finding : findings) {
    finding.cause =
        fmt::format("point {} {}, replication {}: {}", key.point, values.dump(), key.replication, finding.cause);
  }
  return InputError(std::move(findings));
}

}  // namespace mw::experiment
