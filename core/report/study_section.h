// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/experiment/study_run.h"
#include "core/report/report.h"
#include "core/store/stored_study.h"

namespace mw::report {

/// Rows of a study in a page; all of them are in the exported table.
inline constexpr std::size_t kMostStudyRows = 200;

/// A row a point: its factors, then mean and half width of each response. @param most_rows  the rest is left out, and
/// the note says so
[[nodiscard]] Table studyTable(const store::StoredStudy& study, const std::vector<experiment::StudyRun>& runs,
                               std::size_t most_rows);

/// What was varied, how it was run, and the table.
[[nodiscard]] Section studySection(const store::StoredStudy& study, const std::vector<experiment::StudyRun>& runs);

}  // namespace mw::report
