// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/experiment/replications.h"
#include "core/report/report.h"

namespace mw::report {

/// What replications say of a factory: KPIs with intervals, states per element as bars and as a table, figures of the
/// elements, pools, vehicles, and what is active most.
[[nodiscard]] Section runSection(const factory::Factory& factory, const experiment::RunResult& result);

/// How the run was made, what it leaves out, and its warnings: what a reader must know before believing it.
[[nodiscard]] Section assumptionsSection(const factory::Factory& factory, const experiment::RunResult& result);

}  // namespace mw::report
