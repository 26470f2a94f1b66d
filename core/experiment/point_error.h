// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/experiment/study_run.h"

namespace mw::experiment {

/// The same error with point and replication named in each cause.
/// @param values  {FACTOR: value} of the point
[[nodiscard]] InputError atPoint(const InputError& error, const RunKey& key, const Json& values);

}  // namespace mw::experiment
