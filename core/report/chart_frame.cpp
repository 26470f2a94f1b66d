// SPDX-License-Identifier: Apache-2.0
#include "core/report/chart_frame.h"

#include <cmath>
#include <fmt/format.h>

#include "core/report/ticks.h"

namespace mw::report {
namespace {

constexpr double kMark_px = 5;
constexpr double kTolerance = 1e-9;  // of a step: a mark at the very end stays

}  // namespace

void drawLevels(SvgCanvas& canvas, const ChartFrame& frame, double count, bool has_numbers) {
  const double step = tickStep(frame.high_y - frame.low_y, count);
  for (double i = std::ceil(frame.low_y / step - kTolerance); i * step <= frame.high_y + kTolerance * step; ++i) {
    const double level = i * step + 0.0;
    canvas.line(frame.left, frame.y(level), frame.right(), frame.y(level), kGridLine);
    if (has_numbers) canvas.text(frame.left - 8, frame.y(level) + 4, Anchor::End, fmt::format("{:.6g}", level));
  }
}

void drawFoot(SvgCanvas& canvas, const ChartFrame& frame, double count, double scale) {
  canvas.line(frame.left, frame.bottom(), frame.right(), frame.bottom(), kInk);
  const double step = tickStep((frame.high_x - frame.low_x) / scale, count) * scale;
  for (double i = std::ceil(frame.low_x / step - kTolerance); i * step <= frame.high_x + kTolerance * step; ++i) {
    const double value = i * step + 0.0;
    canvas.line(frame.x(value), frame.bottom(), frame.x(value), frame.bottom() + kMark_px, kInk);
    canvas.text(frame.x(value), frame.bottom() + 18, Anchor::Middle, fmt::format("{:.6g}", value / scale));
  }
}

void drawAxisTitles(SvgCanvas& canvas, const ChartFrame& frame, std::string_view across, std::string_view up) {
  const std::string muted = fmt::format(" fill=\"{}\"", kMuted);
  if (!across.empty()) {
    canvas.text(frame.left + frame.width / 2, frame.bottom() + 36, Anchor::Middle, across, muted);
  }
  if (!up.empty()) {
    const double middle = frame.top + frame.height / 2;
    canvas.text(14, middle, Anchor::Middle, up, fmt::format("{} transform=\"rotate(-90 14 {:.1f})\"", muted, middle));
  }
}

}  // namespace mw::report
