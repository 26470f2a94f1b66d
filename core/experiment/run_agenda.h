// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/experiment/study_plan.h"
#include "core/experiment/study_run.h"
#include "core/experiment/study_shard.h"

namespace mw::experiment {

/// Which runs of a study are to be made: with a fixed number of replications all that are missing, to precision those
/// of the next batch of each point, and more whenever a batch is whole. Not for two threads at once.
class RunAgenda {
 public:
  /// @param done   runs that are there already
  /// @param shard  only its points are on the agenda
  RunAgenda(const StudyPlan& plan, const std::vector<StudyRun>& done, const StudyShard& shard);

  /// What can be run at once, in order of point and replication.
  [[nodiscard]] const std::vector<RunKey>& first() const { return first_; }
  /// Takes a run that was made. @returns those that are to follow it, of its point
  [[nodiscard]] std::vector<RunKey> after(const StudyRun& run);
  /// Runs that are still to be made; to precision, at most.
  [[nodiscard]] std::size_t runsLeft() const { return runs_left_; }

 private:
  /// A point that is run to precision.
  struct Course {
    GoalValues values;
    std::size_t under_way = 0;  ///< runs of the batch that are not there yet
  };
  [[nodiscard]] std::vector<RunKey> batchOf(std::uint32_t point, const PointPrecision& precision);
  void begin(const StudyPlan& plan, const std::vector<StudyRun>& done, const StudyShard& shard);

  std::optional<ReplicationRule> rule_;
  std::optional<GoalReader> reader_;
  std::vector<Course> courses_;  ///< by point; none without a rule
  std::vector<RunKey> first_;
  std::size_t runs_left_ = 0;
};

/// Runs that a plan lacks; of a study to precision, at most, and 0 exactly when it is complete.
/// @param runs  that are there, in any order
[[nodiscard]] std::size_t runsMissing(const StudyPlan& plan, const std::vector<StudyRun>& runs);

/// The same of each point of the plan.
[[nodiscard]] std::vector<std::size_t> runsMissingByPoint(const StudyPlan& plan, const std::vector<StudyRun>& runs);

}  // namespace mw::experiment
