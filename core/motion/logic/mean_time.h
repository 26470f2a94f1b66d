// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "core/base/json.h"

namespace mw::motion {

/// Mean of a time as factory files write it: a number, {"dist": ...} or {"by_part": {...}}.
///
/// Closed forms of the families of core/factory/distribution_families.h; weibull is scale * Gamma(1 + 1/shape), normal
/// is that of draws below zero redrawn, mean + sd * phi(a) / Phi(a) with a = mean/sd, pert is (min + 4 mode + max) / 6.
///
/// @param time     the value; null is 0 s
/// @param part     id of the part type that by_part looks up; "*" is the rest
/// @param pointer  JSON pointer of the value, for messages
/// @throws InputError for what has no mean here: values in a file, a part type that by_part leaves out
[[nodiscard]] double meanTime_s(const Json& time, std::string_view part, const std::string& pointer);

}  // namespace mw::motion
