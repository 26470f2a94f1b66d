// SPDX-License-Identifier: Apache-2.0
#include "core/report/shell_word.h"

#include <cctype>
#include <string_view>

namespace mw::report {

std::string shellWord(const std::string& word) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/:=@%+,-";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string plainFileName(const std::string& name) {
  std::string plain;
  for (const char c : name) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
    if (is_plain || plain.empty() || plain.back() != '-') plain += is_plain ? c : '-';
  }
  return plain.empty() || plain.front() == '-' || plain.front() == '.' ? "study" + plain : plain;
}

}  // namespace mw::report
