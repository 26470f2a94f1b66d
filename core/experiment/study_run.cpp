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
  digest.addInteger(values.size());
  // A file keeps that a value is undefined, not the bits of its NaN.
  for (const double value : values)
    digest.addNumber(std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value);
  return digest.hex();
}

std::string studyDigest(const std::vector<StudyRun>& runs) {
  Digest digest;
  for (const StudyRun& run : runs) digest.addText(run.digest());
  return digest.hex();
}

}  // namespace mw::experiment
