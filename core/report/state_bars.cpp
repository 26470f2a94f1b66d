// SPDX-License-Identifier: Apache-2.0
#include "core/report/state_bars.h"

#include <cmath>
#include <fmt/format.h>

#include "core/factory/state_signs.h"
#include "core/report/markup.h"
#include "core/report/state_legend.h"

namespace mw::report {
namespace {

constexpr double kWidth = 860;
constexpr double kNames = 170;
constexpr double kRight = 20;
constexpr double kRow = 22;
constexpr double kBar = 14;
constexpr double kTop = 44;
constexpr double kLetterRoom = 14;
constexpr std::size_t kLongestName = 24;  // letters that fit before the bars

void drawBar(SvgCanvas& canvas, const StateBar& bar, double y) {
  const double room = kWidth - kNames - kRight;
  canvas.text(kNames - 10, y + kBar - 3, Anchor::End, shortened(bar.element, kLongestName));
  double x = kNames;
  for (std::size_t s = 0; s < factory::kElementStateCount; ++s) {
    const double width = std::isnan(bar.shares[s]) ? 0 : room * bar.shares[s];
    if (width <= 0) continue;
    canvas.rect(x, y, width, kBar, stateColor(s),
                fmt::format("{}: {} {:.1f} %", bar.element, factory::kElementStateNames[s], 100 * bar.shares[s]));
    if (width >= kLetterRoom) {
      canvas.text(x + width / 2, y + kBar - 3.5, Anchor::Middle, std::string(1, factory::kStateLetters[s]),
                  fmt::format(" font-size=\"10\" fill=\"{}\"", inkOnState(s)));
    }
    x += width;
  }
}

}  // namespace

std::string stateBarsSvg(std::span<const StateBar> bars) {
  SvgCanvas canvas(kWidth, kTop + kRow * static_cast<double>(bars.size()) + 12, "State shares per element");
  drawStateLegend(canvas, kNames);
  for (std::size_t i = 0; i < bars.size(); ++i) drawBar(canvas, bars[i], kTop + kRow * static_cast<double>(i));
  return std::move(canvas).finish();
}

}  // namespace mw::report
