// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/study_run.h"

#include <cmath>
#include <limits>

#include "core/base/digest.h"

namespace mw::experiment {

std::string StudyRun::digest() const {
  Digest digest;
  digest.addInteger(key.point);
  digest.addInteger(key.replication);
  digest.addInteger(events);
  // A file keeps that a value is undefined, not the bits of its NaN.
  std::vector<double> kept = values;
  for (double& value : kept)
    if (std::isnan(value)) value = std::numeric_limits<double>::quiet_NaN();
  digest.addNumbers(kept);
  return digest.hex();
}

std::string studyDigest(const std::vector<StudyRun>& runs) {
  Digest digest;
  for (const StudyRun& run : runs) digest.addText(run.digest());
  return digest.hex();
}

}  // namespace mw::experiment
