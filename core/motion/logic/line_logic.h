// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/motion/logic/arrivals.h"
#include "core/motion/logic/route.h"

namespace mw::motion {

struct LinePart {
  std::uint32_t number = 0;  ///< running, in order of creation
  std::uint16_t type = 0;    ///< index in the factory's parts
};

/// A part that waits to go on.
struct WaitingPart {
  std::size_t element = 0;
  LinePart part;
  double since_s = 0;
};

/// The conveyors as the logic sees them: places that take parts at one end and give them back at the other.
class Belts {
 public:
  virtual ~Belts() = default;
  [[nodiscard]] virtual bool hasRoom(std::size_t conveyor, const LinePart& part) const = 0;
  virtual void put(std::size_t conveyor, const LinePart& part, double time_s) = 0;
  /// Parts at the ends of all conveyors.
  [[nodiscard]] virtual std::vector<WaitingPart> waitingParts() const = 0;
  virtual void take(const WaitingPart& part, double time_s) = 0;
};

/// Where parts are while they are on no belt: a line at its mean times, in which nothing breaks down.
///
/// A source gives parts at its mean interarrival time; a station holds each part in one of its places for its mean
/// process time; a buffer holds parts for their shortest stay and lets them out first in, first out; a sink counts.
/// A part that is done stays where it is until an element that its route leads to has room (blocking after service).
/// Of several parts that wait, the one that has waited longest goes first, then the lower element, then the lower part.
class LineLogic {
 public:
  /// @throws InputError with all that motion can't do, each by name: element types, batch modes, orders, routings
  LineLogic(const factory::Factory& factory, std::uint64_t seed);

  /// Moves everything that can move at this time. Times must not decrease.
  void advance(double time_s, Belts& belts);
  [[nodiscard]] std::int64_t delivered() const { return delivered_; }
  /// What the factory says and motion leaves out, a sentence each.
  [[nodiscard]] std::span<const std::string> notes() const { return notes_; }

 private:
  struct Held {
    LinePart part;
    double ready_s;
  };
  enum class Kind { Source, Hold, Conveyor, Sink };
  struct Node {
    Kind kind = Kind::Hold;
    bool is_fifo = false;                 ///< only the part that came first may leave
    std::optional<std::size_t> capacity;  ///< none: unlimited
    std::vector<double> stay_s;           ///< by part type
    std::deque<Held> held;                ///< in order of entry
    std::optional<Arrivals> arrivals;
    std::optional<Route> route;
  };

  [[nodiscard]] Node nodeOf(std::size_t element, std::uint64_t seed);
  [[nodiscard]] std::vector<double> stays_s(std::size_t element, const char* key) const;
  void noteIgnored(std::size_t element);
  void arrive(double time_s);
  [[nodiscard]] std::vector<WaitingPart> readyParts(double time_s, const Belts& belts) const;
  bool moveOn(const WaitingPart& waiting, double time_s, Belts& belts);
  [[nodiscard]] bool hasRoom(std::size_t element, const LinePart& part, const Belts& belts) const;
  void leave(const WaitingPart& waiting, double time_s, Belts& belts);
  void enter(std::size_t element, const LinePart& part, double time_s, Belts& belts);
  void loseWaiting();

  const factory::Factory& factory_;
  std::vector<std::string> part_ids_;
  std::vector<Node> nodes_;
  std::vector<std::string> notes_;
  std::uint32_t n_created_ = 0;
  std::int64_t delivered_ = 0;
};

}  // namespace mw::motion
