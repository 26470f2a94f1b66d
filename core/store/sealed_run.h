// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "core/experiment/study_run.h"

namespace mw::store {

/// A run with its fingerprint, on its way into a project: computed once, for the journal and the table alike.
class SealedRun {
 public:
  explicit SealedRun(experiment::StudyRun run) : run_(std::move(run)), digest_(run_.digest()) {}

  [[nodiscard]] const experiment::StudyRun& run() const { return run_; }
  [[nodiscard]] const std::string& digest() const { return digest_; }

 private:
  experiment::StudyRun run_;
  std::string digest_;
};

}  // namespace mw::store
