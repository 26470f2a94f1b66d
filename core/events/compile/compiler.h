// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/events/model.h"
#include "core/factory/belt_passage.h"
#include "core/factory/conveyor_stops.h"
#include "core/factory/factory.h"
#include "core/factory/road_network.h"

namespace mw::events {

/// Builds the flat arrays of a Model, collecting every finding on the way.
class Compiler {
 public:
  explicit Compiler(const factory::Factory& factory);

  /// The model, of use only when findings() has no error.
  [[nodiscard]] Model run();
  [[nodiscard]] const Findings& findings() const { return findings_; }

 private:
  // compiler.cpp
  void report(const std::string& pointer, std::string cause, std::string cure);
  [[nodiscard]] Index addStream(Index element, const std::string& purpose);
  [[nodiscard]] numerics::Distribution distribution(const Json& value, const std::string& pointer);
  [[nodiscard]] TimeModel writtenTimes(const Json& value, const std::string& pointer);
  [[nodiscard]] TimeModel timeByPart(Index element, const Json& value, const std::string& pointer);
  [[nodiscard]] Index partIndex(const std::string& id) const;
  [[nodiscard]] std::string pointerOf(Index element, const char* key = nullptr) const;
  [[nodiscard]] Index calendarIndex(const std::string& id);
  void giveSlots(ElementModel& element, Index slots);
  void compileCalendar(Index index);

  // compile_elements.cpp
  void compileElement(Index index);
  void compileSource(Index index);
  void compileParts(Index index, SourceModel& source);
  void compileSchedule(Index index, SourceModel& source);
  void compileBuffer(Index index);
  [[nodiscard]] std::uint64_t placesOf(Index index);
  void compileStorage(Index index);
  void compileStation(Index index);
  void compileStationBase(Index index);
  void compileFailures(Index index, StationModel& station);
  void checkSetup(Index index, const Json& setup);
  void compileSetup(Index index, StationModel& station);
  void compileYield(Index index, StationModel& station);
  void compileTimes(Index index);

  // compile_conveyor.cpp
  void compileConveyor(Index index);
  /// How far before its end a part waits for an enclosure's doors.
  [[nodiscard]] double holdBeforeDoor_m(Index index) const;
  void compileDoorways();
  void compileStops(Index index, const std::vector<factory::ConveyorStop>& stops, ConveyorModel& conveyor);
  void compileHolds(Index index);

  // compile_workstation.cpp
  [[nodiscard]] bool needsWorkstation(Index index) const;
  [[nodiscard]] bool hidesDefects(Index index) const;
  void compileWorkstation(Index index);
  void compileLoad(Index index, WorkstationModel& station);
  void compileParts(Index index, WorkstationModel& station);
  void compileInspection(Index index, WorkstationModel& station);
  void compileRobot(Index index, WorkstationModel& station);
  void checkPayload(Index index);

  // compile_transfer.cpp
  void compileTransfer(Index index, WorkstationModel& station);
  void checkTransfer(Index index);

  void addNeeds(const Json& needs, const std::string& pointer, bool is_repair);
  void checkSums(Index first_need, const std::string& pointer);
  void compileNeeds(Index index, WorkstationModel& station);
  void compileFailureBases(Index index, WorkstationModel& station);
  void compilePools();

  // compile_flows.cpp
  void collectFlows();
  [[nodiscard]] Index addYieldFlow(Index from, const char* key);
  void findReach();
  [[nodiscard]] std::vector<std::uint16_t> partsAfter(Index element, std::uint16_t part_type) const;
  void checkAssembly(Index index);
  void compileFlowsIn(Index index);
  void compileRoutes(Index index);
  [[nodiscard]] std::vector<Index> flowsFor(Index element, std::uint16_t part_type) const;
  void addRoute(const std::vector<Index>& flows);
  void compileDrawnRoutes(Index index);
  void addYieldRoutes(Index index);

  // check_flows.cpp
  struct Step {
    Index flow;
    std::uint16_t part;  ///< as what it leaves
  };
  struct WaysOut {
    std::vector<Step> steps;
    bool has_yield = false;
  };
  [[nodiscard]] const StationModel* stationOf(Index element) const;
  [[nodiscard]] bool takesNoTime(Index element, std::uint16_t part) const;
  [[nodiscard]] WaysOut waysOut(Index element, std::uint16_t part) const;
  void refuseZeroTimeLoops();
  [[nodiscard]] bool takesInAtOnce(Index element, const SourceModel& source) const;
  void refuseEndlessSupply();
  [[nodiscard]] bool asksInOrder(Index element) const;
  [[nodiscard]] bool alwaysTakes(Index flow) const;
  [[nodiscard]] std::string whyNeverTaken(Index flow) const;
  void noteIdleFlows();

  // compile_control.cpp
  struct LoopPlan;
  void compileControl();
  [[nodiscard]] LoopPlan planSection(const Json& control, const std::string& pointer);
  [[nodiscard]] LoopPlan planStage(const Json& control, std::size_t stage, const std::string& pointer);
  [[nodiscard]] LoopPlan emptyPlan(const Json& control, std::int64_t limit, const std::string& pointer) const;
  [[nodiscard]] Index elementIndex(const std::string& id) const;
  void requireEnd(LoopPlan& plan, Index end, const char* key);
  void spreadCards(LoopPlan& plan) const;
  void addLoops(const std::vector<LoopPlan>& plans);
  void addFlowControl(Index flow, const std::vector<LoopPlan>& plans);
  void gateRoutes();
  void keepRooms();
  [[nodiscard]] std::set<Index> cardsAfter(Index flow, std::set<Index> held, const SourceModel& source) const;

  // compile_transport.cpp
  void compileTransport();
  void compileFleet(std::size_t index, std::map<std::string, std::vector<Index>>& tracks);
  void addRides(FleetModel& fleet, std::size_t index, const factory::RoadNetwork& network);
  const std::vector<Index>& tracksOf(const factory::RoadNetwork& network, std::vector<Index>& tracks);
  void compileHandling(FleetModel& fleet, std::size_t index);
  [[nodiscard]] TimeModel handlingTime(const FleetModel& fleet, const Json& value, const std::string& pointer);
  void checkBattery(const FleetModel& fleet, std::size_t index);
  void addFleet(FleetModel fleet);

  const factory::Factory& factory_;
  std::vector<factory::BeltPassage> passages_;
  Model model_;
  Findings findings_;
  std::vector<std::string> calendar_ids_;        ///< of the model's calendars
  std::vector<bool> leads_to_inspection_;        ///< per element
  std::vector<Index> flow_part_;                 ///< per factory flow: part type it is for, kNone = all
  std::vector<std::vector<Index>> flows_out_;    ///< per element: the factory's flows, in order of asking
  std::vector<Index> rework_flow_, scrap_flow_;  ///< per element, kNone = none
  std::vector<std::vector<bool>> reach_;         ///< per element and part type: whether such parts come here
  std::vector<std::vector<bool>> leaves_;        ///< per element and part type: whether such parts go from here
  std::vector<bool> is_gated_by_part_;           ///< per element: some part types need cards to leave it
};

}  // namespace mw::events
