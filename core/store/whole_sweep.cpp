// SPDX-License-Identifier: Apache-2.0
#include "core/store/whole_sweep.h"

#include "core/experiment/run_agenda.h"

namespace mw::store {
namespace {

using experiment::NextPoints;
using experiment::StudyPlan;

bool isSequential(const StudyPlan& plan) {
  return plan.study().design.type == experiment::Design::Type::Sequential;
}

/// The plan with the points that earlier rounds have left in the project.
StudyPlan withStoredPoints(ProjectFile& project, StudyPlan plan) {
  for (const StoredStudy& kept : studies(project)) {
    const bool is_it = kept.name == plan.study().name && kept.identity == plan.identity();
    if (!is_it || kept.points.size() <= plan.points().size()) continue;
    const auto first = kept.points.begin() + static_cast<std::ptrdiff_t>(plan.points().size());
    return plan.withAdded(std::vector<Json>(first, kept.points.end()));
  }
  return plan;
}

/// Counts towards the whole budget, of which the points so far are a part.
ProgressSink ofBudget(const ProgressSink& sink, const StudyPlan& plan) {
  const std::size_t budget = plan.study().design.points;
  if (!sink || !isSequential(plan) || budget <= plan.points().size()) return sink;
  const double more = static_cast<double>(budget - plan.points().size()) * plan.study().replications;
  return [sink, more](Progress progress) {
    progress.total += more;
    sink(progress);
  };
}

}  // namespace

WholeSweep sweepWhole(const std::shared_ptr<ProjectFile>& project, StudyPlan plan, const experiment::Engine& engine,
                      SweepOptions options) {
  if (isSequential(plan)) plan = withStoredPoints(*project, std::move(plan));
  const ProgressSink progress = options.run.progress;
  WholeSweep sweep{std::move(plan), {}};
  for (std::optional<std::size_t> before;;) {
    StudyWriter writer(project, sweep.plan, before ? StudyWriter::Start::Resume : options.start, options.writer);
    if (!before) before = writer.stored().size();
    sweep.before = *before;
    options.run.progress = ofBudget(progress, sweep.plan);
    sweep.runs = runAndStore(writer, sweep.plan, engine, writer.stored(), options.run, options.on_run);
    // A run that came to nothing is tried again by the next sweep: points must not hang on it.
    const bool has_all = experiment::runsMissing(sweep.plan, sweep.runs) == 0;
    if (!isSequential(sweep.plan) || !has_all) return sweep;
    sweep.end = experiment::nextPoints(sweep.plan, sweep.runs, options.run.stop);
    if (options.on_round) options.on_round(sweep.plan, *sweep.end);
    if (sweep.end->status != NextPoints::Status::More) return sweep;
    sweep.plan = sweep.plan.withAdded(sweep.end->points);
  }
}

}  // namespace mw::store
