// SPDX-License-Identifier: GPL-3.0-or-later
// CPU time of arranging a hall of many elements, beside the picture itself.
#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <string>
#include <vector>

#include "core/layout/clash.h"
#include "core/layout/port_snap.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/panels/viewport/shown_hall.h"
#include "ui/scene/factory_scene.h"

namespace {

using namespace mw;

/// Lines of stations and conveyors, each line 40 elements long.
factory::Factory hall(int n) {
  Json root{{"format", "millwright-factory/1"}, {"elements", Json::array()}, {"flows", Json::array()}};
  for (int i = 0; i < n; ++i) {
    Json element{{"id", "e" + std::to_string(i)}, {"pose", {{"x_m", 5.0 * (i % 40)}, {"y_m", 6.0 * (i / 40)}}}};
    if (i % 2 == 0) {
      element["type"] = "station";
      element["process"] = 30;
    } else {
      element["type"] = "conveyor";
      element["length_m"] = 2.5;
    }
    root["elements"].push_back(std::move(element));
    if (i % 40 != 0) {
      root["flows"].push_back({{"from", "e" + std::to_string(i - 1)}, {"to", "e" + std::to_string(i)}});
    }
  }
  return factory::Factory::fromJson(std::move(root));
}

/// Finding all overlaps anew.
void findClashes(benchmark::State& state) {
  const auto bodies = layout::bodiesOf(hall(static_cast<int>(state.range(0))));
  std::vector<layout::Block> blocks;
  for (std::size_t i = 0; i < bodies.size(); ++i) layout::appendBlocks(bodies[i], i, blocks);
  for (auto _ : state) benchmark::DoNotOptimize(layout::findClashes(blocks));
}
BENCHMARK(findClashes)->Arg(200)->Arg(2000)->Arg(10000)->Unit(benchmark::kMillisecond);

/// One step of a drag as the viewport does it: ends that click on, the hall and the scene brought up to date, overlaps.
/// @param range  elements in the hall, elements dragged
void dragStep(benchmark::State& state) {
  const factory::Factory factory = hall(static_cast<int>(state.range(0)));
  panels::ShownHall shown;
  shown.setFactory(factory);
  scene::FactoryScene scene;
  scene.setLayout(shown.visibleElements(), panels::sceneFlows(factory));
  std::vector<layout::Body> start;
  std::vector<std::string> selected;
  for (int i = 0; i < state.range(1); ++i) selected.push_back("e" + std::to_string(41 + i));
  for (const std::string& id : selected) start.push_back(*shown.body(id));
  scene.setSelection(selected);
  std::vector<layout::Body> resting = shown.restingBodies();
  std::erase_if(resting, [&](const layout::Body& body) {
    return std::find(selected.begin(), selected.end(), body.id) != selected.end();
  });
  const layout::PortField ends(resting);
  double way_m = 0;
  for (auto _ : state) {
    way_m = std::fmod(way_m + 0.1, 20);
    std::vector<layout::Body> moved = start;
    for (layout::Body& body : moved) body.pose.y_m += way_m;
    benchmark::DoNotOptimize(layout::findPortSnap(moved, ends));
    scene.moveElements(shown.preview(moved));
    benchmark::DoNotOptimize(shown.previewClashes());
  }
}
BENCHMARK(dragStep)->Args({2000, 1})->Args({2000, 100})->Args({2000, 1000})->Unit(benchmark::kMillisecond);

/// What is under the cursor.
void pick(benchmark::State& state) {
  panels::ShownHall shown;
  shown.setFactory(hall(static_cast<int>(state.range(0))));
  scene::CameraPose pose;
  pose.focus_m = {100, 100, 0};
  pose.distance_m = 150;
  double x = 0;
  for (auto _ : state) {
    x = std::fmod(x + 37, 1280);
    benchmark::DoNotOptimize(shown.picker().pick(scene::rayThrough(pose, {1280, 720}, {x, 360})));
  }
}
BENCHMARK(pick)->Arg(2000)->Arg(10000)->Unit(benchmark::kMillisecond);

/// One step of a box drawn over half the screen.
void boxSelect(benchmark::State& state) {
  panels::ShownHall shown;
  shown.setFactory(hall(static_cast<int>(state.range(0))));
  scene::CameraPose pose;
  pose.focus_m = {100, 100, 0};
  pose.distance_m = 300;
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        shown.picker().pickInside(pose, {1280, 720}, {300, 200}, {900, 600}, scene::BoxRule::Touching));
  }
}
BENCHMARK(boxSelect)->Arg(2000)->Arg(10000)->Unit(benchmark::kMillisecond);

/// The hall after an edit.
void showFactory(benchmark::State& state) {
  const factory::Factory factory = hall(static_cast<int>(state.range(0)));
  panels::ShownHall shown;
  scene::FactoryScene scene;
  for (auto _ : state) {
    shown.setFactory(factory);
    scene.setLayout(shown.visibleElements(), panels::sceneFlows(factory));
  }
}
BENCHMARK(showFactory)->Arg(2000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
