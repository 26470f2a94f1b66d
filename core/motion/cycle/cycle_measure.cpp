// SPDX-License-Identifier: Apache-2.0
#include "core/motion/cycle/cycle_measure.h"

#include <algorithm>
#include <fmt/format.h>
#include <memory>
#include <mutex>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace mw::motion {
namespace {

/// One cycle: how it shall go, and how it went.
struct Cycle {
  PickPlacePlan plan;
  double cycle_s = 0;
  std::string failure;
};

std::vector<Cycle> planned(const CycleRequest& request) {
  std::vector<Cycle> cycles(request.cycles.size());
  JointVector stands_rad = request.start_rad;
  for (std::size_t i = 0; i < cycles.size(); ++i) {
    if (request.stop.stop_requested()) throw Cancelled();
    cycles[i].plan = request.plan(request.cycles[i], stands_rad);
    if (cycles[i].plan.status != PlanStatus::Ok) {
      cycles[i].failure = cycles[i].plan.reason;
      continue;
    }
    stands_rad = cycles[i].plan.end_rad;
    cycles[i].cycle_s = cycles[i].plan.duration_s;
  }
  return cycles;
}

void runThrough(std::vector<Cycle>& cycles, const Arm& mounted, const Gripper& gripper, const CycleRequest& request) {
  std::mutex progress_mutex;
  double done = 0;
  const auto runOne = [&](std::size_t i) {
    if (request.stop.stop_requested()) throw Cancelled();
    Cycle& cycle = cycles[i];
    if (cycle.failure.empty()) {
      const PickPlaceRun run = runPickPlace(mounted, gripper, request.cycles[i], cycle.plan);
      cycle.cycle_s = run.cycle_s;
      cycle.failure = runReason(run.status);
    }
    const std::lock_guard lock(progress_mutex);
    done += 1;
    if (request.progress) request.progress({done, static_cast<double>(cycles.size()), "cycles"});
  };
  tbb::task_arena arena(request.jobs == 0 ? tbb::task_arena::automatic : request.jobs);
  arena.execute([&] { tbb::parallel_for(std::size_t{0}, cycles.size(), runOne); });
}

/// Where it failed: "above the place" of "above the place: out of reach by 0.12 m", whose figure differs by cycle.
std::string_view placeOf(const std::string& reason) {
  return std::string_view(reason).substr(0, reason.find(':'));
}

void addFailure(std::vector<CycleFailure>& failed, const std::string& reason, std::size_t i) {
  const auto same = std::ranges::find_if(
      failed, [&](const CycleFailure& failure) { return placeOf(failure.reason) == placeOf(reason); });
  if (same != failed.end())
    ++same->n;
  else
    failed.push_back({reason, 1, static_cast<int>(i) + 1});
}

}  // namespace

PickPlaceProgramme variedProgramme(const PickPlaceProgramme& programme, const PickPlaceVariation& variation, int i,
                                   std::uint64_t seed) {
  RandomStream random(derivedSeed(seed, static_cast<std::uint64_t>(i)), streamId("arm", "part offset"), 0);
  const auto draw = [&random](double width) { return width * (2 * random.uniform() - 1); };
  PickPlaceProgramme varied = programme;
  const double along_m = draw(variation.pick_along_m);
  const double across_m = draw(variation.pick_across_m);
  varied.pick.top_m +=
      Eigen::AngleAxisd(programme.pick.yaw_rad, Eigen::Vector3d::UnitZ()) * Eigen::Vector3d(along_m, across_m, 0);
  varied.pick.yaw_rad += draw(variation.pick_yaw_rad);
  if (!variation.slots_m.empty())
    varied.place.top_m += variation.slots_m[static_cast<std::size_t>(i) % variation.slots_m.size()];
  return varied;
}

int CycleMeasurement::failedCount() const {
  int n = 0;
  for (const CycleFailure& failure : failed) n += failure.n;
  return n;
}

std::vector<std::string> CycleMeasurement::failureTexts() const {
  const std::size_t all = cycles_s.size() + static_cast<std::size_t>(failedCount());
  std::vector<std::string> texts;
  for (const CycleFailure& failure : failed)
    texts.push_back(
        fmt::format("{} of {}: {} (first in cycle {})", failure.n, all, failure.reason, failure.first_cycle));
  return texts;
}

CycleMeasurement measureCycles(const Arm& mounted, const Gripper& gripper, const CycleRequest& request) {
  std::vector<Cycle> cycles = planned(request);
  if (request.source == CycleSource::Physics) runThrough(cycles, mounted, gripper, request);
  CycleMeasurement measured;
  for (std::size_t i = 0; i < cycles.size(); ++i) {
    if (!cycles[i].failure.empty()) {
      addFailure(measured.failed, cycles[i].failure, i);
      continue;
    }
    measured.cycles_s.push_back(cycles[i].cycle_s);
    measured.planned_s.push_back(cycles[i].plan.duration_s);
    measured.cycles.push_back(i);
  }
  std::ranges::stable_sort(measured.failed, std::greater(), &CycleFailure::n);
  measured.cycle_s = numerics::confidenceInterval(measured.cycles_s);
  return measured;
}

CyclePlanner pickPlacePlanner(const Arm& mounted, const Gripper& gripper) {
  return [inverse = std::make_shared<InverseKinematics>(mounted), gripper](const PickPlaceProgramme& programme,
                                                                           const JointVector& start_rad) {
    return planPickPlace(*inverse, gripper, programme, start_rad);
  };
}

CycleRequest variedCycles(const Arm& mounted, const Gripper& gripper, const PickPlaceProgramme& programme,
                          const PickPlaceVariation& variation, int n, std::uint64_t seed) {
  CycleRequest request;
  for (int i = 0; i < n; ++i) request.cycles.push_back(variedProgramme(programme, variation, i, seed));
  request.plan = pickPlacePlanner(mounted, gripper);
  PickPlaceProgramme before = programme;
  if (!variation.slots_m.empty()) before.place.top_m += variation.slots_m.back();
  InverseKinematics inverse(mounted);
  const InverseResult ready = readyPosture(inverse, before);
  if (ready.reaches()) request.start_rad = ready.q_rad;
  return request;
}

}  // namespace mw::motion
