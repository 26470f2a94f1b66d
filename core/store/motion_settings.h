// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "core/store/project_file.h"

namespace mw::store {

/// How a project is run in motion, kept as a note: {"step_s": 0.0041666666666666666}.
struct MotionNote {
  static constexpr auto kKind = "run";
  static constexpr auto kName = "motion";
  static constexpr auto kStep = "step_s";
};

/// The step of motion that a project keeps; nothing where it keeps none. What is no number above 0 is none.
[[nodiscard]] std::optional<double> motionStep_s(const Json& note);
[[nodiscard]] std::optional<double> motionStep_s(ProjectFile& project);
void saveMotionStep(ProjectFile& project, double step_s);

}  // namespace mw::store
