// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cosimulation/motion_run.h"
#include "core/cosimulation/motion_session.h"
#include "tests/core/motion/cell.h"

namespace mw::test {

inline cosimulation::MotionSession sessionOf(const Json& cell, double step_s = 1.0 / 240) {
  cosimulation::MotionSettings settings;
  settings.step_s = step_s;
  return cosimulation::MotionSession(factory::Factory::fromJson(cell), settings);
}

inline cosimulation::MotionResult resultOf(const Json& cell, double duration_s, double warmup_s = 0) {
  cosimulation::MotionSettings settings;
  settings.duration_s = duration_s;
  settings.warmup_s = warmup_s;
  return cosimulation::runMotion(factory::Factory::fromJson(cell), settings);
}

inline void runUntil(cosimulation::MotionSession& session, double time_s) {
  while (session.time_s() < time_s) session.step();
}

}  // namespace mw::test
