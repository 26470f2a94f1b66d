// SPDX-License-Identifier: Apache-2.0
#include "core/events/simulation.h"

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

Findings errorsOf(const Findings& findings) {
  Findings errors;
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::Error) errors.push_back(finding);
  }
  return errors;
}

}  // namespace

std::shared_ptr<const Model> compile(const factory::Factory& factory) {
  Findings findings = errorsOf(factory::checkFactory(factory));
  const Findings refused = refusals(factory);
  findings.insert(findings.end(), refused.begin(), refused.end());
  if (!findings.empty()) throw InputError(std::move(findings));
  Compiler compiler(factory);
  auto model = std::make_shared<const Model>(compiler.run());
  if (hasErrors(compiler.findings())) throw InputError(compiler.findings());
  return model;
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
