// SPDX-License-Identifier: Apache-2.0
#include "core/report/plan_canvas.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/report/markup.h"

namespace mw::report {
namespace {

constexpr double kWidth = 860;
constexpr double kHighest = 620;
constexpr double kEmptyHeight = 120;
constexpr double kMargin = 28;
constexpr double kLargestScale = 90;  // pixels a metre: a lone machine does not fill the page
constexpr double kNamedFrom_px = 26;  // footprints narrower than this carry no name
constexpr double kTwoLinesFrom_px = 26;
constexpr double kLine_px = 12;
constexpr double kLetter_px = 5.8;  // width of a letter at 10.5 pixels
constexpr double kSmallest_m = 1;
constexpr const char* kSmall = " font-size=\"10.5\"";

/// Length of the scale bar: 1, 2 or 5 times a power of ten, about a fifth of the picture.
double barLength_m(double pixels_per_m) {
  const double wanted_m = kWidth / 5 / pixels_per_m;
  const double power = std::pow(10, std::floor(std::log10(wanted_m)));
  double length_m = power;
  for (const double digit : {2.0, 5.0}) {
    if (digit * power <= wanted_m) length_m = digit * power;
  }
  return length_m;
}

}  // namespace

PlanCanvas::Fit PlanCanvas::fit(const std::vector<layout::Body>& bodies, double foot_px) {
  Fit fit{{}, {}, 1, kMargin, kEmptyHeight};
  if (bodies.empty()) return fit;
  fit.low = layout::extentOf(bodies.front()).low;
  fit.high = layout::extentOf(bodies.front()).high;
  for (const layout::Body& body : bodies) {
    const layout::Extent extent = layout::extentOf(body);
    fit.low = {std::min(fit.low.x_m, extent.low.x_m), std::min(fit.low.y_m, extent.low.y_m)};
    fit.high = {std::max(fit.high.x_m, extent.high.x_m), std::max(fit.high.y_m, extent.high.y_m)};
  }
  const double wide_m = std::max(fit.high.x_m - fit.low.x_m, kSmallest_m);
  const double deep_m = std::max(fit.high.y_m - fit.low.y_m, kSmallest_m);
  fit.pixels_per_m =
      std::min({kLargestScale, (kWidth - 2 * kMargin) / wide_m, (kHighest - 2 * kMargin - foot_px) / deep_m});
  fit.height_px = fit.pixels_per_m * deep_m + 2 * kMargin + foot_px;
  fit.left_px = (kWidth - fit.pixels_per_m * wide_m) / 2;
  return fit;
}

PlanCanvas::PlanCanvas(const factory::Factory& factory, const std::string& title, double foot_px)
    : factory_(factory),
      bodies_(layout::bodiesOf(factory)),
      fit_(fit(bodies_, foot_px)),
      canvas_(kWidth, fit_.height_px, title) {}

double PlanCanvas::y(layout::Point p) const {
  return kMargin + fit_.pixels_per_m * (fit_.high.y_m - p.y_m);
}

double PlanCanvas::width() const {
  return kWidth;
}

void PlanCanvas::drawBodies(const PaintOf& paint) {
  std::vector<layout::Block> blocks;
  for (std::size_t i = 0; i < bodies_.size(); ++i) layout::appendBlocks(bodies_[i], i, blocks);
  for (const layout::Block& block : blocks) {
    std::string corners;
    for (const auto& [side_x, side_y] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
      const double along_m = side_x * block.half_x_m;
      const double across_m = side_y * block.half_y_m;
      const layout::Point corner = block.center + layout::Point{block.cos_yaw * along_m - block.sin_yaw * across_m,
                                                                block.sin_yaw * along_m + block.cos_yaw * across_m};
      corners += fmt::format("{}{:.1f} {:.1f}", corners.empty() ? "M" : "L", x(corner), y(corner));
    }
    const factory::Element& element = factory_.elements()[block.owner];
    const Paint painted = paint(block.owner);
    canvas_.path(corners + "z", fmt::format("class=\"body\" fill=\"{}\" stroke=\"{}\"", painted.fill, kMuted),
                 painted.title.empty() ? fmt::format("{} ({})", element.name, element.type) : painted.title);
  }
}

void PlanCanvas::drawLabels(const std::function<Label(std::size_t element)>& label) {
  for (std::size_t i = 0; i < bodies_.size(); ++i) {
    const Label wanted = label(i);
    const layout::Extent extent = layout::extentOf(bodies_[i]);
    const double wide_px = fit_.pixels_per_m * (extent.high.x_m - extent.low.x_m);
    const double deep_px = fit_.pixels_per_m * (extent.high.y_m - extent.low.y_m);
    const bool is_upright = wide_px < kNamedFrom_px && deep_px > 2 * wide_px;
    const double room_px = is_upright ? deep_px : wide_px;
    if (room_px < kNamedFrom_px || wanted.text.empty()) continue;
    const double at_x = x(extent.center());
    const double at_y = y(extent.center());
    const bool has_two = !wanted.below.empty() && !is_upright && deep_px >= kTwoLinesFrom_px;
    std::string more = kSmall;
    if (!wanted.color.empty()) more += fmt::format(" fill=\"{}\"", wanted.color);
    if (is_upright) more += fmt::format(" transform=\"rotate(-90 {:.1f} {:.1f})\"", at_x, at_y);
    const auto letters = static_cast<std::size_t>((room_px - 4) / kLetter_px);
    canvas_.text(at_x, at_y + 4 - (has_two ? kLine_px / 2 : 0), Anchor::Middle, shortened(wanted.text, letters), more);
    if (has_two) canvas_.text(at_x, at_y + 4 + kLine_px / 2, Anchor::Middle, wanted.below, more);
  }
}

void PlanCanvas::drawScale() {
  const double length_m = barLength_m(fit_.pixels_per_m);
  const double at_y = fit_.height_px - 14;
  canvas_.path(fmt::format("M{:.1f} {:.1f}v6h{:.1f}v-6", kMargin, at_y - 6, fit_.pixels_per_m * length_m),
               fmt::format("fill=\"none\" stroke=\"{}\"", kInk));
  canvas_.text(kMargin + fit_.pixels_per_m * length_m + 8, at_y + 1, Anchor::Start, fmt::format("{:g} m", length_m),
               kSmall);
}

std::string PlanCanvas::finish() && {
  if (bodies_.empty()) canvas_.text(kWidth / 2, fit_.height_px / 2, Anchor::Middle, "An empty hall");
  return std::move(canvas_).finish();
}

}  // namespace mw::report
