// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/progress.h"
#include "core/experiment/study_plan.h"
#include "core/experiment/study_run.h"
#include "core/surrogate/gp/model_text.h"
#include "ui/models/cluster_wishes.h"

namespace mw::models {

/// A study as the project keeps it.
struct KeptStudy {
  std::string name;
  Json definition;  ///< millwright-study/1
  Json factory;     ///< the factory its points vary
  std::vector<std::string> responses;
  std::vector<Json> points;  ///< {FACTOR: value}
  std::size_t replications = 0;
  std::vector<experiment::StudyRun> runs;  ///< in order, with the values of firstColumns() alone; empty in a list
  std::vector<std::string> digests;        ///< of the whole runs, in their order
  std::size_t runs_done = 0;
};

/// A surrogate as the project keeps it, the same that `fit --save` makes.
struct KeptSurrogate {
  std::string name;
  std::string study;
  std::string response;
  std::string created;  ///< UTC; set by keeping
  std::shared_ptr<const surrogate::SavedModel> saved;
};

/// What the study panel needs from the project and the engines; given by the application. All are called on worker
/// threads and may throw our errors.
struct StudyServices {
  /// Hears of a study while it runs, from any thread.
  struct Listener {
    std::function<void(const experiment::StudyRun&)> on_run;
    /// The points {FACTOR: value} that a sequential design adds, before their runs.
    std::function<void(const std::vector<Json>&)> on_points;
    /// What holds it up or moves it, a sentence whenever it changes: a cluster's scheduler, a full disk. Empty =
    /// nothing any more.
    std::function<void(const std::string&)> on_word;
  };

  std::function<std::vector<KeptStudy>()> list;  ///< without runs
  std::function<KeptStudy(const std::string& name)> load;
  /// Of each run of a study the value of one response alone.
  std::function<std::vector<experiment::StudyRun>(const std::string& study, const std::string& response)> values;
  /// The plan with the responses that the study asks for. @throws InputError, Cancelled
  std::function<experiment::StudyPlan(const experiment::Study&, const factory::Factory&, const std::stop_token&)> plan;
  /// Runs what is missing and keeps each run as it is done; a sequential design to its end.
  std::function<void(const experiment::StudyPlan&, const Listener&, std::stop_token, const ProgressSink&)> run;
  /// The same as an array of jobs of a cluster; the runs come when all have ended. None where there is no project file
  /// that the nodes could see.
  std::function<void(const experiment::StudyPlan&, const ClusterWishes&, const Listener&, std::stop_token,
                     const ProgressSink&)>
      runOnCluster;
  /// Takes the point that was added last out of a study again, with its runs; nothing when that one has other values.
  std::function<void(const std::string& study, const Json& values)> dropAdded;
  /// Runs a plan and keeps nothing.
  std::function<std::vector<experiment::StudyRun>(const experiment::StudyPlan&, std::stop_token, const ProgressSink&)>
      tryOut;
  /// Surrogates of a study, oldest first.
  std::function<std::vector<KeptSurrogate>(const std::string& study)> surrogates;
  /// Keeps one in place of an older one of its name. @throws OutputError
  std::function<void(const KeptSurrogate&)> keepSurrogate;
};

}  // namespace mw::models
