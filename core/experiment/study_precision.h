// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/experiment/precision.h"
#include "core/experiment/study_run.h"
#include "core/factory/parameter_check.h"

namespace mw::experiment {

/// Until when replications are added to each point of a study:
///
///   "replications": {"at_least": 10, "at_most": 50, "until": {"throughput_per_h": "1%", "wip_mean": 0.5}}
///
/// Each goal is the half width of a KPI's 95 % interval, as a share of the mean ("1%") or in the KPI's unit (0.5). A
/// point has `at_least` replications, then batches (nextBlock() of precision.h) until all goals are met or `at_most` is
/// reached. After which of them it ends is a function of the point's own runs in order of replication, whoever makes
/// them and when. See PrecisionGoal for the method, its source and its caution.
struct ReplicationRule {
  std::uint32_t at_least = 10;
  std::uint32_t at_most = 0;
  std::vector<PrecisionGoal> until;
};

/// What "replications" may be in a study file, for reader, schema and help.
[[nodiscard]] api::ParameterDeclaration replicationsDeclaration();

/// Reports what is wrong with a study's "replications", as far as its declaration does not tell.
void checkReplications(const Json& replications, factory::ParameterCheck& check);

/// @param study  millwright-study/1, checked
/// @returns nothing where each point has a fixed number of replications
[[nodiscard]] std::optional<ReplicationRule> replicationRuleOf(const Json& study);

/// Of one point, the values of the rule's KPIs by replication, in the order of ReplicationRule::until; NaN = undefined.
using GoalValues = std::map<std::uint32_t, std::vector<double>>;

/// How far one point is.
struct PointPrecision {
  enum class Status {
    Open,       ///< replications are missing: the next batch is not whole
    Reached,    ///< every goal is met
    NotReached  ///< at_most is reached and a goal is not met
  };
  Status status = Status::Open;
  std::uint32_t replications = 0;       ///< that the point has to have, as far as its runs tell: all, unless it is open
  std::vector<PrecisionReached> goals;  ///< over the batches that are whole; empty before the first one is

  [[nodiscard]] bool isOpen() const { return status == Status::Open; }
};

[[nodiscard]] PointPrecision pointPrecision(const ReplicationRule& rule, const GoalValues& values);

/// The values of a rule's goals in a run. @param kpis  of the run; the rule's are among them
class GoalReader {
 public:
  GoalReader(const ReplicationRule& rule, const std::vector<std::string>& kpis);
  [[nodiscard]] std::vector<double> valuesOf(const StudyRun& run) const;

 private:
  std::vector<std::size_t> positions_;
};

/// How far each point of a study is.
/// @param runs  in any order, of points below point_count
[[nodiscard]] std::vector<PointPrecision> precisionOf(const ReplicationRule& rule, const std::vector<std::string>& kpis,
                                                      const std::vector<StudyRun>& runs, std::size_t point_count);

/// Runs that a point need not make any more, of ReplicationRule::at_most. @param there  that it has
[[nodiscard]] std::size_t sparedRuns(const ReplicationRule& rule, const PointPrecision& point, std::size_t there);

}  // namespace mw::experiment
