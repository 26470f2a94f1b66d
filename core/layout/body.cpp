// SPDX-License-Identifier: Apache-2.0
#include "core/layout/body.h"

#include <algorithm>
#include <cmath>

#include "core/factory/transfer_room.h"

namespace mw::layout {
namespace {

Point toHall(const Body& body, Point local) {
  return Point{body.pose.x_m, body.pose.y_m} + turned(local, body.pose.yaw_rad);
}

Point unit(Point a) {
  const double length_m = std::hypot(a.x_m, a.y_m);
  return length_m > 0 ? a * (1 / length_m) : a;
}

Block blockAround(const Body& body, Point middle, double half_x_m, double yaw_rad, std::size_t owner) {
  return {middle,
          half_x_m,
          body.width_m / 2,
          std::cos(yaw_rad),
          std::sin(yaw_rad),
          body.pose.z_m,
          body.pose.z_m + body.height_m,
          owner};
}

double heightOf_m(const Body& body, std::size_t point) {
  return point < body.path_z_m.size() ? body.path_z_m[point] : 0;
}

Port portAt(const Body& body, Point local, Point along, double above_foot_m = 0) {
  return {toHall(body, local), body.pose.z_m + above_foot_m, unit(turned(along, body.pose.yaw_rad)), body.rises};
}

void setSize(Body& body, const std::array<double, 3>& size_m) {
  body.length_m = size_m[0];
  body.width_m = size_m[1];
  body.height_m = size_m[2];
}

/// A turntable has ends on all four sides, both ways; a lift's belt may run back; a pusher's blade pushes to the side
/// that its housing leaves free, while nothing is there to either.
void fitTransfer(Body& body, factory::TransferKind kind, const factory::TransferRoom& room) {
  setSize(body, room.size_m);
  body.housing_m = room.housing_m;
  body.rises = kind == factory::TransferKind::Lift;
  const double half_x_m = body.length_m / 2;
  const double half_y_m = body.width_m / 2;
  body.more_ends.clear();
  const auto addBoth = [&](Point at, Point outwards) {
    body.more_ends.push_back({at, outwards, true});
    body.more_ends.push_back({at, outwards * -1, false});
  };
  if (kind == factory::TransferKind::Pusher) {
    for (const double side : {1.0, -1.0}) {
      if (room.has_push_port && side * room.housing_m > 0) continue;
      body.more_ends.push_back({{0, side * half_y_m}, {0, side}, true});
    }
    return;
  }
  body.more_ends.push_back({{-half_x_m, 0}, {-1, 0}, true});
  body.more_ends.push_back({{half_x_m, 0}, {-1, 0}, false});
  if (kind != factory::TransferKind::Turntable) return;
  for (const double side : {1.0, -1.0}) addBoth({0, side * half_y_m}, {0, side});
}

std::vector<Port> portsOf(const Body& body, bool are_outlets) {
  std::vector<Port> ports;
  if (are_outlets ? body.has_outlet : body.has_inlet) ports.push_back(are_outlets ? outletOf(body) : inletOf(body));
  for (const BodyEnd& end : body.more_ends) {
    if (end.is_outlet == are_outlets) ports.push_back(portAt(body, end.at, end.direction));
  }
  return ports;
}

}  // namespace

double distance_m(Point a, Point b) {
  return std::hypot(a.x_m - b.x_m, a.y_m - b.y_m);
}

Point turned(Point a, double angle_rad) {
  const double c = std::cos(angle_rad);
  const double s = std::sin(angle_rad);
  return {c * a.x_m - s * a.y_m, s * a.x_m + c * a.y_m};
}

Body bodyOf(const factory::Element& element) {
  Body body;
  body.id = element.id;
  body.pose = element.pose;
  auto size_m = element.declaration->default_size_m;
  const bool is_conveyor = element.type == "conveyor";
  if (const auto size = element.fields.find("size_m"); size != element.fields.end()) {
    for (std::size_t i = 0; i < 3; ++i) size_m[i] = (*size)[i].get<double>();
  } else if (const auto length = element.fields.find("length_m"); is_conveyor && length != element.fields.end()) {
    size_m[0] = length->get<double>();
  }
  setSize(body, size_m);
  if (const auto kind = factory::transferKind(element.type)) fitTransfer(body, *kind, transferRoom(element, *kind));
  if (const auto path = element.fields.find("path"); is_conveyor && path != element.fields.end() && path->size() >= 2) {
    for (const Json& point : *path) {
      body.path.push_back({point[0].get<double>(), point[1].get<double>()});
      body.path_z_m.push_back(point[2].get<double>());
    }
  }
  // A robot takes and gives all around; nothing docks on to it.
  body.has_inlet = element.type != "source" && element.type != "robot";
  body.has_outlet = element.type != "sink" && element.type != "robot";
  return body;
}

Body bodyOf(const factory::Factory& factory, std::size_t element) {
  Body body = bodyOf(factory.elements()[element]);
  if (const auto kind = factory::transferKind(factory.elements()[element].type)) {
    fitTransfer(body, *kind, factory::transferRoom(factory, element));
  }
  return body;
}

std::vector<Body> bodiesOf(const factory::Factory& factory) {
  std::vector<Body> bodies;
  bodies.reserve(factory.elements().size());
  for (std::size_t i = 0; i < factory.elements().size(); ++i) bodies.push_back(bodyOf(factory, i));
  return bodies;
}

void appendBlocks(const Body& body, std::size_t owner, std::vector<Block>& blocks) {
  if (body.path.empty()) {
    blocks.push_back(blockAround(body, {body.pose.x_m, body.pose.y_m}, body.length_m / 2, body.pose.yaw_rad, owner));
    if (body.housing_m == 0) return;
    const double side = body.housing_m > 0 ? 1 : -1;
    const Point middle = toHall(body, {0, side * body.width_m / 2 + body.housing_m / 2});
    blocks.push_back(blockAround(body, middle, factory::kHousingShare * body.length_m / 2, body.pose.yaw_rad, owner));
    blocks.back().half_y_m = std::abs(body.housing_m) / 2;
    return;
  }
  for (std::size_t leg = 0; leg + 1 < body.path.size(); ++leg) appendLegBlocks(body, leg, owner, blocks);
}

void appendLegBlocks(const Body& body, std::size_t leg, std::size_t owner, std::vector<Block>& blocks) {
  constexpr double kMostRise_m = 0.25;
  constexpr double kMostPieces = 100;
  const Point from = body.path[leg];
  const Point way = body.path[leg + 1] - from;
  const double from_z_m = heightOf_m(body, leg);
  const double rise_m = heightOf_m(body, leg + 1) - from_z_m;
  const double length_m = std::hypot(way.x_m, way.y_m);
  const double yaw_rad = body.pose.yaw_rad + std::atan2(way.y_m, way.x_m);
  // Inner ends reach over the corner.
  const double before_m = leg > 0 ? body.width_m / 2 : 0;
  const double after_m = leg + 2 < body.path.size() ? body.width_m / 2 : 0;
  const double n_pieces = std::clamp(std::ceil(std::abs(rise_m) / kMostRise_m), 1.0, kMostPieces);
  for (double k = 0; k < n_pieces; ++k) {
    const double start_m = k == 0 ? -before_m : length_m * k / n_pieces;
    const double end_m = k + 1 == n_pieces ? length_m + after_m : length_m * (k + 1) / n_pieces;
    Block block = blockAround(body, toHall(body, from + unit(way) * ((start_m + end_m) / 2)), (end_m - start_m) / 2,
                              yaw_rad, owner);
    const double start_z_m = from_z_m + rise_m * k / n_pieces;
    const double end_z_m = from_z_m + rise_m * (k + 1) / n_pieces;
    block.low_m += std::min(start_z_m, end_z_m);
    block.high_m += std::max(start_z_m, end_z_m);
    blocks.push_back(block);
  }
}

Extent extentOf(const Body& body) {
  std::vector<Block> blocks;
  appendBlocks(body, 0, blocks);
  Extent extent{blocks[0].center, blocks[0].center};
  for (const Block& block : blocks) {
    const double x_m = std::abs(block.cos_yaw) * block.half_x_m + std::abs(block.sin_yaw) * block.half_y_m;
    const double y_m = std::abs(block.sin_yaw) * block.half_x_m + std::abs(block.cos_yaw) * block.half_y_m;
    extent.low = {std::min(extent.low.x_m, block.center.x_m - x_m), std::min(extent.low.y_m, block.center.y_m - y_m)};
    extent.high = {std::max(extent.high.x_m, block.center.x_m + x_m),
                   std::max(extent.high.y_m, block.center.y_m + y_m)};
  }
  return extent;
}

Port inletOf(const Body& body) {
  if (body.path.empty()) return portAt(body, {-body.length_m / 2, 0}, {1, 0});
  return portAt(body, body.path.front(), body.path[1] - body.path[0], heightOf_m(body, 0));
}

Port outletOf(const Body& body) {
  if (body.path.empty()) return portAt(body, {body.length_m / 2, 0}, {1, 0});
  return portAt(body, body.path.back(), body.path.back() - body.path[body.path.size() - 2],
                heightOf_m(body, body.path.size() - 1));
}

std::vector<Port> inletsOf(const Body& body) {
  return portsOf(body, false);
}

std::vector<Port> outletsOf(const Body& body) {
  return portsOf(body, true);
}

}  // namespace mw::layout
