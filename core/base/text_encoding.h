// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mw {

/// How the text of a file is written in bytes.
enum class TextEncoding { Utf8, Utf16Le, Utf16Be, Latin1, Windows1252 };

/// "utf-8", "utf-16le", "utf-16be", "latin-1", "windows-1252".
[[nodiscard]] const std::string& encodingName(TextEncoding encoding);
/// All of them, in the order of TextEncoding.
[[nodiscard]] const std::vector<std::string>& encodingNames();
/// By its name, without regard to case. Nothing for others.
[[nodiscard]] std::optional<TextEncoding> encodingOf(std::string_view name);

/// What the beginning of a file says of its encoding.
struct EncodingGuess {
  TextEncoding encoding = TextEncoding::Utf8;
  std::size_t mark_bytes = 0;  ///< of the byte order mark; 0: there is none
  bool is_mixed = false;       ///< some lines are UTF-8 beyond ASCII and others no UTF-8 at all
};

/// A byte order mark tells. Without one: UTF-16 where every other byte of the text is zero (more than half of the high
/// bytes, less than a tenth of the low ones), UTF-8 where the lines are well-formed, else one of the two one-byte
/// encodings: Windows-1252 where a byte is a letter or sign only there (0x80 to 0x9F), Latin-1 where none is, or where
/// one is that Windows-1252 does not have.
/// @param start  the first bytes of the file @param is_whole  there is nothing behind them
[[nodiscard]] EncodingGuess guessEncoding(std::string_view start, bool is_whole);

/// Converts a text piece by piece to UTF-8 (iconv). What is no character of the encoding becomes U+FFFD, so that it is
/// never taken for a number.
class ToUtf8 {
 public:
  explicit ToUtf8(TextEncoding from);
  ~ToUtf8();
  ToUtf8(ToUtf8&&) noexcept;
  ToUtf8& operator=(ToUtf8&&) noexcept;

  /// Appends a piece; half a character at its end waits for the next one.
  void append(std::string_view piece, std::string& to);
  /// After the last piece: half a character that is left over is none.
  void finish(std::string& to);
  /// All of a text at once.
  [[nodiscard]] std::string convert(std::string_view text);

 private:
  struct Converter;
  std::unique_ptr<Converter> converter_;
  std::string left_over_;
};

}  // namespace mw
