// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/store/project_file.h"
#include "core/twin/log_blocks.h"

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

/// Gives the rows of a log to a sink, and returns it without them: signals, epoch_s and source_digest.
using LogSource = std::function<twin::Log(const twin::LogBlockSink& sink)>;

/// The same for a log that is read and stored at once, so that memory does not grow with it. What is stored is what
/// saveLog of the whole would store. The source runs in a thread of its own; until it is through, nobody else gets at
/// the project. What it throws (Cancelled, a file that is no log) leaves the project as it was. Blocks of one name are
/// one log; those of the next name are the next segment of it, stored as NAME#2, NAME#3, ... with all or none.
/// @param name  of the first log in the project, whatever the source calls it
/// @param stop  obeyed from block to block, and once more before the log is there to stay
/// @throws InputError when a log of this name is there already, before the source is asked, or of a segment's name,
/// once
///         that begins; what the source throws; Cancelled
void saveLog(ProjectFile& project, const std::string& name, const LogSource& source, const std::stop_token& stop = {});

/// The log, bit for bit as it was saved, each chunk checked against its digest.
/// @throws InputError when there is none of this name, with the nearest one, or when a chunk is damaged
[[nodiscard]] twin::Log loadLog(ProjectFile& project, const std::string& name);

/// The same block by block, so that memory does not grow with it. The project may be read within the sink, and changed
/// where the call lies within a change of its own.
/// @param sink  takes the rows; blocks that it was given when a later chunk is found damaged are not to be kept
/// @returns the log without its rows
twin::Log streamLog(ProjectFile& project, const std::string& name, const twin::LogBlockSink& sink);

/// One of logs(). @throws InputError when there is none of this name, with the nearest one
[[nodiscard]] StoredLog storedLog(ProjectFile& project, const std::string& name);

/// Removes a log with the replays of it.
void removeLog(ProjectFile& project, const std::string& name);

}  // namespace mw::store
