// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "core/report/table.h"
#include "core/store/project_file.h"

namespace mw::report {

/// What an export wrote.
struct ExportedFile {
  std::filesystem::path file;
  std::size_t rows = 0;
};

/// Writes the promised tables of a project (results, design, signals, ...) that are not empty, one CSV each, numbers to
/// the last bit, and every given table beside them under its id. The folder is made where it is not there.
/// A table whose id is taken gets a number behind it.
/// @throws OutputError; Cancelled
std::vector<ExportedFile> exportCsv(const std::filesystem::path& folder, store::ProjectFile* project,
                                    std::span<const Table> tables, const std::stop_token& stop = {});

/// A promised table as a whole, for a workbook; numbers to the last bit.
[[nodiscard]] std::vector<Table> promisedTables(store::ProjectFile& project, const std::stop_token& stop = {});

}  // namespace mw::report
