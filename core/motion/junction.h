// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/motion/conveyor_geometry.h"

namespace mw::motion {

/// A flow from the end of one lane to the start of another.
struct LanePair {
  std::size_t in;
  std::size_t out;
};

/// Where the ends of some conveyors and the starts of others meet, and parts ride over.
struct Junction {
  std::vector<std::size_t> ins;   ///< lanes that end here, by rising index
  std::vector<std::size_t> outs;  ///< lanes that start here
  Vector3 point_m{};              ///< on the surfaces
  double reach_m = 0;             ///< so far from the point the belts stop for a plate; 0: straight on, there is none
  double width_m = 0;             ///< of the widest
  /// More than one way leads through it, and parts wait outside until theirs is clear.
  bool is_shared = false;
  /// It is shared with something else that puts parts down on it: one part at a time passes.
  bool takes_turns = false;
  std::vector<LanePair> ways{};  ///< through it
  /// Of those that have plates of their own the first one's number in the world, the others' follow; 0: none has.
  int first_way = 0;

  /// Which of its ways, in their order.
  [[nodiscard]] std::size_t wayOf(std::size_t in, std::size_t out) const;
};

struct Joints {
  std::vector<Junction> junctions;
  std::vector<std::string> notes;  ///< what nearly meets, a sentence each
};

/// Finds where a conveyor's start touches the end of one that flows into it: at most 0.1 m away seen from above, not
/// higher, at most 0.3 m lower, turned by at most 90 degrees. Level on both sides where it turns. Everywhere else parts
/// are handed over, as by somebody who puts them down at the start.
///
/// @param conveyors  by lane; gets its starts and ends
[[nodiscard]] Joints joinConveyors(const factory::Factory& factory, std::vector<ConveyorGeometry>& conveyors);

}  // namespace mw::motion
