// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/experiment/study_run.h"

namespace mw::experiment {

/// One run came to nothing where it was made: its process crashed, or took too long. Says nothing of other runs.
class RunFailed : public Error {
 public:
  using Error::Error;
};

/// A run of a study that came to nothing. It is not stored, so the next --resume tries it again.
struct FailedRun {
  RunKey key;
  std::string reason;  ///< "its process ended by signal 11 (Segmentation fault), twice"
};

}  // namespace mw::experiment
