// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "core/motion/arm/arm_posture.h"

namespace mw::panels {

/// Decides how arms stand that several ask for: a robot that is taught stands as the hand has it, whatever a run says.
class PosedArms {
 public:
  enum class Who { Run, Teaching };

  void set(Who who, std::span<const motion::ArmPosture> arms);
  /// One posture for each robot that somebody asks for.
  [[nodiscard]] std::vector<motion::ArmPosture> shown() const;

 private:
  std::array<std::vector<motion::ArmPosture>, 2> asked_;
};

}  // namespace mw::panels
