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

/// A conveyor at one instant.
struct ConveyorState {
  std::uint32_t element = 0;
  bool is_running = true;
  std::uint32_t n_parts = 0;    ///< on it now
  double free_transport_s = 0;  ///< length / speed: what a part takes that nothing holds up
  double waited_s = 0;          ///< time so far in which a part waited at the end
};

enum class MishapKind {
  Tipped,  ///< lies on its side (more than 45 degrees), but on the belt
  Fell,    ///< is below the belt's surface
  Lost     ///< left the hall and was removed
};

/// A part that did not travel as it should.
struct Mishap {
  MishapKind kind = MishapKind::Fell;
  double time_s = 0;
  std::uint32_t part = 0;
  std::uint32_t element = 0;  ///< the conveyor it was on
};

/// The physics of a factory: belts and the parts on them as rigid bodies, everything else that has a size_m as a fixed
/// box. Parts inside other elements are not in the world: there the line's logic (core/motion/logic) holds each for the
/// mean of its process time or shortest stay, and nothing breaks down.
///
/// A conveyor is a belt of its length_m, centred on its pose along +x, or the level legs of its path; its surface is
/// 0.8 m above its foot. A part is put down with its centre at the start of the belt, at the belt's speed, as soon as
/// the part before it is one pitch_m (and at least both half lengths) away; it has arrived when its centre reaches the
/// end. So a free part takes length / speed. When the next element has no room it waits there before a stop: an
/// accumulating belt runs on under it and the parts behind close up, any other belt stops. Side rails guide the parts.
/// In the corners of a path a plate turns them.
///
/// Each conveyor with its parts is a lane: parts of different lanes do not meet. A fixed box lets the parts of
/// conveyors that flow into or out of it pass. Parts that fall lie where they fell, marked, and parts that leave the
/// hall are removed; both are told by mishaps().
///
/// One session belongs to one thread; sessions on different threads are independent. Fixed step: the same factory and
/// settings give the same bits.
class MotionSession {
 public:
  /// Copies what it needs of the factory.
  /// @throws InputError with all that forbids a run (checkFactory), what can't be moved by name, and settings out of
  /// range (steps up to 1/50 s)
  MotionSession(const factory::Factory& factory, const MotionSettings& settings);
  ~MotionSession();
  MotionSession(MotionSession&&) noexcept;
  MotionSession& operator=(MotionSession&&) noexcept;

  /// Advances by one fixed step.
  /// @throws NumericalError when a body has no finite position any more, naming its conveyor
  void step();
  [[nodiscard]] double time_s() const;
  /// Parts that are in the world now, by rising number; valid until the next step.
  [[nodiscard]] std::span<const PartPose> parts() const;
  /// Fingerprint of all positions, orientations and velocities, by their bits.
  [[nodiscard]] std::uint64_t stateHash() const;
  [[nodiscard]] std::span<const Transport> transports() const;
  /// Parts taken by sinks so far.
  [[nodiscard]] std::int64_t delivered() const;
  [[nodiscard]] std::span<const Mishap> mishaps() const;
  /// What the factory says and motion leaves out or can't do well, a sentence each.
  [[nodiscard]] std::span<const std::string> notes() const;
  /// Conveyors by rising index in the factory, as they are now; valid until the next step.
  [[nodiscard]] std::span<const ConveyorState> conveyors() const;
  /// How deep two bodies lie inside each other at most.
  [[nodiscard]] double deepestOverlap_m() const;

 private:
  class World;
  std::unique_ptr<World> world_;
};

}  // namespace mw::motion
