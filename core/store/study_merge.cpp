// SPDX-License-Identifier: Apache-2.0
#include "core/store/study_merge.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "core/store/connection.h"
#include "core/store/stored_study.h"
#include "core/store/stored_text.h"
#include "core/store/study_rows.h"

namespace mw::store {
namespace {

using Digests = std::map<experiment::RunKey, std::string>;

/// A study with all that it found.
struct WholeStudy {
  StoredStudy study;
  std::vector<experiment::StudyRun> runs;
};

std::vector<WholeStudy> wholeStudies(ProjectFile& project, const std::optional<std::string>& only) {
  std::vector<WholeStudy> list;
  std::vector<std::string> known;
  project.read([&](Connection& connection) {
    for (StudyRow& row : studyRows(connection, project.path())) {
      known.push_back(row.study.name);
      if (only && row.study.name != *only) continue;
      countSpared(connection, row);
      std::vector<experiment::StudyRun> runs = runRows(connection, project.path(), row);
      list.push_back({std::move(row.study), std::move(runs)});
    }
  });
  if (only && list.empty()) throw nothingOfThisName(project.path(), "study", *only, known);
  if (list.empty()) {
    throw InputError(Place{project.path().string(), "", 0, 0}, "no study is in it",
                     "merge files that sweep --shard has written");
  }
  return list;
}

/// The runs' digests are enough to tell whether two are the same.
Digests digestsOf(Connection& connection, std::int64_t study_id) {
  Digests digests;
  SQLite::Statement query(connection.database(), "SELECT point, replication, digest FROM run WHERE study_id = ?");
  query.bind(1, study_id);
  while (query.executeStep()) {
    digests.emplace_hint(digests.end(), experiment::RunKey{query.getColumn(0).getUInt(), query.getColumn(1).getUInt()},
                         query.getColumn(2).getString());
  }
  return digests;
}

/// Merges one study at a time, within the transaction of its connection.
class Merge {
 public:
  Merge(Connection& connection, const ProjectFile& into, const ProjectFile& from)
      : connection_(connection), into_(into.path()), from_(from.path()), rows_(studyRows(connection, into.path())) {}

  MergedStudy take(const WholeStudy& other) {
    const auto row = std::find_if(rows_.begin(), rows_.end(),
                                  [&](const StudyRow& each) { return each.study.name == other.study.name; });
    MergedStudy merged{.name = other.study.name, .is_bound = other.study.precision.has_value()};
    if (row == rows_.end()) {
      insertRuns(connection_, insertStudy(connection_, other.study), {other.runs.begin(), other.runs.end()});
      merged.added = other.runs.size();
      merged.missing = other.study.runsTotal() - merged.added;
      return merged;
    }
    requireSameStudy(*row, other.study);
    if (other.study.points.size() > row->study.points.size()) {
      insertAddedPoints(connection_, *row, other.study.points);
    }
    const Digests there = digestsOf(connection_, row->id);
    std::vector<SealedRun> fresh;
    for (const experiment::StudyRun& run : other.runs) {
      const auto known = there.find(run.key);
      if (known == there.end()) {
        fresh.emplace_back(run);
      } else {
        requireSameRun(run, known->second, other.study.name);
      }
    }
    insertRuns(connection_, row->id, fresh);
    merged.added = fresh.size();
    merged.known = other.runs.size() - fresh.size();
    countSpared(connection_, *row);
    merged.missing = row->study.runsTotal() - there.size() - fresh.size();
    return merged;
  }

 private:
  void requireSameStudy(const StudyRow& row, const StoredStudy& other) const {
    if (isSameStudy(row.study, other)) return;
    throw InputError(Place{from_.string(), "", 0, 0},
                     fmt::format("its study \"{}\" is another one than that of {}: factory, factors, design, seed or "
                                 "settings differ",
                                 other.name, into_.string()),
                     "merge shards of one study only; give a study that was changed another name");
  }

  void requireSameRun(const experiment::StudyRun& run, const std::string& digest, const std::string& study) const {
    if (run.digest() == digest) return;
    throw InputError(Place{from_.string(), "", 0, 0},
                     fmt::format("replication {} of point {} of study \"{}\" has other values than in {}",
                                 run.key.replication, run.key.point, study, into_.string()),
                     "run all shards with the same program on machines of one kind; remove the file that is wrong");
  }

  Connection& connection_;
  const std::filesystem::path& into_;
  const std::filesystem::path& from_;
  std::vector<StudyRow> rows_;
};

}  // namespace

std::vector<MergedStudy> mergeStudies(ProjectFile& into, ProjectFile& from, const std::optional<std::string>& only,
                                      const std::stop_token& stop) {
  const std::vector<WholeStudy> studies = wholeStudies(from, only);
  std::vector<MergedStudy> merged;
  into.change([&](Connection& connection) {
    Merge merge(connection, into, from);
    for (const WholeStudy& study : studies) {
      if (stop.stop_requested()) throw Cancelled("stopped; nothing of this file was merged");
      merged.push_back(merge.take(study));
    }
  });
  return merged;
}

}  // namespace mw::store
