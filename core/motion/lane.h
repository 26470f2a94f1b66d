// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "core/motion/conveyor_bodies.h"
#include "core/motion/junction_way.h"

namespace mw::motion {

/// A conveyor in a world: its geometry and bodies, and what it was told.
struct Lane {
  ConveyorGeometry geometry;
  std::vector<BeltSurface> surfaces;
  std::optional<std::size_t> start_junction;
  std::optional<std::size_t> end_junction;
  bool is_on = true;            ///< within its working hours
  bool is_entry_taken = false;  ///< as it was told
  double next_let_go_s = 0;     ///< a pitch behind the part that was let over the junction at its end last
  double next_over_s = 0;       ///< a pitch behind the one that comes over the junction at its start last
};

/// A junction in a world.
struct Crossroads {
  Junction junction;
  std::vector<JunctionPlate> plates;
  std::vector<JunctionWay> ways;  ///< as the junction's

  /// Parts wait before it until their way is clear; several may be on theirs.
  [[nodiscard]] bool isByWays() const { return junction.is_shared && !junction.takes_turns; }
};

/// All conveyors of a factory with their bodies.
struct Lanes {
  std::vector<Lane> lanes;
  std::vector<Crossroads> crossroads;
  std::vector<std::optional<std::uint32_t>> element_of_guide;  ///< by body id: whose rail, wall or stop it is
  std::vector<std::string> notes;

  /// Whether a part goes on from the end of one to the start of the other as a body.
  [[nodiscard]] bool areJoined(std::size_t from, std::size_t to) const;
  /// The lane itself and those that meet it at a junction, each once.
  [[nodiscard]] std::vector<std::size_t> meeting(std::size_t lane) const;
  [[nodiscard]] std::optional<std::uint32_t> ownerOf(BodyId guide) const;
};

/// Of the parts on a turntable, lift or pusher, by their order in the factory.
[[nodiscard]] int laneOfTransfer(std::size_t device);

/// Builds them, with what parts they may carry.
/// @throws InputError naming each conveyor that can't be built
[[nodiscard]] Lanes buildLanes(const factory::Factory& factory, std::span<const factory::Part> parts,
                               RigidWorld& world);

}  // namespace mw::motion
