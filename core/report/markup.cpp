// SPDX-License-Identifier: Apache-2.0
#include "core/report/markup.h"

#include <algorithm>
#include <array>

namespace mw::report {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return result;
}

std::string escapedLines(std::string_view text, std::string_view between) {
  std::string result;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    result += escaped(text.substr(0, end));
    result += between;
    text.remove_prefix(end + 1);
  }
  return result + escaped(text);
}

std::string dataUri(std::string_view media_type, std::string_view bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text = "data:" + std::string(media_type) + ";base64,";
  text.reserve(text.size() + bytes.size() * 4 / 3 + 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::array<unsigned, 3> three{};
    for (std::size_t k = 0; k < 3 && i + k < bytes.size(); ++k) three[k] = static_cast<unsigned char>(bytes[i + k]);
    const unsigned bits = three[0] << 16U | three[1] << 8U | three[2];
    const std::size_t given = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 4; ++k) {
      text += k <= given ? kLetters[bits >> (18U - 6U * k) & 63U] : '=';
    }
  }
  return text;
}

std::string shortened(std::string_view text, std::size_t letters) {
  std::size_t seen = 0;
  std::size_t last = 0;  // where the letter before the present one begins
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;  // goes on with a letter
    if (++seen > letters) return std::string(text.substr(0, last)) + "…";
    last = i;
  }
  return std::string(text);
}

}  // namespace mw::report
