// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/body_shapes.h"

#include <fmt/format.h>
#include <vtkPolyData.h>

#include "ui/scene/bodies/arm_skin.h"
#include "ui/scene/bodies/body.h"
#include "ui/scene/footprint.h"
#include "ui/scene/occlusion_grid.h"

namespace mw::scene {
namespace {

constexpr double kOutline_m = 0.022;

/// Above the floor, not above the plate that an arm stands on.
ShadowCaster raised(ShadowCaster caster, double by_m) {
  for (Vec3& cell : caster.cells) cell.z += by_m;
  return caster;
}

BodyShape makeSkinnedShape(const SceneElement& element) {
  auto bodies = buildSkinnedArm(*element.arm);
  bodies[0].push_back({buildArmStand(element)});
  Mesh whole;
  std::vector<ColoredMesh> all;
  for (const auto& body : bodies) {
    for (const ColoredMesh& part : body) append(whole, part.mesh);
    all.insert(all.end(), body.begin(), body.end());
  }
  const OcclusionGrid grid(whole);
  BodyShape shape{toPolyData(all, grid),
                  toOutline(whole, kOutline_m),
                  nullptr,
                  raised(grid.caster(), element.position_m.z),
                  {},
                  element.arm};
  for (const auto& body : bodies) {
    Mesh joined;
    for (const ColoredMesh& part : body) append(joined, part.mesh);
    shape.arm.push_back({toPolyData(body, grid), toOutline(joined, kOutline_m)});
  }
  return shape;
}

/// Those with a mesh of their own left out.
std::unordered_map<std::string, BodyShape> shapesOf(std::span<const SceneElement> elements) {
  std::unordered_map<std::string, BodyShape> made;
  for (const SceneElement& element : elements) {
    if (element.imported) continue;
    const auto [slot, is_new] = made.try_emplace(bodyKey(element));
    if (is_new) slot->second = makeShape(element);
  }
  return made;
}

std::string enclosureKey(const factory::Enclosure& enclosure) {
  std::string key = fmt::format("/enclosed {:.3f}", enclosure.wall_m);
  for (const factory::EnclosureDoor& door : enclosure.doors) {
    key += fmt::format("/{},{:.3f},{:.3f},{:.3f},{:.3f},{}", static_cast<int>(door.side), door.at_m, door.width_m,
                       door.height_m, door.sill_m, door.lifts);
  }
  return key;
}

std::string placesKey(std::string_view what, const std::vector<ScenePlace>& places) {
  std::string key;
  for (const ScenePlace& place : places) {
    const Vec3& p = place.at_m;
    key += fmt::format("/{} {:.3f},{:.3f},{:.3f},{:.3f},{:.3f}", what, p.x, p.y, p.z, place.yaw_rad, place.slope_rad);
  }
  return key;
}

}  // namespace

std::string bodyKey(const SceneElement& element) {
  // The same mesh at any size is the same body: it is stretched where it is drawn.
  if (element.imported) return fmt::format("imported/{}", fmt::ptr(element.imported.get()));
  if (element.arm) return fmt::format("arm/{}/{:.3f}", fmt::ptr(element.arm.get()), element.position_m.z);
  const Vec3 s = sizeOf(element);
  std::string key =
      fmt::format("{}/{}/{:.3f}/{:.3f}/{:.3f}", nameOf(element.type), static_cast<int>(element.variant), s.x, s.y, s.z);
  if (element.enclosure) key += enclosureKey(*element.enclosure);
  if (element.type == BodyType::Pusher && element.transfer.side < 0) key += "/right";
  if (element.transfer.has_rollers) key += "/rollers";
  if (element.position_m.z > 0) key += fmt::format("/at {:.3f}", element.position_m.z);  // its legs reach the floor
  key += placesKey("stop", element.stops) + placesKey("eye", element.eyes);
  for (const Vec3& p : element.path) key += fmt::format("/{:.3f},{:.3f},{:.3f}", p.x, p.y, p.z);
  return key;
}

BodyShape makeShape(const SceneElement& element) {
  if (element.arm && element.arm->skin) return makeSkinnedShape(element);
  const Mesh mesh = buildBody(element);
  const OcclusionGrid grid(mesh);
  BodyShape shape{toPolyData(mesh, grid), toOutline(mesh, kOutline_m), toPanes(mesh, grid), grid.caster(), {}, {}};
  for (const Mesh& moving : buildMoving(element)) {
    shape.moving.push_back({toPolyData(moving, OcclusionGrid(moving)), toOutline(moving, kOutline_m)});
  }
  shape.caster = raised(std::move(shape.caster), element.position_m.z);
  if (!element.arm) return shape;
  shape.of_arm = element.arm;
  std::array<Mesh, kArmBodies> bodies = buildArm(*element.arm);
  append(bodies[0], buildArmStand(element));
  for (const Mesh& body : bodies) shape.arm.push_back({toPolyData(body, grid), toOutline(body, kOutline_m)});
  return shape;
}

void BodyShapes::prepare(std::span<const SceneElement> elements) {
  std::unordered_map<std::string, BodyShape> made = shapesOf(elements);
  const std::lock_guard lock(mutex_);
  shapes_ = std::move(made);
}

void BodyShapes::add(std::span<const SceneElement> elements) {
  std::unordered_map<std::string, BodyShape> made = shapesOf(elements);
  const std::lock_guard lock(mutex_);
  shapes_.merge(made);
}

std::optional<BodyShape> BodyShapes::take(const std::string& key) {
  const std::lock_guard lock(mutex_);
  auto node = shapes_.extract(key);
  if (node.empty()) return std::nullopt;
  return std::move(node.mapped());
}

}  // namespace mw::scene
