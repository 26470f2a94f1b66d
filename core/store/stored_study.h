// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/experiment/study_plan.h"
#include "core/experiment/study_precision.h"
#include "core/experiment/study_run.h"
#include "core/experiment/study_shard.h"
#include "core/store/project_file.h"

namespace mw::store {

/// A study as the project keeps it.
struct StoredStudy {
  std::string name;
  std::string created;             ///< UTC
  Json definition;                 ///< millwright-study/1
  Json factory;                    ///< the factory its points vary
  std::string identity;            ///< fingerprint of what is run, experiment::StudyPlan::identity()
  std::vector<std::string> kpis;   ///< what each run stores, in order
  std::vector<Json> points;        ///< {FACTOR: value} per point, in design order
  std::uint32_t replications = 0;  ///< per point; with `precision`, at most
  std::optional<experiment::ReplicationRule> precision;  ///< until when they are added; none = all at once
  std::size_t runs_done = 0;                             ///< of runsTotal()
  std::size_t runs_spared =
      0;  ///< of points * replications, that no point needs: it met the precision, or may not go on

  /// With `precision` and open points, at most.
  [[nodiscard]] std::size_t runsTotal() const { return points.size() * replications - runs_spared; }
  [[nodiscard]] bool isComplete() const { return runs_done == runsTotal(); }
  /// "12 of 24 runs", "12 of at most 240 runs".
  [[nodiscard]] std::string runsText() const;
};

/// All studies, oldest first.
[[nodiscard]] std::vector<StoredStudy> studies(ProjectFile& project);

/// @throws InputError when there is none of this name, with the nearest one
[[nodiscard]] StoredStudy study(ProjectFile& project, const std::string& name);

/// All stored runs in order of point and replication, each checked against its digest.
/// @throws InputError also when a run is damaged, naming point and replication
[[nodiscard]] std::vector<experiment::StudyRun> runs(ProjectFile& project, const std::string& study_name);

/// Of all stored runs the values of a few KPIs, in their order: what a table shows, without reading the rest of what a
/// study with hundreds of values a run has stored. Digests are of whole runs, so they are not checked here.
/// @throws InputError also when the study has no such KPI
[[nodiscard]] std::vector<experiment::StudyRun> runs(ProjectFile& project, const std::string& study_name,
                                                     const std::vector<std::string>& kpis);

/// How far each point of a study to precision is by its stored runs; empty where each point has a fixed number of
/// replications. Digests are not checked here.
[[nodiscard]] std::vector<experiment::PointPrecision> precisionOf(ProjectFile& project, const StoredStudy& study);

/// Runs with a few of their values, and the digest of each whole run.
struct RunTable {
  std::vector<experiment::StudyRun> runs;
  std::vector<std::string> digests;
};

/// The same with what tells whether two studies have the same results, without reading all of them.
[[nodiscard]] RunTable runTable(ProjectFile& project, const std::string& study_name,
                                const std::vector<std::string>& kpis);

/// The runs of a plan that the project has, in order; none where it has no such study.
/// @throws InputError also when its study of this name is another one
[[nodiscard]] std::vector<experiment::StudyRun> runsOf(ProjectFile& project, const experiment::StudyPlan& plan);

/// Removes a study with its runs; surrogates fitted to it stay.
void removeStudy(ProjectFile& project, const std::string& name);

/// Takes the point that was added last out of a study again, with its runs; nothing when that one has other values.
/// @param values  {FACTOR: value}
/// @throws InputError when there is no such study
void dropAddedPoint(ProjectFile& project, const std::string& name, const Json& values);

/// A sweep that waits for room on a disk.
struct DiskPause {
  std::filesystem::path folder;     ///< where room lacks
  std::string cause;                ///< in words: "the disk is full"
  std::size_t runs_left = 0;        ///< of the study, without those that are safe
  std::uintmax_t needed_bytes = 0;  ///< roughly, for those
  std::uintmax_t free_bytes = 0;
  bool is_over = false;     ///< there is room again, the sweep goes on
  bool is_at_most = false;  ///< runs_left and needed_bytes are, for a study to precision

  /// All of it in one sentence.
  [[nodiscard]] std::string text() const;
};

/// How a StudyWriter goes about its work.
struct StudyWriterOptions {
  /// How long save() and finish() wait for room on a full disk before they throw.
  std::chrono::milliseconds disk_wait{0};
  /// Ends that wait.
  std::stop_token stop = {};
  /// Is told when the wait begins and when there is room again, from the writer's thread; may be empty.
  std::function<void(const DiskPause&)> on_pause = {};
  /// The part that is run, to tell how much is left.
  experiment::StudyShard shard = {};
};

/// Stores the runs of one study while it is swept. A run that save() has taken is in a journal beside the project
/// (run_journal.h), which the next opening for writing takes in: it stays whatever happens to the process. A thread of
/// its own writes transactions, four a second, after which it stays whatever happens to the machine. save() may be
/// called from any thread.
///
/// Where the disk is full, save() waits with the run it was given, and all others do too: the sweep pauses. Nothing
/// that was taken is lost, whether room comes or not.
class StudyWriter {
 public:
  enum class Start {
    New,    ///< refuses a name that is in use
    Resume  ///< goes on where the study of this name stopped, or starts it
  };

  /// Puts the study into the project, or finds the same one there. Points that the plan adds to the stored ones are
  /// added there; of stored points that the plan has not, nothing is told and nothing is lost.
  /// @throws InputError when a study of this name is there and start is New, or when it is another study (factory,
  ///         factors, seed, ... differ): with the cure
  StudyWriter(std::shared_ptr<ProjectFile> project, const experiment::StudyPlan& plan, Start start,
              const StudyWriterOptions& options = {});
  /// Writes what is left; a failure to do so is lost here, so call finish() first.
  ~StudyWriter();
  StudyWriter(const StudyWriter&) = delete;
  StudyWriter& operator=(const StudyWriter&) = delete;

  /// The runs that were there at the start, in order.
  [[nodiscard]] const std::vector<experiment::StudyRun>& stored() const;

  /// Takes a run. Returns at once, unless the disk is full or much slower than the sweep.
  /// @throws OutputError when writing has failed: this run is lost, all that were taken before are kept; Cancelled when
  ///         stopped while there was no room
  void save(experiment::StudyRun run);

  /// Runs known to be in the file, those of stored() included.
  [[nodiscard]] std::size_t savedCount() const;

  /// Waits until everything handed over is committed. @throws OutputError where it can't be: it then waits beside the
  /// project for the next opening
  void finish();

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace mw::store
