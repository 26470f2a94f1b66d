// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment/study_plan.h"
#include "core/experiment/study_run.h"

namespace mw::cluster {

/// The folder beside a project in which the tasks of one study work: PROJECT.STUDY.job. All that they need is in it,
/// so the project may be changed meanwhile.
///
///   input.mill          the factory as it was, and the runs that were done before: not made again
///   study.json          the study; points.csv the rows of a table design
///   job.sh              what the scheduler runs
///   job.json            {"format": "millwright-job/1", "job": "4711", "shards": 8}
///   shard-3.mill        what task 3 has done
///   shard-3.progress    how far it is
///   shard-3.log         what it said
class JobFolder {
 public:
  JobFolder(const std::filesystem::path& project, const std::string& study);

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] bool exists() const;

  /// Makes the folder anew, with what the tasks read.
  /// @param done  runs that are there already
  /// @throws OutputError
  void create(const experiment::StudyPlan& plan, const std::vector<experiment::StudyRun>& done) const;
  /// Takes the folder away with all that is in it.
  void remove() const;

  /// The job that was submitted last, and its number of shards.
  struct Job {
    std::string number;
    std::uint32_t shards = 0;
  };
  /// Nothing where none was submitted. @throws InputError for a job.json that is not ours
  [[nodiscard]] std::optional<Job> job() const;
  void saveJob(const Job& job) const;

  [[nodiscard]] std::filesystem::path shardFile(std::uint32_t index) const;
  [[nodiscard]] std::filesystem::path progressFile(std::uint32_t index) const;
  /// The shards' files that are there.
  [[nodiscard]] std::vector<std::filesystem::path> shardFiles() const;
  /// How far a shard is, in runs, as its task told last; nothing where it has not told yet.
  struct ShardProgress {
    double done = 0;
    double total = 0;  ///< of a study to precision, at most
  };
  [[nodiscard]] std::optional<ShardProgress> progress(std::uint32_t index) const;
  /// The last lines of what a task said; empty where it said nothing.
  [[nodiscard]] std::string lastWords(std::uint32_t index) const;

  /// The batch script for an array over this folder.
  /// @param program  millwright-cli on the nodes
  /// @param options  further ones of its verb sweep
  [[nodiscard]] static std::string script(const std::filesystem::path& program, std::uint32_t shards,
                                          const std::vector<std::string>& options);

 private:
  std::filesystem::path path_;
};

}  // namespace mw::cluster
