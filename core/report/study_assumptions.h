// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/store/stored_study.h"

namespace mw::report {

/// What the results of a study rest on: design, replications, seeds, warm-up, intervals, and what they do not say.
[[nodiscard]] std::vector<std::string> studyAssumptions(const store::StoredStudy& study);

/// Shell lines that make the study again: they write its file, and its table where it has one, and sweep the project.
/// @param file  project or factory, as the reader knows it
[[nodiscard]] std::string sweepCommand(const store::StoredStudy& study, const std::string& file);

}  // namespace mw::report
