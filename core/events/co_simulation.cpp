// SPDX-License-Identifier: Apache-2.0
#include "core/events/co_simulation.h"

#include "core/events/elements/simulator.h"

namespace mw::events {

struct CoSimulation::Run {
  Run(std::shared_ptr<const Model> a_model, const RunSettings& settings, Recorder* recorder)
      : model(std::move(a_model)), simulator(*model, settings, recorder) {}

  std::shared_ptr<const Model> model;  // before what refers to it
  Simulator simulator;
};

CoSimulation::CoSimulation(std::shared_ptr<const Model> model, const RunSettings& settings, const MovedElements& moved,
                           Recorder* recorder)
    : run_(std::make_unique<Run>(std::move(model), settings, recorder)) {
  run_->simulator.beginWith(moved);
}

CoSimulation::~CoSimulation() = default;

void CoSimulation::advance(SimTime to) {
  run_->simulator.advance(to.ticks());
}

SimTime CoSimulation::now() const {
  return run_->simulator.now();
}

void CoSimulation::arrive(Index conveyor, std::uint32_t part) {
  run_->simulator.bodyAtExit(conveyor, part);
}

void CoSimulation::reachStop(Index conveyor, Index stop, std::uint32_t part) {
  run_->simulator.bodyAtStop(conveyor, stop, part);
}

void CoSimulation::clearEntry(Index conveyor) {
  run_->simulator.clearEntry(conveyor);
}

bool CoSimulation::drop(Index conveyor, std::uint32_t part) {
  return run_->simulator.dropBody(conveyor, part);
}

bool CoSimulation::workDone(Index robot) {
  return run_->simulator.endMovedWork(robot);
}

bool CoSimulation::putDown(Index robot) {
  return run_->simulator.putDown(robot);
}

bool CoSimulation::workOver(Index robot) {
  return run_->simulator.endPutDown(robot);
}

void CoSimulation::clearOf(Index vehicle) {
  run_->simulator.transport()->clearOf(vehicle);
}

bool CoSimulation::dropWork(Index robot) {
  return run_->simulator.dropWork(robot);
}

void CoSimulation::doorsMoved(Index enclosure) {
  run_->simulator.doorsMoved(enclosure);
}

void CoSimulation::approach(Index vehicle) {
  run_->simulator.transport()->approach(vehicle);
}

void CoSimulation::passNode(Index vehicle) {
  run_->simulator.transport()->passNode(vehicle);
}

void CoSimulation::arriveAtNode(Index vehicle) {
  run_->simulator.transport()->bodyAtNode(vehicle);
}

bool CoSimulation::dropLoad(Index vehicle) {
  return run_->simulator.transport()->dropLoad(vehicle);
}

RunStatistics CoSimulation::statistics() const {
  RunStatistics statistics = run_->simulator.statistics();
  statistics.deadlock = run_->simulator.deadlock();
  return statistics;
}

}  // namespace mw::events
