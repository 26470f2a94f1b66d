// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/verb.h"
#include "core/experiment/replications.h"

namespace mw::cli {

/// The result of a run in tables, for people.
void printRun(const factory::Factory& factory, const experiment::RunResult& result, const Console& console);

/// What the pilot found, in one line.
[[nodiscard]] std::string warmupText(const experiment::WarmupEstimate& estimate);

}  // namespace mw::cli
