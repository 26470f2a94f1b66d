// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/experiment/study_plan.h"
#include "core/store/project_file.h"

namespace mw::cluster {

struct SlurmOptions {
  std::uint32_t shards = 8;
  unsigned cpus_per_shard = 1;
  std::string partition;                      ///< empty = the scheduler's default
  std::string time_limit;                     ///< per shard, as Slurm writes it; empty = the partition's
  std::vector<std::string> extra;             ///< further options of sbatch
  std::filesystem::path program;              ///< millwright-cli as the nodes find it
  std::vector<std::string> sweep_options;     ///< of millwright-cli sweep, for the tasks
  bool is_resume = true;                      ///< otherwise a study that is half done is refused
  bool is_detached = false;                   ///< submit and come back at once
  std::chrono::milliseconds ask_every{2000};  ///< the scheduler; files are looked at each second
  std::stop_token stop = {};
  ProgressSink progress = {};                        ///< in runs of the study
  std::function<void(const std::string&)> say = {};  ///< what the scheduler does, a sentence whenever it changes
};

/// A shard that ended with work left.
struct LeftShard {
  std::uint32_t index = 0;
  std::size_t missing = 0;  ///< runs
  std::string last_words;   ///< end of its log
};

struct SlurmOutcome {
  std::string job;          ///< the scheduler's number; empty when nothing was left to run
  std::size_t before = 0;   ///< runs that the project had
  std::size_t added = 0;    ///< runs that came from the shards
  std::size_t missing = 0;  ///< runs that the study still lacks
  bool is_running = false;  ///< detached: the job goes on
  std::filesystem::path folder;
  std::vector<LeftShard> left;
};

/// Runs what a study lacks as an array of jobs and brings the results into the project.
///
/// Each task runs one shard in the job's folder (JobFolder), which every node must see. The scheduler may requeue a
/// task at any time: it goes on where it was. The project is open only at the beginning and while merging, so the
/// window can work with it. Called again while the job runs (after a lost connection, say) it waits for that job;
/// called again after it has ended, it merges what is there and submits what is missing. When the study is complete the
/// folder goes.
///
/// @param project  gets the study, then its runs
/// @throws InputError when the scheduler refuses, when the study in the project is another; OutputError; Cancelled when
///         stopped: the job is cancelled, what its tasks had finished is merged
SlurmOutcome runOnSlurm(const std::filesystem::path& project, const experiment::StudyPlan& plan,
                        const SlurmOptions& options);
/// The same for a project that is open to be written, and stays it.
SlurmOutcome runOnSlurm(const std::shared_ptr<store::ProjectFile>& project, const experiment::StudyPlan& plan,
                        const SlurmOptions& options);

}  // namespace mw::cluster
