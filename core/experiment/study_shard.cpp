// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/study_shard.h"

#include <charconv>
#include <fmt/format.h>
#include <string_view>

#include "core/base/error.h"

namespace mw::experiment {
namespace {

/// @returns more than kMaxShards for what is no whole number
std::uint32_t wholeNumber(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : kMaxShards + 1;
}

}  // namespace

StudyShard StudyShard::parse(const std::string& text) {
  const std::string_view all(text);
  const auto slash = all.find('/');
  const std::uint32_t index = wholeNumber(all.substr(0, slash));
  const std::uint32_t count = slash == std::string_view::npos ? 0 : wholeNumber(all.substr(slash + 1));
  if (count < 1 || count > kMaxShards || index > count) {
    throw UsageError(
        fmt::format("\"{}\" is not a shard I/N with I from 1 to N and N up to {}; write e.g. 3/8", text, kMaxShards));
  }
  return {index == 0 ? count : index, count};
}

std::string StudyShard::text() const {
  return fmt::format("{}/{}", index, count);
}

}  // namespace mw::experiment
