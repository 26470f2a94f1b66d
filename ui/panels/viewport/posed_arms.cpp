// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/posed_arms.h"

#include <algorithm>

namespace mw::panels {

void PosedArms::set(Who who, std::span<const motion::ArmPosture> arms) {
  asked_[static_cast<std::size_t>(who)].assign(arms.begin(), arms.end());
}

std::vector<motion::ArmPosture> PosedArms::shown() const {
  const auto& [run, taught] = asked_;
  std::vector<motion::ArmPosture> shown = taught;
  for (const motion::ArmPosture& arm : run) {
    const bool is_taught =
        std::ranges::any_of(taught, [&arm](const motion::ArmPosture& other) { return other.element == arm.element; });
    if (!is_taught) shown.push_back(arm);
  }
  return shown;
}

}  // namespace mw::panels
