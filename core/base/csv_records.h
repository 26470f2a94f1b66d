// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/digest.h"
#include "core/base/text_encoding.h"

namespace mw {

/// One line of a CSV file (several where a quoted cell holds line breaks). Valid until the next record is asked for.
struct CsvRecord {
  std::string_view text;        ///< without its line end
  int line = 0;                 ///< 1-based line it begins on
  bool has_line_end = true;     ///< false for a last line that was cut off or has no line break
  bool is_too_long = false;     ///< longer than kMaxRecordBytes: skipped, text is empty
  bool has_open_quote = false;  ///< a quote in it is never closed
  bool has_quote = false;
};

/// Reads a file record by record in pieces, so that memory does not grow with the file. Line ends may be LF, CRLF, CR
/// or a mixture. A byte order mark is skipped. Reads as many bytes as the file had when it was opened.
///
/// Records are in UTF-8, whatever the file is in. Where nobody says what that is, UTF-16 is known by its mark or its
/// zero bytes, and of all else the lines that are not UTF-8 are taken for Windows-1252 or Latin-1 (guessEncoding).
class CsvRecords {
 public:
  static constexpr std::size_t kMaxRecordBytes = 1U << 20U;

  /// @param encoding  of the file; none: guessed from its first MiB
  /// @throws InputError when the file is missing, no regular file or unreadable
  explicit CsvRecords(std::filesystem::path file, std::optional<TextEncoding> encoding = {});

  /// @returns false at the end
  /// @throws InputError when the file shrinks while it is read
  bool next(CsvRecord& record);

  [[nodiscard]] std::uint64_t byteCount() const { return total_bytes_; }
  [[nodiscard]] std::uint64_t bytesTaken() const {
    return read_bytes_ - std::min<std::uint64_t>(read_bytes_, buffer_.size() - cursor_);
  }
  /// What its beginning says, whether or not that is how it is read.
  [[nodiscard]] const EncodingGuess& guess() const { return guess_; }
  /// Fingerprint of all bytes read so far.
  [[nodiscard]] std::string digest() const { return digest_.hex(); }

 private:
  bool refill();
  void decode(std::optional<TextEncoding> encoding);
  bool takeRecord(CsvRecord& record);
  bool takeLine(std::string_view& line, bool& has_line_end, bool& is_too_long);
  std::size_t findLineEnd();

  std::filesystem::path file_;
  std::ifstream stream_;
  std::string buffer_;
  std::string joined_;
  std::size_t cursor_ = 0;
  std::size_t scanned_ = 0;  ///< from here on no line feed has been looked for
  std::size_t line_feed_ = std::string::npos;
  std::uint64_t total_bytes_ = 0;
  std::uint64_t read_bytes_ = 0;
  int line_ = 0;
  Digest digest_;
  EncodingGuess guess_;
  std::optional<ToUtf8> wide_;   ///< for a file in UTF-16: all of it
  std::optional<ToUtf8> bytes_;  ///< for one in bytes: record by record
  bool converts_utf8_ = false;   ///< those that are UTF-8 by chance, too
  std::string converted_;
};

}  // namespace mw
