// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "core/base/error.h"
#include "core/cad/gltf_document.h"

namespace mw::cad {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64 = ";base64,";

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

bool isDataUri(std::string_view uri) {
  return uri.starts_with("data:");
}

std::string dataOf(std::string_view uri, const std::string& name) {
  const auto refuse = [&name] {
    throw InputError(Place{name, "", 0, 0}, "a buffer inside it is no base64", "it is damaged: export it again");
  };
  const std::size_t begin = uri.find(kBase64);
  if (begin == std::string_view::npos) refuse();
  std::string_view text = uri.substr(begin + kBase64.size());
  while (text.ends_with('=')) text.remove_suffix(1);
  std::array<int, 256> value{};
  value.fill(-1);
  for (std::size_t i = 0; i < kLetters.size(); ++i)
    value[static_cast<unsigned char>(kLetters[i])] = static_cast<int>(i);
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3 + 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const int v = value[static_cast<unsigned char>(c)];
    if (v < 0) refuse();
    bits = (bits << 6U | static_cast<std::uint32_t>(v)) & 0xFFFFFFU;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU));
  }
  return bytes;
}

std::string dataUri(std::string_view bytes) {
  std::string text = "data:application/octet-stream;base64,";
  text.reserve(text.size() + (bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = bits << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    const std::size_t given = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 4; ++k) text.push_back(k <= given ? kLetters[bits >> (18 - 6 * k) & 63U] : '=');
  }
  return text;
}

std::string unescapedName(std::string_view uri) {
  std::string name;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    const bool is_escape =
        uri[i] == '%' && i + 2 < uri.size() && hexDigit(uri[i + 1]) >= 0 && hexDigit(uri[i + 2]) >= 0;
    name.push_back(is_escape ? static_cast<char>(hexDigit(uri[i + 1]) * 16 + hexDigit(uri[i + 2])) : uri[i]);
    if (is_escape) i += 2;
  }
  return name;
}

}  // namespace mw::cad
