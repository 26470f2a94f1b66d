// SPDX-License-Identifier: Apache-2.0
#include "app/cli/project_model.h"

#include <cmath>
#include <fmt/format.h>

#include "core/experiment/replications.h"
#include "core/experiment/same_experiment.h"
#include "core/experiment/study_plan.h"
#include "core/experiment/training_rows.h"
#include "core/store/stored_study.h"
#include "core/surrogate/gp/model_text.h"

namespace mw::cli {

using surrogate::GaussianProcess;

GaussianProcess trainOnStudy(store::ProjectFile& project, const StudyResponse& what, std::uint64_t seed, int starts,
                             const Console& console) {
  const store::StoredStudy study = store::study(project, what.study);
  if (!study.isComplete()) {
    console.warn(
        fmt::format("warning: study \"{}\" has {}; sweep --resume makes the rest", study.name, study.runsText()));
  }
  const bool is_common = experiment::Study::fromJson(study.definition).common_random_numbers;
  auto training =
      experiment::trainingRows(study.points, study.kpis, store::runs(project, what.study), what.response, is_common);
  GaussianProcess model =
      GaussianProcess::fit(std::move(training), surrogate::cautiousFit(seed, starts), console.stop());
  for (const std::string& note : model.notes()) console.warn("warning: " + note);
  return model;
}

void keepModel(store::ProjectFile& project, const std::string& name, const StudyResponse& what,
               const GaussianProcess& model) {
  const std::string digest = experiment::studyDigest(store::runs(project, what.study));
  const Json text = surrogate::modelToJson({model, digest});
  store::saveSurrogate(project, {name, what.study, what.response, "gp", {}, text});
}

KeptModel loadModel(store::ProjectFile& project, const std::string& name, const Console& console) {
  store::StoredSurrogate kept = store::surrogate(project, name);
  surrogate::SavedModel saved = surrogate::modelFromJson(kept.model);
  const store::StoredStudy study = store::study(project, kept.study);
  if (experiment::studyDigest(store::runs(project, kept.study)) != saved.study_digest) {
    console.warn(
        fmt::format("warning: study \"{}\" has changed since \"{}\" was trained; fit it again", kept.study, name));
  }
  const experiment::Study definition = experiment::Study::fromJson(study.definition);
  const auto studied = factory::Factory::fromJson(study.factory);
  if (!experiment::isSameExperiment(definition, studied, project.factory(), study.points.front())) {
    console.warn(fmt::format("warning: the factory has changed since \"{}\" was trained; sweep and fit again", name));
  }
  return {std::move(kept), std::move(saved.model)};
}

numerics::Estimate simulatePoint(store::ProjectFile& project, const KeptModel& model, const Eigen::RowVectorXd& point,
                                 const Console& console) {
  const store::StoredStudy stored = store::study(project, model.kept.study);
  const experiment::Study study = experiment::Study::fromJson(stored.definition);
  Json values = Json::object();
  for (std::size_t f = 0; f < study.factors.size(); ++f) {
    const auto input = static_cast<Eigen::Index>(f);
    const surrogate::TrainingSet& training = model.model.trainingSet();
    Json value = study.factors[f].is_integer ? Json(std::llround(point(input))) : Json(point(input));
    if (training.isChoice(input)) {
      const std::string level = training.valueText(input, point(input));
      value = experiment::levelValue(stored.points, training.input_names[f], level);
      if (value.is_null()) {
        throw InputError(Place{}, fmt::format("\"{}\" was never tried at this level", training.input_names[f]),
                         "ask without --verify, or add the level to the study");
      }
    }
    values[study.factors[f].name] = std::move(value);
  }
  const factory::Factory factory = experiment::pointFactory(study, factory::Factory::fromJson(stored.factory), values);
  experiment::RunPlan plan{
      .horizon_s = study.horizon_s, .warmup_s = study.warmup_s, .replications = study.replications, .seed = study.seed};
  if (study.precision) {
    plan.replications = study.precision->at_least;
    plan.max_replications = study.precision->at_most;
    plan.precision = study.precision->until;
  }
  const experiment::RunResult result = experiment::runReplications(factory, plan, console.stop(), console.progress());
  for (std::size_t k = 0; k < result.kpis.size(); ++k) {
    if (result.kpis[k].name == model.kept.response) return result.overall[k];
  }
  throw InputError(Place{}, fmt::format("the simulation does not measure \"{}\"", model.kept.response),
                   "fit a model of a KPI of the factory as a whole");
}

}  // namespace mw::cli
