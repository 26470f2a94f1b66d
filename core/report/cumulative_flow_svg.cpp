// SPDX-License-Identifier: Apache-2.0
#include "core/report/cumulative_flow_svg.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/report/chart_frame.h"
#include "core/report/ticks.h"

namespace mw::report {
namespace {

constexpr double kWidth = 860;
constexpr double kHeight = 470;
constexpr double kHeadroom = 1.08;
constexpr double kReadAt = 0.62;        // of the run: where the reading is drawn in
constexpr double kLeastReading_px = 5;  // shorter distances cannot be seen
constexpr double kLineWidth = 1.8;

double number(std::int64_t count) {
  return static_cast<double>(count);
}

std::string points(const ChartFrame& frame, const std::vector<double>& t_s, const std::vector<std::int64_t>& values) {
  std::string d;
  for (std::size_t i = 0; i < t_s.size(); ++i) {
    d += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", frame.x(t_s[i]), frame.y(number(values[i])));
  }
  return d;
}

/// Between the curves, there along the upper and back along the lower one.
std::string between(const ChartFrame& frame, const kpi::CumulativeFlow& flow) {
  std::string d = points(frame, flow.t_s, flow.entered);
  for (std::size_t i = flow.t_s.size(); i-- > 0;) {
    d += fmt::format("L{:.1f} {:.1f}", frame.x(flow.t_s[i]), frame.y(number(flow.left[i])));
  }
  return d + "z";
}

std::string lineStyle(const char* color, const char* more = "") {
  return fmt::format("fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}", color, kLineWidth, more);
}

/// The two distances that the diagram is read by, at one instant.
void drawReading(SvgCanvas& canvas, const ChartFrame& frame, const kpi::CumulativeFlow& flow) {
  const auto i = static_cast<std::size_t>(kReadAt * static_cast<double>(flow.t_s.size() - 1));
  const double x = frame.x(flow.t_s[i]);
  const double high = frame.y(number(flow.entered[i]));
  const double low = frame.y(number(flow.left[i]));
  const std::string bold = fmt::format(" stroke-width=\"{}\"", kLineWidth);
  if (low - high >= kLeastReading_px) {
    canvas.line(x, high, x, low, kInk, bold);
    canvas.text(x - 6, high - 6, Anchor::End, fmt::format("upright: {} inside", flow.inside(i)));
  }
  const auto out = std::ranges::lower_bound(flow.left, flow.entered[i]);
  if (out == flow.left.end()) return;
  const auto j = static_cast<std::size_t>(out - flow.left.begin());
  if (frame.x(flow.t_s[j]) - x < kLeastReading_px) return;
  canvas.line(x, high, frame.x(flow.t_s[j]), high, kInk, bold);
  canvas.text(frame.x(flow.t_s[j]) + 6, high + 14, Anchor::Start,
              fmt::format("level: {} through", durationText(flow.t_s[j] - flow.t_s[i])));
}

void drawCurves(SvgCanvas& canvas, const ChartFrame& frame, const kpi::CumulativeFlow& flow) {
  drawLevels(canvas, frame, 6);
  canvas.path(between(frame, flow), fmt::format("fill=\"{}\" fill-opacity=\"0.18\"", kAccent));
  canvas.path(points(frame, flow.t_s, flow.entered), lineStyle(kAccent), "entered");
  canvas.path(points(frame, flow.t_s, flow.left), lineStyle(kInk, " stroke-dasharray=\"7 3\""), "left");
  const double y = frame.top + 10;
  const double x = frame.left + 12;
  canvas.line(x, y, x + 28, y, kAccent, fmt::format(" stroke-width=\"{}\"", kLineWidth));
  canvas.text(x + 36, y + 4, Anchor::Start, fmt::format("entered, {} in all", flow.entered.back()));
  canvas.line(x, y + 20, x + 28, y + 20, kInk,
              fmt::format(" stroke-width=\"{}\" stroke-dasharray=\"7 3\"", kLineWidth));
  canvas.text(x + 36, y + 24, Anchor::Start, fmt::format("left, {} in all", flow.left.back()));
  drawReading(canvas, frame, flow);
}

}  // namespace

std::string cumulativeFlowSvg(const kpi::CumulativeFlow& flow, const std::string& what) {
  SvgCanvas canvas(kWidth, kHeight, "Cumulative flow of " + what);
  const double end_s = std::max(flow.t_s.back(), 1.0);
  const TimeUnit unit = timeUnitFor(end_s);
  ChartFrame frame{64, 20, kWidth - 64 - 24, 270, 0, end_s, 0, kHeadroom * std::max(1.0, number(flow.entered.back()))};
  drawCurves(canvas, frame, flow);
  canvas.line(frame.left, frame.bottom(), frame.right(), frame.bottom(), kInk);
  drawAxisTitles(canvas, frame, "", "parts until then");
  std::vector<std::int64_t> inside;
  for (std::size_t i = 0; i < flow.t_s.size(); ++i) inside.push_back(flow.inside(i));
  ChartFrame below = frame;
  below.top = frame.bottom() + 24;
  below.height = 96;
  below.high_y = kHeadroom * std::max(1.0, number(std::ranges::max(inside)));
  drawLevels(canvas, below, 3);
  canvas.path(points(below, flow.t_s, inside), lineStyle(kAccent), "inside");
  drawFoot(canvas, below, 10, unit.seconds);
  drawAxisTitles(canvas, below, fmt::format("time [{}]", unit.symbol), "inside");
  return std::move(canvas).finish();
}

}  // namespace mw::report
