// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/factory/enclosure.h"
#include "ui/scene/vec3.h"

namespace mw::scene {

/// Which body an element gets. Other is the fallback for types of plugins that bring no mesh.
enum class BodyType {
  Source,
  Buffer,
  Station,
  Conveyor,
  Assembly,
  Disassembly,
  Batch,
  Unbatch,
  Inspection,
  Robot,
  Storage,
  Sink,
  Vehicle,
  Turntable,
  Lift,
  Pusher,
  Other
};

inline constexpr std::array<BodyType, 17> kBodyTypes = {
    BodyType::Source,      BodyType::Buffer, BodyType::Station, BodyType::Conveyor,   BodyType::Assembly,
    BodyType::Disassembly, BodyType::Batch,  BodyType::Unbatch, BodyType::Inspection, BodyType::Robot,
    BodyType::Storage,     BodyType::Sink,   BodyType::Vehicle, BodyType::Turntable,  BodyType::Lift,
    BodyType::Pusher,      BodyType::Other};

/// Another look of the same type: a station that is a lathe, a buffer that is a rack.
enum class BodyVariant {
  Standard,
  Oven,
  Lathe,
  Press,
  PaintBooth,
  Measuring,  ///< a granite table under a gantry
  Filler,
  Capper,
  Labeller,
  Washer,  ///< a tunnel that parts pass through
  Gantry,  ///< as packers and palletisers
  Manual,  ///< a bench with somebody at it
  FlowRack,
  FloorArea
};

inline constexpr std::array<BodyVariant, 14> kBodyVariants = {
    BodyVariant::Standard,  BodyVariant::Oven,   BodyVariant::Lathe,    BodyVariant::Press,    BodyVariant::PaintBooth,
    BodyVariant::Measuring, BodyVariant::Filler, BodyVariant::Capper,   BodyVariant::Labeller, BodyVariant::Washer,
    BodyVariant::Gantry,    BodyVariant::Manual, BodyVariant::FlowRack, BodyVariant::FloorArea};

/// The type named as in the factory format ("station", "conveyor", ...); Other for names it does not know.
[[nodiscard]] BodyType bodyTypeOf(std::string_view factory_type);
/// The factory format's name of a type; "other" for Other.
[[nodiscard]] std::string_view nameOf(BodyType type);
/// The look that an element's `body` names; Standard for the names of types' own looks ("mill", "bench", ...).
[[nodiscard]] BodyVariant bodyVariantOf(std::string_view factory_body);

struct ImportedBody;
struct SceneArm;

/// A place across a conveyor, in its own frame.
struct ScenePlace {
  Vec3 at_m;             ///< on its line
  double yaw_rad = 0;    ///< of the belt's way there
  double slope_rad = 0;  ///< above 0 it climbs
  bool operator==(const ScenePlace&) const = default;
};

/// How a turntable, lift or pusher stands in its own frame.
struct SceneTransfer {
  double rest = 0;  ///< a plate's heading, rad; a platform's height above its foot's level, m; a blade's way, m
  double side = 1;  ///< to which the blade pushes: left 1, right -1
  bool has_rollers = false;  ///< under the parts, instead of a belt
  bool operator==(const SceneTransfer&) const = default;
};

/// One element as the scene shows it: a plain value, made from the factory by the window.
///
/// Local frame: origin on the floor in the middle of the footprint, x along the flow of material, y to its left, z up.
/// The operator's side, with doors and panels, is -y.
struct SceneElement {
  std::string id;
  BodyType type = BodyType::Other;
  BodyVariant variant = BodyVariant::Standard;
  std::string name;  ///< what a label says; the id where empty
  Vec3 position_m;
  double yaw_rad = 0;
  std::optional<Vec3> size_m;  ///< length (x), width (y), height (z); the type's own where absent
  double length_m = 0;         ///< conveyors: belt length, used where size_m is absent and > 0
  std::vector<Vec3> path;      ///< conveyors: at least two points in the local frame; straight along x where empty
  int capacity = 1;            ///< places for parts; 0 = unlimited
  std::shared_ptr<const ImportedBody> imported;  ///< shown instead of the type's body, stretched to the size

  /// Robots: shown as this arm instead of the type's body, its base at the element's place, never stretched.
  std::shared_ptr<const SceneArm> arm;

  /// Shown instead of the type's body: walls with openings, and doors that can be moved.
  std::optional<factory::Enclosure> enclosure;

  SceneTransfer transfer;  ///< of turntables, lifts and pushers alone

  std::vector<ScenePlace> stops;  ///< conveyors: blades that hold parts, from start to end
  std::vector<ScenePlace> eyes;   ///< conveyors: light barriers

  bool operator==(const SceneElement&) const = default;
};

/// Parts can go from one element to another.
struct SceneFlow {
  std::string from;
  std::string to;
  bool operator==(const SceneFlow&) const = default;
};

/// What a part looks like.
enum class PartShape { Box, Cylinder, Bottle };

/// A kind of part: all parts of one kind are drawn together.
struct ScenePartType {
  std::string id;
  Vec3 size_m{0.3, 0.3, 0.2};
  std::uint32_t color = 0x4477AA;  ///< 0xRRGGBB
  PartShape shape = PartShape::Box;
  bool operator==(const ScenePartType&) const = default;
};

/// Where one part is now.
struct PartPose {
  std::uint32_t type = 0;                          ///< index into the part types
  std::array<float, 3> center_m{};                 ///< middle of the part
  std::array<float, 4> orientation{1.F, 0, 0, 0};  ///< unit quaternion w, x, y, z
  std::optional<std::uint32_t> color;              ///< 0xRRGGBB instead of the type's own
};

}  // namespace mw::scene
