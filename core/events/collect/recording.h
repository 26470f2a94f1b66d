// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/events/collect/recorder.h"

namespace mw::events {

struct PartInside {
  std::uint32_t part = 0;
  std::uint16_t part_type = 0;
  SimTime entered;
};

/// Everything that can be seen of the factory at one instant.
struct Moment {
  struct ElementMoment {
    std::vector<factory::ElementState> places;
    factory::ElementState summary =
        factory::ElementState::Idle;  ///< most telling: down, blocked, setup, waiting, busy, idle, off
    std::vector<PartInside> parts;    ///< in order of entry
  };
  SimTime at;
  std::vector<ElementMoment> elements;  ///< without the parts that are on vehicles
  std::vector<VehicleMove> vehicles;    ///< the newest of each, fleet by fleet
  std::int64_t good = 0;                ///< parts that reached good sinks so far
  std::int64_t wip = 0;                 ///< parts inside, those in loads too
};

/// One run, noted so that any instant of it can be shown without running again.
class Recording final : public Recorder {
 public:
  Recording() = default;
  /// @param places  per element; @param is_good_sink  per element
  /// @param is_source  per element, whose parts are not inside yet; empty: none is
  Recording(std::vector<std::uint16_t> places, std::vector<bool> is_good_sink, SimTime horizon,
            std::vector<bool> is_source = {});

  /// Makes room for the moves of vehicles. @param counts  per fleet
  void setFleets(const std::vector<std::uint32_t>& counts);
  /// The run ends at the instant at which so many moves are noted.
  void setMaxMoves(std::size_t max_moves) { max_moves_ = max_moves; }
  void add(const StateChange& change) override { states_.push_back(change); }
  void add(const PartMove& move) override { moves_.push_back(move); }
  void addVehicle(const VehicleMove& move) override;
  /// Moves of vehicles count too.
  [[nodiscard]] bool isFull() const override { return moves_.size() + vehicle_moves_ >= max_moves_; }
  /// Builds the index for momentAt; call once, after the last add.
  void finish(SimTime end, bool is_complete);

  [[nodiscard]] SimTime end() const { return end_; }
  [[nodiscard]] bool isComplete() const { return is_complete_; }  ///< false: stopped at the limit of moves
  [[nodiscard]] std::span<const StateChange> states() const { return states_; }
  [[nodiscard]] std::span<const PartMove> moves() const { return moves_; }
  /// Of each vehicle, fleet by fleet, in order of time.
  [[nodiscard]] std::span<const std::vector<VehicleMove>> vehicleMoves() const { return by_vehicle_; }
  [[nodiscard]] std::size_t elementCount() const { return places_.size(); }

  /// The state right after all events at or before t. Costs a binary search and at most one keyframe interval.
  [[nodiscard]] Moment momentAt(SimTime t) const;
  /// The instant of the next state change or move after t; end() when there is none.
  [[nodiscard]] SimTime nextChangeAfter(SimTime t) const;
  /// The instant of the last one before t; zero when there is none.
  [[nodiscard]] SimTime lastChangeBefore(SimTime t) const;
  /// Moves in (after, until], for animating parts on their way.
  [[nodiscard]] std::span<const PartMove> movesBetween(SimTime after, SimTime until) const;
  /// State changes of one element, of all its places, in order of time.
  [[nodiscard]] std::vector<StateChange> statesOf(std::uint32_t element) const;

 private:
  struct Keyframe {
    std::size_t next_state = 0;
    std::size_t next_move = 0;
    Moment moment;
  };
  /// Where vehicles are; what is on them is no longer where it was taken from.
  void addVehicles(Moment& moment) const;
  void apply(Moment& moment, const StateChange& change) const;
  void apply(Moment& moment, const PartMove& move) const;
  /// Applies everything from the given positions up to t, in the order of time.
  void advance(Keyframe& frame, SimTime t) const;

  std::vector<std::uint16_t> places_;
  std::vector<bool> is_good_sink_;
  std::vector<bool> is_source_;
  SimTime end_;
  bool is_complete_ = true;
  std::size_t max_moves_ = std::numeric_limits<std::size_t>::max();
  std::vector<StateChange> states_;
  std::vector<PartMove> moves_;
  std::vector<std::size_t> first_vehicle_;            ///< of each fleet
  std::vector<std::vector<VehicleMove>> by_vehicle_;  ///< in order of time
  std::size_t vehicle_moves_ = 0;
  std::vector<Keyframe> keyframes_;
};

}  // namespace mw::events
