// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/report/table.h"

namespace mw::report {

/// Text for a cell that no spreadsheet takes for a formula: what begins with = + - @, their full-width forms, a tab,
/// the end of a line or a NUL gets an apostrophe before it (OWASP ASVS 5.0, 1.2.10; CWE-1236).
[[nodiscard]] std::string harmless(std::string_view text);

/// The same in quotes where a comma, a quote or the end of a line is in it (RFC 4180).
[[nodiscard]] std::string csvText(std::string_view text);

/// A cell as it stands in a file: numbers as they are, text harmless.
[[nodiscard]] std::string csvCell(const Cell& cell);

/// A row of headings with units, then the rows.
[[nodiscard]] std::string csv(const Table& table);

}  // namespace mw::report
