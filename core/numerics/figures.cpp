// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/figures.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace mw::numerics {
namespace {

constexpr int kMostFigures = 6;
constexpr int kFiguresToRead = 4;
constexpr int kMostDecimals = 9;

int magnitudeOf(double number) {
  return static_cast<int>(std::floor(std::log10(std::abs(number))));
}

std::string fixed(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  // No minus before what is shown as nothing.
  if (text.front() == '-' && text.find_first_of("123456789") == std::string::npos) text.erase(0, 1);
  return text;
}

}  // namespace

int decimalsFor(double number, int figures) {
  if (!std::isfinite(number) || number == 0 || magnitudeOf(number) < -kMostDecimals) return 0;
  return std::clamp(figures - 1 - magnitudeOf(number), 0, kMostDecimals);
}

int decimalsOf(double value, double spread) {
  if (!std::isfinite(spread) || spread == 0) return decimalsFor(value);
  int decimals = -magnitudeOf(spread);
  const bool is_known = std::isfinite(value) && value != 0;
  const int before_point = is_known ? magnitudeOf(value) + 1 : 1;
  const bool begins_with_1 = std::abs(spread) * std::pow(10.0, decimals) < 2;
  if (begins_with_1 && decimals + 1 + before_point <= kFiguresToRead) ++decimals;
  // An interval too narrow to be shown: as many figures as one reads.
  if (decimals + before_point > kMostFigures) decimals = kFiguresToRead - before_point;
  return std::clamp(decimals, 0, kMostDecimals);
}

std::string figureText(double value, double spread) {
  if (!std::isfinite(value)) return {};
  const int decimals = decimalsOf(value, spread);
  const bool has_spread = std::isfinite(spread) && spread != 0;
  const bool would_vanish = !has_spread && value != 0 && magnitudeOf(value) < -kMostDecimals;
  return would_vanish ? fmt::format("{:.3g}", value) : fixed(value, decimals);
}

std::string halfWidthText(const Estimate& estimate) {
  if (!estimate.hasInterval() || !std::isfinite(estimate.half_width)) return {};
  const int decimals = decimalsOf(estimate.mean, estimate.half_width);
  const double last_figure = std::pow(10.0, -decimals);
  const bool is_hidden = estimate.half_width > 0 && estimate.half_width < last_figure / 2;
  return is_hidden ? "< " + fixed(last_figure, decimals) : fixed(estimate.half_width, decimals);
}

}  // namespace mw::numerics
