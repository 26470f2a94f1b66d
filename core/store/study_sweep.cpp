// SPDX-License-Identifier: Apache-2.0
#include "core/store/study_sweep.h"

#include <utility>

#include "core/base/error.h"

namespace mw::store {

std::vector<experiment::StudyRun> runAndStore(StudyWriter& writer, const experiment::StudyPlan& plan,
                                              const experiment::Engine& engine, std::vector<experiment::StudyRun> done,
                                              const experiment::StudyRunOptions& options,
                                              const std::function<void(const experiment::StudyRun&)>& on_run) {
  const auto save = [&](experiment::StudyRun run) {
    if (!on_run) return writer.save(std::move(run));
    writer.save(run);
    on_run(run);
  };
  std::vector<experiment::StudyRun> runs;
  try {
    runs = experiment::runStudy(plan, engine, std::move(done), save, options);
  } catch (const OutputError&) {
    throw;  // the writer's own: it takes no more
  } catch (...) {
    writer.finish();
    throw;
  }
  writer.finish();
  return runs;
}

}  // namespace mw::store
