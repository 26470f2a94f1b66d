// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "core/motion/drive/making_way.h"
#include "core/motion/motion_state.h"

namespace mw::motion {

/// A vehicle that is to go aside.
struct MakesWay {
  std::uint32_t vehicle = 0;
  std::uint32_t for_whom = 0;
  Refuge refuge;
};

/// Who goes aside for whom where vehicles stand for each other.
///
/// Whoever stands waits for the vehicle before it. That one may drive, or load, and will go on by itself. If it has
/// nothing to do, it goes aside. If those that wait for each other stand in a ring, one of them backs out: the one that
/// has the shortest way to do so, but not one for which another has just gone aside. Where nobody can go aside they
/// stay, which is told after kPatience_s; for one that drives or loads, after ten minutes. So long, too, who is kept
/// from the next node of its way by others: it may drive to and fro with them for ever.
class RightOfWay {
 public:
  explicit RightOfWay(std::span<const StandingBox> standing) : standing_(standing) {}

  /// At most one at a time.
  [[nodiscard]] std::optional<MakesWay> settle(std::span<const VehicleRun> vehicles, double time_s);
  /// One for each pair, in the order in which they were first found.
  [[nodiscard]] const std::vector<Standstill>& standstills() const { return standstills_; }

  static constexpr double kPatience_s = 60;

 private:
  [[nodiscard]] std::optional<MakesWay> settleFor(std::span<const VehicleRun> vehicles, std::uint32_t first);
  void note(std::span<const VehicleRun> vehicles, std::uint32_t vehicle, double time_s);
  void noteDelays(std::span<const VehicleRun> vehicles, double time_s);
  /// Of a pair that is known already, how long at most.
  void tell(const Standstill& standstill, double time_s);

  /// Of a vehicle on the way to the next node that somebody wants it at.
  struct Delay {
    std::optional<RoadLeg> leg;
    double since_s = 0;
    double kept_s = 0;                     ///< when it was kept from it last
    std::optional<std::uint32_t> blocker;  ///< the last vehicle for which it stood or made way
  };

  std::span<const StandingBox> standing_;
  double next_s_ = 0;
  std::set<std::pair<std::uint32_t, std::uint32_t>> in_vain_;  ///< who was asked for whom at this time
  std::vector<double> tried_s_;                                ///< per vehicle: held up so long, it is tried again
  std::vector<Delay> delays_;                                  ///< per vehicle
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> known_;
  std::vector<Standstill> standstills_;
};

}  // namespace mw::motion
