// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/footprint.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/factory/element_type_registry.h"
#include "core/factory/transfer_room.h"
#include "ui/scene/bodies/arm.h"
#include "ui/scene/imported_body.h"

namespace mw::scene {
namespace {

constexpr std::array<std::string_view, 17> kNames = {
    "source", "buffer",  "station", "conveyor", "assembly",  "disassembly", "batch",  "unbatch", "inspection",
    "robot",  "storage", "sink",    "vehicle",  "turntable", "lift",        "pusher", "other"};

/// How far a leg reaches over the point where it meets the next: over a whole corner, or until both meet outside a
/// bend.
double cornerReach(const std::vector<Vec3>& path, std::size_t i, double width) {
  constexpr double kCorner_rad = 0.35;
  const Vec3 in = path[i] - path[i - 1];
  const Vec3 out = path[i + 1] - path[i];
  const double turn_rad = std::abs(std::atan2(in.x * out.y - in.y * out.x, in.x * out.x + in.y * out.y));
  return turn_rad > kCorner_rad ? width / 2 : width / 2 * std::tan(turn_rad / 2);
}

/// Housings and racks take any height; tables, belts and docks have their heights given by what passes over them.
bool scalesInHeight(BodyType type, BodyVariant variant) {
  if (variant == BodyVariant::FlowRack || variant == BodyVariant::FloorArea) return true;
  return type == BodyType::Station || type == BodyType::Storage || type == BodyType::Robot ||
         type == BodyType::Vehicle || type == BodyType::Lift || type == BodyType::Other;
}

/// Of a transfer device: its port on the side of a point, with the direction out of it.
std::optional<Port> portFacing(const SceneElement& element, const Vec3& point_m) {
  const Vec3 local = turned(point_m - element.position_m, -element.yaw_rad);
  const Vec3 half = sizeOf(element) * 0.5;
  const Vec3 end{local.x < 0 ? -1.0 : 1.0, 0, 0};
  Vec3 out = end;
  double reach_m = half.x;
  switch (element.type) {
    case BodyType::Turntable:
      if (std::hypot(local.x, local.y) > 0) out = normalized({local.x, local.y, 0});
      break;
    case BodyType::Lift:
      break;
    case BodyType::Pusher:
      if (std::abs(local.y) / half.y <= std::abs(local.x) / half.x) break;
      out = {0, local.y < 0 ? -1.0 : 1.0, 0};
      reach_m = half.y;
      break;
    default:
      return std::nullopt;
  }
  const Vec3 at = out * reach_m + Vec3{0, 0, transportHeightOf(element)};
  return Port{toWorld(element, at), turned(out, element.yaw_rad)};
}

}  // namespace

BodyType bodyTypeOf(std::string_view factory_type) {
  const auto found = std::find(kNames.begin(), kNames.end(), factory_type);
  return found == kNames.end() ? BodyType::Other : kBodyTypes[static_cast<std::size_t>(found - kNames.begin())];
}

std::string_view nameOf(BodyType type) {
  return kNames[static_cast<std::size_t>(type)];
}

BodyVariant bodyVariantOf(std::string_view factory_body) {
  static constexpr std::array<std::pair<std::string_view, BodyVariant>, 13> kLooks = {{
      {"oven", BodyVariant::Oven},
      {"lathe", BodyVariant::Lathe},
      {"press", BodyVariant::Press},
      {"paint-booth", BodyVariant::PaintBooth},
      {"measuring", BodyVariant::Measuring},
      {"filler", BodyVariant::Filler},
      {"capper", BodyVariant::Capper},
      {"labeller", BodyVariant::Labeller},
      {"washer", BodyVariant::Washer},
      {"gantry", BodyVariant::Gantry},
      {"manual", BodyVariant::Manual},
      {"flow-rack", BodyVariant::FlowRack},
      {"floor", BodyVariant::FloorArea},
  }};
  for (const auto& [name, look] : kLooks) {
    if (name == factory_body) return look;
  }
  return BodyVariant::Standard;
}

Vec3 defaultSizeOf(BodyType type) {
  static const auto kTypes = factory::builtInElementTypes();
  static constexpr Vec3 kVehicleSize_m{1.4, 0.9, 0.36};  // vehicles are no elements
  if (type == BodyType::Vehicle) return kVehicleSize_m;
  const api::ElementType* declared = kTypes->find(nameOf(type));
  const auto& size_m = declared != nullptr ? declared->default_size_m : api::ElementType().default_size_m;
  return {size_m[0], size_m[1], size_m[2]};
}

Vec3 usualSizeOf(BodyType type, BodyVariant variant) {
  switch (variant) {
    case BodyVariant::Oven:
      return {3.6, 2.4, 2.6};
    case BodyVariant::Lathe:
      return {3.2, 1.8, 1.9};
    case BodyVariant::Press:
      return {2.2, 2.2, 3.0};
    case BodyVariant::PaintBooth:
      return {3.6, 2.8, 2.8};
    case BodyVariant::Measuring:
      return {2.2, 1.8, 2.2};
    case BodyVariant::Filler:
      return {2.6, 2.6, 2.5};
    case BodyVariant::Capper:
      return {2.2, 2.2, 2.6};
    case BodyVariant::Labeller:
      return {2.2, 1.9, 2.1};
    case BodyVariant::Washer:
      return {3.0, 2.0, 2.2};
    case BodyVariant::Gantry:
      return {2.4, 2.0, 2.5};
    case BodyVariant::Manual:
      return {2.2, 1.9, 2.1};
    case BodyVariant::FlowRack:
      return {2.4, 1.0, 1.9};
    case BodyVariant::FloorArea:
      return {2.8, 2.2, 1.2};
    case BodyVariant::Standard:
      break;
  }
  return defaultSizeOf(type);
}

Vec3 sizeOf(const SceneElement& element) {
  if (element.size_m) return *element.size_m;
  if (element.imported) return element.imported->size_m;
  Vec3 size = defaultSizeOf(element.type);
  if (element.arm) size.z = armHeight_m(*element.arm);
  if (element.type == BodyType::Conveyor && element.length_m > 0) size.x = element.length_m;
  return size;
}

Vec3 drawnSizeOf(const SceneElement& element) {
  const Vec3 wanted = sizeOf(element);
  if (element.arm || element.enclosure) return wanted;
  const Vec3 usual = defaultSizeOf(element.type);
  if (element.path.size() >= 2) return {wanted.x, wanted.y, std::max(wanted.z, usual.z)};
  const double least_x = element.type == BodyType::Conveyor ? 0.3 : 0.6 * usual.x;
  return {std::max(wanted.x, least_x), std::max(wanted.y, 0.6 * usual.y),
          std::max(wanted.z, scalesInHeight(element.type, element.variant) ? 0.6 * usual.z : usual.z)};
}

Vec3 bodyScaleOf(const SceneElement& element) {
  const Vec3 wanted = sizeOf(element);
  const Vec3 drawn = drawnSizeOf(element);
  return {wanted.x / drawn.x, wanted.y / drawn.y, wanted.z / drawn.z};
}

double transportHeightOf(const SceneElement& element) {
  return kTransportHeight_m * bodyScaleOf(element).z;
}

Vec3 toWorld(const SceneElement& element, const Vec3& local_m) {
  return turned(local_m, element.yaw_rad) + element.position_m;
}

std::vector<Vec3> centerLineOf(const SceneElement& element) {
  if (element.type == BodyType::Conveyor && element.path.size() >= 2) return element.path;
  const double half = sizeOf(element).x / 2;
  return {{-half, 0, 0}, {half, 0, 0}};
}

LocalBox localBoxOf(const SceneElement& element) {
  const Vec3 size = sizeOf(element);
  if (element.type != BodyType::Conveyor || element.path.size() < 2) {
    LocalBox box{{-size.x / 2, -size.y / 2, 0}, {size.x / 2, size.y / 2, size.z}};
    if (element.type != BodyType::Pusher || element.imported) return box;
    const double housing_m = factory::housingReach_m(drawnSizeOf(element).y) * bodyScaleOf(element).y;
    element.transfer.side > 0 ? box.low.y -= housing_m : box.high.y += housing_m;
    return box;
  }
  LocalBox box{element.path.front(), element.path.front()};
  for (const Vec3& p : element.path) {
    box.low = {std::min(box.low.x, p.x), std::min(box.low.y, p.y), std::min(box.low.z, p.z)};
    box.high = {std::max(box.high.x, p.x), std::max(box.high.y, p.y), std::max(box.high.z, p.z)};
  }
  box.low -= Vec3{size.y / 2, size.y / 2, 0};
  box.high += Vec3{size.y / 2, size.y / 2, size.z};
  return box;
}

Ports portsOf(const SceneElement& element) {
  const Vec3 lift{0, 0, transportHeightOf(element)};
  if (element.type == BodyType::Robot) {
    const Vec3 x = turned({1, 0, 0}, element.yaw_rad);
    return {{toWorld(element, lift), x}, {toWorld(element, lift), x}};
  }
  const std::vector<Vec3> line = centerLineOf(element);
  const auto direction = [&](const Vec3& from, const Vec3& to) {
    return normalized(turned({to.x - from.x, to.y - from.y, 0}, element.yaw_rad));
  };
  return {{toWorld(element, line.front() + lift), direction(line[0], line[1])},
          {toWorld(element, line.back() + lift), direction(line[line.size() - 2], line.back())}};
}

Ports portsBetween(const SceneElement& from, const SceneElement& to) {
  Ports ports{portsOf(to).in, portsOf(from).out};
  if (const auto port = portFacing(from, ports.in.position_m)) ports.out = *port;
  if (const auto port = portFacing(to, ports.out.position_m)) ports.in = {port->position_m, port->direction * -1.0};
  return ports;
}

std::vector<SceneElement> straightPiecesOf(const SceneElement& element) {
  if (element.type != BodyType::Conveyor || element.path.size() < 2) return {element};
  const Vec3 size = sizeOf(element);
  std::vector<SceneElement> pieces;
  for (std::size_t i = 1; i < element.path.size(); ++i) {
    const Vec3 leg = element.path[i] - element.path[i - 1];
    SceneElement piece = element;
    piece.path.clear();
    const double before = i > 1 ? cornerReach(element.path, i - 1, size.y) : 0;
    const double after = i + 1 < element.path.size() ? cornerReach(element.path, i, size.y) : 0;
    const Vec3 middle = (element.path[i] + element.path[i - 1]) * 0.5 + normalized(leg) * ((after - before) / 2);
    piece.position_m = toWorld(element, middle);
    piece.yaw_rad = element.yaw_rad + std::atan2(leg.y, leg.x);
    piece.size_m = Vec3{norm(leg) + before + after, size.y, size.z};
    pieces.push_back(piece);
  }
  return pieces;
}

}  // namespace mw::scene
