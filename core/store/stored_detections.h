// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/store/project_file.h"

namespace mw::twin {
struct DetectRequest;
struct Log;
struct LogDetections;
}  // namespace mw::twin

namespace mw::store {

/// All that one search found in a log of the project.
struct StoredDetections {
  /// One finding: which test, by which evidence, how sure, from when to when, which signals.
  struct Entry {
    std::string test;
    std::vector<std::string> suspects;  ///< names of signals, the worst first
    double from_s = 0;                  ///< stamps of the log
    double to_s = 0;
    double peak_s = 0;
    double statistic = 0;
    double limit = 0;
    double p_value = 1;    ///< chance of such a statistic in health, at one row
    std::string evidence;  ///< in words
    bool operator==(const Entry&) const = default;
  };
  std::string log;      ///< its name
  std::string created;  ///< UTC; set by saving
  Json settings;        ///< twin::settingsJson of what was asked
  std::string settings_digest;
  std::vector<Entry> entries;
};

/// What is stored of a search.
[[nodiscard]] StoredDetections storedDetections(const twin::LogDetections& found, const twin::Log& log,
                                                const twin::DetectRequest& request);

/// All sets, oldest first, each checked against its digest; none in a project of an older version.
[[nodiscard]] std::vector<StoredDetections> detections(ProjectFile& project);
/// Those of a log.
[[nodiscard]] std::vector<StoredDetections> detections(ProjectFile& project, const std::string& log);

/// Stores a set; an older one of the same log and settings is replaced.
/// @throws InputError when the log is not in the project
void saveDetections(ProjectFile& project, const StoredDetections& set);

/// Removes the sets of a log, or the one of these settings.
/// @param settings_digest  empty = all of the log
/// @returns how many
std::size_t removeDetections(ProjectFile& project, const std::string& log, const std::string& settings_digest = {});

}  // namespace mw::store
