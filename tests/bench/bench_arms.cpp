// SPDX-License-Identifier: Apache-2.0
// CPU time of inverse kinematics along a path and from anywhere, of one step of an arm in the world with a part in its
// gripper, and of a whole pick-and-place cycle.
#include <algorithm>
#include <benchmark/benchmark.h>
#include <ctime>
#include <vector>

#include "core/base/random_stream.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/arm/joint_move.h"
#include "core/motion/bullet/bullet_arm_world.h"
#include "core/motion/cycle/pick_place_run.h"

namespace {

using namespace mw;
using namespace mw::motion;

const Arm& armOf(const benchmark::State& state) {
  static const std::array<Arm, 3> arms = {presetArm("cobot-5kg"), presetArm("agile-6kg"), presetArm("compact-3kg")};
  return arms[static_cast<std::size_t>(state.range(0))];
}

JointVector randomPosture(const Arm& arm, RandomStream& random) {
  JointVector q;
  for (int i = 0; i < kArmJoints; ++i) {
    const ArmJoint& joint = arm.joints[static_cast<std::size_t>(i)];
    q[i] = joint.lower_rad + random.uniform() * (joint.upper_rad - joint.lower_rad);
  }
  return q;
}

double cpuNow_us() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) * 1e-3;
}

/// Median and 95th percentile of single solves, and the time of plain arithmetic beside them as a probe of the machine.
void reportSolves(benchmark::State& state, std::vector<double>& solves_us) {
  std::sort(solves_us.begin(), solves_us.end());
  state.counters["median_us"] = solves_us[solves_us.size() / 2];
  state.counters["p95_us"] = solves_us[solves_us.size() * 95 / 100];
}

void inverseAlongPath(benchmark::State& state) {
  const Arm& arm = armOf(state);
  InverseKinematics inverse(arm);
  RandomStream random(1, streamId("bench", "path"), 0);
  std::vector<double> solves_us;
  for (auto _ : state) {
    const JointMove move(arm, randomPosture(arm, random), randomPosture(arm, random));
    JointVector now = move.at(0).q_rad;
    for (double t = kArmStep_s; t < move.duration_s(); t += kArmStep_s) {
      const Eigen::Isometry3d X_BF = flangePose(arm, move.at(t).q_rad);
      const double started_us = cpuNow_us();
      benchmark::DoNotOptimize(inverse.solve(X_BF, now));
      solves_us.push_back(cpuNow_us() - started_us);
      now = move.at(t).q_rad;
    }
  }
  reportSolves(state, solves_us);
}
BENCHMARK(inverseAlongPath)->DenseRange(0, 2)->Iterations(20)->Unit(benchmark::kMillisecond);

void inverseFromAnywhere(benchmark::State& state) {
  const Arm& arm = armOf(state);
  InverseKinematics inverse(arm);
  RandomStream random(2, streamId("bench", "anywhere"), 0);
  std::vector<double> solves_us;
  for (auto _ : state) {
    const Eigen::Isometry3d X_BF = flangePose(arm, randomPosture(arm, random));
    const JointVector now = randomPosture(arm, random);
    const double started_us = cpuNow_us();
    benchmark::DoNotOptimize(inverse.solve(X_BF, now));
    solves_us.push_back(cpuNow_us() - started_us);
  }
  reportSolves(state, solves_us);
}
BENCHMARK(inverseFromAnywhere)->DenseRange(0, 2)->Iterations(200)->Unit(benchmark::kMillisecond);

/// The probe: ten thousand square roots that wait for each other.
void probe(benchmark::State& state) {
  for (auto _ : state) {
    double x = 2;
    for (int i = 0; i < 10000; ++i) x = std::sqrt(x + 1);
    benchmark::DoNotOptimize(x);
  }
}
BENCHMARK(probe)->Unit(benchmark::kMicrosecond);

void armStep(benchmark::State& state) {
  const Arm mounted = withGripper(armOf(state), {});
  RandomStream random(3, streamId("bench", "step"), 0);
  const JointVector from = JointVector::Constant(0.2);
  const JointMove move(mounted, from, JointVector::Constant(0.9), 0.2);
  const auto world = makeBulletArmWorld(mounted, {}, Eigen::Isometry3d::Identity(), from);
  const Eigen::Vector3d tip = flangePose(mounted, from).translation();
  Box box;
  box.size_m = {0.1, 0.1, 0.1};
  box.position_m = {tip.x(), tip.y(), tip.z()};
  (void)world->grip(world->addPart(box, mounted.payload_kg));
  double t = 0;
  for (auto _ : state) {
    t += kArmStep_s;
    if (t > 2 * move.duration_s()) t = 0;
    world->step(kArmStep_s, move.at(t < move.duration_s() ? t : 2 * move.duration_s() - t));
  }
}
BENCHMARK(armStep)->DenseRange(0, 2)->Unit(benchmark::kMicrosecond);

void cycle(benchmark::State& state) {
  const Gripper gripper;
  const Arm mounted = withGripper(armOf(state), gripper);
  PickPlaceProgramme programme;
  programme.pick = {{0.3, -0.25, 0.15}, 0.3};
  programme.place = {{0.3, 0.25, 0.15}, -0.5};
  InverseKinematics inverse(mounted);
  const PickPlacePlan plan = planPickPlace(inverse, gripper, programme, readyPosture(inverse, programme).q_rad);
  for (auto _ : state) benchmark::DoNotOptimize(runPickPlace(mounted, gripper, programme, plan));
  state.counters["cycle_s"] = plan.duration_s;
}
BENCHMARK(cycle)->DenseRange(0, 2)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
