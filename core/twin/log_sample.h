// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace mw::twin {

/// The first records of a file, from which its map is guessed and a preview is shown. Blank lines are left out.
/// Small, however long the lines are.
struct LogSample {
  static constexpr std::size_t kUsualRecords = 200;
  static constexpr std::size_t kMostBytes = 1U << 20U;

  struct Record {
    std::string text;
    int line = 0;              ///< 1-based line it begins on
    bool has_line_end = true;  ///< false for a last line without a line break
  };

  std::string file;
  std::vector<Record> records;
  bool is_whole = false;  ///< there is nothing behind the last record
  bool has_byte_order_mark = false;
  bool is_utf8 = true;  ///< else bytes above 127 are taken for Latin-1

  /// @throws InputError when the file cannot be read or is in UTF-16
  [[nodiscard]] static LogSample read(const std::filesystem::path& file, std::size_t most_records = kUsualRecords);
};

}  // namespace mw::twin
