// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <span>

#include "core/report/table.h"

namespace mw::report {

/// Writes a workbook, one sheet a table: numbers as numbers, everything else as text that is never calculated.
/// @throws OutputError
void writeXlsx(const std::filesystem::path& file, std::span<const Table> tables);

}  // namespace mw::report
