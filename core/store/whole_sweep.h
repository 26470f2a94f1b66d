// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/experiment/next_points.h"
#include "core/store/study_sweep.h"

namespace mw::store {

/// A study that was run to its end.
struct WholeSweep {
  experiment::StudyPlan plan;                      ///< with the points that a sequential design added
  std::vector<experiment::StudyRun> runs;          ///< all, in order
  std::size_t before = 0;                          ///< how many of them were there
  std::optional<experiment::NextPoints> end = {};  ///< of a sequential design: why it ended
};

/// Told after each round of a sequential design: the points so far and how it goes on.
using OnRound = std::function<void(const experiment::StudyPlan&, const experiment::NextPoints&)>;

/// How a study is swept.
struct SweepOptions {
  StudyWriter::Start start = StudyWriter::Start::New;
  experiment::StudyRunOptions run = {};
  StudyWriterOptions writer = {};
  OnRound on_round = {};  ///< may be empty
  std::function<void(const experiment::StudyRun&)> on_run =
      {};  ///< is told each new run, from any thread; may be empty
};

/// Runs a study and stores it, the rounds of a sequential design one after the other. The points of a round are in the
/// project before they are run, so that a study that was stopped at any moment goes on with the same ones.
/// @throws InputError, OutputError, Cancelled as StudyWriter and runAndStore()
[[nodiscard]] WholeSweep sweepWhole(const std::shared_ptr<ProjectFile>& project, experiment::StudyPlan plan,
                                    const experiment::Engine& engine, SweepOptions options);

}  // namespace mw::store
