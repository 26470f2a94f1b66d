// SPDX-License-Identifier: Apache-2.0
#include "core/motion/cell/arm_follower.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"

namespace mw::motion {
namespace {

constexpr double kRounding_s = 1e-9;
constexpr double kSettled_rad = 1e-3;
constexpr double kSettled_radps = 1e-2;
constexpr double kSettleLimit_s = 5;

}  // namespace

ArmFollower::ArmFollower(std::unique_ptr<ArmWorld> world, const JointVector& start_rad)
    : world_(std::move(world)), end_rad_(start_rad) {
  there_.q_rad = start_rad;
}

void ArmFollower::follow(const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    steps_.push_back(step);
    end_rad_ = step.motion->at(step.motion->duration_s()).q_rad;
  }
}

void ArmFollower::forgetActions(bool keeps_motions) {
  if (steps_.empty()) return;
  if (!keeps_motions) steps_.resize(1);
  for (Step& step : steps_) step.action = Action::None;
  if (phase_ == Phase::Settling || phase_ == Phase::Acting) phase_ = Phase::Waiting;
  end_rad_ = steps_.back().motion->at(steps_.back().motion->duration_s()).q_rad;
}

void ArmFollower::step(double step_s) {
  const auto n = static_cast<int>(std::ceil(step_s / kArmStep_s - kRounding_s));
  for (int i = 0; i < n; ++i) advance(step_s / n);
}

void ArmFollower::advance(double step_s) {
  rate_ = std::clamp(rate_ + (is_running_ ? step_s : -step_s) / kHalt_s, 0.0, 1.0);
  if (steps_.empty() || phase_ == Phase::Acting) {
    if (!isSettled()) world_->step(step_s, there_);  // an arm that stands costs nothing
    return;
  }
  const double clock_s = step_s * rate_;
  worked_s_ += clock_s;
  if (phase_ == Phase::Settling) {
    settling_s_ += step_s;
  } else {
    time_s_ += clock_s;
  }
  world_->step(step_s, phase_ == Phase::Moving ? steps_.front().motion->at(time_s_ - planned_s_) : there_);
  passOn();
}

void ArmFollower::passOn() {
  while (!steps_.empty()) {
    const Step& step = steps_.front();
    if (phase_ == Phase::Moving) {
      const double ends_s = planned_s_ + step.motion->duration_s();
      if (time_s_ < ends_s - kRounding_s) return;
      planned_s_ = ends_s;
      there_ = step.motion->at(step.motion->duration_s());
      settling_s_ = 0;
      phase_ = step.action == Action::None ? Phase::Waiting : Phase::Settling;
    } else if (phase_ == Phase::Settling) {
      if (!isSettled() && settling_s_ < kSettleLimit_s) return;
      is_too_weak_ = is_too_weak_ || !isSettled();
      phase_ = Phase::Acting;
      return;
    } else if (phase_ == Phase::Waiting) {
      if (time_s_ < planned_s_ + step.wait_s - kRounding_s) return;
      planned_s_ += step.wait_s;
      phase_ = Phase::Moving;
      steps_.pop_front();
    } else {
      return;
    }
  }
}

bool ArmFollower::isSettled() const {
  const ArmReading now = world_->reading();
  return (now.q_rad - there_.q_rad).cwiseAbs().maxCoeff() <= kSettled_rad &&
         now.speed_radps.cwiseAbs().maxCoeff() <= kSettled_radps;
}

ArmFollower::Action ArmFollower::due() const {
  return phase_ == Phase::Acting && is_running_ ? steps_.front().action : Action::None;
}

void ArmFollower::acted() {
  MW_REQUIRE(phase_ == Phase::Acting);
  phase_ = Phase::Waiting;
  passOn();
}

}  // namespace mw::motion
