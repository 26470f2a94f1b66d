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

/// Plans are kept for so many cycles at a time: a taught line alone takes some 20 kB a second.
constexpr std::size_t kPortion = 256;

/// One cycle: how it shall go, and how it went.
struct Cycle {
  PickPlacePlan plan;
  double planned_s = 0;
  double cycle_s = 0;
  std::string failure;
};

class Series {
 public:
  Series(const Arm& mounted, const Gripper& gripper, const CycleRequest& request)
      : mounted_(mounted),
        gripper_(gripper),
        request_(request),
        cycles_(request.cycles.size()),
        stands_rad_(request.start_rad) {}

  std::vector<Cycle> run() {
    for (std::size_t first = 0; first < cycles_.size(); first += kPortion) {
      const std::size_t end = std::min(first + kPortion, cycles_.size());
      for (std::size_t i = first; i < end; ++i) plan(i);
      if (request_.source == CycleSource::Physics) runAll(first, end);
      for (std::size_t i = first; i < end; ++i) cycles_[i].plan = {};
    }
    return std::move(cycles_);
  }

 private:
  void checkStop() const {
    if (request_.stop.stop_requested()) throw Cancelled();
  }

  void plan(std::size_t i) {
    checkStop();
    Cycle& cycle = cycles_[i];
    cycle.plan = request_.plan(request_.cycles[i], stands_rad_);
    if (cycle.plan.status != PlanStatus::Ok) {
      cycle.failure = cycle.plan.reason;
      return;
    }
    stands_rad_ = cycle.plan.end_rad;
    cycle.planned_s = cycle.plan.duration_s;
    cycle.cycle_s = cycle.planned_s;
  }

  void runAll(std::size_t first, std::size_t end) {
    tbb::task_arena arena(request_.jobs == 0 ? tbb::task_arena::automatic : request_.jobs);
    arena.execute([&] { tbb::parallel_for(first, end, [this](std::size_t i) { runOne(i); }); });
  }

  void runOne(std::size_t i) {
    checkStop();
    Cycle& cycle = cycles_[i];
    if (cycle.failure.empty()) {
      const PickPlaceRun run = runPickPlace(mounted_, gripper_, request_.cycles[i], cycle.plan);
      cycle.cycle_s = run.cycle_s;
      cycle.failure = runReason(run.status);
    }
    const std::lock_guard lock(progress_mutex_);
    done_ += 1;
    if (request_.progress) request_.progress({done_, static_cast<double>(cycles_.size()), "cycles"});
  }

  const Arm& mounted_;
  const Gripper& gripper_;
  const CycleRequest& request_;
  std::vector<Cycle> cycles_;
  JointVector stands_rad_;
  std::mutex progress_mutex_;
  double done_ = 0;
};

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
  const std::vector<Cycle> cycles = Series(mounted, gripper, request).run();
  CycleMeasurement measured;
  for (std::size_t i = 0; i < cycles.size(); ++i) {
    if (!cycles[i].failure.empty()) {
      addFailure(measured.failed, cycles[i].failure, i);
      continue;
    }
    measured.cycles_s.push_back(cycles[i].cycle_s);
    measured.planned_s.push_back(cycles[i].planned_s);
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
