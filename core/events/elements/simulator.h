// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "core/events/collect/deadlock.h"
#include "core/events/collect/run_statistics.h"
#include "core/events/elements/simulation_state.h"
#include "core/events/moved_elements.h"
#include "core/events/transport/transport.h"

namespace mw::events {

/// One run of a model: all state that changes, and what the elements do.
///
/// Parts move when they can: a part that gets ready is pushed into the first open element of its route; where none is
/// open it waits, and the element that gets room pulls the part that has waited longest (flows with larger priority
/// first, ties in listed order). Room goes to those who wait before anybody can push into it: an element with room that
/// has not been offered yet is not open. Chains of moves at one instant are worked off from a list, so long lines need
/// no deep recursion upstream.
class Simulator : private SimulationState {
 public:
  /// @param recording  where every change is noted; may be null
  Simulator(const Model& model, const RunSettings& settings, Recorder* recording);
  Simulator(const Simulator&) = delete;
  Simulator& operator=(const Simulator&) = delete;

  /// @throws Cancelled, InputError
  void run(const std::stop_token& stop);

  // A run that is advanced from outside, while somebody moves the parts on these conveyors; see CoSimulation. Instead
  // of run().
  void beginWith(const MovedElements& moved);
  void advance(Ticks to);
  void bodyAtExit(Index element, std::uint32_t number);
  void clearEntry(Index element);
  bool dropBody(Index element, std::uint32_t number);
  void bodyAtStop(Index element, Index stop, std::uint32_t number);
  bool endMovedWork(Index element);
  bool putDown(Index element);
  bool endPutDown(Index element);
  bool dropWork(Index element);
  void doorsMoved(Index element);
  [[nodiscard]] Transport* transport() { return transport_.get(); }

  [[nodiscard]] SimTime now() const { return SimTime::fromTicks(now_); }
  [[nodiscard]] bool isComplete() const { return !is_full_; }
  [[nodiscard]] RunStatistics statistics() const;
  /// The cycle of elements that have waited longest for each other, never to move again; empty: every part may still.
  [[nodiscard]] std::optional<Deadlock> deadlock() const;

 private:
  friend class Transport;
  class WaitCollector;  // deadlock.cpp
  /// The part that would take a flow now, and where it stands in its queue.
  struct Offer {
    Ticks since = kNeverTicks;
    Index queue = kNone;  ///< lane; of a station: place
    Index part = kNone;
    Index before = kNone;  ///< the part, of a station the place, ahead of it
  };

  // simulator.cpp
  void start();
  void runUntil(Ticks end, bool is_end_included, const std::stop_token& stop);
  void handle(Index slot);
  void drain();
  void beginMeasuring();
  void noteMove(Index part, std::int32_t from, std::int32_t to, bool is_packing = false);
  void noteState(Index place, State before, State state);
  [[noreturn]] void refuseEndlessInstant() const;

  // activity.cpp
  void watchActivity();
  void noteActivity(Index place, State before, State state);
  void noteUnits(Index unit, Index before, Index now, Index of);

  // part_limit.cpp
  void growParts();
  [[noreturn]] void refuseTooManyParts() const;

  // intervals.cpp
  void runIntervals(Ticks end, bool is_end_included, const std::stop_token& stop);
  void beginMeasuringBetweenIntervals();
  [[nodiscard]] RunTotals totals() const;

  // statistics.cpp
  void addPresent(std::vector<ElementStatistics>& elements, RunStatistics& run) const;
  void addStation(ElementStatistics& out, Index index, bool is_by_jobs) const;
  [[nodiscard]] double area(TickSum clock, std::int64_t at_start, std::int64_t at_end) const;

  // parts.h
  void setState(Index place, State state);
  Index allocatePart(Index element, std::uint16_t part_type);
  Index createPart(Index element, std::uint16_t part_type);
  void destroyPart(Index part);
  void comeIn(Index part);
  void goOut(Index part);
  void countAtInstant(Index element);
  void leave(Index element, Index part);
  void arrive(Index element, Index part);
  void enter(Index flow, Index part);
  void accept(Index flow, Index part);

  // routing.h
  [[nodiscard]] Index classOf(Index element, std::uint16_t part_type);
  [[nodiscard]] std::int64_t partsAtOrBoundFor(Index element) const;
  template <class IsOpen>
  [[nodiscard]] Index chooseFlow(Index element, Route route, RoutingRule rule, IsOpen is_open);
  [[nodiscard]] Index openFlow(Index element, Index route_class, Index part);
  [[nodiscard]] bool leads(Index element, Index route_class, Index flow) const;
  [[nodiscard]] bool hasRoom(Index element) const;
  [[nodiscard]] Ticks readySince(Index flow);
  [[nodiscard]] Index longestWaiting(Index element);
  [[nodiscard]] Index release(Index flow);
  void hand(Index flow);
  void requestPull(Index element);
  void pull(Index element);

  [[nodiscard]] std::uint16_t partTypeOfClass(Index element, Index route_class) const;
  // control.cpp
  [[nodiscard]] bool holdsCard(Index part, Index loop) const;
  [[nodiscard]] bool mayPass(Index flow, Index part, std::uint16_t part_type) const;
  [[nodiscard]] Index openGatedFlow(Index element, Index route_class, Index part);
  [[nodiscard]] Offer gatedOffer(Index flow) const;
  [[nodiscard]] Offer offerFromLanes(Index flow) const;
  void bringForward(Index flow);
  void passCards(Index flow, Index part);
  void takeCards(const FlowControl& control, Index part);
  void setCard(Index part, Index loop, bool is_held);
  void returnCard(Index loop);
  void dropCards(Index part);
  void dealCards();
  void noteCards(Index part);
  void inheritCards(Index part);
  // planned_arrivals.cpp
  void planArrival(Index element, Ticks at);
  void onPlannedEvent(Index element, Index slot);

  // shifts.cpp
  void shiftSource(Index element);
  void startShifts(Index element);
  void scheduleShift(Index element);
  void onShift(Index element);
  void shiftConveyor(Index element);
  void swapLanes(Index element);
  void sendWaiting(Index element);
  [[nodiscard]] Offer firstToSend(Index element) const;
  [[nodiscard]] bool isMixed(Index element, Index route_class) const;
  [[nodiscard]] bool hasOpenFlow(Index element, Index part) const;

  // timed_buffer.cpp
  void acceptInTimedBuffer(Index flow, Index part);
  void onTimedBufferEvent(Index element, Index slot);
  void makeReady(Index element, Index lane_index, Index part);
  [[nodiscard]] Index releaseFromTimedBuffer(Index flow);
  [[nodiscard]] Index takeFromTimedBuffer(Index flow);
  void departFromTimedBuffer(Index element, Index part);
  void shiftTimedBuffer(Index element);

  // storage.cpp
  void acceptInStorage(Index flow, Index part);
  void moveCrane(Index element, Index part, Ticks time);
  bool retrieve(Index element);
  void beginToRetrieve(Index element, Index part);
  void fetch(Index flow);
  void deliver(Index element);
  bool deliverFromExits(Index to);
  Index takeFromExit(Index element);
  void departFromExit(Index element);
  [[nodiscard]] bool hasSlot(Index element) const;
  void onStorageEvent(Index element, Index slot);
  void sendFromExit(Index element);
  void restCrane(Index element);
  void pullStorage(Index element);
  [[nodiscard]] Ticks readyInStorage(Index flow);
  [[nodiscard]] Index releaseFromStorage(Index flow);
  void shiftStorage(Index element);

  // source.h, buffer.h, station.h, conveyor.h, sink.h
  void startSource(Index element);
  void drawNextPart(Index element);
  void onArrival(Index element, Index slot);
  void arriveOutside(Index element);
  void arriveOutsideAs(Index element, std::uint16_t part_type);
  void offerSupply(Index element);
  void sendIn(Index flow, Index part);
  void updateSourceState(Index element);
  [[nodiscard]] Index releaseFromSource(Index flow);
  [[nodiscard]] Index takeFromOutside(Index flow);
  void departFromSource(Index element, Index part);
  [[nodiscard]] std::uint16_t drawPartType(const SourceModel& source);

  void acceptInBuffer(Index flow, Index part);
  [[nodiscard]] Index releaseFromBuffer(Index flow);
  void departFromBuffer(Index element, Index part);
  template <class MayGo>
  [[nodiscard]] Offer firstInLane(Index lane, bool is_mixed, MayGo may_go) const;
  [[nodiscard]] Index bestLane(Index flow) const;
  void appendToLane(LaneRun& lane, Index part, bool at_head);
  [[nodiscard]] Index popFromLane(LaneRun& lane);

  void acceptInStation(Index flow, Index part);
  void occupy(Index element, Index place, Index part);
  void continueProcess(Index element, Index place);
  void onStationEvent(Index element, Index place);
  void failPlace(Index element, Index place);
  void repairPlace(Index element, Index place);
  void finishProcess(Index element, Index place);
  void refill(Index element, Index place);
  void restClocks(Index element, Index place);
  void settlePlaces(Index element);
  [[nodiscard]] Index classAfterProcess(Index element, Index part);
  [[nodiscard]] Index releaseFromStation(Index flow);
  [[nodiscard]] Index unblock(Index flow);
  [[nodiscard]] Index vacate(Index element, Index place);

  void acceptOnConveyor(Index flow, Index part);
  void onConveyorEvent(Index element, Index slot);
  void onExitEvent(Index element);
  void advanceConveyor(Index element, Index flow = kNone);
  void resumeEntry(Index element);
  [[nodiscard]] Ticks beltTime(const ConveyorRun& run) const;
  [[nodiscard]] Index releaseFromConveyor(Index flow);

  // stops.cpp
  [[nodiscard]] SectionRun& section(const ConveyorModel& belt, Index number) {
    return sections_[belt.first_section + number];
  }
  [[nodiscard]] bool hasRoomBeforeStops(Index element) const;
  [[nodiscard]] const SectionRoom& roomOf(const ConveyorModel& belt, Index number) const;
  [[nodiscard]] bool isOverfull(const ConveyorModel& belt, Index number) const;
  void freePlaceBehind(Index element, Index number);
  void startBeforeStops(Index element, Index part);
  void enterSection(Index element, Index number, Index part);
  [[nodiscard]] Ticks travelTo(const ConveyorModel& belt, Index number, Index part) const;
  void leaveSection(Index element, Index number, Index part);
  void scheduleSection(Index element, Index number);
  void onStopEvent(Index element, Index stop);
  void holdAt(Index element, Index stop, Index part);
  void letPass(Index element, Index stop);
  void passStop(Index element, Index stop);
  void letPassAll(Index element);
  void standStill(Index element);
  void goOn(Index element);
  void advancePastStops(Index element);
  void shiftStops(Index element);
  void leaveMovedSection(Index element, Index part);

  // moved_parts.cpp
  void moveClock(Ticks to);
  void putBody(Index element, Index part);
  void takeBody(Index element, Index flow);
  void settleMoved(Index element);
  [[nodiscard]] Index unlinkMoved(ConveyorRun& run, std::uint32_t number);
  void shiftMoved(Index element);
  void offerEntry(Index element);
  [[nodiscard]] Index armAtEntry(Index element);
  void scrapPart(Index element, Index part);

  // moved_work.cpp
  [[nodiscard]] bool isMovedRobot(Index element) const {
    return work_mover_ != nullptr && model_.elements[element].kind == ElementKind::Workstation &&
           workstations_[model_.elements[element].detail].is_moved;
  }
  [[nodiscard]] bool isTransfer(Index element) const {
    return !model_.transfers.empty() && model_.elements[element].kind == ElementKind::Workstation &&
           model_.workstations[model_.elements[element].detail].transfer != kNone;
  }
  /// Whether it brings its parts into room that is kept: an arm that is moved from outside, a transfer device.
  [[nodiscard]] bool putsDown(Index element) const { return isMovedRobot(element) || isTransfer(element); }
  /// Whether an arm that is moved from outside puts the flow's parts down.
  [[nodiscard]] bool isByArm(Index flow) const {
    return !isByVehicle(flow) && isMovedRobot(model_.flows[flow].from) && !isTransfer(model_.flows[flow].from);
  }
  [[nodiscard]] bool isPutDown(Index flow) const { return !isByVehicle(flow) && putsDown(model_.flows[flow].from); }
  [[nodiscard]] bool isMovedTask(Index element, Index place) const;
  [[nodiscard]] bool keepsFinished(Index element) const;
  void runMovedTask(Index element, Index place);
  void beginPutDown(Index flow);
  void putOntoVehicle(const JobRun& job, Index flow, Index vehicle);
  [[nodiscard]] bool mayPutDown(Index element, Index to) const;
  void startPutDown(Index element, Index place);
  [[nodiscard]] bool sharesEntry(Index flow) const;
  void askForEntry(Index element, Index place);
  [[nodiscard]] Ticks entryAskedFor(Index flow) const;
  void yieldEntry(Index element, Index to);
  [[nodiscard]] Index takeHeld(Index element, Index place);
  void freeMoved(Index element, Index place);

  // transfer.cpp
  [[nodiscard]] const TransferModel& transferModel(Index element) const {
    return model_.transfers[model_.workstations[model_.elements[element].detail].transfer];
  }
  [[nodiscard]] TransferRun& transferRun(Index element) {
    return transfers_[model_.workstations[model_.elements[element].detail].transfer];
  }
  void startTransfer(Index element);
  [[nodiscard]] Ticks approachTime(Index element, const factory::TransferPort& port);
  [[nodiscard]] Ticks carryInTime(Index element, Index place);
  [[nodiscard]] Ticks carryOutTime(Index element, Index flow, Index part);
  [[nodiscard]] Index onlyFlow(Index element, Index part) const;
  void endCarryOut(Index element, Index place);
  void carryOver(Index element, Index place);
  void retryCarryOut(Index element);
  [[nodiscard]] bool deliverFromTransfer(Index flow);
  void notePlanned(Index element, Ticks time);
  void promiseEntry(Index flow, std::int64_t change);
  [[nodiscard]] bool mayCarryOver(Index to) const;
  void offerPromised(Index to);

  void acceptInSink(Index flow, Index part);
  void finishPart(Index element, Index part);
  void finishLoad(Index element, Index load);

  // workstation.cpp
  void startWorkstation(Index element);
  void acceptInWorkstation(Index flow, Index part);
  [[nodiscard]] WorkPlaceRun& workPlace(Index element, Index place);
  [[nodiscard]] const WorkPlaceRun& workPlace(Index element, Index place) const;
  [[nodiscard]] Ticks* clocksOf(Index element, Index place);
  [[nodiscard]] Index workSlot(Index element, Index place) const;
  [[nodiscard]] Index calendarSlot(Index element) const;
  [[nodiscard]] bool isOwnRework(Index element, Index route_class) const;
  void repeatJob(Index element, Index place, Index part);
  [[nodiscard]] bool canTakeIn(Index element) const;
  [[nodiscard]] bool isAwaited(Index element) const;
  void startIfDue(Index element);
  [[nodiscard]] bool hasRoomInWorkstation(Index element) const;
  [[nodiscard]] bool takes(Index element, std::uint16_t part_type) const;
  void onWorkstationEvent(Index element, Index slot);
  void startJob(Index element, Index place);
  void resumeWork(Index element, Index place);
  void pauseWork(Index element, Index place);
  void stopWork(Index element, Index place);
  void endSetup(Index element, Index place);
  void beginProcess(Index element, Index place);
  void moveDoors(Index element, Index place, Phase phase);
  void reachIntoDoorway(Index flow);
  void endDoorPhase(Index element, Index place);
  [[nodiscard]] static bool isDoorPhase(Phase phase) { return phase == Phase::Closing || phase == Phase::Opening; }
  [[nodiscard]] bool isMovedDoor(Index element) const {
    return workstations_[model_.elements[element].detail].has_moved_doors;
  }
  void finishJob(Index element, Index place);
  void freePlace(Index element, Index place);
  void updateWorkState(Index element, Index place);
  [[nodiscard]] Index releaseFromWorkstation(Index flow);
  void departFromWorkstation(Index element, Index part);
  void onCalendarEvent(Index element);
  void switchWorkstation(Index element, bool is_open);
  void offerFinished(Index element);

  // jobs.cpp
  void gatherProduct(Index element, Index place);
  void gatherLoad(Index element, Index place);
  void splitPart(Index element, Index place);
  void unpackLoad(Index element, Index place);
  [[nodiscard]] Index makePart(Index element, std::uint16_t part_type, bool is_load = false);
  void consume(Index element, Index part);
  [[nodiscard]] Index classAfterJob(Index element, Index part);
  [[nodiscard]] Index classAfterInspection(Index element, Index part);

  // breakdown.cpp
  void startClocks(Index element, Index place);
  void restartClock(Index element, Index place, Index failure);
  void strike(Index element, Index place, Index failure);
  void noteInterval(Index element, Index place);
  void beginRepair(Index element, Index place, Index failure);
  void runRepair(Index element, Index place);
  void endRepair(Index element, Index place);
  void countCycle(Index element, Index place);

  // pool.cpp
  void startPools();
  void onPoolEvent(Index pool);
  [[nodiscard]] bool isNeeded(Index element, Index place, Index need, bool is_repair) const;
  [[nodiscard]] bool acquire(Index element, Index place, bool is_repair);
  [[nodiscard]] bool takeAll(Index element, Index place, bool is_repair);
  [[nodiscard]] Index freePool(const NeedModel& need) const;
  void releasePools(Index element, Index place);
  void releaseNeed(Index element, Index place, Index need);
  void countGrant(Index element, Index place, bool is_repair, Ticks waited);
  void withdraw(Index element, Index place, bool is_repair);
  void grantPools();
  void usePool(Index pool, Index count, bool is_taken);
  [[nodiscard]] Index& heldPool(Index element, Index place, Index need);

  // transport/booking.cpp: a part calls for a vehicle, is loaded, is unloaded
  [[nodiscard]] bool isByVehicle(Index flow) const { return model_.flows[flow].ride != kNone; }
  [[nodiscard]] bool isSaturated(Index flow) const { return transport_->isSaturated(model_.flows[flow].ride); }
  [[nodiscard]] Index openUnsaturatedFlow(Index element, Index route_class);
  void book(Index flow);
  void onVehicleEvent(Index element, Index slot);
  [[nodiscard]] Index setAside(Index flow, Index& place);
  [[nodiscard]] bool isOpenFor(Index flow) const;
  [[nodiscard]] bool hasRoomFor(Index flow) const;
  [[nodiscard]] Index longestRide(Index element);
  [[nodiscard]] Index keepRoom(Index flow, Index part);
  void giveKeptRoom(Index element, Index place, Index part);
  void enterKeptRoom(Index flow, Index place, Index part);
  void loadPart(const JobRun& job);
  bool unloadAtEntry(Index element);
  void wakeAtEntry(Index element);
  [[nodiscard]] bool canUnload(Index element) const;
  void unloadPart(const JobRun& job);
  void loseLoad(const JobRun& job);

  PartMover* mover_ = nullptr;            ///< null: transports take their time
  WorkMover* work_mover_ = nullptr;       ///< null: so do robots
  DoorMover* door_mover_ = nullptr;       ///< null: so do doors
  std::unique_ptr<Transport> transport_;  ///< null without flows by vehicle
};

}  // namespace mw::events
