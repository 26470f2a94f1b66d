// SPDX-License-Identifier: Apache-2.0
#include "core/motion/cell/loose_parts.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/motion/friction.h"

namespace mw::motion {

void LooseParts::add(std::uint32_t number, std::uint16_t type, const BodyState& state) {
  Box box;
  box.size_m = part_types_[type].size_m;
  box.position_m = state.position_m;
  box.friction = kPartFriction;
  const BodyId body = world_.addMoving(box, part_types_[type].mass_kg, {});
  world_.setState(body, state);
  const auto after = std::upper_bound(parts_.begin(), parts_.end(), number,
                                      [](std::uint32_t of, const Loose& other) { return of < other.number; });
  const auto at = after - parts_.begin();
  parts_.insert(after, {number, type, body});
  poses_.insert(poses_.begin() + at, {number, type, state.position_m, state.orientation});
}

void LooseParts::observe(const Hall& hall, double time_s) {
  poses_.clear();
  std::erase_if(parts_, [&](const Loose& part) {
    const BodyState state = world_.state(part.body);
    const Vector3& at_m = state.position_m;
    if (!std::isfinite(at_m[0] + at_m[1] + at_m[2])) {
      throw NumericalError(
          fmt::format("part {}, which fell, has no finite position at {:.4f} s; check the size_m and "
                      "mass_kg of parts, or take a smaller step",
                      part.number, time_s));
    }
    if (!hall.contains(at_m)) {
      world_.remove(part.body);
      return true;
    }
    poses_.push_back({part.number, part.type, at_m, state.orientation});
    return false;
  });
}

std::uint64_t LooseParts::hash() const {
  Digest digest;
  for (const Loose& part : parts_) {
    const BodyState state = world_.state(part.body);
    digest.addInteger(part.number);
    digest.addNumbers(state.position_m);
    digest.addNumbers(state.orientation);
    digest.addNumbers(state.velocity_mps);
    digest.addNumbers(state.angular_velocity_radps);
  }
  return digest.low64();
}

}  // namespace mw::motion
