// SPDX-License-Identifier: Apache-2.0
#include "core/report/gantt_svg.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "core/factory/state_signs.h"
#include "core/report/chart_frame.h"
#include "core/report/markup.h"
#include "core/report/state_legend.h"
#include "core/report/ticks.h"

namespace mw::report {
namespace {

constexpr double kWidth = 860;
constexpr double kNames = 170;
constexpr double kRight = 20;
constexpr double kRow = 24;
constexpr double kBar = 16;
constexpr double kTop = 40;
constexpr double kFoot = 52;
constexpr double kLetterRoom = 14;
constexpr std::size_t kLongestName = 24;
constexpr double kLeast_px = 2;  // a piece that can still be seen, on the average of the busiest row
constexpr std::array kStretches_s = {8.0 * 3600, 4.0 * 3600, 2.0 * 3600, 3600.0, 1800.0, 900.0, 300.0, 60.0};

std::size_t piecesIn(const kpi::GanttRow& row, const GanttStretch& stretch) {
  return row.segmentAt(stretch.to_s) - row.segmentAt(stretch.from_s) + 1;
}

bool isReadable(const kpi::Gantt& gantt, const GanttStretch& stretch) {
  constexpr double kMost = (kWidth - kNames - kRight) / kLeast_px;
  return std::ranges::all_of(gantt.rows, [&stretch](const kpi::GanttRow& row) {
    return static_cast<double>(piecesIn(row, stretch)) <= kMost;
  });
}

/// All pieces of a row, state by state as one path each, so that a page does not hold thousands of shapes.
void drawRow(SvgCanvas& canvas, const ChartFrame& frame, const kpi::GanttRow& row, double end_s, double y) {
  std::array<std::string, factory::kElementStateCount> paths;
  std::vector<std::pair<double, std::size_t>> letters;  // x, state
  for (std::size_t i = row.segmentAt(frame.low_x); i < row.start_s.size() && row.start_s[i] < frame.high_x; ++i) {
    const double until_s = i + 1 < row.start_s.size() ? row.start_s[i + 1] : end_s;
    const double x0 = frame.x(std::max(row.start_s[i], frame.low_x));
    const double x1 = frame.x(std::min(until_s, frame.high_x));
    if (x1 <= x0) continue;
    const auto state = static_cast<std::size_t>(row.state[i]);
    paths[state] += fmt::format("M{:.2f} {:.0f}h{:.2f}v{:.0f}h{:.2f}z", x0, y, x1 - x0, kBar, x0 - x1);
    if (x1 - x0 >= kLetterRoom) letters.emplace_back((x0 + x1) / 2, state);
  }
  for (std::size_t s = 0; s < paths.size(); ++s) {
    if (paths[s].empty()) continue;
    const double in_s = row.timeIn(static_cast<factory::ElementState>(s), frame.low_x, frame.high_x, end_s);
    canvas.path(paths[s], fmt::format("fill=\"{}\"", stateColor(s)),
                fmt::format("{}: {} {:.1f} % of this stretch", row.name, factory::kElementStateNames[s],
                            100 * in_s / (frame.high_x - frame.low_x)));
  }
  for (const auto& [x, state] : letters) {
    canvas.text(x, y + kBar - 4.5, Anchor::Middle, std::string(1, factory::kStateLetters[state]),
                fmt::format(" font-size=\"10\" fill=\"{}\"", inkOnState(state)));
  }
}

}  // namespace

GanttStretch readableStretch(const kpi::Gantt& gantt, double warmup_s) {
  const GanttStretch rest{warmup_s, gantt.end_s};
  if (isReadable(gantt, rest)) return rest;
  GanttStretch stretch = rest;
  for (const double length_s : kStretches_s) {
    if (warmup_s + length_s >= gantt.end_s) continue;
    stretch.to_s = warmup_s + length_s;
    if (isReadable(gantt, stretch)) break;
  }
  return stretch;
}

std::string ganttSvg(const kpi::Gantt& gantt, const GanttStretch& stretch) {
  const double rows_px = kRow * static_cast<double>(gantt.rows.size());
  SvgCanvas canvas(kWidth, kTop + rows_px + kFoot, "States of the machines over time");
  drawStateLegend(canvas, kNames);
  const ChartFrame frame{kNames, kTop, kWidth - kNames - kRight, rows_px, stretch.from_s, stretch.to_s, 0, 1};
  for (std::size_t i = 0; i < gantt.rows.size(); ++i) {
    const double y = kTop + kRow * static_cast<double>(i) + (kRow - kBar) / 2;
    canvas.text(kNames - 10, y + kBar - 4, Anchor::End, shortened(gantt.rows[i].name, kLongestName));
    drawRow(canvas, frame, gantt.rows[i], gantt.end_s, y);
  }
  const TimeUnit unit = timeUnitFor(stretch.to_s);
  drawFoot(canvas, frame, 10, unit.seconds);
  drawAxisTitles(canvas, frame, fmt::format("time of the run [{}]", unit.symbol), "");
  return std::move(canvas).finish();
}

}  // namespace mw::report
