// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/text_encoding.h"
#include "core/twin/time_stamp.h"

namespace mw::twin {

/// One column of a file that becomes a signal.
struct SignalColumn {
  std::string column;  ///< as in the header; of equal names the second is called "name#2"
  std::string name;    ///< name of the signal in the log
  std::string unit;    ///< empty = unknown
  bool operator==(const SignalColumn&) const = default;
};

/// How to read a CSV file as a log (M.json). A plain value: guessed, shown, overruled, kept.
///
/// {"time": {"column": "t", "kind": "elapsed_s"}, "delimiter": ",", "decimal": ".",
///  "signals": [{"column": "u_q", "name": "u_q", "unit": "V"}]}
///
/// Of "time", "clock_column" names the column that holds the time of day where "column" holds dates alone, and
/// "utc_offset" ("+02:00") is what written dates are ahead of UTC that do not say it; {"kind": "row_number"} has no
/// column. "encoding" ("utf-8", "utf-16le", "utf-16be", "latin-1", "windows-1252") is how the text of the file is
/// written; it is guessed where it is absent.
struct LogMap {
  std::string time_column;
  TimeKind time_kind = TimeKind::ElapsedS;
  char delimiter = ',';
  char decimal = '.';
  bool has_header = true;  ///< else columns are called column1, column2, ...
  std::vector<SignalColumn> columns;
  std::string clock_column = {};  ///< empty = none
  int utc_offset_s = 0;
  std::optional<TextEncoding> encoding = {};
  bool operator==(const LogMap&) const = default;
};

/// Reads M.json. `name` defaults to the column, `unit` to unknown, delimiter to a comma, decimal to a point.
/// @throws InputError with all findings, each with file, pointer, line and column
[[nodiscard]] LogMap readLogMap(const JsonDocument& document);

[[nodiscard]] Json toJson(const LogMap& map);

}  // namespace mw::twin
