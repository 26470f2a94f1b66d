// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::motion {

struct MotionSettings {
  double duration_s = 60;
  double step_s = 1.0 / 240;
  std::uint64_t seed = 1;
};

/// A moving part: position of its centre and orientation in hall coordinates.
struct PartPose {
  std::uint32_t part = 0;  ///< running number
  std::uint16_t part_type = 0;
  std::array<double, 3> position_m{};
  std::array<double, 4> orientation{0, 0, 0, 1};  ///< quaternion x y z w
};

/// One transport of one part over one conveyor.
struct Transport {
  std::uint32_t part = 0;
  std::uint32_t element = 0;
  double entered_s = 0;
  double left_s = 0;
};

/// The physics of a factory: belts and parts as rigid bodies, everything else as static bodies. One session belongs to
/// one thread; sessions on different threads are independent. Fixed step: the same factory gives the same bits.
class MotionSession {
 public:
  /// @throws InputError naming what can't be moved
  MotionSession(const factory::Factory& factory, const MotionSettings& settings);
  ~MotionSession();
  MotionSession(MotionSession&&) noexcept;
  MotionSession& operator=(MotionSession&&) noexcept;

  /// Advances by one fixed step.
  void step();
  [[nodiscard]] double time_s() const;
  /// Parts that are in the world now; valid until the next step.
  [[nodiscard]] std::span<const PartPose> parts() const;
  /// Fingerprint of all positions, orientations and velocities, by their bits.
  [[nodiscard]] std::uint64_t stateHash() const;
  [[nodiscard]] std::span<const Transport> transports() const;
  /// Parts taken by sinks so far.
  [[nodiscard]] std::int64_t delivered() const;

 private:
  class World;
  std::unique_ptr<World> world_;
};

}  // namespace mw::motion
