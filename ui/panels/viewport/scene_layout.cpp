// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/scene_layout.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

#include "core/factory/conveyor_path.h"
#include "core/factory/conveyor_stops.h"
#include "core/factory/transfer_room.h"
#include "core/factory/transport_height.h"

namespace mw::panels {
namespace {

// Part colours where the factory names none; distinct from the states (Tol's muted scheme).
constexpr std::array<std::uint32_t, 6> kPartColors = {0x3F6FA8, 0xC79A4B, 0x6B8E5A, 0x9A5F7E, 0x5A8F99, 0x8A7A5C};

scene::Vec3 point(const Json& value) {
  return {value.at(0).get<double>(), value.at(1).get<double>(), value.at(2).get<double>()};
}

bool isPoint(const Json& value) {
  return value.is_array() && value.size() == 3;
}

/// With chords of 7.5 degrees for bends.
std::vector<scene::Vec3> bentPath(const factory::Element& conveyor) {
  constexpr double kChord_rad = std::numbers::pi / 24;
  std::vector<scene::Vec3> points;
  for (const factory::ConveyorPiece& piece : factory::conveyorPieces(conveyor)) {
    const scene::Vec3 start{piece.start_m[0], piece.start_m[1], piece.start_m[2]};
    points.push_back(start);
    const int n = piece.isBend() ? static_cast<int>(std::ceil(std::abs(piece.turn_rad) / kChord_rad)) : 1;
    for (int i = 1; i <= n; ++i) {
      if (!piece.isBend()) {
        const scene::Vec3 way = scene::turned({std::cos(piece.slope_rad), 0, std::sin(piece.slope_rad)}, piece.yaw_rad);
        points.push_back(start + way * piece.length_m);
        continue;
      }
      const double turned_rad = piece.turn_rad * i / n;  // the chord from the start leads half as far round
      const double chord_m = 2 * piece.radius_m() * std::sin(std::abs(turned_rad) / 2);
      points.push_back(start + scene::turned({chord_m, 0, 0}, piece.yaw_rad + turned_rad / 2));
    }
  }
  return points;
}

/// A place so far along a conveyor; its end where that is beyond it.
scene::ScenePlace placeAlong(const std::vector<factory::ConveyorPiece>& pieces, double at_m) {
  scene::ScenePlace place;
  for (const factory::ConveyorPiece& piece : pieces) {
    const double along_m = std::clamp(at_m, 0.0, std::max(piece.length_m, 0.0));
    const scene::Vec3 start{piece.start_m[0], piece.start_m[1], piece.start_m[2]};
    const double turned_rad = piece.isBend() ? along_m / piece.radius_m() * (piece.turn_rad > 0 ? 1 : -1) : 0;
    const double chord_m = piece.isBend() ? 2 * piece.radius_m() * std::sin(std::abs(turned_rad) / 2) : along_m;
    const scene::Vec3 way{chord_m * std::cos(piece.slope_rad), 0, chord_m * std::sin(piece.slope_rad)};
    place = {start + scene::turned(way, piece.yaw_rad + turned_rad / 2), piece.yaw_rad + turned_rad, piece.slope_rad};
    at_m -= along_m;
    if (at_m <= 0) break;
  }
  return place;
}

/// What stands across a conveyor.
void fitPlaces(const factory::Element& conveyor, scene::SceneElement& shown) {
  const bool has_eyes = conveyor.has("photo_eyes");
  if (!has_eyes && !conveyor.has("stops")) return;
  const std::vector<factory::ConveyorPiece> pieces = factory::conveyorPieces(conveyor);
  for (const factory::ConveyorStop& stop : factory::conveyorStops(conveyor)) {
    shown.stops.push_back(placeAlong(pieces, stop.at_m));
  }
  if (!has_eyes) return;
  for (const Json& eye : conveyor.fields["photo_eyes"]) {
    shown.eyes.push_back(placeAlong(pieces, eye.value("at_m", 0.0)));
  }
}

/// Its size, and what depends on its neighbours.
void fitTransfer(const factory::Factory& factory, std::size_t index, scene::SceneElement& shown) {
  const factory::TransferDevice device = factory::transferDevice(factory, index);
  const factory::TransferRoom room = factory::transferRoom(factory, index);
  shown.size_m = scene::Vec3{room.size_m[0], room.size_m[1], room.size_m[2]};
  if (room.housing_m > 0) shown.transfer.side = -1;
  shown.transfer.rest = device.home();
  shown.transfer.has_rollers = factory.elements()[index].value("surface") == "rollers";
  if (device.kind == factory::TransferKind::Turntable) shown.transfer.rest -= shown.yaw_rad;
}

std::uint32_t partColor(const std::string& text, std::size_t index) {
  std::uint32_t color = kPartColors[index % kPartColors.size()];
  if (text.size() == 7 && text[0] == '#') std::from_chars(text.data() + 1, text.data() + 7, color, 16);
  return color;
}

scene::PartShape partShape(const std::string& name) {
  if (name == "cylinder") return scene::PartShape::Cylinder;
  return name == "bottle" ? scene::PartShape::Bottle : scene::PartShape::Box;
}

}  // namespace

scene::SceneElement sceneElement(const factory::Element& element) {
  scene::SceneElement shown;
  shown.id = element.id;
  shown.name = element.name;
  shown.type = scene::bodyTypeOf(element.type);
  if (element.has("batch_mode")) shown.variant = scene::BodyVariant::Oven;
  if (const Json look = element.value("body"); look.is_string()) {
    shown.variant = scene::bodyVariantOf(look.get<std::string>());
  }
  shown.enclosure = factory::enclosureOf(element);
  shown.position_m = {element.pose.x_m, element.pose.y_m, element.pose.z_m};
  shown.yaw_rad = element.pose.yaw_rad;
  if (const Json size = element.value("size_m"); isPoint(size)) shown.size_m = point(size);
  if (shown.type == scene::BodyType::Other && !shown.size_m) {
    const auto& size_m = element.declaration->default_size_m;
    shown.size_m = scene::Vec3{size_m[0], size_m[1], size_m[2]};
  }
  if (const Json length = element.value("length_m"); length.is_number()) shown.length_m = length.get<double>();
  if (const Json path = element.value("path"); path.is_array()) {
    for (const Json& corner : path) {
      if (isPoint(corner)) shown.path.push_back(point(corner));
    }
    if (shown.path.size() < 2) shown.path.clear();
    if (element.has("bend_radius_m") && !shown.path.empty()) shown.path = bentPath(element);
  }
  if (shown.type == scene::BodyType::Conveyor) fitPlaces(element, shown);
  const Json capacity = element.value("capacity");
  shown.capacity = capacity.is_number_integer() ? capacity.get<int>() : element.type == "buffer" ? 0 : 1;
  return shown;
}

std::vector<scene::SceneElement> sceneElements(const factory::Factory& factory) {
  std::vector<scene::SceneElement> elements;
  elements.reserve(factory.elements().size());
  for (const factory::Element& element : factory.elements()) {
    elements.push_back(sceneElement(element));
    if (factory::transferKind(element.type)) fitTransfer(factory, elements.size() - 1, elements.back());
  }
  return elements;
}

std::vector<scene::SceneFlow> sceneFlows(const factory::Factory& factory) {
  std::vector<scene::SceneFlow> flows;
  flows.reserve(factory.flows().size());
  for (const factory::Flow& flow : factory.flows()) {
    flows.push_back({factory.elements()[flow.from].id, factory.elements()[flow.to].id});
  }
  return flows;
}

std::vector<scene::ScenePartType> scenePartTypes(const factory::Factory& factory) {
  std::vector<scene::ScenePartType> types;
  const Json& described = factory.json()["parts"];
  for (const factory::Part& part : factory.parts()) {
    const Json& entry = described.at(types.size());
    types.push_back({part.id,
                     {part.size_m[0], part.size_m[1], part.size_m[2]},
                     partColor(part.color, types.size()),
                     partShape(entry.value("shape", "box"))});
  }
  return types;
}

scene::ElementState sceneState(factory::ElementState state) {
  return static_cast<scene::ElementState>(state);
}

static_assert(static_cast<int>(factory::ElementState::Waiting) == static_cast<int>(scene::ElementState::Waiting));
static_assert(scene::kElementStateCount == static_cast<int>(factory::kElementStateCount));

}  // namespace mw::panels
