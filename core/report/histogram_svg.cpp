// SPDX-License-Identifier: Apache-2.0
#include "core/report/histogram_svg.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "core/report/markup.h"
#include "core/report/ticks.h"

namespace mw::report {
namespace {

constexpr double kWidth = 760;
constexpr double kHeight = 440;
constexpr double kLeft = 72;
constexpr double kRight = 24;
constexpr double kTop = 48;
constexpr double kBottom = 60;
constexpr int kCurvePoints = 300;

constexpr const char* kInk = "#222222";
constexpr const char* kGrid = "#e4e4e4";
constexpr const char* kBar = "#bbbbbb";
constexpr std::array kColours = {"#4477aa", "#ee6677", "#228833", "#aa3377", "#ccbb44", "#66ccee"};
constexpr std::array kDashes = {"none", "8 4", "2 4", "10 4 2 4", "14 5", "5 5"};

class Drawing {
 public:
  explicit Drawing(const HistogramPicture& picture) : picture_(picture), histogram_(picture.histogram) {
    first_s_ = histogram_.first_edge_s;
    last_s_ = histogram_.edge(histogram_.counts.size());
    values_ = static_cast<double>(std::accumulate(histogram_.counts.begin(), histogram_.counts.end(), std::size_t{0}));
    for (const DensityCurve& curve : picture.curves) {
      if (curve.distribution.hasDensity()) curves_.push_back(&curve);
    }
    highest_ = highest();
  }

  std::string text() {
    out_ = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" "
        "font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"{2}\">\n<title>{3}</title>\n"
        "<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
        kWidth, kHeight, kInk, escaped(picture_.title));
    write(kLeft, kTop - 20, "start", picture_.title, " font-size=\"16\" font-weight=\"600\"");
    drawVerticalAxis();
    drawBars();
    drawCurves();
    drawHorizontalAxis();
    drawLegend();
    return out_ + "</svg>\n";
  }

 private:
  [[nodiscard]] double x(double time_s) const {
    return kLeft + (time_s - first_s_) / (last_s_ - first_s_) * (kWidth - kLeft - kRight);
  }
  [[nodiscard]] double y(double count) const {
    return kHeight - kBottom - count / highest_ * (kHeight - kTop - kBottom);
  }
  [[nodiscard]] double timeOf(int point) const {
    return first_s_ + (last_s_ - first_s_) * (point + 0.5) / kCurvePoints;
  }
  /// How many values a bin around this time is expected to hold.
  [[nodiscard]] double expected(const DensityCurve& curve, double time_s) const {
    return values_ * histogram_.width_s * curve.distribution.pdf(time_s);
  }

  /// Curves may rise above the bars, but one without bound must not flatten them.
  [[nodiscard]] double highest() const {
    const auto bar = static_cast<double>(histogram_.largestCount());
    double curve_top = 0;
    for (const DensityCurve* curve : curves_) {
      for (int i = 0; i < kCurvePoints; ++i) curve_top = std::max(curve_top, expected(*curve, timeOf(i)));
    }
    return 1.06 * std::max(bar, std::min(curve_top, 1.5 * bar));
  }

  void write(double at_x, double at_y, const char* anchor, const std::string& text, const std::string& more = "") {
    out_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>\n", at_x, at_y, anchor, more,
                        escaped(text));
  }

  void line(double x1, double y1, double x2, double y2, const char* colour) {
    out_ += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>\n", x1, y1, x2,
                        y2, colour);
  }

  void drawVerticalAxis() {
    const double step = std::max(1.0, tickStep(highest_, 6));
    for (double count = 0; count <= highest_; count += step) {
      line(kLeft, y(count), kWidth - kRight, y(count), kGrid);
      write(kLeft - 8, y(count) + 4, "end", fmt::format("{:g}", count));
    }
    const double middle = 0.5 * (kTop + kHeight - kBottom);
    write(20, middle, "middle", fmt::format("values per {:.4g} s", histogram_.width_s),
          fmt::format(" transform=\"rotate(-90 20 {:.1f})\"", middle));
  }

  void drawHorizontalAxis() {
    line(kLeft, y(0), kWidth - kRight, y(0), kInk);
    const double step = tickStep(last_s_ - first_s_, 8);
    for (double i = std::ceil(first_s_ / step - 1e-9); i * step <= last_s_ + 1e-9 * step; ++i) {
      line(x(i * step), y(0), x(i * step), y(0) + 5, kInk);
      write(x(i * step), y(0) + 20, "middle", fmt::format("{:.6g}", i * step + 0.0));
    }
    write(0.5 * (kLeft + kWidth - kRight), kHeight - 16, "middle", picture_.axis);
  }

  void drawBars() {
    for (std::size_t i = 0; i < histogram_.counts.size(); ++i) {
      const auto count = static_cast<double>(histogram_.counts[i]);
      if (count == 0) continue;
      out_ += fmt::format(
          "<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"{}\" "
          "stroke=\"#ffffff\" stroke-width=\"0.5\"/>\n",
          x(histogram_.edge(i)), y(count), x(histogram_.edge(i + 1)) - x(histogram_.edge(i)), y(0) - y(count), kBar);
    }
  }

  void drawCurves() {
    for (std::size_t c = 0; c < curves_.size(); ++c) {
      std::string points;
      for (int i = 0; i < kCurvePoints; ++i) {
        // Cut off at the top of the plot by hand: not every viewer knows clip paths.
        const double count = std::min(expected(*curves_[c], timeOf(i)), highest_);
        points += fmt::format("{}{:.2f},{:.2f}", i > 0 ? " " : "", x(timeOf(i)), y(count));
      }
      out_ += fmt::format("<polyline points=\"{}\" fill=\"none\" {}/>\n", points, stroke(c));
    }
  }

  static std::string stroke(std::size_t curve) {
    return fmt::format("stroke=\"{}\" stroke-width=\"2.2\" stroke-dasharray=\"{}\"", kColours[curve % kColours.size()],
                       kDashes[curve % kDashes.size()]);
  }

  /// The legend stands where the bars are low.
  [[nodiscard]] bool isHighOnTheRight() const {
    const auto& counts = histogram_.counts;
    const auto third = static_cast<std::ptrdiff_t>((counts.size() + 2) / 3);
    return *std::max_element(counts.end() - third, counts.end()) >
           *std::max_element(counts.begin(), counts.begin() + third);
  }

  void drawLegend() {
    constexpr double kRow = 20;
    constexpr double kWide = 250;
    const double left = isHighOnTheRight() ? kLeft + 8 : kWidth - kRight - kWide - 8;
    out_ += fmt::format(
        "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" fill=\"#ffffff\" "
        "fill-opacity=\"0.9\" stroke=\"{}\"/>\n",
        left, kTop + 8, kWide, kRow * static_cast<double>(curves_.size() + 1) + 10, kGrid);
    double row = kTop + 8 + kRow;
    out_ += fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"28\" height=\"10\" fill=\"{}\"/>\n", left + 10,
                        row - 9, kBar);
    write(left + 48, row, "start", fmt::format("observed, {:.0f} values", values_));
    for (std::size_t c = 0; c < curves_.size(); ++c) {
      row += kRow;
      out_ += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" {}/>\n", left + 10, row - 4,
                          left + 38, row - 4, stroke(c));
      write(left + 48, row, "start", curves_[c]->label);
    }
  }

  const HistogramPicture& picture_;
  const numerics::Histogram& histogram_;
  std::vector<const DensityCurve*> curves_;
  double first_s_ = 0;
  double last_s_ = 1;
  double values_ = 0;
  double highest_ = 1;  ///< count at the top of the plot
  std::string out_;
};

}  // namespace

std::string histogramSvg(const HistogramPicture& picture) {
  return Drawing(picture).text();
}

}  // namespace mw::report
