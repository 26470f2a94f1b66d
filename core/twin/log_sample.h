// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/text_encoding.h"

namespace mw::twin {

/// The first records of a file, from which its map is guessed and a preview is shown. Blank lines are left out.
/// Small, however long the lines are. In UTF-8, whatever the file is in.
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
  bool is_whole = false;                 ///< there is nothing behind the last record
  EncodingGuess guess;                   ///< how its beginning says that its text is written
  std::optional<TextEncoding> encoding;  ///< how it was read instead; none: as guessed

  /// @param encoding  what somebody knows better than the guess
  /// @throws InputError when the file cannot be read
  [[nodiscard]] static LogSample read(const std::filesystem::path& file, std::optional<TextEncoding> encoding = {},
                                      std::size_t most_records = kUsualRecords);
};

}  // namespace mw::twin
