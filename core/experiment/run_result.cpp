// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/run_result.h"

#include <cmath>
#include <limits>

#include "core/base/digest.h"

namespace mw::experiment {

std::string RunResult::digest() const {
  Digest digest;
  digest.addInteger(key.point);
  digest.addInteger(key.replication);
  digest.addInteger(events);
  digest.addInteger(values.size());
  // A file keeps that a value is undefined, not the bits of its NaN.
  for (const double value : values)
    digest.addNumber(std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value);
  return digest.hex();
}

std::string studyDigest(const std::vector<RunResult>& runs) {
  Digest digest;
  for (const RunResult& run : runs) digest.addText(run.digest());
  return digest.hex();
}

}  // namespace mw::experiment
