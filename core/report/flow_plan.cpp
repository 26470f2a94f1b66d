// SPDX-License-Identifier: Apache-2.0
#include "core/report/flow_plan.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/report/plan_canvas.h"

namespace mw::report {
namespace {

constexpr double kFoot_px = 62;

double strongest_per_h(std::span<const kpi::FlowRate> flows) {
  const auto strongest = std::ranges::max_element(flows, {}, &kpi::FlowRate::per_h);
  return strongest == flows.end() ? 0 : strongest->per_h;
}

/// From the middle of one element through its outlet and the other's inlet to the middle of that, so that a flow
/// between elements that touch is seen too.
void drawFlow(PlanCanvas& plan, const factory::Factory& factory, const kpi::FlowRate& flow, double width_px) {
  const layout::Body& from = plan.bodies()[flow.from];
  const layout::Body& to = plan.bodies()[flow.to];
  std::string d;
  for (const layout::Point& point : {layout::extentOf(from).center(), layout::outletOf(from).at, layout::inletOf(to).at,
                                     layout::extentOf(to).center()}) {
    d += fmt::format("{}{:.1f} {:.1f}", d.empty() ? "M" : "L", plan.x(point), plan.y(point));
  }
  const auto elements = factory.elements();
  plan.canvas().path(d,
                     fmt::format("class=\"flow\" fill=\"none\" stroke=\"{}\" stroke-width=\"{:.2f}\" "
                                 "stroke-linejoin=\"round\" stroke-linecap=\"round\"",
                                 kAccent, width_px),
                     fmt::format("{} to {}: {:.4g} parts/h, {} parts", elements[flow.from].name, elements[flow.to].name,
                                 flow.per_h, flow.parts));
}

void drawWidths(PlanCanvas& plan, double strongest) {
  SvgCanvas& canvas = plan.canvas();
  const double right = plan.width() - 28;
  const double y = plan.height() - 26;
  canvas.text(right - 300, y - 18, Anchor::Start, "Width: parts per hour", fmt::format(" fill=\"{}\"", kMuted));
  double x = right - 300;
  for (const double share : {1.0, 0.5}) {
    canvas.line(x, y, x + 44, y, kAccent,
                fmt::format(" stroke-width=\"{:.2f}\" stroke-opacity=\"0.5\"", share * kWidestFlow_px));
    canvas.text(x + 54, y + 4, Anchor::Start, fmt::format("{:.3g}/h", share * strongest));
    x += 150;
  }
}

}  // namespace

std::string flowPlanSvg(const factory::Factory& factory, std::span<const kpi::FlowRate> flows) {
  PlanCanvas plan(factory, "Flows in the hall", kFoot_px);
  if (plan.isEmpty()) return std::move(plan).finish();
  plan.drawBodies([](std::size_t) { return PlanCanvas::Paint{}; });
  const double strongest = strongest_per_h(flows);
  std::vector<double> per_h(factory.elements().size(), 0);
  plan.canvas().beginGroup("opacity=\"0.5\"");
  for (const kpi::FlowRate& flow : flows) {
    drawFlow(plan, factory, flow, kWidestFlow_px * flow.per_h / strongest);
    per_h[flow.to] += flow.per_h;
    if (factory.elements()[flow.from].type == "source") per_h[flow.from] += flow.per_h;
  }
  plan.canvas().endGroup();
  plan.drawLabels([&](std::size_t i) {
    return PlanCanvas::Label{factory.elements()[i].id, fmt::format("{:.3g}/h", per_h[i]), {}};
  });
  plan.drawScale();
  if (strongest > 0) drawWidths(plan, strongest);
  return std::move(plan).finish();
}

}  // namespace mw::report
