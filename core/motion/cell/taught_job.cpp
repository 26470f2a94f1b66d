// SPDX-License-Identifier: Apache-2.0
#include "core/motion/cell/taught_job.h"

#include <algorithm>

namespace mw::motion {
namespace {

using Step = PickPlacePlan::Step;
using Steps = std::vector<Step>;

Steps::const_iterator firstOf(Steps::const_iterator from, Steps::const_iterator end, PickPlacePlan::Action action) {
  return std::find_if(from, end, [action](const Step& step) { return step.action == action; });
}

/// The move that leads to a step, not before `first`.
Steps::const_iterator moveTo(Steps::const_iterator step, Steps::const_iterator first) {
  while (step != first && step->motion->duration_s() == 0) --step;
  return step;
}

}  // namespace

std::optional<TaughtJob> taughtJob(const PickPlacePlan& plan) {
  const Steps& steps = plan.steps;
  const auto grip = firstOf(steps.begin(), steps.end(), PickPlacePlan::Action::Grip);
  if (grip == steps.end()) return std::nullopt;
  const auto release = firstOf(grip, steps.end(), PickPlacePlan::Action::Release);
  if (release == steps.end()) return std::nullopt;
  const auto down = moveTo(grip, steps.begin());
  const auto over = moveTo(release, grip + 1);
  return TaughtJob{plan.start_rad, Steps(steps.begin(), down), Steps(down, over), Steps(over, steps.end()),
                   plan.duration_s};
}

}  // namespace mw::motion
