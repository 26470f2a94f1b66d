// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/progress.h"

namespace mw::cad {

/// Largest drawing file that is read, most entities in it (blocks opened), and most points of their lines.
inline constexpr std::uintmax_t kMaxDrawingBytes = std::uintmax_t{64} << 20U;
inline constexpr std::size_t kMaxEntities = 500'000;
inline constexpr std::size_t kMaxDrawingPoints = 4'000'000;
inline constexpr std::size_t kMaxBlockDepth = 16;

/// Lines of a drawing, seen from above, in the drawing's own unit: x right, y up. Curves are broken into short chords.
struct Drawing {
  using Point = std::array<double, 2>;

  std::vector<Point> points;
  std::vector<std::uint32_t> starts;            ///< of each line, index into points
  double unit_m = 0;                            ///< metres per unit as the file says; 0 where it does not
  std::map<std::string, std::size_t> left_out;  ///< kinds of entities that are not drawn here, with their number

  [[nodiscard]] std::size_t lineCount() const { return starts.size(); }
  [[nodiscard]] std::span<const Point> line(std::size_t i) const {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : points.size();
    return std::span(points).subspan(starts[i], end - starts[i]);
  }
};

struct DrawingBox {
  Drawing::Point low{};
  Drawing::Point high{};
};
[[nodiscard]] DrawingBox boxOf(const Drawing& drawing);

/// Metres per unit where the drawing does not say: drawings longer than 1000 are in millimetres, else in metres.
[[nodiscard]] double likelyUnit_m(const Drawing& drawing);

struct DrawingReading {
  std::stop_token stop = {};
  ProgressSink progress = {};  ///< in bytes
};

/// Reads a text DXF: LINE, LWPOLYLINE, POLYLINE, ARC, CIRCLE and INSERT of blocks (arrays, scale, turn, mirror), on
/// layers that are neither off nor frozen, in model space; $INSUNITS. Other entities are counted and left out.
///
/// The content is hostile until shown otherwise: numbers must be finite and within 1e9, blocks must not contain
/// themselves nor be nested deeper than kMaxBlockDepth, and counts are checked before anything is reserved.
/// @param name  how messages call it
/// @throws InputError with the line; Cancelled
[[nodiscard]] Drawing readDxf(std::string_view content, const std::string& name, const DrawingReading& reading = {});

}  // namespace mw::cad
