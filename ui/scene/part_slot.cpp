// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/part_slot.h"

#include <algorithm>

#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

constexpr double kSmallestCell_m = 0.22;

Deck table(const Vec3& size, double inset_x, double inset_y, double z) {
  const double hx = std::max(size.x / 2 - inset_x, size.x * 0.1);
  const double hy = std::max(size.y / 2 - inset_y, size.y * 0.1);
  return {-hx, hx, -hy, hy, {z}};
}

Deck machiningDeck(const Vec3& size) {
  return {-0.29 * size.x, -0.03 * size.x, -0.44 * size.y, -0.12 * size.y, {0.405 * size.z}};
}

Deck levels(const Vec3& size, double lowest_m, double pitch_m) {
  Deck deck = table(size, 0.14, 0.08, 0);
  deck.level_z_m.clear();
  for (double z = lowest_m; deck.level_z_m.empty() || z + 0.5 * pitch_m < size.z; z += pitch_m)
    deck.level_z_m.push_back(std::min(z, 0.7 * size.z));
  return deck;
}

Deck rackDeck(const Vec3& size) {
  Deck deck = table(size, 0.12, 0.1, 0);
  deck.level_z_m.clear();
  const int levels = std::max(1, static_cast<int>(size.z / 0.85));
  const double pitch = (size.z - 0.15) / levels;
  for (int i = 0; i < levels; ++i) deck.level_z_m.push_back(0.2 + i * pitch);
  return deck;
}

struct Grid {
  int columns = 1;
  int rows = 1;
};

Grid gridFor(const Deck& deck, int places) {
  const double length = deck.x_high - deck.x_low;
  const double width = deck.y_high - deck.y_low;
  const int most_columns = std::max(1, static_cast<int>(length / kSmallestCell_m));
  const int most_rows = std::max(1, static_cast<int>(width / kSmallestCell_m));
  const double wanted = std::ceil(std::sqrt(places * length / std::max(width, 1e-6)) - 1e-9);
  Grid grid;
  grid.columns = std::clamp(static_cast<int>(std::min(wanted, 1e6)), 1, most_columns);
  grid.rows = std::clamp((places + grid.columns - 1) / grid.columns, 1, most_rows);
  if (grid.rows * grid.columns < places)
    grid.columns = std::clamp((places + grid.rows - 1) / grid.rows, 1, most_columns);
  return grid;
}

Vec3 cell(const Deck& deck, int index, int count) {
  const int levels = static_cast<int>(deck.level_z_m.size());
  const Grid grid = gridFor(deck, (count + levels - 1) / levels);
  const int per_layer = grid.columns * grid.rows;
  const int layer = index / per_layer;
  const int within = index % per_layer;
  const int column = within / grid.rows;
  const int row = within % grid.rows;
  const double dx = (deck.x_high - deck.x_low) / grid.columns;
  const double dy = (deck.y_high - deck.y_low) / grid.rows;
  const double z = deck.level_z_m[static_cast<std::size_t>(layer % levels)] + (layer / levels) * kSmallestCell_m;
  return {deck.x_high - (column + 0.5) * dx, deck.y_low + (row + 0.5) * dy, z};
}

/// The deck of the body as it is built, before it is scaled to the element's size.
Deck drawnDeckOf(const SceneElement& element) {
  const Vec3 size = drawnSizeOf(element);
  switch (element.variant) {
    case BodyVariant::Oven:
      return table(size, size.x * 0.15, size.y * 0.2, kTransportHeight_m);
    case BodyVariant::Lathe:
      return {-0.10 * size.x, 0.06 * size.x, -0.30 * size.y, -0.06 * size.y, {0.42 * size.z}};
    case BodyVariant::Press:
      return {-0.16 * size.x, 0.16 * size.x, -0.34 * size.y, 0.02 * size.y, {kTransportHeight_m - 0.01}};
    case BodyVariant::PaintBooth:
      return table(size, size.x * 0.18, size.y * 0.36, kTransportHeight_m);
    case BodyVariant::Measuring:
      return {-0.38 * size.x, -0.04 * size.x, -0.28 * size.y, 0.22 * size.y, {kTransportHeight_m}};
    case BodyVariant::Filler:
      return {-0.26 * size.x, 0.26 * size.x, -0.40 * size.y, -0.22 * size.y, {kTransportHeight_m}};
    case BodyVariant::Capper:
      return {-0.26 * size.x, 0.26 * size.x, -0.34 * size.y, -0.22 * size.y, {kTransportHeight_m}};
    case BodyVariant::Labeller:
      return {-0.40 * size.x, 0.40 * size.x, -0.21 * size.y, -0.11 * size.y, {kTransportHeight_m}};
    case BodyVariant::Washer:
      return table(size, size.x * 0.16, size.y * 0.34, kTransportHeight_m);
    case BodyVariant::Gantry:
      return table(size, size.x * 0.28, size.y * 0.28, kTransportHeight_m);
    case BodyVariant::Manual:
      return {-0.16 * size.x, 0.16 * size.x, 0.06 * size.y, 0.24 * size.y, {kTransportHeight_m + 0.1}};
    case BodyVariant::FlowRack:
      return levels(size, 0.36, 0.46);
    case BodyVariant::FloorArea:
      return table(size, 0.2, 0.2, 0.145);
    case BodyVariant::Standard:
      break;
  }
  switch (element.type) {
    case BodyType::Station:
      return machiningDeck(size);
    case BodyType::Storage:
      return rackDeck(size);
    case BodyType::Buffer:
      return table(size, 0.14, 0.12, kTransportHeight_m);
    case BodyType::Assembly:
    case BodyType::Disassembly:
      return {-0.3 * size.x, 0.3 * size.x, -0.42 * size.y, 0.05 * size.y, {0.82}};
    case BodyType::Batch:
    case BodyType::Unbatch:
      return table(size, size.x * 0.28, size.y * 0.28, kTransportHeight_m);
    case BodyType::Inspection:
      return {-0.4 * size.x, 0.4 * size.x, -0.2 * size.y, 0.2 * size.y, {kTransportHeight_m}};
    case BodyType::Source:
      return {0.05 * size.x, 0.46 * size.x, -0.3, 0.3, {kTransportHeight_m}};
    case BodyType::Sink:
      return {-0.46 * size.x, 0.1 * size.x, -0.3, 0.3, {kTransportHeight_m}};
    case BodyType::Robot:
      return {0.38 * size.x, 0.46 * size.x, -0.08 * size.y, 0.08 * size.y, {0.44 * size.z}};
    case BodyType::Turntable:
    case BodyType::Pusher:
      return table(size, size.x * 0.24, size.y * 0.26, kTransportHeight_m);
    case BodyType::Lift:
      return table(size, size.x * 0.2, size.y * 0.26, kTransportHeight_m);
    case BodyType::Vehicle:
      return table(size, size.x * 0.18, size.y * 0.16, size.z);
    case BodyType::Conveyor:
    case BodyType::Other:
      break;
  }
  return table(size, size.x * 0.2, size.y * 0.2, size.z);
}

}  // namespace

Deck deckOf(const SceneElement& element) {
  const Vec3 scale = bodyScaleOf(element);
  Deck deck = drawnDeckOf(element);
  deck.x_low *= scale.x, deck.x_high *= scale.x;
  deck.y_low *= scale.y, deck.y_high *= scale.y;
  for (double& z : deck.level_z_m) z *= scale.z;
  if (element.type == BodyType::Lift) {
    for (double& z : deck.level_z_m) z += element.transfer.rest;
  }
  return deck;
}

PartSlot beltSlot(const SceneElement& element, double fraction) {
  const std::vector<Vec3> line = centerLineOf(element);
  double total = 0;
  for (std::size_t i = 1; i < line.size(); ++i) total += norm(line[i] - line[i - 1]);
  double left = std::clamp(fraction, 0.0, 1.0) * total;
  std::size_t leg = 1;
  while (leg + 1 < line.size() && left > norm(line[leg] - line[leg - 1]))
    left -= norm(line[leg] - line[leg - 1]), ++leg;
  const Vec3 direction = normalized(line[leg] - line[leg - 1]);
  const Vec3 local = line[leg - 1] + direction * left + Vec3{0, 0, transportHeightOf(element)};
  return {toWorld(element, local), element.yaw_rad + std::atan2(direction.y, direction.x),
          std::atan2(direction.z, std::hypot(direction.x, direction.y))};
}

PartSlot partSlot(const SceneElement& element, int index, int count) {
  const int places = std::max(count, 1);
  const int i = std::clamp(index, 0, places - 1);
  if (element.type == BodyType::Conveyor) return beltSlot(element, 1.0 - (i + 0.5) / places);
  const double turn_rad = element.type == BodyType::Turntable ? element.transfer.rest : 0;
  return {toWorld(element, cell(deckOf(element), i, places)), element.yaw_rad + turn_rad, 0};
}

PartPose standingIn(const PartSlot& slot, std::uint32_t type, const Vec3& part_size_m) {
  PartPose pose;
  pose.type = type;
  const double half_m = part_size_m.z / 2;
  const double back_m = half_m * std::sin(slot.slope_rad);
  pose.center_m = {static_cast<float>(slot.surface_m.x - back_m * std::cos(slot.yaw_rad)),
                   static_cast<float>(slot.surface_m.y - back_m * std::sin(slot.yaw_rad)),
                   static_cast<float>(slot.surface_m.z + half_m * std::cos(slot.slope_rad))};
  // About the vertical, then nose up about its own y.
  const double c_yaw = std::cos(slot.yaw_rad / 2);
  const double s_yaw = std::sin(slot.yaw_rad / 2);
  const double c_slope = std::cos(slot.slope_rad / 2);
  const double s_slope = -std::sin(slot.slope_rad / 2);
  pose.orientation = {static_cast<float>(c_yaw * c_slope), static_cast<float>(-s_yaw * s_slope),
                      static_cast<float>(c_yaw * s_slope), static_cast<float>(s_yaw * c_slope)};
  return pose;
}

}  // namespace mw::scene
