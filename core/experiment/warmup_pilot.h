// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

#include "core/base/progress.h"
#include "core/experiment/run_plan.h"
#include "core/factory/factory.h"

namespace mw::experiment {

/// Finds the warm-up of a plan from ten pilot runs over its horizon: their random numbers are not those of the plan's
/// replications, so that what is deleted does not depend on what is measured. Depends on factory, horizon and seed
/// alone.
/// @throws InputError, Cancelled as runReplications()
[[nodiscard]] WarmupEstimate findWarmup(const factory::Factory& factory, const RunPlan& plan, std::stop_token stop = {},
                                        const ProgressSink& progress = {});

}  // namespace mw::experiment
