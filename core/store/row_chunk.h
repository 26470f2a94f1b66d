// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/scratch_memory.h"

namespace mw::store {

/// Columns of numbers of equal length.
using ColumnViews = std::span<const std::span<const double>>;

/// How many rows go into one chunk: enough that the cost of an entry vanishes, few enough that it stays small.
[[nodiscard]] std::size_t rowsPerChunk(std::size_t columns);

/// Adds rows [first, last) to a JSON text that begins with "[" and still wants its "]": [[c0,c1,...],..., each number
/// in the shortest text that reads back to the same bits, NaN as null, an infinity as 9e999 or -9e999 (which SQLite's
/// JSON reads as such).
void appendRows(std::string& text, ColumnViews columns, std::size_t first, std::size_t last);

/// How many numbers the first row of such a JSON text has; 0 where there is no row.
[[nodiscard]] std::size_t columnsIn(std::string_view text);

/// Appends the rows of such a JSON text to as many columns.
/// @returns false when it is anything else; columns may then hold part of it
[[nodiscard]] bool decodeRows(std::string_view text, std::vector<Column*>& columns);

}  // namespace mw::store
