// SPDX-License-Identifier: Apache-2.0
#include "core/report/state_bars.h"

#include <cmath>
#include <fmt/format.h>

#include "core/factory/state_signs.h"
#include "core/report/markup.h"

namespace mw::report {
namespace {

constexpr double kWidth = 860;
constexpr double kNames = 170;
constexpr double kRight = 20;
constexpr double kRow = 22;
constexpr double kBar = 14;
constexpr double kTop = 44;
constexpr double kLetterRoom = 14;
constexpr double kLegendStep = 90;
constexpr std::size_t kLongestName = 24;  // letters that fit before the bars

std::string colorOf(std::size_t state) {
  return fmt::format("#{:06x}", factory::kStateColors[state]);
}

/// White on what is dark, ink on what is light.
const char* inkOn(std::size_t state) {
  const auto dark = static_cast<std::size_t>(factory::ElementState::Off);
  return state == dark ? "#ffffff" : "#1b222b";
}

void drawLegend(std::string& out) {
  double x = kNames;
  for (std::size_t s = 0; s < factory::kElementStateCount; ++s) {
    out += fmt::format("<rect x=\"{:.0f}\" y=\"12\" width=\"12\" height=\"12\" rx=\"2\" fill=\"{}\"/>", x, colorOf(s));
    out += fmt::format("<text x=\"{:.0f}\" y=\"22\">{}</text>\n", x + 17, factory::kElementStateNames[s]);
    x += kLegendStep;
  }
}

void drawBar(std::string& out, const StateBar& bar, double y) {
  const double room = kWidth - kNames - kRight;
  out += fmt::format("<text x=\"{:.0f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n", kNames - 10, y + kBar - 3,
                     escaped(shortened(bar.element, kLongestName)));
  double x = kNames;
  for (std::size_t s = 0; s < factory::kElementStateCount; ++s) {
    const double width = std::isnan(bar.shares[s]) ? 0 : room * bar.shares[s];
    if (width <= 0) continue;
    out += fmt::format(
        "<rect x=\"{:.2f}\" y=\"{:.1f}\" width=\"{:.2f}\" height=\"{:.0f}\" fill=\"{}\"><title>{}: {} {:.1f} "
        "%</title></rect>\n",
        x, y, width, kBar, colorOf(s), escaped(bar.element), factory::kElementStateNames[s], 100 * bar.shares[s]);
    if (width >= kLetterRoom) {
      out +=
          fmt::format("<text x=\"{:.2f}\" y=\"{:.1f}\" text-anchor=\"middle\" font-size=\"10\" fill=\"{}\">{}</text>\n",
                      x + width / 2, y + kBar - 3.5, inkOn(s), factory::kStateLetters[s]);
    }
    x += width;
  }
}

}  // namespace

std::string stateBarsSvg(std::span<const StateBar> bars) {
  const double height = kTop + kRow * static_cast<double>(bars.size()) + 12;
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
      "role=\"img\" font-family=\"Inter, system-ui, sans-serif\" font-size=\"12\" fill=\"#1b222b\">\n"
      "<title>State shares per element</title>\n<rect width=\"{0:.0f}\" height=\"{1:.0f}\" fill=\"#ffffff\"/>\n",
      kWidth, height);
  drawLegend(out);
  for (std::size_t i = 0; i < bars.size(); ++i) drawBar(out, bars[i], kTop + kRow * static_cast<double>(i));
  return out + "</svg>\n";
}

}  // namespace mw::report
