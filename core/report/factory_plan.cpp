// SPDX-License-Identifier: Apache-2.0
#include "core/report/factory_plan.h"

#include <algorithm>
#include <fmt/format.h>
#include <numbers>

#include "core/report/plan_canvas.h"

namespace mw::report {
namespace {

constexpr double kTip_px = 7;

void drawArrow(PlanCanvas& plan, layout::Point from, layout::Point to) {
  const double length_m = layout::distance_m(from, to);
  if (plan.pixelsPerMetre() * length_m < kTip_px / 2) return;  // they touch
  const double tip_m = std::min(kTip_px / plan.pixelsPerMetre(), length_m);
  const layout::Point along = (to - from) * (tip_m / length_m);
  const layout::Point across = layout::turned(along, std::numbers::pi / 2) * 0.5;
  const layout::Point foot = to - along;
  plan.canvas().line(plan.x(from), plan.y(from), plan.x(foot), plan.y(foot), kAccent, " stroke-width=\"1.4\"");
  plan.canvas().path(
      fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f} {:.1f} {:.1f}z", plan.x(to), plan.y(to), plan.x(foot + across),
                  plan.y(foot + across), plan.x(foot - across), plan.y(foot - across)),
      fmt::format("fill=\"{}\"", kAccent));
}

}  // namespace

std::string factoryPlanSvg(const factory::Factory& factory) {
  PlanCanvas plan(factory, "Plan of " + factory.name());
  if (plan.isEmpty()) return std::move(plan).finish();
  plan.drawBodies([](std::size_t) { return PlanCanvas::Paint{}; });
  for (const factory::Flow& flow : factory.flows()) {
    drawArrow(plan, layout::outletOf(plan.bodies()[flow.from]).at, layout::inletOf(plan.bodies()[flow.to]).at);
  }
  plan.drawLabels([&factory](std::size_t i) { return PlanCanvas::Label{factory.elements()[i].id, {}, {}}; });
  plan.drawScale();
  return std::move(plan).finish();
}

}  // namespace mw::report
