// SPDX-License-Identifier: Apache-2.0
#include "core/report/lead_time_svg.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "core/report/chart_frame.h"
#include "core/report/ticks.h"

namespace mw::report {
namespace {

constexpr double kWidth = 860;
constexpr double kHeight = 300;
constexpr double kHeadroom = 1.06;
constexpr double kMarkStep = 18;  // between the rows of their texts

struct Mark {
  const char* name;
  double at_s;
  const char* dashes;
};

void drawMarks(SvgCanvas& canvas, const ChartFrame& frame, const kpi::LeadTimeHistogram& spread) {
  std::array<Mark, 3> marks = {
      {{"median", spread.p50_s, "none"}, {"mean", spread.mean_s, "2 3"}, {"95 % within", spread.p95_s, "7 3"}}};
  std::ranges::sort(marks, {}, &Mark::at_s);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const double x = frame.x(marks[i].at_s);
    const double y = frame.top - 44 + kMarkStep * static_cast<double>(i);
    canvas.line(x, y, x, frame.bottom(), kInk,
                fmt::format(" stroke-width=\"1.5\" stroke-dasharray=\"{}\"", marks[i].dashes));
    const bool is_far = x > frame.left + 0.7 * frame.width;
    canvas.text(x + (is_far ? -6 : 6), y + 8, is_far ? Anchor::End : Anchor::Start,
                fmt::format("{} {}", marks[i].name, durationText(marks[i].at_s)));
  }
}

}  // namespace

std::string leadTimeSvg(const kpi::LeadTimeHistogram& spread, const std::string& what) {
  const numerics::Histogram& histogram = spread.histogram;
  const std::size_t bins = histogram.counts.size();
  SvgCanvas canvas(kWidth, kHeight, "Lead times of " + what);
  const TimeUnit unit = timeUnitFor(histogram.edge(bins));
  const ChartFrame frame{64,
                         62,
                         kWidth - 64 - 24,
                         kHeight - 62 - 50,
                         histogram.first_edge_s,
                         histogram.edge(bins),
                         0,
                         kHeadroom * static_cast<double>(histogram.largestCount())};
  drawLevels(canvas, frame, 4);
  for (std::size_t i = 0; i < bins; ++i) {
    if (histogram.counts[i] == 0) continue;
    const double top = frame.y(static_cast<double>(histogram.counts[i]));
    canvas.rect(frame.x(histogram.edge(i)) + 0.5, top, frame.width / static_cast<double>(bins) - 1,
                frame.bottom() - top, kAccent,
                fmt::format("{} to {}: {} parts", durationText(histogram.edge(i)), durationText(histogram.edge(i + 1)),
                            histogram.counts[i]),
                " fill-opacity=\"0.45\"");
  }
  drawMarks(canvas, frame, spread);
  drawFoot(canvas, frame, 10, unit.seconds);
  drawAxisTitles(canvas, frame, fmt::format("lead time [{}]", unit.symbol),
                 fmt::format("parts per {}", durationText(histogram.width_s)));
  return std::move(canvas).finish();
}

}  // namespace mw::report
