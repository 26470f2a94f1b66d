// SPDX-License-Identifier: Apache-2.0
#include "core/report/heat_plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

#include "core/report/plan_canvas.h"

namespace mw::report {
namespace {

constexpr std::array<unsigned, 9> kStops = {0x00224E, 0x1A386F, 0x434E6C, 0x61656F, 0x7D7C78,
                                            0x9B9476, 0xBCAE6C, 0xDEC958, 0xFEE838};
constexpr double kFoot_px = 62;
constexpr double kScale_px = 300;
constexpr double kScaleHeight_px = 12;
constexpr int kScaleSteps = 60;
constexpr double kDarkUntil = 0.55;  // colours below carry white letters

unsigned mixed(unsigned a, unsigned b, double weight, unsigned shift) {
  const double from = a >> shift & 0xFFU;
  const double to = b >> shift & 0xFFU;
  return static_cast<unsigned>(std::lround(from + (to - from) * weight)) << shift;
}

void drawHeatScale(PlanCanvas& plan) {
  SvgCanvas& canvas = plan.canvas();
  const double left = plan.width() - 28 - kScale_px;
  const double top = plan.height() - 34;
  canvas.text(left, top - 7, Anchor::Start, "Busy, share of the measured time", fmt::format(" fill=\"{}\"", kMuted));
  for (int i = 0; i < kScaleSteps; ++i) {
    const double step_px = kScale_px / kScaleSteps;
    canvas.rect(left + i * step_px, top, step_px + 0.3, kScaleHeight_px, heatColor((i + 0.5) / kScaleSteps));
  }
  for (const int percent : {0, 25, 50, 75, 100}) {
    const Anchor anchor = percent == 0 ? Anchor::Start : percent == 100 ? Anchor::End : Anchor::Middle;
    canvas.text(left + kScale_px * percent / 100, top + kScaleHeight_px + 14, anchor, fmt::format("{} %", percent),
                " font-size=\"10.5\"");
  }
}

}  // namespace

std::string heatColor(double share) {
  const double position = std::clamp(share, 0.0, 1.0) * static_cast<double>(kStops.size() - 1);
  const auto low = std::min(static_cast<std::size_t>(position), kStops.size() - 2);
  const double weight = position - static_cast<double>(low);
  const unsigned color = mixed(kStops[low], kStops[low + 1], weight, 16) |
                         mixed(kStops[low], kStops[low + 1], weight, 8) |
                         mixed(kStops[low], kStops[low + 1], weight, 0);
  return fmt::format("#{:06x}", color);
}

std::string heatPlanSvg(const factory::Factory& factory, std::span<const double> busy) {
  PlanCanvas plan(factory, "Utilisation in the hall", kFoot_px);
  if (plan.isEmpty()) return std::move(plan).finish();
  plan.drawBodies([&](std::size_t i) {
    if (std::isnan(busy[i])) return PlanCanvas::Paint{};
    return PlanCanvas::Paint{heatColor(busy[i]),
                             fmt::format("{}: busy {:.1f} %", factory.elements()[i].name, 100 * busy[i])};
  });
  plan.drawLabels([&](std::size_t i) {
    if (std::isnan(busy[i])) return PlanCanvas::Label{};
    return PlanCanvas::Label{factory.elements()[i].id, fmt::format("{:.0f} %", 100 * busy[i]),
                             busy[i] < kDarkUntil ? "#ffffff" : kInk};
  });
  plan.drawScale();
  drawHeatScale(plan);
  return std::move(plan).finish();
}

}  // namespace mw::report
