// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/base/error.h"
#include "core/store/connection.h"
#include "core/store/sealed_run.h"
#include "core/store/stored_study.h"

namespace mw::store {

/// A study with its key in the database.
struct StudyRow {
  std::int64_t id = 0;
  StoredStudy study;
};

/// All studies in order of creation, each checked against its digest. Their runs_spared are left out: countSpared().
[[nodiscard]] std::vector<StudyRow> studyRows(Connection& connection, const std::filesystem::path& file);

/// Fills in StoredStudy::runs_done and runs_spared by the runs that are there now.
void countSpared(Connection& connection, StudyRow& row);

/// A plan as a project keeps it, without runs and date.
[[nodiscard]] StoredStudy storedForm(const experiment::StudyPlan& plan);

/// @returns its key
std::int64_t insertStudy(Connection& connection, const StoredStudy& study);

/// Appends the points that the list has beyond the stored ones. The design is the same, identity tells.
/// @param points  {FACTOR: value} of all points
void insertAddedPoints(Connection& connection, StudyRow& row, const std::vector<Json>& points);

/// Both are the same study, where one may have points added that the other has not.
[[nodiscard]] bool isSameStudy(const StoredStudy& a, const StoredStudy& b);

/// Removes the last point with its runs, when it was added and has these values.
void removeAddedPoint(Connection& connection, StudyRow& row, const Json& values);

/// What to say where the project's study of a name is not the one that is asked for.
[[nodiscard]] InputError anotherStudy(const std::filesystem::path& file, const StoredStudy& stored,
                                      const StoredStudy& planned);

/// All runs of a study in order, each checked against its digest.
[[nodiscard]] std::vector<experiment::StudyRun> runRows(Connection& connection, const std::filesystem::path& file,
                                                        const StudyRow& study);

/// Of all runs of a study in order the values at some positions; not checked against the digests, which are of all.
/// @param digests  of the runs, taken where it is not null
[[nodiscard]] std::vector<experiment::StudyRun> runColumns(Connection& connection, const StudyRow& study,
                                                           const std::vector<std::size_t>& positions,
                                                           std::vector<std::string>* digests = nullptr);

void insertRuns(Connection& connection, std::int64_t study_id, const std::vector<SealedRun>& runs);

}  // namespace mw::store
