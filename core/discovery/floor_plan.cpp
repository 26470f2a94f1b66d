// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/floor_plan.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/factory/factory.h"
#include "core/layout/body.h"

namespace mw::discovery {
namespace {

constexpr double kGap_m = 0.8;    ///< between a buffer and its station
constexpr double kAisle_m = 2.5;  ///< between columns and rows

/// Sizes of what stands somewhere.
class Sizes {
 public:
  explicit Sizes(const Json& factory) {
    for (const layout::Body& body : layout::bodiesOf(factory::Factory::fromJson(factory))) bodies_[body.id] = body;
  }
  [[nodiscard]] double length_m(const std::string& id) const { return sizeOf(id).length_m; }
  [[nodiscard]] double width_m(const std::string& id) const { return sizeOf(id).width_m; }

 private:
  /// Of what is not there: nothing.
  [[nodiscard]] layout::Body sizeOf(const std::string& id) const {
    const auto at = bodies_.find(id);
    if (at != bodies_.end()) return at->second;
    layout::Body none;
    none.length_m = none.width_m = 0;
    return none;
  }

  std::map<std::string, layout::Body> bodies_;
};

double rounded(double value_m) {
  return std::round(value_m * 100) / 100;
}

class Poses {
 public:
  void set(const std::string& id, double x_m, double y_m) {
    if (!id.empty()) poses_[id] = {{"x_m", rounded(x_m)}, {"y_m", rounded(y_m)}, {"yaw_deg", 0}};
  }
  void write(Json& factory) const {
    for (Json& element : factory["elements"]) {
      const auto at = poses_.find(element["id"].get<std::string>());
      if (at != poses_.end()) element["pose"] = at->second;
    }
  }

 private:
  std::map<std::string, Json> poses_;
};

/// One column of elements, its middle at y = 0.
void placeColumn(const std::vector<std::string>& ids, double x_m, double row_m, Poses& poses) {
  for (std::size_t i = 0; i < ids.size(); ++i) {
    poses.set(ids[i], x_m, (static_cast<double>(ids.size() - 1) / 2 - static_cast<double>(i)) * row_m);
  }
}

}  // namespace

void placeElements(Json& factory, const std::vector<FloorCell>& cells, const std::vector<std::string>& first,
                   const std::vector<std::string>& last) {
  const Sizes sizes(factory);
  double buffer_m = 0;
  double station_m = 0;
  double row_m = 0;
  for (const FloorCell& cell : cells) {
    buffer_m = std::max(buffer_m, sizes.length_m(cell.buffer));
    station_m = std::max(station_m, sizes.length_m(cell.station));
    row_m = std::max({row_m, sizes.width_m(cell.buffer), sizes.width_m(cell.station)});
  }
  double end_m = 0;
  for (const auto* column : {&first, &last}) {
    for (const std::string& id : *column) {
      end_m = std::max(end_m, sizes.length_m(id));
      row_m = std::max(row_m, sizes.width_m(id));
    }
  }
  row_m += kAisle_m;
  const double column_m = buffer_m + kGap_m + station_m + kAisle_m;
  const auto rows = static_cast<std::size_t>(
      std::max(1.0, std::round(std::sqrt(static_cast<double>(cells.size()) * column_m / row_m))));
  Poses poses;
  placeColumn(first, end_m / 2, row_m, poses);
  double x_m = end_m + kAisle_m;
  for (std::size_t begin = 0; begin < cells.size(); begin += rows, x_m += column_m) {
    const std::size_t count = std::min(rows, cells.size() - begin);
    for (std::size_t i = 0; i < count; ++i) {
      const double y_m = (static_cast<double>(count - 1) / 2 - static_cast<double>(i)) * row_m;
      poses.set(cells[begin + i].buffer, x_m + buffer_m / 2, y_m);
      poses.set(cells[begin + i].station, x_m + buffer_m + kGap_m + station_m / 2, y_m);
    }
  }
  placeColumn(last, x_m + end_m / 2, row_m, poses);
  poses.write(factory);
}

}  // namespace mw::discovery
