// SPDX-License-Identifier: Apache-2.0
// CPU time of one physics step with 200 crates on ten belts: travelling, moving up one place every
// four seconds, and closed up behind blocked ends; and of the oven cell, whose arm moves the parts.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "core/cosimulation/motion_session.h"

namespace {

using namespace mw;

constexpr int kBelts = 10;

/// Ten lines of source, belt, buffer and sink side by side.
factory::Factory belts(double length_m, double pitch_m, double stay_s) {
  Json elements = Json::array();
  Json flows = Json::array();
  for (int i = 0; i < kBelts; ++i) {
    const auto id = [i](const char* name) { return fmt::format("{}{}", name, i); };
    elements.push_back({{"id", id("src")}, {"type", "source"}, {"part", "crate"}, {"supply", "unlimited"}});
    elements.push_back({{"id", id("belt")},
                        {"type", "conveyor"},
                        {"pose", {{"y_m", 2 * i}}},
                        {"length_m", length_m},
                        {"speed_mps", 1},
                        {"pitch_m", pitch_m}});
    elements.push_back({{"id", id("rack")}, {"type", "buffer"}, {"capacity", 1}, {"min_stay", stay_s}});
    elements.push_back({{"id", id("out")}, {"type", "sink"}});
    flows.push_back({{"from", id("src")}, {"to", id("belt")}});
    flows.push_back({{"from", id("belt")}, {"to", id("rack")}});
    flows.push_back({{"from", id("rack")}, {"to", id("out")}});
  }
  Json root = factory::Factory().json();
  root["parts"] = {{{"id", "crate"}, {"size_m", {0.4, 0.3, 0.2}}, {"mass_kg", 4}}};
  root["elements"] = std::move(elements);
  root["flows"] = std::move(flows);
  return factory::Factory::fromJson(std::move(root));
}

void runSteps(benchmark::State& state, const factory::Factory& factory, double fill_s) {
  cosimulation::MotionSession session(factory, {});
  while (session.time_s() < fill_s) session.step();
  for (auto _ : state) session.step();
  state.counters["parts"] = static_cast<double>(session.parts().size());
}

void travelling(benchmark::State& state) {
  runSteps(state, belts(12, 0.6, 0), 30);
}
BENCHMARK(travelling)->Unit(benchmark::kMillisecond)->MinTime(2);

void movingUp(benchmark::State& state) {
  runSteps(state, belts(8.2, 0.6, 4), 60);
}
BENCHMARK(movingUp)->Unit(benchmark::kMillisecond)->MinTime(2);

void closedUp(benchmark::State& state) {
  runSteps(state, belts(8.2, 0.6, 1e9), 60);
}
BENCHMARK(closedUp)->Unit(benchmark::kMillisecond)->MinTime(2);

/// The oven cell: two belts and an arm that loads an oven. Items are simulated seconds.
void ovenCell(benchmark::State& state) {
  const factory::Factory factory = factory::Factory::read(MW_SOURCE_DIR "/resources/examples/oven-cell.json");
  cosimulation::MotionSession session(factory, {});
  while (session.time_s() < 30) session.step();
  const double from_s = session.time_s();
  for (auto _ : state) session.step();
  state.counters["simulated_s"] =
      benchmark::Counter(session.time_s() - from_s, benchmark::Counter::kIsRate);  // how many times real time
}
BENCHMARK(ovenCell)->Unit(benchmark::kMillisecond)->MinTime(2);

}  // namespace

BENCHMARK_MAIN();
