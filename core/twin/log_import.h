// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/twin/import_report.h"
#include "core/twin/log_map.h"
#include "core/twin/log_reader.h"

namespace mw::twin {

/// A log with the map it was read by and, where that was guessed, what was guessed.
struct LogImport {
  ImportReport report;
  LogMap map;
  std::vector<std::string> said;
};

/// The map that importLog reads a file by: the one given, or a guessed one with what was guessed. Its report is empty.
[[nodiscard]] LogImport chooseMap(const std::filesystem::path& file,
                                  const std::optional<std::filesystem::path>& map_file,
                                  std::span<const std::string> needed, const ImportOptions& options);

/// Reads a log by a map file, or by a guessed map where none is given.
/// @param needed names of signals that must be numbers, see guessLogMap
/// @throws InputError as readLogMap, guessLogMap and readLog do
[[nodiscard]] LogImport importLog(const std::filesystem::path& file,
                                  const std::optional<std::filesystem::path>& map_file,
                                  std::span<const std::string> needed, const ImportOptions& options);

/// The same block by block, as streamLog: the report's log comes without its rows.
[[nodiscard]] LogImport streamImport(const std::filesystem::path& file,
                                     const std::optional<std::filesystem::path>& map_file,
                                     std::span<const std::string> needed, const ImportOptions& options,
                                     const LogBlockSink& sink);

}  // namespace mw::twin
