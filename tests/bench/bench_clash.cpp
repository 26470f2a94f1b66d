// SPDX-License-Identifier: Apache-2.0
// CPU time of what a drag asks at each step, and of the checks after it: one element among 2,000 (at most 2 ms) beside
// a probe that tries all pairs in the same run; robots' reach while they are dragged; the whole check of 50 robots.
#include <benchmark/benchmark.h>
#include <cmath>
#include <string>
#include <vector>

#include "core/layout/clash.h"
#include "core/layout/layout_check.h"
#include "core/motion/clearance/live_reach.h"
#include "core/motion/clearance/reach_check.h"

namespace {

using namespace mw;

/// Machines of 2 x 1 m, 4 m apart: in a square, or all in one row.
std::vector<layout::Block> machines(int n, bool is_row) {
  const int n_columns = is_row ? n : static_cast<int>(std::ceil(std::sqrt(n)));
  std::vector<layout::Block> blocks;
  for (int i = 0; i < n; ++i) {
    layout::Block block;
    block.center = {is_row ? 0.0 : 4.0 * (i % n_columns), 4.0 * (is_row ? i : i / n_columns)};
    block.half_x_m = 1;
    block.half_y_m = 0.5;
    block.high_m = 2;
    block.owner = static_cast<std::size_t>(i);
    blocks.push_back(block);
  }
  return blocks;
}

/// The one that is dragged, a bit further each time.
layout::Block dragged(int step) {
  layout::Block block = machines(1, false).front();
  const double yaw_rad = 0.01 * step;
  block.center = {std::fmod(0.37 * step, 170.0), std::fmod(0.23 * step, 170.0)};
  block.cos_yaw = std::cos(yaw_rad);
  block.sin_yaw = std::sin(yaw_rad);
  block.owner = 1'000'000;
  return block;
}

/// @param range  elements, whether they are in one row
void draggedElement(benchmark::State& state) {
  const layout::BlockGrid grid(machines(static_cast<int>(state.range(0)), state.range(1) != 0));
  int step = 0;
  for (auto _ : state) {
    const layout::Block block = dragged(step++);
    benchmark::DoNotOptimize(layout::findClashes({&block, 1}, grid));
  }
}
BENCHMARK(draggedElement)->Args({2000, 0})->Args({2000, 1})->Args({10000, 0})->Unit(benchmark::kMicrosecond);

/// The same by trying all, as a probe of the machine.
void draggedElementProbe(benchmark::State& state) {
  const std::vector<layout::Block> blocks = machines(static_cast<int>(state.range(0)), false);
  int step = 0;
  for (auto _ : state) {
    const layout::Block block = dragged(step++);
    std::size_t n_found = 0;
    for (const layout::Block& other : blocks)
      n_found += layout::overlap_m(block, other) > layout::kClashTolerance_m ? 1U : 0U;
    benchmark::DoNotOptimize(n_found);
  }
}
BENCHMARK(draggedElementProbe)->Arg(2000)->Arg(10000)->Unit(benchmark::kMicrosecond);

/// Once, when a drag begins.
void gridOfTheResting(benchmark::State& state) {
  const std::vector<layout::Block> blocks = machines(static_cast<int>(state.range(0)), false);
  for (auto _ : state) benchmark::DoNotOptimize(layout::BlockGrid(blocks));
}
BENCHMARK(gridOfTheResting)->Arg(2000)->Arg(10000)->Unit(benchmark::kMicrosecond);

/// All findings of a hall, after an edit.
void hallOfMachines(benchmark::State& state) {
  Json root{{"format", "millwright-factory/1"}, {"elements", Json::array()}};
  for (int i = 0; i < state.range(0); ++i) {
    root["elements"].push_back({{"id", "m" + std::to_string(i)},
                                {"type", "buffer"},
                                {"size_m", {2, 1, 2}},
                                {"pose", {{"x_m", 4 * (i % 45)}, {"y_m", 4 * (i / 45)}}}});
  }
  const factory::Factory factory = factory::Factory::fromJson(std::move(root));
  for (auto _ : state) benchmark::DoNotOptimize(layout::hallFindings(factory));
}
BENCHMARK(hallOfMachines)->Arg(2000)->Unit(benchmark::kMillisecond);

/// Cells of a belt, an arm on a pedestal and a table, each 3 m from the next.
factory::Factory cells(int n) {
  Json root = Json::parse(R"({"format": "millwright-factory/1", "elements": [], "flows": [],
    "parts": [{"id": "box", "size_m": [0.1, 0.08, 0.06], "mass_kg": 1}]})");
  const auto add = [&root](const char* text, const std::string& id, double x_m) {
    Json element = Json::parse(text);
    element["id"] = id;
    element["pose"]["x_m"] = x_m + element["pose"]["x_m"].get<double>();
    root["elements"].push_back(std::move(element));
  };
  for (int i = 0; i < n; ++i) {
    const std::string number = std::to_string(i);
    const double x_m = 3.0 * i;
    add(R"({"type": "source", "part": "box", "interarrival": 9, "pose": {"x_m": -1, "y_m": 3}})", "in" + number, x_m);
    add(R"({"type": "conveyor", "length_m": 2, "pose": {"x_m": -1, "y_m": 0.45}})", "belt" + number, x_m);
    add(R"({"type": "robot", "arm": "agile-6kg", "pose": {"x_m": 0, "z_m": 0.5}})", "arm" + number, x_m);
    add(R"({"type": "sink", "size_m": [0.6, 0.6, 0.8], "pose": {"x_m": 0.3, "y_m": -0.5}})", "out" + number, x_m);
    const std::array<std::string, 4> line = {"in" + number, "belt" + number, "arm" + number, "out" + number};
    for (std::size_t k = 1; k < line.size(); ++k) root["flows"].push_back({{"from", line[k - 1]}, {"to", line[k]}});
  }
  return factory::Factory::fromJson(std::move(root));
}

void reachOfAll(benchmark::State& state) {
  const factory::Factory factory = cells(static_cast<int>(state.range(0)));
  std::size_t n_found = 0;
  for (auto _ : state) {
    const auto found = motion::reachFindings(factory, ".");
    n_found = found.size();
  }
  state.counters["found"] = static_cast<double>(n_found);
}
BENCHMARK(reachOfAll)->Arg(1)->Arg(10)->Arg(50)->Unit(benchmark::kMillisecond);

/// One step of dragging a robot among its ports. @param range  whether it gets out of reach
void reachWhileDragged(benchmark::State& state) {
  const factory::Factory factory = cells(1);
  const std::vector<std::size_t> moved = {2};
  motion::LiveReach reach(factory, moved, ".");
  layout::Body robot = layout::bodyOf(factory.elements()[2]);
  const double start_m = robot.pose.x_m;
  int step = 0;
  for (auto _ : state) {
    ++step;
    robot.pose.x_m = start_m + (state.range(0) != 0 ? 0.45 : 0.05) * std::sin(0.05 * step);
    reach.update({&robot, 1});
  }
}
BENCHMARK(reachWhileDragged)->Arg(0)->Arg(1)->Unit(benchmark::kMicrosecond);

/// Once, when such a drag begins.
void reachWhenADragBegins(benchmark::State& state) {
  const factory::Factory factory = cells(1);
  const std::vector<std::size_t> moved = {2};
  for (auto _ : state) benchmark::DoNotOptimize(motion::LiveReach(factory, moved, ".").ports().size());
}
BENCHMARK(reachWhenADragBegins)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
