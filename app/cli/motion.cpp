// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "app/cli/load_factory.h"
#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/cosimulation/motion_run.h"

namespace mw::cli {
namespace {

struct MotionOptions {
  std::string file;
  std::string duration = "60";
  std::string step = "1/240";
  std::uint64_t seed = 1;
};

/// A step in seconds, also as a fraction: "1/240", "0.004".
double stepOption(const std::string& text) {
  const auto slash = text.find('/');
  const auto above = parseNumber(text.substr(0, slash));
  const auto below = slash == std::string::npos ? 1.0 : parseNumber(text.substr(slash + 1));
  if (!above || !below || *below == 0) {
    throw UsageError(fmt::format("--step {}: not a time in seconds; write 1/240 or 0.004", text));
  }
  return *above / *below;
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
  console.print(fmt::format("{} parts delivered in {:g} s, {:.1f} per hour", result.delivered,
                            result.settings.duration_s, result.throughput_per_h));
}

int motion(const MotionOptions& options, Console& console) {
  cosimulation::MotionSettings settings;
  settings.duration_s = durationOption("--duration", options.duration);
  settings.step_s = stepOption(options.step);
  settings.seed = options.seed;
  const LoadedFactory loaded = loadFactory(options.file);
  const cosimulation::MotionResult result = loaded.located(
      [&] { return cosimulation::runMotion(loaded.factory, settings, console.stop(), console.progress()); });
  for (const std::string& warning : result.warnings) console.warn(warning);
  if (console.is_json) {
    console.printJson(cosimulation::toJson(result));
  } else {
    printForPeople(result, console);
  }
  return kDone;
}

}  // namespace

void addMotion(CLI::App& program, Action& action) {
  auto options = std::make_shared<MotionOptions>();
  CLI::App* verb =
      addVerb(program, "motion",
              {"Runs belts and parts as rigid bodies: transport times, jams, tip-overs.", "line.mill --duration 15m"});
  verb->add_option("file", options->file, "Factory file")->required();
  verb->add_option("--duration", options->duration, "Simulated time (90, 15m, 1h)")->capture_default_str();
  verb->add_option("--step", options->step, "Length of a step in seconds")->capture_default_str();
  verb->add_option("--seed", options->seed, "Of the shares of part types")->capture_default_str();
  verb->final_callback(
      [options, &action] { action = [options](Console& console) { return motion(*options, console); }; });
}

}  // namespace mw::cli
