// SPDX-License-Identifier: Apache-2.0
#include "core/store/motion_settings.h"

#include "core/store/stored_note.h"

namespace mw::store {

std::optional<double> motionStep_s(const Json& note) {
  if (!note.is_object() || !note.contains(MotionNote::kStep) || !note[MotionNote::kStep].is_number()) {
    return std::nullopt;
  }
  const double step_s = note[MotionNote::kStep].get<double>();
  return step_s > 0 ? std::optional(step_s) : std::nullopt;
}

std::optional<double> motionStep_s(ProjectFile& project) {
  const std::optional<Json> kept = note(project, MotionNote::kKind, MotionNote::kName);
  return kept ? motionStep_s(*kept) : std::nullopt;
}

void saveMotionStep(ProjectFile& project, double step_s) {
  saveNote(project, {MotionNote::kKind, MotionNote::kName, {{MotionNote::kStep, step_s}}});
}

}  // namespace mw::store
