// SPDX-License-Identifier: GPL-3.0-or-later
// CPU time of bringing the scene up to date, without drawing.
#include <array>
#include <benchmark/benchmark.h>
#include <cmath>
#include <string>
#include <vector>

#include "ui/scene/factory_scene.h"
#include "ui/scene/part_slot.h"

namespace {

using namespace mw::scene;

std::vector<PartPose> posesAt(float time, std::size_t count, std::size_t types) {
  std::vector<PartPose> parts(count);
  for (std::size_t i = 0; i < count; ++i) {
    const float phase = time + static_cast<float>(i);
    parts[i].type = static_cast<std::uint32_t>(i % types);
    parts[i].center_m = {phase, static_cast<float>(i % 40), 0.9F};
    parts[i].orientation = {std::cos(phase), 0, 0, std::sin(phase)};
  }
  return parts;
}

/// n parts on their way; every one moves and turns in each frame.
void moveParts(benchmark::State& state) {
  FactoryScene scene;
  const std::vector<ScenePartType> types = {
      {"a", {0.4, 0.3, 0.2}, 0x4477AA}, {"b", {0.3, 0.3, 0.3}, 0xC49B66}, {"c", {0.2, 0.2, 0.2}, 0xD9A23B}};
  scene.setPartTypes(types);
  const auto count = static_cast<std::size_t>(state.range(0));
  const std::array<std::vector<PartPose>, 2> frames = {posesAt(0, count, types.size()),
                                                       posesAt(0.01F, count, types.size())};
  std::size_t i_frame = 0;
  for (auto _ : state) scene.setParts(frames[++i_frame % 2]);
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(moveParts)->Arg(100)->Arg(1000)->Arg(10000)->Arg(100000)->Unit(benchmark::kMillisecond);

std::vector<SceneElement> machines(int n) {
  std::vector<SceneElement> elements(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) {
    SceneElement& e = elements[static_cast<std::size_t>(i)];
    e.id = "e" + std::to_string(i);
    e.type = i % 2 == 0 ? BodyType::Station : BodyType::Buffer;
    e.position_m = {4.0 * (i % 100), 4.0 * (i / 100), 0};
    e.yaw_rad = 0.1 * i;
  }
  return elements;
}

/// Every element changes its state.
void changeStates(benchmark::State& state) {
  FactoryScene scene;
  const int n = static_cast<int>(state.range(0));
  scene.setLayout(machines(n), {});
  std::vector<ElementStateChange> changes;
  for (int i = 0; i < n; ++i) changes.push_back({"e" + std::to_string(i), ElementState::Idle});
  int turn = 0;
  for (auto _ : state) {
    ++turn;
    for (ElementStateChange& change : changes) change.state = static_cast<ElementState>(turn % kElementStateCount);
    scene.setStates(changes);
  }
}
BENCHMARK(changeStates)->Arg(30)->Arg(300)->Unit(benchmark::kMillisecond);

/// One element of n is dragged.
void dragElement(benchmark::State& state) {
  FactoryScene scene;
  std::vector<SceneElement> elements = machines(static_cast<int>(state.range(0)));
  scene.setLayout(elements, {});
  for (auto _ : state) {
    elements[7].position_m.x += 0.01;
    scene.setLayout(elements, {});
  }
}
BENCHMARK(dragElement)->Arg(30)->Arg(300)->Unit(benchmark::kMillisecond);

void pickUnderCursor(benchmark::State& state) {
  Picker picker;
  picker.setElements(machines(static_cast<int>(state.range(0))));
  CameraPose pose;
  pose.focus_m = {200, 100, 0};
  pose.distance_m = 150;
  double x = 0;
  for (auto _ : state) {
    x = std::fmod(x + 37, 1280);
    benchmark::DoNotOptimize(picker.pick(rayThrough(pose, {1280, 720}, {x, 360})));
  }
}
BENCHMARK(pickUnderCursor)->Arg(100)->Arg(10000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
