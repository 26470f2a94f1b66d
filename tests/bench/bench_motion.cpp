// SPDX-License-Identifier: Apache-2.0
// CPU time of one physics step with 200 crates on ten belts: travelling, moving up one place every
// four seconds, and closed up behind blocked ends; with 1,000 crates in stacks that ride on a belt, so that none rests;
// of the oven cell, whose arm moves the parts; and of plain arithmetic beside them, as a probe of the machine: it runs
// in the same minute on the same core. Where others use the machine's caches too, a tenth of the steps that was left in
// peace says more than the mean: p10_ms.
#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <ctime>
#include <fmt/format.h>
#include <numbers>

#include "core/cosimulation/motion_session.h"
#include "core/motion/bullet/bullet_world.h"

namespace {

using namespace mw;

constexpr int kBelts = 10;

/// CPU times of single steps.
class StepTimes {
 public:
  template <class Step>
  void take(Step step) {
    const double started_ms = now_ms();
    step();
    times_ms_.push_back(now_ms() - started_ms);
  }
  void report(benchmark::State& state) {
    std::sort(times_ms_.begin(), times_ms_.end());
    state.counters["p10_ms"] = times_ms_[times_ms_.size() / 10];
    state.counters["median_ms"] = times_ms_[times_ms_.size() / 2];
  }

 private:
  static double now_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
  }
  std::vector<double> times_ms_;
};

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
  StepTimes times;
  for (auto _ : state) times.take([&] { session.step(); });
  times.report(state);
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

constexpr double kStep_s = 1.0 / 240;
constexpr int kLayers = 5;

motion::Box crate(int i) {
  motion::Box box;
  box.size_m = {0.4, 0.3, 0.2};
  const int stack = i / kLayers;
  box.position_m = {0.5 * (stack % 20), 0.4 * (stack / 20), 0.1 + 0.2 * (i % kLayers)};
  box.friction = 0.5;
  return box;
}

void stacked(benchmark::State& state) {
  const auto world = motion::makeBulletWorld();
  motion::Box belt;
  belt.size_m = {4000, 100, 0.2};
  belt.position_m = {0, 0, -0.1};
  belt.friction = 1;
  world->setBeltVelocity(world->addBelt(belt), {0.5, 0, 0});
  std::vector<motion::BodyId> bodies;
  for (int i = 0; i < state.range(0); ++i) bodies.push_back(world->addMoving(crate(i), 4, {0.5, 0, 0}));
  for (int i = 0; i < 240; ++i) world->step(kStep_s);
  StepTimes times;
  for (auto _ : state) times.take([&] { world->step(kStep_s); });
  times.report(state);
  double active = 0;
  for (const motion::BodyId body : bodies) active += world->state(body).velocity_mps[0] > 0.4 ? 1 : 0;
  state.counters["active"] = active;
}
BENCHMARK(stacked)->Arg(200)->Arg(1000)->Unit(benchmark::kMillisecond)->MinTime(2);

void probe(benchmark::State& state) {
  StepTimes times;
  for (auto _ : state) {
    times.take([] {
      double sum = 0;
      for (int i = 1; i <= 100000; ++i) sum += std::sqrt(static_cast<double>(i)) / (sum + i);
      benchmark::DoNotOptimize(sum);
    });
  }
  times.report(state);
}
BENCHMARK(probe)->Unit(benchmark::kMillisecond)->MinTime(1);

/// Fifty vehicles that carry crates round a loop of 400 m with ten stops, each for one source and one sink.
factory::Factory loop(int vehicles) {
  constexpr int kStops = 10;
  Json elements = Json::array();
  Json flows = Json::array();
  Json nodes = Json::array();
  Json edges = Json::array();
  for (int i = 0; i < kStops; ++i) {
    const double turn_rad = 2 * std::numbers::pi * i / kStops;
    const Json pose = {{"x_m", 70 * std::cos(turn_rad)}, {"y_m", 70 * std::sin(turn_rad)}};
    elements.push_back(
        {{"id", fmt::format("src{}", i)}, {"type", "source"}, {"part", "crate"}, {"supply", "unlimited"}});
    elements.push_back({{"id", fmt::format("out{}", i)}, {"type", "sink"}});
    flows.push_back(
        {{"from", fmt::format("src{}", i)}, {"to", fmt::format("out{}", (i + 3) % kStops)}, {"by", "vehicle"}});
    for (const char* what : {"src", "out"}) {
      elements[elements.size() - (what[0] == 's' ? 2 : 1)]["pose"] = pose;
    }
    nodes.push_back(
        {{"id", fmt::format("n{}", i)}, {"x_m", 60 * std::cos(turn_rad)}, {"y_m", 60 * std::sin(turn_rad)}});
    edges.push_back(
        {{"from", fmt::format("n{}", i)}, {"to", fmt::format("n{}", (i + 1) % kStops)}, {"two_way", false}});
  }
  Json root = factory::Factory().json();
  root["parts"] = {{{"id", "crate"}, {"size_m", {0.4, 0.3, 0.2}}, {"mass_kg", 4}}};
  root["elements"] = std::move(elements);
  root["flows"] = std::move(flows);
  root["networks"] = {{{"id", "loop"}, {"nodes", std::move(nodes)}, {"edges", std::move(edges)}}};
  root["vehicles"] = {{{"id", "agv"}, {"count", vehicles}, {"network", "loop"}, {"load_s", 5}, {"unload_s", 5}}};
  return factory::Factory::fromJson(std::move(root));
}

void vehicles(benchmark::State& state) {
  runSteps(state, loop(50), 120);
}
BENCHMARK(vehicles)->Unit(benchmark::kMillisecond)->MinTime(2);

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
