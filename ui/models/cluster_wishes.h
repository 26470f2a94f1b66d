// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

namespace mw::models {

/// How a study runs on a cluster.
struct ClusterWishes {
  std::uint32_t shards = 8;
  unsigned cpus_per_shard = 1;
  std::string partition;   ///< empty = the scheduler's default
  std::string time_limit;  ///< per shard, as Slurm writes it, "02:00:00"; empty = the partition's
  std::string extra;       ///< further options of sbatch, separated by spaces
  std::string program;     ///< millwright-cli as the nodes find it
};

}  // namespace mw::models
