// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/step_text.h"

#include <cmath>
#include <fmt/format.h>

#include "core/base/text.h"

namespace mw::cosimulation {
namespace {

constexpr double kMostParts = 1e9;

std::string_view withoutUnit(std::string_view text) {
  const auto is_blank = [](char letter) { return letter == ' '; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  if (text.ends_with('s')) text.remove_suffix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<double> stepFromText(std::string_view text) {
  const std::string plain(withoutUnit(text));
  const auto slash = plain.find('/');
  const auto above = parseNumber(plain.substr(0, slash));
  const auto below = slash == std::string::npos ? 1.0 : parseNumber(plain.substr(slash + 1));
  if (!above || !below || *below == 0) return std::nullopt;
  return *above / *below;
}

std::string stepText(double step_s) {
  const double parts = std::round(1 / step_s);
  if (step_s > 0 && parts > 1 && parts <= kMostParts && 1 / parts == step_s) return fmt::format("1/{:.0f}", parts);
  return fmt::format("{}", step_s);
}

}  // namespace mw::cosimulation
