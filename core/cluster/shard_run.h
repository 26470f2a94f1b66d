// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "core/experiment/study_runner.h"
#include "core/store/project_file.h"
#include "core/store/stored_study.h"

namespace mw::cluster {

/// What one process did of a study.
struct ShardRun {
  std::size_t made = 0;    ///< runs of this call
  std::size_t before = 0;  ///< runs of the shard that were there: in the project, or in the shard's file
  std::string digest;      ///< of all runs in the shard's file
};

/// How a shard is run and kept.
struct ShardRunOptions {
  experiment::StudyRunOptions run = {};  ///< run.shard says which part
  store::StudyWriterOptions writer = {};
  std::function<void(const experiment::StudyRun&)> on_run = {};  ///< told each run that is kept, from any thread
};

/// A study's name as a part of a file's name: what is no plain letter, digit or underscore becomes a hyphen.
[[nodiscard]] std::string fileWord(const std::string& name);

/// Where a shard's runs go unless it is said: PROJECT.STUDY.3-of-8.mill beside the project.
[[nodiscard]] std::filesystem::path shardFile(const std::filesystem::path& project, const std::string& study,
                                              const experiment::StudyShard& shard);

/// Runs what a shard lacks and keeps it in a project file of the shard's own, for store::mergeStudies. The project
/// itself is only read: runs that it has are not made again. A shard that was killed goes on where it stopped, when it
/// is run again with the same file.
/// @throws InputError as runStudy() and StudyWriter do; OutputError; Cancelled with what was finished kept
ShardRun runShard(store::ProjectFile& project, const experiment::StudyPlan& plan, const experiment::Engine& engine,
                  const std::filesystem::path& file, const ShardRunOptions& options);

/// Tells a file how far a shard is, for whoever waits for it: {"done": runs, "total": runs}, at most twice a second
/// and whenever all is done. The file is replaced, never half written; one that cannot be written is let be.
[[nodiscard]] ProgressSink progressFile(std::filesystem::path file, ProgressSink next = {});

}  // namespace mw::cluster
