// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "core/factory/factory.h"
#include "core/motion/hall.h"
#include "core/motion/motion_state.h"

namespace mw::motion {

/// Parts that belong to nothing any more: they fall and lie where they fell, and meet everything.
class LooseParts {
 public:
  /// @param world  outlives this
  LooseParts(std::span<const factory::Part> parts, RigidWorld& world)
      : part_types_(parts.begin(), parts.end()), world_(world) {}

  /// @param state  where it is and how fast it is thrown
  void add(std::uint32_t number, std::uint16_t type, const BodyState& state);
  /// Reads where they are after a step. What has left the hall is taken out of the world.
  /// @throws NumericalError naming a part without a finite position
  void observe(const Hall& hall, double time_s);

  /// By rising number.
  [[nodiscard]] const std::vector<PartPose>& poses() const { return poses_; }
  [[nodiscard]] std::uint64_t hash() const;

 private:
  struct Loose {
    std::uint32_t number = 0;
    std::uint16_t type = 0;
    BodyId body = 0;
  };

  std::vector<factory::Part> part_types_;
  RigidWorld& world_;
  std::vector<Loose> parts_;  ///< by rising number
  std::vector<PartPose> poses_;
};

}  // namespace mw::motion
