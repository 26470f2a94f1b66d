// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/store/project_file.h"

namespace mw::store {

/// What merging did to one study.
struct MergedStudy {
  std::string name;
  std::size_t added = 0;    ///< runs that came from the other project
  std::size_t known = 0;    ///< runs of the other project that were there, bit for bit the same
  std::size_t missing = 0;  ///< runs that the study still lacks
  bool is_bound = false;    ///< the study is run to precision: it lacks that many at most

  [[nodiscard]] bool isComplete() const { return missing == 0; }
};

/// Brings the runs of another project's studies into this one: of a shard, or of a colleague who ran another part.
/// Studies that are not here yet come whole; of one that is, the runs that are missing. One transaction, so all of the
/// other project comes or nothing, and merging the same twice changes nothing.
///
/// @param only  the one study to take; empty = every study of the other project
/// @throws InputError when a study of the same name is another study (factory, factors, seed, ... differ), when a run
///         is in both with different values, when there is nothing to take; OutputError; Cancelled
std::vector<MergedStudy> mergeStudies(ProjectFile& into, ProjectFile& from, const std::optional<std::string>& only = {},
                                      const std::stop_token& stop = {});

}  // namespace mw::store
