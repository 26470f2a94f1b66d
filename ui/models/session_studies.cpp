// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session_studies.h"

#include <algorithm>
#include <memory>
#include <mutex>

#include "core/experiment/event_engine.h"
#include "core/experiment/next_points.h"
#include "core/experiment/study_responses.h"
#include "ui/models/study_columns.h"

namespace mw::models {
namespace {

struct Shelf {
  std::mutex mutex;
  std::vector<KeptStudy> studies;
  std::vector<KeptSurrogate> surrogates;

  KeptStudy* find(const std::string& name) {
    const auto found = std::ranges::find(studies, name, &KeptStudy::name);
    return found == studies.end() ? nullptr : &*found;
  }
};

experiment::StudyPlan planOf(const experiment::Study& study, const factory::Factory& factory,
                             const std::stop_token& stop) {
  return {study, factory, experiment::chosenKpis(study, factory), stop};
}

KeptStudy newStudy(const experiment::StudyPlan& plan) {
  KeptStudy kept{plan.study().name,
                 plan.study().json,
                 plan.factory().json(),
                 plan.kpis(),
                 {},
                 plan.study().replications,
                 {},
                 {},
                 0};
  for (std::size_t i = 0; i < plan.points().size(); ++i) kept.points.push_back(plan.factorValues(i));
  return kept;
}

std::vector<experiment::StudyRun> valuesOf(const std::vector<experiment::StudyRun>& runs,
                                           const std::vector<std::size_t>& responses) {
  std::vector<experiment::StudyRun> some;
  for (const experiment::StudyRun& run : runs) {
    some.push_back({run.key, {}, run.events});
    for (const std::size_t response : responses) some.back().values.push_back(run.values.at(response));
  }
  return some;
}

/// As a project's studies are read.
KeptStudy readOf(const KeptStudy& kept) {
  KeptStudy read = kept;
  read.runs = valuesOf(kept.runs, firstColumns(kept.responses, experiment::replicationRuleOf(kept.definition)));
  for (const experiment::StudyRun& run : kept.runs) read.digests.push_back(run.digest());
  return read;
}

/// The runs of a study that are there, which has the plan's points from now on.
std::vector<experiment::StudyRun> takeUp(Shelf& shelf, const experiment::StudyPlan& plan) {
  const std::scoped_lock lock(shelf.mutex);
  KeptStudy* kept = shelf.find(plan.study().name);
  if (!kept) {
    shelf.studies.push_back(newStudy(plan));
    return {};
  }
  kept->definition = plan.study().json;
  for (std::size_t i = kept->points.size(); i < plan.points().size(); ++i) kept->points.push_back(plan.factorValues(i));
  std::vector<experiment::StudyRun> done = kept->runs;
  std::ranges::sort(done, {}, &experiment::StudyRun::key);
  return done;
}

void runKept(Shelf& shelf, experiment::StudyPlan plan, const StudyServices::Listener& listener,
             const std::stop_token& stop, const ProgressSink& progress) {
  const auto save = [&shelf, &listener, name = plan.study().name](const experiment::StudyRun& run) {
    {
      const std::scoped_lock lock(shelf.mutex);
      KeptStudy& kept = *shelf.find(name);
      kept.runs.push_back(run);
      kept.runs_done = kept.runs.size();
    }
    listener.on_run(run);
  };
  for (;;) {
    const auto runs = experiment::runStudy(plan, experiment::eventEngine(), takeUp(shelf, plan), save,
                                           {.stop = stop, .progress = progress});
    if (plan.study().design.type != experiment::Design::Type::Sequential) return;
    const experiment::NextPoints next = experiment::nextPoints(plan, runs, stop);
    if (next.status != experiment::NextPoints::Status::More) return;
    listener.on_points(next.points);
    plan = plan.withAdded(next.points);
  }
}

}  // namespace

StudyServices sessionStudies() {
  auto shelf = std::make_shared<Shelf>();
  StudyServices services;
  services.list = [shelf] {
    const std::scoped_lock lock(shelf->mutex);
    std::vector<KeptStudy> list = shelf->studies;
    for (KeptStudy& study : list) study.runs.clear();
    return list;
  };
  services.load = [shelf](const std::string& name) {
    const std::scoped_lock lock(shelf->mutex);
    const KeptStudy* kept = shelf->find(name);
    if (!kept) throw InputError(Place{}, "there is no study \"" + name + "\"", "choose one of the list");
    return readOf(*kept);
  };
  services.values = [shelf](const std::string& name, const std::string& response) {
    const std::scoped_lock lock(shelf->mutex);
    const KeptStudy* kept = shelf->find(name);
    const auto at = kept ? std::ranges::find(kept->responses, response) - kept->responses.begin() : 0;
    return kept ? valuesOf(kept->runs, {static_cast<std::size_t>(at)}) : std::vector<experiment::StudyRun>();
  };
  services.plan = planOf;
  services.run = [shelf](const experiment::StudyPlan& plan, const StudyServices::Listener& listener,
                         std::stop_token stop,
                         const ProgressSink& progress) { runKept(*shelf, plan, listener, stop, progress); };
  services.dropAdded = [shelf](const std::string& name, const Json& values) {
    const std::scoped_lock lock(shelf->mutex);
    KeptStudy* kept = shelf->find(name);
    const bool is_last = kept && kept->definition.contains("added_points") &&
                         !kept->definition["added_points"].empty() &&
                         kept->definition["added_points"].back() == values && kept->points.back() == values;
    if (!is_last) return;
    const auto point = static_cast<std::uint32_t>(kept->points.size() - 1);
    kept->definition["added_points"].erase(kept->definition["added_points"].size() - 1);
    kept->points.pop_back();
    std::erase_if(kept->runs, [point](const experiment::StudyRun& run) { return run.key.point == point; });
    kept->runs_done = kept->runs.size();
  };
  services.tryOut = [](const experiment::StudyPlan& plan, std::stop_token stop, const ProgressSink& progress) {
    return experiment::runStudy(plan, experiment::eventEngine(), {}, [](const experiment::StudyRun&) {},
                                {.stop = std::move(stop), .progress = progress});
  };
  services.surrogates = [shelf](const std::string& study) {
    const std::scoped_lock lock(shelf->mutex);
    std::vector<KeptSurrogate> list;
    std::ranges::copy_if(shelf->surrogates, std::back_inserter(list),
                         [&study](const KeptSurrogate& kept) { return kept.study == study; });
    return list;
  };
  services.keepSurrogate = [shelf](const KeptSurrogate& kept) {
    const std::scoped_lock lock(shelf->mutex);
    std::erase_if(shelf->surrogates, [&kept](const KeptSurrogate& older) { return older.name == kept.name; });
    shelf->surrogates.push_back(kept);
  };
  return services;
}

}  // namespace mw::models
