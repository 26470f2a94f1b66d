// SPDX-License-Identifier: Apache-2.0
#include "core/events/simulation.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/events/compile/compiler.h"
#include "core/events/compile/refusals.h"
#include "core/events/elements/simulator.h"
#include "core/factory/factory_check.h"

namespace mw::events {
namespace {

void checkSettings(const RunSettings& settings) {
  if (settings.horizon <= SimTime()) throw InputError({}, "the horizon is not above 0 s", "give a longer one");
  if (settings.horizon == SimTime::never()) throw InputError({}, "the horizon is over 290 years", "give a shorter one");
  if (settings.warmup < SimTime() || settings.warmup >= settings.horizon) {
    throw InputError({}, "the warm-up is not below the horizon", "give a shorter one");
  }
  if (settings.max_parts == 0) throw InputError({}, "no part may be present", "allow at least one");
}

/// The model as far as it can be made, and all that was found on the way.
struct Compilation {
  Findings findings;
  std::shared_ptr<const Model> model;  ///< null where some finding is an error
};

Compilation compilationOf(const factory::Factory& factory) {
  Compilation made;
  made.findings = factory::checkFactory(factory);
  const auto add = [&made](const Findings& more) {
    for (const Finding& finding : more) {
      const bool is_known = std::find(made.findings.begin(), made.findings.end(), finding) != made.findings.end();
      if (!is_known) made.findings.push_back(finding);
    }
  };
  add(refusals(factory));
  if (hasErrors(made.findings)) return made;  // the compiler takes for granted what has been checked
  Compiler compiler(factory);
  auto model = std::make_shared<const Model>(compiler.run());
  add(compiler.findings());
  if (!hasErrors(made.findings)) made.model = std::move(model);
  return made;
}

}  // namespace

Findings checkRun(const factory::Factory& factory) {
  return compilationOf(factory).findings;
}

std::shared_ptr<const Model> compile(const factory::Factory& factory) {
  Compilation made = compilationOf(factory);
  if (made.model) return made.model;
  std::erase_if(made.findings, [](const Finding& finding) { return finding.severity != Severity::Error; });
  throw InputError(std::move(made.findings));
}

RunStatistics simulate(const Model& model, const RunSettings& settings, std::stop_token stop, Recorder* recorder) {
  checkSettings(settings);
  Simulator simulator(model, settings, recorder);
  simulator.run(stop);
  RunStatistics statistics = simulator.statistics();
  statistics.deadlock = simulator.deadlock();
  return statistics;
}

Recording record(const Model& model, const RunSettings& settings, std::size_t max_moves, std::stop_token stop) {
  checkSettings(settings);
  std::vector<std::uint16_t> places;
  std::vector<bool> is_good_sink;
  std::vector<bool> is_source;
  for (const ElementModel& element : model.elements) {
    if (element.kind == ElementKind::Vehicles) continue;
    places.push_back(static_cast<std::uint16_t>(element.places.size()));
    is_good_sink.push_back(element.kind == ElementKind::Sink && element.detail == 1);
    is_source.push_back(element.kind == ElementKind::Source);
  }
  Recording recording(std::move(places), std::move(is_good_sink), settings.horizon, std::move(is_source));
  recording.setMaxMoves(max_moves);
  std::vector<std::uint32_t> vehicles;
  for (const FleetModel& fleet : model.transport.fleets) vehicles.push_back(fleet.vehicles);
  recording.setFleets(vehicles);
  Simulator simulator(model, settings, &recording);
  simulator.run(stop);
  recording.finish(simulator.now(), simulator.isComplete());
  return recording;
}

}  // namespace mw::events
