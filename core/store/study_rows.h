// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/store/connection.h"
#include "core/store/stored_study.h"

namespace mw::store {

/// A study with its key in the database.
struct StudyRow {
  std::int64_t id = 0;
  StoredStudy study;
};

/// All studies in order of creation, each checked against its digest.
[[nodiscard]] std::vector<StudyRow> studyRows(Connection& connection, const std::filesystem::path& file);

/// @returns its key
std::int64_t insertStudy(Connection& connection, const experiment::StudyPlan& plan);

/// Appends the points that the plan has beyond the stored ones. The design is the same, identity tells.
void insertAddedPoints(Connection& connection, StudyRow& row, const experiment::StudyPlan& plan);

/// Removes the last point with its runs, when it was added and has these values.
void removeAddedPoint(Connection& connection, StudyRow& row, const Json& values);

/// All runs of a study in order, each checked against its digest.
[[nodiscard]] std::vector<experiment::StudyRun> runRows(Connection& connection, const std::filesystem::path& file,
                                                        const StudyRow& study);

void insertRuns(Connection& connection, std::int64_t study_id, const std::vector<experiment::StudyRun>& runs);

}  // namespace mw::store
