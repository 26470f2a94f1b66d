// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "core/events/collect/run_statistics.h"
#include "core/events/collect/tick_sum.h"
#include "core/events/model.h"
#include "core/events/transport/battery.h"
#include "core/events/transport/job_book.h"
#include "core/events/transport/traffic.h"

namespace mw::events {

class Simulator;
class VehicleMover;

/// The vehicles of a run: who carries what, where they are, what they wait for.
///
/// A part whose flow goes by vehicle calls one as soon as there is room for it at the other end. The room is kept for
/// it, so a loaded vehicle can always unload (at worst it waits for the entry of a belt to clear, for the crane of a
/// storage, for a repair or the next shift), the part takes the cards of its flow at once, and the part stays in its
/// place, blocked, until it is loaded, in closed hours too. A station has room when a place is free: a buffer before it
/// lets vehicles come while it works; an assembly calls only for what the job that it gathers, or gathers next, still
/// wants; a storage has room when a slot is free. A belt that does not accumulate takes one such part at a time; an
/// unlimited supply calls for at most as many vehicles as its fleet has.
///
/// Dispatch: a call goes to a vehicle that is idle or on its way home, a freed vehicle takes one of the waiting calls.
/// nearest: the least time to the part; longest-wait: the oldest call, the vehicle idle for longest; round-robin:
/// vehicles in turn, flows in turn. Ties as listed. On its way home a vehicle turns at the next node.
///
/// Driving: on the way that is quickest on an empty road, edge by edge. A full edge is waited for at the node before,
/// first come first served; nodes hold any number of vehicles, hence no gridlock (see Traffic).
/// Battery: below `low` after a job, or when a job and the way from it to the charger would take more than there is, a
/// vehicle first charges up to `high`; any number may charge at a time. They start full. What waiting in traffic takes
/// beyond that is not foreseen: a battery that runs empty so is counted, and its vehicle goes on.
///
/// Parts on vehicles are inside (wip), their lead time counts from loading where the flow leaves a source. A recording
/// moves them when they are handed over; until then they are on its vehicles.
///
///   "vehicles": [{"id": "agv", "count": 2, "speed_mps": 1.5, "load_s": 10, "unload_s": 10, "network": "hall",
///                 "home": "dock", "battery": {"capacity_kwh": 2, "drive_kw": 0.8, "charge_kw": 4, "charge_at":
///                 "dock"}}],
///   "networks": [{"id": "hall", "nodes": [{"id": "dock", "x_m": 0, "y_m": 0}, {"id": "mill", "x_m": 20, "y_m": 0}],
///                 "edges": [{"from": "dock", "to": "mill", "capacity": 1}]}],
///   "flows": [{"from": "saw", "to": "mill", "by": "vehicle"}]
class Transport {
 public:
  /// @param simulator  whose parts are carried; outlives this
  Transport(const Model& model, Simulator& simulator);

  void start();
  /// Before start(): drives end when the mover says so.
  void setMover(VehicleMover& mover) { mover_ = &mover; }
  /// A part has been set aside and room been kept for it: finds a vehicle, now or later.
  void request(const JobRun& job);
  void onEvent(Index vehicle);
  /// The entry of a belt has cleared. @returns whether a vehicle that waited there handed its part over
  bool unloadAtEntry(Index element);
  /// As unloadAtEntry, while the room of elements is being offered: the vehicle is free once that is done.
  void unloadWithin(Index element);
  /// All vehicles that wait at an element try again at this instant, in their order.
  void wakeAtEntry(Index element);
  /// Whether an unlimited supply has called for as many vehicles as there are.
  [[nodiscard]] bool isSaturated(Index ride) const {
    return jobs_.unloaded(ride) >= model_.fleets[model_.rides[ride].fleet].vehicles;
  }

  // moved_vehicles.cpp: what the mover of the vehicles says, see CoSimulation
  void approach(Index vehicle);
  void passNode(Index vehicle);
  void bodyAtNode(Index vehicle);
  bool dropLoad(Index vehicle);

  // served_vehicles.cpp: vehicles that arms load and unload
  /// The arm has put its part on the vehicle.
  void takeFromArm(Index vehicle);
  /// The arm has lost the part for which the vehicle stands before it.
  void loseAtArm(Index vehicle);
  /// See CoSimulation; the vehicle of endPutDown() too.
  void clearOf(Index vehicle);

  // fleet_report.cpp
  void beginMeasuring();
  void addStatistics(RunStatistics& run, double measured_s) const;

 private:
  using Activity = VehicleActivity;
  enum class Errand : std::uint8_t {
    Parked,
    Homing,
    ToPickup,
    Loading,
    ToDrop,
    Unloading,
    AtEntry,
    Unloaded,
    AtArm,    ///< an arm has its part off or on it, but is not out of its way yet
    Dropped,  ///< lost its part on the road, drives on to the next node
    ToCharger,
    Charging
  };
  struct VehicleRun {
    Errand errand = Errand::Parked;
    Activity activity = Activity::Idle;
    Index fleet = 0;
    Index slot = 0;          ///< in the calendar
    Index node = 0;          ///< where it is; on an arc, its end
    Index from = kNone;      ///< where that arc begins, the last one where it stands
    Index before = kNone;    ///< where the one before it began
    Index arc = kNone;       ///< it drives on
    Index waits = kNone;     ///< for this track
    bool is_called = false;  ///< its body still comes to the node where it is
    Index target = kNone;    ///< stop
    Index job = kNone;
    Index behind = kNone;  ///< who waits next at the same belt
    Ticks at_node = 0;     ///< when it comes to the end of its arc
    Ticks since = 0;       ///< when its activity began
    Ticks free_since = 0;
    Ticks loaded_at = 0;
    Battery battery;
    std::array<Ticks, kVehicleActivityCount> ticks{};
  };
  struct FleetRun {
    Index last_vehicle = kNone;
    Index last_ride = kNone;
    std::int64_t trips = 0;
    std::int64_t pickups = 0;
    std::int64_t charges = 0;
    std::int64_t ran_empty = 0;
    TickSum waits;
  };
  struct EntryRun {
    Index head = kNone;
    Index tail = kNone;
  };

  // transport.cpp
  [[nodiscard]] const FleetModel& fleetOf(Index vehicle) const { return model_.fleets[vehicles_[vehicle].fleet]; }
  [[nodiscard]] Ticks now() const;
  void schedule(Index vehicle, Ticks at);
  void setActivity(Index vehicle, Activity activity, bool drives);
  void note(Index vehicle, bool drives);
  void drive(Index vehicle);
  void go(Index vehicle);
  void endArc(Index vehicle);
  void driveBody(Index vehicle);
  [[nodiscard]] bool isBodyThere(Index vehicle);
  void leaveTrack(Index track);
  void leaveEntry(Index vehicle);
  void arrive(Index vehicle);
  void send(Index vehicle, Errand errand, Index stop);
  void finishLoading(Index vehicle);
  void finishUnloading(Index vehicle);
  void handOver(Index vehicle);
  void giveAway(Index vehicle);
  void free(Index vehicle);
  void park(Index vehicle);
  void leaveParking(Index vehicle);
  void charge(Index vehicle);

  [[nodiscard]] Index robotFor(Index vehicle) const;
  [[nodiscard]] bool isHandled(Index vehicle) const;
  void beginAtArm(Index vehicle);
  bool dropAtArm(Index vehicle);

  // dispatch.cpp
  [[nodiscard]] bool isAvailable(Index vehicle) const;
  [[nodiscard]] Ticks timeTo(Index vehicle, Index stop) const;
  [[nodiscard]] Index chooseVehicle(Index fleet, Index pickup) const;
  [[nodiscard]] bool canAfford(Index vehicle, const RideModel& ride) const;
  [[nodiscard]] bool canAffordHome(Index vehicle) const;
  void assign(Index vehicle, Index job);

  const TransportModel& model_;
  const std::vector<FlowModel>& flows_;
  Simulator& simulator_;
  JobBook jobs_;
  Traffic traffic_;
  std::vector<VehicleRun> vehicles_;
  std::vector<FleetRun> fleets_;
  std::vector<EntryRun> entries_;  ///< per element: vehicles that wait for its entry
  VehicleMover* mover_ = nullptr;  ///< null: drives take their time
  /// Per vehicle that a mover drives: the tracks before the one it is on that its body has not left yet.
  std::vector<std::vector<Index>> tracks_behind_;
};

}  // namespace mw::events
