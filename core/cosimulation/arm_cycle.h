// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace mw::cosimulation {

/// One part brought from port to port.
struct ArmCycle {
  std::uint32_t element = 0;  ///< index of the robot in the factory
  double end_s = 0;           ///< when the arm stood above the place again
  double cycle_s = 0;         ///< time for which it worked: waits for parts, room, repairs and operators left out
};

/// An arm so far.
struct ArmReport {
  std::uint32_t element = 0;
  double work_j = 0;         ///< of its drives: torque times angle where both have one sign; braking gives nothing back
  bool is_too_weak = false;  ///< it did not come to rest where its gripper had to work
};

}  // namespace mw::cosimulation
