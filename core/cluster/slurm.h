// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace mw::cluster {

/// What is asked of the scheduler for one array of tasks.
struct SlurmArray {
  std::string name;
  std::filesystem::path folder;     ///< where the tasks run and write
  std::string script;               ///< text of the batch script
  std::set<std::uint32_t> indices;  ///< of the tasks
  unsigned cpus_per_task = 1;
  std::string partition;           ///< empty = the scheduler's default
  std::string time_limit;          ///< as Slurm writes it, "02:00:00"; empty = the partition's
  std::vector<std::string> extra;  ///< further options of sbatch, as they are
};

/// The tasks of an array that the scheduler still knows.
struct SlurmQueue {
  std::size_t running = 0;
  std::size_t waiting = 0;
  std::string reason;  ///< why the first one waits, in Slurm's word; empty when none does

  [[nodiscard]] bool isEmpty() const { return running + waiting == 0; }
};

/// Asks the scheduler by its own programs, sbatch, squeue and scancel, as every site has them.
/// Source: Slurm 22.05 manual pages of the three
class Slurm {
 public:
  /// @returns the job's number
  /// @throws InputError with the scheduler's words when it refuses, or when Slurm is not installed
  [[nodiscard]] std::string submit(const SlurmArray& array) const;
  /// @throws OutputError when the scheduler does not answer; that it has forgotten the job is an empty queue
  [[nodiscard]] SlurmQueue queue(const std::string& job) const;
  /// Tasks that run are asked to end (SIGTERM), tasks that wait are dropped. A job that is gone is none to cancel.
  void cancel(const std::string& job) const;
};

/// "1-3,7": as --array takes it.
[[nodiscard]] std::string arrayText(const std::set<std::uint32_t>& indices);

/// Reads what queue() asks squeue for: a line a task, STATE|REASON.
[[nodiscard]] SlurmQueue parseQueue(const std::string& text);

}  // namespace mw::cluster
