// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <optional>

#include "app/cli/load_factory.h"
#include "app/cli/motion_measure.h"
#include "app/cli/verbs.h"
#include "core/base/json_number.h"
#include "core/base/text.h"
#include "core/cosimulation/agreement.h"
#include "core/cosimulation/motion_load.h"
#include "core/cosimulation/step_text.h"
#include "core/events/simulation.h"
#include "core/kpi/kpis.h"
#include "core/store/file_probe.h"
#include "core/store/motion_settings.h"

namespace mw::cli {
namespace {

struct MotionOptions {
  std::string file;
  std::string duration = "60";
  std::string step;  ///< empty: the project's, else 1/240
  std::string warmup = "0";
  std::uint64_t seed = 1;
  bool is_compared = false;  ///< with the events alone
  MotionMeasureOptions measure;
};

/// A step in seconds, also as a fraction: "1/240", "0.004"; where none is given, that of the project.
double stepOption(const std::string& text, const std::string& file) {
  if (!text.empty()) {
    if (const auto step_s = cosimulation::stepFromText(text)) return *step_s;
    throw UsageError(fmt::format("--step {}: not a time in seconds; write 1/240 or 0.004", text));
  }
  if (!store::looksLikeDatabase(file)) return cosimulation::kUsualStep_s;
  return store::motionStep_s(*store::ProjectFile::open(file, store::Access::ReadOnly))
      .value_or(cosimulation::kUsualStep_s);
}

void printArms(const cosimulation::MotionResult& result, const Console& console) {
  if (result.arms.empty()) return;
  console.print(fmt::format("\n{:<20} {:>6} {:>9} {:>8} {:>8} {:>8} {:>8} {:>8} {:>10}", "arm", "cycles", "mean s",
                            "sd s", "min s", "max s", "dropped", "missed", "kWh"));
  for (const cosimulation::ArmStatistics& of : result.arms) {
    console.print(fmt::format("{:<20} {:>6} {:>9.3f} {:>8.3f} {:>8.3f} {:>8.3f} {:>8} {:>8} {:>10.4f}", of.robot, of.n,
                              of.mean_s, of.sd_s, of.min_s, of.max_s, of.dropped, of.not_gripped, of.energy_kwh));
  }
  console.print("");
}

void printForPeople(const cosimulation::MotionResult& result, const Console& console) {
  console.print(fmt::format("{:<20} {:>6} {:>9} {:>8} {:>8} {:>8} {:>10} {:>8} {:>9}", "conveyor", "parts", "mean s",
                            "sd s", "min s", "max s", "unhindered", "on belt", "waited s"));
  for (const cosimulation::TransportStatistics& of : result.conveyors) {
    if (of.n == 0) {
      console.print(fmt::format("{:<20} {:>6} {:>9} {:>8} {:>8} {:>8} {:>10.3f} {:>8} {:>9.2f}", of.conveyor, 0, "-",
                                "-", "-", "-", of.expected_s, of.on_belt, of.waited_s));
      continue;
    }
    console.print(fmt::format("{:<20} {:>6} {:>9.3f} {:>8.3f} {:>8.3f} {:>8.3f} {:>10.3f} {:>8} {:>9.2f}", of.conveyor,
                              of.n, of.mean_s, of.sd_s, of.min_s, of.max_s, of.expected_s, of.on_belt, of.waited_s));
  }
  for (const cosimulation::EyeStatistics& eye : result.photo_eyes) {
    console.print(
        fmt::format("photo eye {} of {}: {} parts, blocked for {:.2f} s", eye.eye, eye.conveyor, eye.n, eye.blocked_s));
  }
  printArms(result, console);
  console.print(fmt::format("{} parts delivered in {:g} s, {:.1f} per hour", result.delivered,
                            result.settings.duration_s, result.throughput_per_h));
}

/// What the run measured, as `run` names it; null where it is undefined.
Json kpisOf(const factory::Factory& factory, const cosimulation::MotionResult& result) {
  const kpi::KpiSet kpis(factory);
  const kpi::KpiValues values = kpis.evaluate(result.statistics);
  Json json = Json::object();
  for (std::size_t k = 0; k < values.overall.size(); ++k) {
    json[kpis.overall()[k].name] = numberOrNull(values.overall[k]);
  }
  return json;
}

void printKpis(const factory::Factory& factory, const cosimulation::MotionResult& result, const Console& console) {
  const kpi::KpiSet kpis(factory);
  const kpi::KpiValues values = kpis.evaluate(result.statistics);
  console.print(fmt::format("\n{:<28} {:>12}  unit", "KPI", "one run"));
  for (std::size_t k = 0; k < values.overall.size(); ++k) {
    if (!std::isfinite(values.overall[k])) continue;
    console.print(
        fmt::format("{:<28} {:>12.5g}  {}", kpis.overall()[k].name, values.overall[k], kpis.overall()[k].unit));
  }
}

void printAgreement(const cosimulation::Agreement& agreement, const Console& console) {
  console.print(fmt::format("\n{:<20} {:>12} {:>12}  mean stay of a part", "element", "motion s", "events s"));
  for (const cosimulation::ElementAgreement& element : agreement.elements) {
    console.print(fmt::format("{:<20} {:>12.5g} {:>12.5g}", element.element, element.motion_s, element.events_s));
  }
  console.print(cosimulation::agreementText(agreement));
}

int motion(const MotionOptions& options, Console& console) {
  if (!options.measure.robot.empty()) return measureCycle(options.file, options.measure, options.seed, console);
  cosimulation::MotionSettings settings;
  settings.duration_s = durationOption("--duration", options.duration);
  settings.step_s = stepOption(options.step, options.file);
  settings.seed = options.seed;
  settings.warmup_s = durationOption("--warmup", options.warmup);
  settings.folder = std::filesystem::path(options.file).parent_path();
  const LoadedFactory loaded = loadFactory(options.file);
  // What forbids the events is told before the long part of the work.
  if (options.is_compared) loaded.located([&] { return events::compile(loaded.factory); });
  if (const auto pace =
          loaded.located([&] { return cosimulation::expectedPace(loaded.factory, settings.step_s, console.stop()); })) {
    console.warn(cosimulation::paceText(*pace));
  }
  const cosimulation::MotionResult result = loaded.located(
      [&] { return cosimulation::runMotion(loaded.factory, settings, console.stop(), console.progress()); });
  for (const std::string& warning : result.warnings) console.warn(warning);
  std::optional<cosimulation::Agreement> agreement;
  if (options.is_compared) agreement = cosimulation::compareWithEvents(loaded.factory, result, console.stop());
  if (console.is_json) {
    Json json = cosimulation::toJson(result);
    json["kpis"] = kpisOf(loaded.factory, result);
    if (agreement) json["agreement"] = cosimulation::toJson(*agreement);
    console.printJson(json);
  } else {
    printForPeople(result, console);
    printKpis(loaded.factory, result, console);
    if (agreement) printAgreement(*agreement, console);
  }
  return agreement && !agreement->agrees() ? kNegativeFinding : kDone;
}

}  // namespace

void addMotion(CLI::App& program, Action& action) {
  auto options = std::make_shared<MotionOptions>();
  CLI::App* verb =
      addVerb(program, "motion",
              {"Runs belts and parts as rigid bodies: transport times, jams, tip-overs. Or measures a robot's cycle.",
               "line.mill --duration 15m"});
  verb->add_option("file", options->file, "Factory file")->required();
  verb->add_option("--duration", options->duration, "Simulated time (90, 15m, 1h)")->capture_default_str();
  verb->add_option("--step", options->step, "Length of a step in seconds; else the project's, else 1/240");
  verb->add_option("--warmup", options->warmup, "Not measured at the start")->capture_default_str();
  verb->add_option("--seed", options->seed, "Of all that is random")->capture_default_str();
  verb->add_flag("--compare", options->is_compared, "Also runs the events alone and says where they differ");
  addMeasureOptions(*verb, options->measure);
  verb->final_callback(
      [options, &action] { action = [options](Console& console) { return motion(*options, console); }; });
}

}  // namespace mw::cli
