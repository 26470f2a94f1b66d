// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "ui/scene/scene_element.h"

namespace mw::test {

inline scene::SceneElement body(const std::string& id, scene::BodyType type, double x, double y, double yaw = 0) {
  scene::SceneElement e;
  e.id = id;
  e.type = type;
  e.position_m = {x, y, 0};
  e.yaw_rad = yaw;
  return e;
}

inline scene::SceneElement belt(const std::string& id, double x, double y, double length) {
  scene::SceneElement e = body(id, scene::BodyType::Conveyor, x, y);
  e.length_m = length;
  return e;
}

}  // namespace mw::test
