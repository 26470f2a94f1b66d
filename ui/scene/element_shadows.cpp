// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/element_shadows.h"

#include <cmath>
#include <cstdint>
#include <vtkRenderer.h>

#include "ui/scene/footprint.h"

namespace mw::scene {
namespace {

/// Open frames and tables let light through.
double shadeOf(const SceneElement& element) {
  if (element.variant == BodyVariant::FloorArea) return 0.25;
  if (element.variant == BodyVariant::FlowRack || element.variant == BodyVariant::Manual ||
      element.variant == BodyVariant::Gantry) {
    return 0.6;
  }
  switch (element.type) {
    case BodyType::Conveyor:
    case BodyType::Lift:
    case BodyType::Storage:
    case BodyType::Batch:
    case BodyType::Unbatch:
      return 0.6;
    case BodyType::Buffer:
    case BodyType::Assembly:
    case BodyType::Disassembly:
    case BodyType::Robot:
    case BodyType::Pusher:
      return 0.75;
    default:
      return 1.0;
  }
}

std::string keyOf(const std::string& id, std::size_t piece) {
  return id + '\n' + std::to_string(piece);
}

}  // namespace

ElementShadows::ElementShadows(vtkRenderer& renderer)
    : renderer_(renderer), mesh_(shadowTopology().vertex_count, shadowTopology().triangles) {
  mesh_.setColor(rgb(0x0B0E12));
  renderer_.AddActor(mesh_.actor());
}

ElementShadows::~ElementShadows() {
  renderer_.RemoveActor(mesh_.actor());
}

void ElementShadows::set(const SceneElement& element, const std::shared_ptr<const Body>& body, double opacity) {
  remove(element.id);
  const double share = opacity * shadeOf(element);
  const std::vector<SceneElement> pieces = straightPiecesOf(element);
  if (pieces.size() == 1) {
    mesh_.set(keyOf(element.id, 0), shadowAt(under(body, element.yaw_rad), element.position_m, share));
    return;
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const GroundShadow shadow = groundShadow(slabCaster(sizeOf(pieces[i])), pieces[i].yaw_rad);
    mesh_.set(keyOf(element.id, i), shadowAt(shadow, pieces[i].position_m, share));
  }
}

void ElementShadows::shift(const SceneElement& element, const Vec3& by_m) {
  for (std::size_t i = 0; i == 0 || i + 1 < element.path.size(); ++i) mesh_.shift(keyOf(element.id, i), by_m);
}

void ElementShadows::remove(const std::string& id) {
  for (std::size_t i = 0; mesh_.contains(keyOf(id, i)); ++i) mesh_.remove(keyOf(id, i));
}

const GroundShadow& ElementShadows::under(const std::shared_ptr<const Body>& body, double yaw_rad) {
  constexpr std::size_t kMostKnown = 4096;
  if (known_.size() > kMostKnown) known_.clear();
  const std::string key =
      std::to_string(reinterpret_cast<std::uintptr_t>(body.get())) + '/' + std::to_string(std::lround(yaw_rad * 500));
  Known& known = known_[key];
  if (known.body.lock() != body) known = {body, groundShadow(body->caster, yaw_rad)};
  return known.shadow;
}

}  // namespace mw::scene
