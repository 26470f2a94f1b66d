// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/cli/verb.h"
#include "app/cli/worker.h"
#include "core/events/simulation.h"
#include "core/experiment/study_plan.h"
#include "core/store/project_file.h"
#include "core/store/stored_study.h"

namespace mw::cli {

/// What the verb sweep is asked for.
struct SweepRequest {
  std::string project;
  std::string study;
  unsigned jobs = 0;
  std::uint32_t max_parts = events::kDefaultMaxParts;
  bool is_resume = false;

  IsolationRequest isolation;

  std::string runs_to;            ///< a file; empty = none
  std::string disk_wait = "10m";  ///< how long a full disk is waited for

  std::string shard;        ///< I/N; empty = all
  std::string out;          ///< the shard's project file; empty = beside the project
  std::string progress_to;  ///< a file; empty = none

  std::string engine = "local";
  std::uint32_t shards = 8;
  unsigned cpus_per_shard = 1;
  std::string partition;
  std::string time_limit;
  std::vector<std::string> slurm_options;
  bool is_detached = false;
};

/// The study of a request over the project's factory; what is to be said of its design goes to stderr.
[[nodiscard]] experiment::StudyPlan planOf(const SweepRequest& request, store::ProjectFile& project,
                                           const Console& console);

/// What a StudyWriter is told for a request: how long a full disk is waited for, and that people are told.
[[nodiscard]] store::StudyWriterOptions writerOptions(const SweepRequest& request, const Console& console);

/// Gives the study to an engine: in this process, or in workers. Runs that come to nothing are told on stderr.
/// @param run  given the engine, and what takes those runs
/// @returns how many came to nothing
std::size_t withEngine(
    const SweepRequest& request, Console& console,
    const std::function<void(const experiment::Engine&, std::function<void(const experiment::FailedRun&)>)>& run);

/// Writes each run that is kept to the file of --runs-to; empty where that is not given. @throws OutputError
[[nodiscard]] std::function<void(const experiment::StudyRun&)> runsFile(const SweepRequest& request);

/// The options of shards and schedulers.
void addPartOptions(CLI::App& verb, SweepRequest& request);

/// Runs one shard into a file of its own.
int sweepShard(const SweepRequest& request, Console& console);

/// Runs all of it as an array of jobs.
int sweepOnSlurm(const SweepRequest& request, Console& console);

}  // namespace mw::cli
