// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/events/collect/recorder.h"
#include "core/factory/factory.h"

namespace mw::events {

/// The state to show of an element whose places are in these: the first of down, blocked, setup, waiting, busy, idle;
/// off where all are.
[[nodiscard]] factory::ElementState mostTelling(std::span<const factory::ElementState> places);

/// How a run stands now, for one that is watched while it goes on. Keeps nothing of what was.
class Present final : public Recorder {
 public:
  explicit Present(const factory::Factory& factory);

  void add(const StateChange& change) override;
  void add(const PartMove& move) override;
  void addVehicle(const VehicleMove& move) override;

  /// By elements, in factory order.
  [[nodiscard]] const std::vector<factory::ElementState>& states() const { return states_; }
  /// Parts in each element, a load as one; none in sinks.
  [[nodiscard]] const std::vector<std::int64_t>& contents() const { return contents_; }
  /// What vehicles do, fleet by fleet.
  [[nodiscard]] const std::vector<VehicleActivity>& vehicles() const { return vehicles_; }
  /// Parts that sinks took.
  [[nodiscard]] std::int64_t delivered() const { return delivered_; }

 private:
  std::vector<bool> is_sink_;
  std::vector<std::vector<factory::ElementState>> places_;
  std::vector<factory::ElementState> states_;
  std::vector<std::int64_t> contents_;
  std::vector<std::size_t> first_vehicle_;  ///< by fleet
  std::vector<VehicleActivity> vehicles_;
  std::int64_t delivered_ = 0;
};

}  // namespace mw::events
