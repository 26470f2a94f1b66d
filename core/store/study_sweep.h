// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "core/experiment/study_runner.h"
#include "core/store/stored_study.h"

namespace mw::store {

/// Runs what a plan lacks and stores each run. However it ends, what was finished is in the file when it does.
/// @param done     runs that are there already, in order
/// @param options  as runStudy() takes them
/// @param on_run   is told each new run, from any thread; may be empty
/// @returns and throws as runStudy(), and OutputError when a run could not be stored
[[nodiscard]] std::vector<experiment::StudyRun> runAndStore(
    StudyWriter& writer, const experiment::StudyPlan& plan, const experiment::Engine& engine,
    std::vector<experiment::StudyRun> done, const experiment::StudyRunOptions& options,
    const std::function<void(const experiment::StudyRun&)>& on_run = {});

}  // namespace mw::store
