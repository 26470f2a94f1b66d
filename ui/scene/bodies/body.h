// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/scene/scene_element.h"
#include "ui/scene/solids.h"

namespace mw::scene {

/// The body of an element in its own frame. Depends on type, variant, size and path only, so that elements which agree
/// in these can share it.
[[nodiscard]] Mesh buildBody(const SceneElement& element);

/// What a jointed arm stands on: the plate, a column under it where it stands above the floor, the mast of its beacon.
[[nodiscard]] Mesh buildArmStand(const SceneElement& element);

/// The foot of the beacon's lamp, local frame: on top of the body's mast.
[[nodiscard]] Vec3 beaconOf(const SceneElement& element);

/// The lamp itself, its foot at the origin.
[[nodiscard]] Mesh buildBeaconLamp();

/// The doors of an enclosure, closed, in its own frame.
[[nodiscard]] std::vector<Mesh> buildDoors(const SceneElement& element);

/// What of an element moves apart from its body, in its own frame: the doors of an enclosure, closed; the plate, the
/// platform, or the stages behind the blade of a transfer device, where it stands at 0; the blades of a conveyor's
/// stops, up. Most have none.
[[nodiscard]] std::vector<Mesh> buildMoving(const SceneElement& element);

/// What one body draws: the builder to draw with, the element, and its size.
struct BodySheet {
  SolidBuilder& draw;
  const SceneElement& element;
  Vec3 size;
};

void buildStation(const BodySheet& sheet);
void buildEnclosure(const BodySheet& sheet);
void buildOven(const BodySheet& sheet);
void buildLathe(const BodySheet& sheet);
void buildPress(const BodySheet& sheet);
void buildPaintBooth(const BodySheet& sheet);
void buildMeasuring(const BodySheet& sheet);
void buildFiller(const BodySheet& sheet);
void buildCapper(const BodySheet& sheet);
void buildLabeller(const BodySheet& sheet);
void buildWasher(const BodySheet& sheet);
void buildManual(const BodySheet& sheet);
void buildFlowRack(const BodySheet& sheet);
void buildFloorArea(const BodySheet& sheet);
void buildConveyor(const BodySheet& sheet);
void buildBuffer(const BodySheet& sheet);
void buildSource(const BodySheet& sheet);
void buildSink(const BodySheet& sheet);
void buildAssembly(const BodySheet& sheet);
void buildDisassembly(const BodySheet& sheet);
void buildPalletiser(const BodySheet& sheet);
void buildInspection(const BodySheet& sheet);
void buildRobot(const BodySheet& sheet);
void buildStorage(const BodySheet& sheet);
void buildVehicle(const BodySheet& sheet);
void buildTurntable(const BodySheet& sheet);
void buildLift(const BodySheet& sheet);
void buildPusher(const BodySheet& sheet);
void buildOther(const BodySheet& sheet);

/// What a conveyor has across it, and stays: the drives and slots of its stops, its light barriers.
void buildConveyorFittings(const BodySheet& sheet);
/// The blade of a stop, up.
void buildStopBlade(const BodySheet& sheet, const ScenePlace& place);
inline constexpr double kBladeTravel_m = 0.09;  ///< until it is below the belt
/// Whether a roller here would be in the way of a blade.
[[nodiscard]] bool isInSlot(const SceneElement& conveyor, const Vec3& on_line_m);

/// What turns, rises or is pushed out, where it stands at 0.
void buildPlate(const BodySheet& sheet);
void buildPlatform(const BodySheet& sheet);
/// A stage of the telescope behind the blade, the last with the blade.
void buildStage(const BodySheet& sheet, int stage);
inline constexpr int kStages = 3;

}  // namespace mw::scene
