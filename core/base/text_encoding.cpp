// SPDX-License-Identifier: Apache-2.0
#include "core/base/text_encoding.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <iconv.h>

#include "core/base/csv_cells.h"
#include "core/base/error.h"

namespace mw {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kLookAtBytes = 1U << 16U;

const char* iconvName(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::Utf8:
      return "UTF-8";
    case TextEncoding::Utf16Le:
      return "UTF-16LE";
    case TextEncoding::Utf16Be:
      return "UTF-16BE";
    case TextEncoding::Latin1:
      return "ISO-8859-1";
    case TextEncoding::Windows1252:
      return "CP1252";
  }
  return "UTF-8";
}

std::size_t unitBytes(TextEncoding encoding) {
  return encoding == TextEncoding::Utf16Le || encoding == TextEncoding::Utf16Be ? 2 : 1;
}

std::optional<TextEncoding> asUtf16(std::string_view start) {
  const std::size_t units = std::min(start.size(), kLookAtBytes) / 2;
  if (units < 2) return std::nullopt;
  std::size_t first_zeros = 0;
  std::size_t second_zeros = 0;
  for (std::size_t i = 0; i < units; ++i) {
    first_zeros += start[2 * i] == '\0' ? 1 : 0;
    second_zeros += start[2 * i + 1] == '\0' ? 1 : 0;
  }
  if (2 * second_zeros > units && 10 * first_zeros < units) return TextEncoding::Utf16Le;
  if (2 * first_zeros > units && 10 * second_zeros < units) return TextEncoding::Utf16Be;
  return std::nullopt;
}

/// Of a text that is not UTF-8.
TextEncoding oneByteEncoding(std::string_view text) {
  constexpr std::string_view kNotIn1252 = "\x81\x8D\x8F\x90\x9D";
  const bool has_controls = std::ranges::any_of(text, [](char c) {
    const auto code = static_cast<unsigned char>(c);
    return code >= 0x80 && code < 0xA0;
  });
  return has_controls && text.find_first_of(kNotIn1252) == std::string_view::npos ? TextEncoding::Windows1252
                                                                                  : TextEncoding::Latin1;
}

bool isAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

const std::vector<std::string>& encodingNames() {
  static const std::vector<std::string> kNames = {"utf-8", "utf-16le", "utf-16be", "latin-1", "windows-1252"};
  return kNames;
}

const std::string& encodingName(TextEncoding encoding) {
  return encodingNames()[static_cast<std::size_t>(encoding)];
}

std::optional<TextEncoding> encodingOf(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto found = std::ranges::find(encodingNames(), lower);
  if (found == encodingNames().end()) return std::nullopt;
  return static_cast<TextEncoding>(found - encodingNames().begin());
}

EncodingGuess guessEncoding(std::string_view start, bool is_whole) {
  if (start.starts_with("\xEF\xBB\xBF")) return {TextEncoding::Utf8, 3, false};
  if (start.starts_with("\xFF\xFE")) return {TextEncoding::Utf16Le, 2, false};
  if (start.starts_with("\xFE\xFF")) return {TextEncoding::Utf16Be, 2, false};
  if (const auto wide = asUtf16(start)) return {*wide, 0, false};
  bool has_utf8 = false;
  bool has_other = false;
  for (std::string_view rest = start; !rest.empty();) {
    const std::size_t end = rest.find_first_of("\r\n");
    // The last line of a piece may end within a character.
    if (end == std::string_view::npos && !is_whole) break;
    const std::string_view line = rest.substr(0, end);
    if (!isAscii(line)) (isUtf8(line) ? has_utf8 : has_other) = true;
    rest.remove_prefix(std::min(rest.size(), end == std::string_view::npos ? rest.size() : end + 1));
  }
  return {has_other ? oneByteEncoding(start) : TextEncoding::Utf8, 0, has_utf8 && has_other};
}

struct ToUtf8::Converter {
  explicit Converter(TextEncoding from) : unit_bytes(unitBytes(from)), handle(iconv_open("UTF-8", iconvName(from))) {
    if (handle == reinterpret_cast<iconv_t>(-1)) {
      throw InputError(Place{}, "this computer cannot convert text from " + encodingName(from),
                       "install the character sets of its C library, or save the file as UTF-8");
    }
  }
  ~Converter() { iconv_close(handle); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  /// @returns how much of the text was taken: all but half a character at its end
  std::size_t run(std::string_view text, std::string& to) const {
    std::string source(text);
    char* from = source.data();
    std::size_t left = source.size();
    std::array<char, 8192> piece{};
    while (left > 0) {
      char* out = piece.data();
      std::size_t room = piece.size();
      const std::size_t result = iconv(handle, &from, &left, &out, &room);
      const int problem = result == static_cast<std::size_t>(-1) ? errno : 0;
      to.append(piece.data(), piece.size() - room);
      if (problem == EINVAL) break;
      if (problem != EILSEQ) continue;
      to += kReplacement;
      const std::size_t skipped = std::min(left, unit_bytes);
      from += skipped;
      left -= skipped;
    }
    return source.size() - left;
  }

  std::size_t unit_bytes;
  iconv_t handle;
};

ToUtf8::ToUtf8(TextEncoding from) : converter_(std::make_unique<Converter>(from)) {}
ToUtf8::~ToUtf8() = default;
ToUtf8::ToUtf8(ToUtf8&&) noexcept = default;
ToUtf8& ToUtf8::operator=(ToUtf8&&) noexcept = default;

void ToUtf8::append(std::string_view piece, std::string& to) {
  left_over_ += piece;
  left_over_.erase(0, converter_->run(left_over_, to));
}

void ToUtf8::finish(std::string& to) {
  if (!left_over_.empty()) to += kReplacement;
  left_over_.clear();
}

std::string ToUtf8::convert(std::string_view text) {
  std::string converted;
  append(text, converted);
  finish(converted);
  return converted;
}

}  // namespace mw
