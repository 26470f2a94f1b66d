// SPDX-License-Identifier: Apache-2.0
#include "core/layout/body.h"

#include <algorithm>
#include <cmath>

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

Port portAt(const Body& body, Point local, Point along) {
  return {toHall(body, local), body.pose.z_m, unit(turned(along, body.pose.yaw_rad))};
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
  body.length_m = size_m[0];
  body.width_m = size_m[1];
  body.height_m = size_m[2];
  if (const auto path = element.fields.find("path"); is_conveyor && path != element.fields.end() && path->size() >= 2) {
    for (const Json& point : *path) body.path.push_back({point[0].get<double>(), point[1].get<double>()});
  }
  // A robot takes and gives all around; nothing docks on to it.
  body.has_inlet = element.type != "source" && element.type != "robot";
  body.has_outlet = element.type != "sink" && element.type != "robot";
  return body;
}

std::vector<Body> bodiesOf(const factory::Factory& factory) {
  std::vector<Body> bodies;
  bodies.reserve(factory.elements().size());
  for (const factory::Element& element : factory.elements()) bodies.push_back(bodyOf(element));
  return bodies;
}

void appendBlocks(const Body& body, std::size_t owner, std::vector<Block>& blocks) {
  if (body.path.empty()) {
    blocks.push_back(blockAround(body, {body.pose.x_m, body.pose.y_m}, body.length_m / 2, body.pose.yaw_rad, owner));
    return;
  }
  for (std::size_t i = 1; i < body.path.size(); ++i) {
    const Point leg = body.path[i] - body.path[i - 1];
    const double before_m = i > 1 ? body.width_m / 2 : 0;  // inner ends reach over the corner
    const double after_m = i + 1 < body.path.size() ? body.width_m / 2 : 0;
    const Point middle = (body.path[i] + body.path[i - 1]) * 0.5 + unit(leg) * ((after_m - before_m) / 2);
    const double half_m = (std::hypot(leg.x_m, leg.y_m) + before_m + after_m) / 2;
    const double yaw_rad = body.pose.yaw_rad + std::atan2(leg.y_m, leg.x_m);
    blocks.push_back(blockAround(body, toHall(body, middle), half_m, yaw_rad, owner));
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
  return portAt(body, body.path.front(), body.path[1] - body.path[0]);
}

Port outletOf(const Body& body) {
  if (body.path.empty()) return portAt(body, {body.length_m / 2, 0}, {1, 0});
  return portAt(body, body.path.back(), body.path.back() - body.path[body.path.size() - 2]);
}

}  // namespace mw::layout
