// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/project_file.h"

namespace mw::twin {
struct Log;
}

namespace mw::store {

/// A log in the project, without its samples.
struct StoredLog {
  struct SignalName {
    std::string name;
    std::string unit;
  };
  std::string name;
  std::string created;            ///< UTC, when it was imported
  std::optional<double> epoch_s;  ///< as twin::Log
  std::size_t rows = 0;
  std::vector<SignalName> series;  ///< its signals (a word that Qt reserves)
  std::string source_digest;       ///< of the file it was read from
};

[[nodiscard]] std::vector<StoredLog> logs(ProjectFile& project);  ///< oldest first

/// Stores a log under its name. Samples lie in chunks of rows as JSON text, each with a digest.
/// @throws InputError when a log of this name is there already
void saveLog(ProjectFile& project, const twin::Log& log);

/// The log, bit for bit as it was saved, each chunk checked against its digest.
/// @throws InputError when there is none of this name, with the nearest one, or when a chunk is damaged
[[nodiscard]] twin::Log loadLog(ProjectFile& project, const std::string& name);

/// Removes a log with the replays of it.
void removeLog(ProjectFile& project, const std::string& name);

}  // namespace mw::store
