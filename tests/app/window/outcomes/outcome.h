// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/factory/factory.h"
#include "tests/app/window/visit.h"

namespace mw::test {

/// What a script of tests/app/window/scripts leaves behind, in files of its own and in the project.
struct Outcome {
  const char* script;
  /// What is wrong after it; empty when nothing is.
  std::string (*wrong)(const Visit&);
  const char* project = "p.mill";  ///< a copy of which it plays on
};

[[nodiscard]] std::vector<Outcome> buildOutcomes();
[[nodiscard]] std::vector<Outcome> runOutcomes();
[[nodiscard]] std::vector<Outcome> motionOutcomes();
[[nodiscard]] std::vector<Outcome> experimentOutcomes();
[[nodiscard]] std::vector<Outcome> replayOutcomes();

/// @throws std::runtime_error  there is none of this id
[[nodiscard]] const factory::Element& elementOf(const factory::Factory& factory, const char* id);

}  // namespace mw::test
