// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/events/model.h"
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
  [[nodiscard]] TimeModel timeByPart(Index element, const Json& value, const std::string& pointer);
  [[nodiscard]] Index partIndex(const std::string& id) const;
  [[nodiscard]] std::string pointerOf(Index element, const char* key = nullptr) const;
  void giveSlots(ElementModel& element, Index slots);

  // compile_elements.cpp
  void compileElement(Index index);
  void compileSource(Index index);
  void compileParts(Index index, SourceModel& source);
  void compileBuffer(Index index);
  void compileStation(Index index);
  void compileFailures(Index index, StationModel& station);
  void compileSetup(Index index, StationModel& station);
  void compileYield(Index index, StationModel& station);
  void compileConveyor(Index index);

  // compile_flows.cpp
  void collectFlows();
  [[nodiscard]] Index addYieldFlow(Index from, const char* key);
  void findReach();
  void compileFlowsIn(Index index);
  void compileRoutes(Index index);
  [[nodiscard]] std::vector<Index> flowsFor(Index element, std::uint16_t part_type) const;
  void addRoute(const std::vector<Index>& flows);
  void compileDrawnRoutes(Index index);
  void refuseZeroTimeLoops();
  void refuseEndlessSupply();

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
  Model model_;
  Findings findings_;
  std::vector<Index> flow_part_;                 ///< per factory flow: part type it is for, kNone = all
  std::vector<std::vector<Index>> flows_out_;    ///< per element: the factory's flows, in order of asking
  std::vector<Index> rework_flow_, scrap_flow_;  ///< per element, kNone = none
  std::vector<std::vector<bool>> reach_;         ///< per element and part type: whether such parts come here
};

}  // namespace mw::events
