// SPDX-License-Identifier: Apache-2.0
#include "core/report/factory_plan.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "core/layout/body.h"
#include "core/report/markup.h"

namespace mw::report {
namespace {

constexpr double kWidth = 860;
constexpr double kHighest = 620;
constexpr double kMargin = 28;
constexpr double kFoot = 34;          // for the scale bar
constexpr double kLargestScale = 90;  // pixels a metre: a lone machine does not fill the page
constexpr double kNamedFrom_px = 26;  // footprints narrower than this carry no name
constexpr double kLetter_px = 5.8;    // width of a letter at 10.5 pixels
constexpr double kSmallest_m = 1;
constexpr double kTip_px = 7;
constexpr const char* kInk = "#1b222b";
constexpr const char* kFlowColor = "#1f6fb2";

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

class Plan {
 public:
  explicit Plan(const factory::Factory& factory) : factory_(factory), bodies_(layout::bodiesOf(factory)) { fit(); }

  std::string text() {
    out_ = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
        "height=\"{1:.0f}\" role=\"img\" font-family=\"Inter, system-ui, sans-serif\" font-size=\"10.5\" "
        "fill=\"{2}\">\n"
        "<title>Plan of {3}</title>\n<rect width=\"{0:.0f}\" height=\"{1:.0f}\" fill=\"#ffffff\"/>\n",
        kWidth, height_, kInk, escaped(factory_.name()));
    if (bodies_.empty()) {
      out_ +=
          fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">An empty hall</text>\n", kWidth / 2, height_ / 2);
      return out_ + "</svg>\n";
    }
    drawBodies();
    drawFlows();
    drawNames();
    drawScale();
    return out_ + "</svg>\n";
  }

 private:
  void fit() {
    if (bodies_.empty()) {
      height_ = 120;
      return;
    }
    low_ = layout::extentOf(bodies_.front()).low;
    high_ = layout::extentOf(bodies_.front()).high;
    for (const layout::Body& body : bodies_) {
      const layout::Extent extent = layout::extentOf(body);
      low_ = {std::min(low_.x_m, extent.low.x_m), std::min(low_.y_m, extent.low.y_m)};
      high_ = {std::max(high_.x_m, extent.high.x_m), std::max(high_.y_m, extent.high.y_m)};
    }
    const double wide_m = std::max(high_.x_m - low_.x_m, kSmallest_m);
    const double deep_m = std::max(high_.y_m - low_.y_m, kSmallest_m);
    scale_ = std::min({kLargestScale, (kWidth - 2 * kMargin) / wide_m, (kHighest - 2 * kMargin - kFoot) / deep_m});
    height_ = scale_ * deep_m + 2 * kMargin + kFoot;
    left_ = (kWidth - scale_ * wide_m) / 2;
  }

  [[nodiscard]] double x(layout::Point p) const { return left_ + scale_ * (p.x_m - low_.x_m); }
  [[nodiscard]] double y(layout::Point p) const { return kMargin + scale_ * (high_.y_m - p.y_m); }

  void drawBodies() {
    std::vector<layout::Block> blocks;
    for (std::size_t i = 0; i < bodies_.size(); ++i) layout::appendBlocks(bodies_[i], i, blocks);
    for (const layout::Block& block : blocks) {
      std::string corners;
      for (const auto& [side_x, side_y] : {std::pair{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}) {
        const double along_m = side_x * block.half_x_m;
        const double across_m = side_y * block.half_y_m;
        const layout::Point corner = block.center + layout::Point{block.cos_yaw * along_m - block.sin_yaw * across_m,
                                                                  block.sin_yaw * along_m + block.cos_yaw * across_m};
        corners += fmt::format("{}{:.1f},{:.1f}", corners.empty() ? "" : " ", x(corner), y(corner));
      }
      const factory::Element& element = factory_.elements()[block.owner];
      out_ +=
          fmt::format("<polygon points=\"{}\" fill=\"#edf0f4\" stroke=\"#5b6672\"><title>{} ({})</title></polygon>\n",
                      corners, escaped(element.name), escaped(element.type));
    }
  }

  void drawFlows() {
    for (const factory::Flow& flow : factory_.flows()) {
      const layout::Point from = layout::outletOf(bodies_[flow.from]).at;
      const layout::Point to = layout::inletOf(bodies_[flow.to]).at;
      const double length_m = layout::distance_m(from, to);
      if (scale_ * length_m < kTip_px / 2) continue;  // they touch
      const double tip_m = std::min(kTip_px / scale_, length_m);
      const layout::Point along = (to - from) * (tip_m / length_m);
      const layout::Point across = layout::turned(along, std::numbers::pi / 2) * 0.5;
      const layout::Point foot = to - along;
      out_ += fmt::format(
          "<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f}\" stroke=\"{}\" stroke-width=\"1.4\"/>"
          "<path d=\"M{:.1f} {:.1f}L{:.1f} {:.1f} {:.1f} {:.1f}z\" fill=\"{}\"/>\n",
          x(from), y(from), x(foot), y(foot), kFlowColor, x(to), y(to), x(foot + across), y(foot + across),
          x(foot - across), y(foot - across), kFlowColor);
    }
  }

  /// A name stands in the middle of its footprint, along it where it is narrow, as much of it as fits there.
  void drawNames() {
    for (std::size_t i = 0; i < bodies_.size(); ++i) {
      const layout::Extent extent = layout::extentOf(bodies_[i]);
      const double wide_px = scale_ * (extent.high.x_m - extent.low.x_m);
      const double deep_px = scale_ * (extent.high.y_m - extent.low.y_m);
      const bool is_upright = wide_px < kNamedFrom_px && deep_px > 2 * wide_px;
      const double room_px = is_upright ? deep_px : wide_px;
      if (room_px < kNamedFrom_px) continue;
      const double at_x = x(extent.center());
      const double at_y = y(extent.center());
      const std::string turn = is_upright ? fmt::format(" transform=\"rotate(-90 {:.1f} {:.1f})\"", at_x, at_y) : "";
      out_ += fmt::format(
          "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\"{}>{}</text>\n", at_x, at_y + 4, turn,
          escaped(shortened(factory_.elements()[i].id, static_cast<std::size_t>((room_px - 4) / kLetter_px))));
    }
  }

  void drawScale() {
    const double length_m = barLength_m(scale_);
    const double at_y = height_ - 14;
    out_ += fmt::format("<path d=\"M{0:.1f} {1:.1f}v6h{2:.1f}v-6\" fill=\"none\" stroke=\"{3}\"/>\n", kMargin, at_y - 6,
                        scale_ * length_m, kInk);
    out_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\">{:g} m</text>\n", kMargin + scale_ * length_m + 8, at_y + 1,
                        length_m);
  }

  const factory::Factory& factory_;
  std::vector<layout::Body> bodies_;
  layout::Point low_;
  layout::Point high_;
  double scale_ = 1;
  double left_ = kMargin;
  double height_ = kHighest;
  std::string out_;
};

}  // namespace

std::string factoryPlanSvg(const factory::Factory& factory) {
  return Plan(factory).text();
}

}  // namespace mw::report
