// SPDX-License-Identifier: Apache-2.0
#include "app/cli/motion_measure.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

#include "app/cli/load_factory.h"
#include "app/cli/text_histogram.h"
#include "core/cosimulation/cycle/measurement_json.h"
#include "core/events/distribution_to_json.h"
#include "core/store/file_probe.h"
#include "core/store/project_file.h"
#include "core/store/utc_text.h"

namespace mw::cli {
namespace {

using cosimulation::CycleForm;
using cosimulation::RobotMeasurement;

CycleForm formOf(const std::string& name) {
  if (name == "best") return CycleForm::Best;
  return name == "fitted" ? CycleForm::Fitted : CycleForm::Empirical;
}

std::string figure(double value) {
  return std::isfinite(value) ? fmt::format("{:.4f}", value) : "-";
}

void printRoutes(const RobotMeasurement& measured, const Console& console) {
  console.print(fmt::format("\n{:<18} {:<18} {:<14} {:>7} {:>7} {:>9} {:>9}", "from", "to", "part", "cycles", "failed",
                            "mean s", "sd s"));
  for (const cosimulation::MeasuredRoute& route : measured.routes) {
    console.print(fmt::format("{:<18} {:<18} {:<14} {:>7} {:>7} {:>9} {:>9}", route.pick, route.place, route.part,
                              route.cycle_s.n, route.n_failed, figure(route.cycle_s.mean), figure(route.cycle_s.sd)));
  }
}

void printTimes(const RobotMeasurement& measured, CycleForm form, const Console& console) {
  const motion::CycleMeasurement& cycles = measured.cycles;
  const auto [least, most] = std::ranges::minmax(cycles.cycles_s);
  const numerics::Estimate& estimate = cycles.cycle_s;
  console.print(fmt::format(
      "{}: {} cycles{}, mean {:.4f} s (95 %: {:.4f} to {:.4f}), sd {:.4f} s, from {:.4f} to "
      "{:.4f} s; planned {:.4f} s",
      measured.robot, cycles.cycles_s.size(), measured.is_taught ? " of the programme that it was taught" : "",
      estimate.mean, estimate.low(), estimate.high(), estimate.sd, least, most, numerics::mean(cycles.planned_s)));
  printRoutes(measured, console);
  const numerics::FittedDistribution* fit = cosimulation::chosenFit(measured.fitted, estimate.mean, form);
  const bool has_curve = fit != nullptr && fit->distribution.hasDensity();
  console.print(has_curve ? fmt::format("\n█ measured   ● expected of {}", fit->name) : "\n█ measured");
  const numerics::Sample sample(cycles.cycles_s);
  for (const std::string& line :
       textHistogram(cosimulation::histogramOfCycles(sample), has_curve ? &fit->distribution : nullptr)) {
    console.print(line);
  }
  console.print("\n" + cosimulation::fitText(measured));
  const Json cycle = cosimulation::cycleDistribution(measured, form);
  const bool is_long = cycle.is_object() && cycle.contains("values_s");
  console.print("cycle: " + (is_long ? std::string("the measured values") : cycle.dump()));
}

/// Into the factory itself: as it was written, with files that it names left where they are.
void keep(const std::string& file, const RobotMeasurement& measured, CycleForm form) {
  const std::string on = store::utcNow();
  if (store::looksLikeDatabase(file)) {
    const auto project = store::ProjectFile::open(file, store::Access::ReadWrite);
    project->saveFactory(cosimulation::withMeasured(project->factory(), measured, form, on));
    return;
  }
  const auto factory = factory::Factory::fromDocument(JsonDocument::read(file));
  cosimulation::withMeasured(factory, measured, form, on).write(file);
}

/// @returns the files that were written
std::vector<std::string> writeOut(const LoadedFactory& loaded, const std::string& file,
                                  const MotionMeasureOptions& options, const RobotMeasurement& measured) {
  std::vector<std::string> written;
  if (!measured.isUsable()) return written;
  const CycleForm form = formOf(options.form);
  if (options.is_kept) {
    keep(file, measured, form);
    written.push_back(file);
  }
  if (!options.out.empty()) {
    cosimulation::withMeasured(loaded.factory, measured, form, store::utcNow()).write(options.out);
    written.push_back(options.out);
  }
  return written;
}

}  // namespace

void addMeasureOptions(CLI::App& verb, MotionMeasureOptions& options) {
  CLI::Option* robot =
      verb.add_option("--measure", options.robot, "Samples cycles of this robot instead: mean, spread, distribution")
          ->group("Measuring");
  const auto add = [robot](CLI::Option* option) { return option->needs(robot)->group("Measuring"); };
  add(verb.add_option("--cycles", options.cycles, "How many"))->capture_default_str();
  add(verb.add_option("--spread", options.offset_m,
                      "How far parts lie off at a belt's end, along and across, uniformly over plus and minus, in m"))
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  add(verb.add_option("--turn", options.turn_deg, "How far they are turned there, in degrees"))
      ->check(CLI::Range(0.0, 180.0))
      ->capture_default_str();
  add(verb.add_option("--jobs", options.jobs, "Threads; 0 is one per processor. Results do not depend on it"))
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  add(verb.add_option("--as", options.form,
                      "What goes into the factory: fitted distribution, the values (empirical), or the fitted one "
                      "where it fits (best)"))
      ->check(CLI::IsMember({"best", "fitted", "empirical"}))
      ->capture_default_str();
  add(verb.add_flag("--write", options.is_kept, "Writes it into the factory or project, as the robot's cycle"));
  add(verb.add_option("--out", options.out, "Writes the factory with it into this file instead"));
}

int measureCycle(const std::string& file, const MotionMeasureOptions& options, std::uint64_t seed, Console& console) {
  const LoadedFactory loaded = loadFactory(file);
  cosimulation::MeasureSettings settings;
  settings.cycles = options.cycles;
  settings.seed = seed;
  settings.spread = {options.offset_m, options.turn_deg * std::numbers::pi / 180};
  settings.jobs = options.jobs;
  settings.folder = std::filesystem::path(file).parent_path();
  const RobotMeasurement measured = loaded.located([&] {
    return cosimulation::measureRobot(loaded.factory, options.robot, settings, console.stop(), console.progress());
  });
  for (const std::string& note : measured.notes) console.warn(note);
  for (const std::string& failure : measured.cycles.failureTexts()) console.warn(failure);
  const std::vector<std::string> written = writeOut(loaded, file, options, measured);
  if (console.is_json) {
    Json json = cosimulation::toJson(measured, formOf(options.form));
    json["written"] = written;
    console.printJson(json);
  } else if (measured.isUsable()) {
    printTimes(measured, formOf(options.form), console);
    for (const std::string& path : written) console.print(fmt::format("written to {}", path));
  } else {
    printRoutes(measured, console);
    console.print("No cycle went well: there is nothing to draw from, and nothing was written.");
  }
  return measured.isUsable() ? kDone : kNegativeFinding;
}

}  // namespace mw::cli
