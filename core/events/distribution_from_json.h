// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/json.h"
#include "core/numerics/distribution.h"

namespace mw::events {

/// The sampler of a distribution of the factory format: a number of seconds or {"dist": ...}. The value has passed
/// factory::ParameterCheck, as everything inside a factory::Factory has.
/// @param pointer  where it stands, for messages
/// @throws InputError for what cannot be drawn: an empirical distribution whose file has not been taken in
///         (factory/empirical_files.h), and by_part
[[nodiscard]] numerics::Distribution distributionFromJson(const Json& value, const std::string& pointer);

}  // namespace mw::events
