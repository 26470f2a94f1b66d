// SPDX-License-Identifier: Apache-2.0
#include "core/motion/cycle/cycle_measure.h"

#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace mw::motion {
namespace {

class Series {
 public:
  Series(const Arm& arm, const Gripper& gripper, CycleSource source)
      : mounted_(withGripper(arm, gripper)), gripper_(gripper), source_(source), inverse_(mounted_) {}

  void start(const PickPlaceProgramme& programme) {
    const InverseResult ready = readyPosture(inverse_, programme);
    if (ready.reaches()) stands_rad_ = ready.q_rad;
  }

  void cycle(int i, const PickPlaceProgramme& programme) {
    const PickPlacePlan plan = planPickPlace(inverse_, gripper_, programme, stands_rad_);
    if (plan.status != PlanStatus::Ok) return fail(i, plan.reason);
    double cycle_s = plan.duration_s;
    if (source_ == CycleSource::Physics) {
      const PickPlaceRun run = runPickPlace(mounted_, gripper_, programme, plan);
      if (run.status != RunStatus::Placed) return fail(i, runReason(run.status));
      cycle_s = run.cycle_s;
    }
    stands_rad_ = plan.end_rad;
    measured_.cycles_s.push_back(cycle_s);
    measured_.planned_s.push_back(plan.duration_s);
  }

  CycleMeasurement finish() {
    measured_.cycle_s = numerics::confidenceInterval(measured_.cycles_s);
    return std::move(measured_);
  }

 private:
  void fail(int i, const std::string& reason) {
    if (measured_.n_failed++ == 0) measured_.first_failure = fmt::format("cycle {}: {}", i + 1, reason);
  }

  const Arm mounted_;
  const Gripper& gripper_;
  CycleSource source_;
  InverseKinematics inverse_;
  JointVector stands_rad_ = JointVector::Zero();
  CycleMeasurement measured_;
};

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

CycleMeasurement measureCycles(const Arm& arm, const Gripper& gripper, const PickPlaceProgramme& programme,
                               const PickPlaceVariation& variation, int n, std::uint64_t seed, CycleSource source,
                               const std::stop_token& stop) {
  Series series(arm, gripper, source);
  // The cycle before the first one put its part into the last slot.
  PickPlaceProgramme before = programme;
  if (!variation.slots_m.empty()) before.place.top_m += variation.slots_m.back();
  series.start(before);
  for (int i = 0; i < n; ++i) {
    if (stop.stop_requested()) throw Cancelled();
    series.cycle(i, variedProgramme(programme, variation, i, seed));
  }
  return series.finish();
}

}  // namespace mw::motion
