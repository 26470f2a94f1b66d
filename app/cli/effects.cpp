// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/effects.h"

#include <fmt/format.h>
#include <memory>

#include "app/cli/project_model.h"
#include "app/cli/verbs.h"
#include "core/analysis/elementary_effects.h"
#include "core/store/stored_study.h"

namespace mw::cli {
namespace {

struct Request {
  std::string project;
  std::string study;
  std::string kpi = "throughput_per_h";
  std::uint64_t seed = 1;
};

template <class Effects>
void say(const Effects& effects, const std::string& basis, const Request& request, const Console& console) {
  if (console.is_json) {
    Json json = analysis::toJson(effects);
    json["study"] = request.study;
    console.printJson(json);
    return;
  }
  console.print(analysis::effectsTable(effects));
  console.print("\n" + analysis::effectsText(effects));
  console.print(basis);
}

/// Of a study of trajectories: what its steps say themselves, without a surrogate.
int findElementaryEffects(const Request& request, const store::StoredStudy& study, store::ProjectFile& project,
                          Console& console) {
  if (!study.isComplete()) {
    console.warn(
        fmt::format("warning: study \"{}\" has {}; sweep --resume makes the rest", study.name, study.runsText()));
  }
  const analysis::ElementaryEffects effects =
      analysis::elementaryEffects(experiment::Study::fromJson(study.definition), study.points, study.kpis,
                                  store::runs(project, study.name), request.kpi, request.seed);
  say(effects, analysis::effectsBasis(effects), request, console);
  return effects.trust == analysis::ElementaryEffects::Trust::Good ? kDone : kNegativeFinding;
}

int findEffects(const Request& request, Console& console) {
  const auto project = store::ProjectFile::open(request.project, store::Access::ReadOnly, {.stop = console.stop()});
  const store::StoredStudy stored = store::study(*project, request.study);
  const auto study = experiment::Study::fromJson(stored.definition);
  if (study.design.type == experiment::Design::Type::Morris) {
    return findElementaryEffects(request, stored, *project, console);
  }
  constexpr int kStarts = 10;
  const surrogate::GaussianProcess model =
      trainOnStudy(*project, {request.study, request.kpi}, request.seed, kStarts, console);
  const analysis::Effects effects = analysis::effectsOf(study, model, request.seed);
  say(effects, analysis::effectsBasis(effects), request, console);
  return effects.trust == analysis::Effects::Trust::Good ? kDone : kNegativeFinding;
}

}  // namespace

void addEffects(CLI::App& program, Action& action) {
  auto request = std::make_shared<Request>();
  CLI::App* verb = addVerb(program, "effects",
                           {"Says which factors of a study matter: main effects, first-order and total Sobol indices, "
                            "through a surrogate; of a Morris study its elementary effects.",
                            "line.mill --study buffers --kpi throughput_per_h"});
  verb->add_option("project", request->project, "The project file")->required();
  verb->add_option("--study", request->study, "Name of the study")->required();
  verb->add_option("--kpi", request->kpi, "KPI of the study")->capture_default_str();
  verb->add_option("--seed", request->seed, "Seed of the fit and of the sample, or of the bootstrap")
      ->capture_default_str();
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return findEffects(*request, console); }; });
}

}  // namespace mw::cli
