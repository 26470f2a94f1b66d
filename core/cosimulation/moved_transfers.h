// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>

#include "core/events/co_simulation.h"
#include "core/motion/transfer_line.h"

namespace mw::cosimulation {

/// Lets turntables, lifts and pushers move the parts of an event run.
class MovedTransfers final : public events::WorkMover {
 public:
  /// @param line  outlives this
  explicit MovedTransfers(motion::TransferLine& line) : line_(line) {}

  void begin(events::Index device, const events::MovedWork& work, SimTime at) override;
  void place(events::Index device, events::Index flow, SimTime at) override;
  void setRunning(events::Index device, bool is_running, SimTime at) override;
  /// Vehicles don't serve them.
  void giveAway(events::Index, SimTime) override {}

  /// Tells the run whose part is in the middle, over the edge, off or lost.
  void tell(events::CoSimulation& run, double time_s);
  /// The body of a part that goes over an edge at this moment.
  [[nodiscard]] std::optional<motion::BodyId> overEdge(std::uint32_t part) const;

 private:
  void tellDevice(std::uint32_t device, events::CoSimulation& run, double time_s);

  motion::TransferLine& line_;
  std::map<std::uint32_t, bool> has_asked_;  ///< by device: where its part goes
  std::optional<std::uint32_t> handing_;     ///< the device whose part goes on at this moment
};

/// Tells arms and transfer devices apart for an event run.
class MovedWorkers final : public events::WorkMover {
 public:
  /// All outlive this.
  MovedWorkers(events::WorkMover& arms, events::WorkMover& transfers, const factory::Factory& factory)
      : arms_(arms), transfers_(transfers), factory_(factory) {}

  void begin(events::Index element, const events::MovedWork& work, SimTime at) override {
    of(element).begin(element, work, at);
  }
  void place(events::Index element, events::Index flow, SimTime at) override { of(element).place(element, flow, at); }
  void setRunning(events::Index element, bool is_running, SimTime at) override {
    of(element).setRunning(element, is_running, at);
  }
  void giveAway(events::Index element, SimTime at) override { of(element).giveAway(element, at); }
  [[nodiscard]] bool handles(events::Index element, events::Index flow, events::Index vehicle) override {
    return of(element).handles(element, flow, vehicle);
  }
  void placeOnto(events::Index element, events::Index flow, events::Index vehicle, SimTime at) override {
    of(element).placeOnto(element, flow, vehicle, at);
  }

 private:
  [[nodiscard]] events::WorkMover& of(events::Index element) const {
    return factory::transferKind(factory_.elements()[element].type) ? transfers_ : arms_;
  }

  events::WorkMover& arms_;
  events::WorkMover& transfers_;
  const factory::Factory& factory_;
};

}  // namespace mw::cosimulation
