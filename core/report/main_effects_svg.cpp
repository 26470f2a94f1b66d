// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "core/base/unit_symbol.h"
#include "core/numerics/figures.h"
#include "core/report/chart_frame.h"
#include "core/report/main_effects.h"
#include "core/report/markup.h"
#include "core/report/table.h"

namespace mw::report {
namespace {

constexpr double kWidth = 860;
constexpr double kLeft = 70;
constexpr double kRight = 16;
constexpr double kTop = 30;
constexpr double kPanelHeight = 130;
constexpr double kRowFoot = 54;
constexpr double kGap = 22;
constexpr std::size_t kMostBeside = 4;
constexpr double kRoom = 0.08;  // of the range, above and below
constexpr double kWhisker_px = 4;
constexpr double kDot_px = 3;
constexpr double kLetter_px = 6.5;

struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void take(double value) {
    if (!std::isfinite(value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] Range widened(double share) const {
    if (!(low <= high)) return {0, 1};
    const double room = high > low ? share * (high - low) : std::max(std::abs(low), 1.0) * share;
    return {low - room, high + room};
  }
};

Range levels(const std::vector<FactorEffect>& effects) {
  Range range;
  for (const FactorEffect& effect : effects) {
    for (const FactorEffect::Group& group : effect.groups) {
      range.take(group.mean.mean);
      range.take(group.mean.low());
      range.take(group.mean.high());
    }
  }
  return range.widened(kRoom);
}

void drawWords(SvgCanvas& canvas, const ChartFrame& frame, const FactorEffect& effect) {
  canvas.line(frame.left, frame.bottom(), frame.right(), frame.bottom(), kInk);
  const auto letters =
      static_cast<std::size_t>(std::max(3.0, frame.width / static_cast<double>(effect.groups.size()) / kLetter_px));
  for (const FactorEffect::Group& group : effect.groups) {
    canvas.text(frame.x(group.x), frame.bottom() + 18, Anchor::Middle, shortened(group.label, letters));
  }
}

void drawGroups(SvgCanvas& canvas, const ChartFrame& frame, const FactorEffect& effect,
                const kpi::KpiDeclaration& response) {
  std::string d;
  for (const FactorEffect::Group& group : effect.groups) {
    d += fmt::format("{}{:.1f} {:.1f}", d.empty() ? "M" : "L", frame.x(group.x), frame.y(group.mean.mean));
  }
  const char* dashes = effect.isNumeric() ? "none" : "2 4";
  canvas.path(d,
              fmt::format("fill=\"none\" stroke=\"{}\" stroke-width=\"1.6\" stroke-dasharray=\"{}\"", kAccent, dashes));
  for (const FactorEffect::Group& group : effect.groups) {
    const double x = frame.x(group.x);
    if (std::isfinite(group.mean.half_width)) {
      const double high = frame.y(group.mean.high());
      const double low = frame.y(group.mean.low());
      canvas.path(fmt::format("M{0:.1f} {1:.1f}V{2:.1f}M{3:.1f} {1:.1f}h{4}M{3:.1f} {2:.1f}h{4}", x, high, low,
                              x - kWhisker_px, 2 * kWhisker_px),
                  fmt::format("class=\"interval\" fill=\"none\" stroke=\"{}\"", kInk));
    }
    const std::string half_width = numerics::halfWidthText(group.mean);
    const std::string at = group.label.empty() ? fmt::format("{:.4g}", group.x) : group.label;
    canvas.rect(x - kDot_px, frame.y(group.mean.mean) - kDot_px, 2 * kDot_px, 2 * kDot_px, kAccent,
                fmt::format("{} {}: {} {}{} {}, mean of {} points", effect.factor, at, response.name,
                            numerics::figureText(group.mean.mean, group.mean.half_width),
                            half_width.empty() ? "" : " ± " + half_width, unitSymbol(response.unit), group.points),
                fmt::format(" rx=\"{}\"", kDot_px));
  }
}

}  // namespace

std::string mainEffectsSvg(const std::vector<FactorEffect>& effects, const kpi::KpiDeclaration& response) {
  const std::size_t beside = std::clamp<std::size_t>(effects.size(), 2, kMostBeside);
  const std::size_t rows = (effects.size() + beside - 1) / beside;
  const double row_px = kPanelHeight + kRowFoot;
  SvgCanvas canvas(kWidth, kTop + row_px * static_cast<double>(rows), "Main effects on " + response.name);
  canvas.text(kLeft, 18, Anchor::Start, Column{response.name, response.unit}.title(), " font-weight=\"600\"");
  const Range y = levels(effects);
  const double width = (kWidth - kLeft - kRight - kGap * static_cast<double>(beside - 1)) / static_cast<double>(beside);
  for (std::size_t i = 0; i < effects.size(); ++i) {
    Range x;
    for (const FactorEffect::Group& group : effects[i].groups) x.take(group.x);
    x = x.widened(kRoom);
    const auto column = static_cast<double>(i % beside);
    const auto row = static_cast<double>(i / beside);
    const ChartFrame frame{
        kLeft + column * (width + kGap), kTop + row * row_px, width, kPanelHeight, x.low, x.high, y.low, y.high};
    drawLevels(canvas, frame, 4, i % beside == 0);
    effects[i].isNumeric() ? drawFoot(canvas, frame, 4) : drawWords(canvas, frame, effects[i]);
    drawAxisTitles(canvas, frame, effects[i].factor, "");
    drawGroups(canvas, frame, effects[i], response);
  }
  return std::move(canvas).finish();
}

}  // namespace mw::report
