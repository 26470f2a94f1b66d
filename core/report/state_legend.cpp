// SPDX-License-Identifier: Apache-2.0
#include "core/report/state_legend.h"

#include <fmt/format.h>

#include "core/factory/state_signs.h"

namespace mw::report {
namespace {

constexpr double kStep = 90;

}  // namespace

std::string stateColor(std::size_t state) {
  return fmt::format("#{:06x}", factory::kStateColors[state]);
}

const char* inkOnState(std::size_t state) {
  const auto dark = static_cast<std::size_t>(factory::ElementState::Off);
  return state == dark ? "#ffffff" : "#1b222b";
}

void drawStateLegend(SvgCanvas& canvas, double x) {
  for (std::size_t s = 0; s < factory::kElementStateCount; ++s) {
    canvas.rect(x, 12, 12, 12, stateColor(s), "", " rx=\"2\"");
    canvas.text(x + 17, 22, Anchor::Start, factory::kElementStateNames[s]);
    x += kStep;
  }
}

}  // namespace mw::report
