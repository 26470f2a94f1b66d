// SPDX-License-Identifier: Apache-2.0
#include "core/report/svg_canvas.h"

#include <fmt/format.h>

#include "core/report/markup.h"

namespace mw::report {
namespace {

std::string titleTag(std::string_view title) {
  return title.empty() ? "" : fmt::format("<title>{}</title>", escaped(title));
}

const char* nameOf(Anchor anchor) {
  return anchor == Anchor::Start ? "start" : anchor == Anchor::Middle ? "middle" : "end";
}

}  // namespace

SvgCanvas::SvgCanvas(double width, double height, std::string_view title) {
  out_ = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
      "role=\"img\" font-family=\"Inter, system-ui, sans-serif\" font-size=\"12\" fill=\"{2}\">\n"
      "<title>{3}</title>\n<rect width=\"{0:.0f}\" height=\"{1:.0f}\" fill=\"#ffffff\"/>\n",
      width, height, kInk, escaped(title));
}

void SvgCanvas::line(double x1, double y1, double x2, double y2, std::string_view stroke, std::string_view more) {
  out_ += fmt::format("<line x1=\"{:.2f}\" y1=\"{:.2f}\" x2=\"{:.2f}\" y2=\"{:.2f}\" stroke=\"{}\"{}/>\n", x1, y1, x2,
                      y2, stroke, more);
}

void SvgCanvas::text(double x, double y, Anchor anchor, std::string_view text, std::string_view more) {
  out_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>\n", x, y, nameOf(anchor), more,
                      escaped(text));
}

void SvgCanvas::rect(double x, double y, double width, double height, std::string_view fill, std::string_view title,
                     std::string_view more) {
  out_ += fmt::format("<rect x=\"{:.2f}\" y=\"{:.2f}\" width=\"{:.2f}\" height=\"{:.2f}\" fill=\"{}\"{}", x, y, width,
                      height, fill, more);
  out_ += title.empty() ? "/>\n" : fmt::format(">{}</rect>\n", titleTag(title));
}

void SvgCanvas::path(std::string_view d, std::string_view attributes, std::string_view title) {
  out_ += fmt::format("<path d=\"{}\" {}", d, attributes);
  out_ += title.empty() ? "/>\n" : fmt::format(">{}</path>\n", titleTag(title));
}

void SvgCanvas::beginGroup(std::string_view attributes, std::string_view title) {
  out_ += fmt::format("<g {}>{}\n", attributes, titleTag(title));
}

std::string SvgCanvas::finish() && {
  return std::move(out_) + "</svg>\n";
}

}  // namespace mw::report
