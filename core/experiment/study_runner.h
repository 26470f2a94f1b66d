// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/experiment/failed_run.h"
#include "core/experiment/study_plan.h"
#include "core/experiment/study_run.h"
#include "core/experiment/study_shard.h"

namespace mw::experiment {

/// One run to be made.
struct RunOrder {
  double horizon_s = 0;
  double warmup_s = 0;
  std::uint64_t seed = 1;
  std::uint32_t replication = 0;
};

/// What one run gave: a value per KPI asked for.
struct RunAnswer {
  std::vector<double> values;
  std::uint64_t events = 0;
};

/// The factory of one point, ready to run any number of times from any thread.
using PointModel = std::function<RunAnswer(const RunOrder&, const std::stop_token&)>;

/// Makes a factory ready to run for the named KPIs: the fidelity that a study is run with. Called from any thread.
/// @throws InputError when it cannot be run
using Engine = std::function<PointModel(const factory::Factory&, const std::vector<std::string>& kpis)>;

struct StudyRunOptions {
  unsigned jobs = 0;  ///< threads; 0 = all cores
  std::stop_token stop = {};
  ProgressSink progress = {};  ///< in runs, those done before included
  StudyShard shard = {};       ///< only what is missing of this part is run
  /// Is told each run that came to nothing, one at a time; the others go on. Empty: the first one ends the study.
  std::function<void(const FailedRun&)> on_failed = {};
};

/// Runs what is missing of a study, on several threads. Which thread runs what and when does not touch the results.
///
/// @param done  runs that are there already, in order
/// @param save  is given each new run as soon as it is finished, from any thread
/// @returns those done and all that were missing of the shard but those that failed, in order of point and replication
/// @throws Cancelled when stopped: what was finished has been given to save; InputError when a point cannot be run,
///         naming it; RunFailed where nobody is told; whatever save throws
[[nodiscard]] std::vector<StudyRun> runStudy(const StudyPlan& plan, const Engine& engine, std::vector<StudyRun> done,
                                             const std::function<void(StudyRun)>& save,
                                             const StudyRunOptions& options = {});

}  // namespace mw::experiment
