// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <memory>

#include "app/cli/project_model.h"
#include "app/cli/table_model.h"
#include "app/cli/verbs.h"
#include "core/surrogate/answers.h"

namespace mw::cli {
namespace {

void describe(const surrogate::GaussianProcess& model, double seconds, const Console& console) {
  const auto& training = model.trainingSet();
  const auto& hyperparameters = model.hyperparameters();
  console.print(fmt::format("Gaussian process of {} from {} rows in {:.2g} s", training.output_name,
                            training.output.size(), seconds));
  console.print(fmt::format("  log marginal likelihood  {:.6g}", model.logMarginalLikelihood()));
  console.print(fmt::format("  leave-one-out error      {:.4g} (rms, unit of {}); {:.0f} % inside their 95 % interval",
                            model.leaveOneOut().rmse, training.output_name, 100 * model.leaveOneOut().coverage_95));
  console.print(fmt::format("  signal, noise variance   {:.4g}, {:.4g} of the standardised output",
                            hyperparameters.signal_variance, hyperparameters.noise_variance));
  if (training.noise.isKnown()) {
    console.print(
        fmt::format("  noise of the runs        told from their replications; {:.2g} of it common to all points",
                    training.noise.correlation));
  }
  if (const auto sets = model.believed().size(); sets > 1)
    console.print(fmt::format("  few rows                 answers are averaged over {} sets of hyperparameters", sets));
  for (std::size_t j = 0; j < training.input_names.size(); ++j) {
    const double scale = hyperparameters.length_scales(static_cast<Eigen::Index>(j));
    console.print(std::isnan(scale) ? fmt::format("  length scale of {}: dropped", training.input_names[j])
                                    : fmt::format("  length scale of {}: {:.4g} standard deviations",
                                                  training.input_names[j], scale));
  }
}

struct FitRequest {
  TableModelOptions table;
  std::string project;
  StudyResponse what;
  std::string kind = "gp";
  std::string name;  ///< --save
};

surrogate::GaussianProcess train(const FitRequest& request, Console& console) {
  if (request.project.empty()) {
    requireTable(request.table);
    return trainOnTable(request.table, console);
  }
  if (request.what.study.empty() || request.what.response.empty()) {
    throw UsageError("fit P needs --study NAME and --response KPI");
  }
  const auto access = request.name.empty() ? store::Access::ReadOnly : store::Access::ReadWrite;
  const auto project = store::ProjectFile::open(request.project, access, {.stop = console.stop()});
  auto model = trainOnStudy(*project, request.what, request.table.seed, request.table.starts, console);
  if (!request.name.empty()) keepModel(*project, request.name, request.what, model);
  return model;
}

int fit(const FitRequest& request, Console& console) {
  if (request.kind != "gp") {
    throw UsageError(fmt::format("--kind {}: this version trains gp, an exact Gaussian process", request.kind));
  }
  const auto started = std::chrono::steady_clock::now();
  const auto model = train(request, console);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  if (console.is_json) {
    console.printJson(surrogate::fitAnswer(model, seconds));
  } else {
    describe(model, seconds, console);
  }
  return kDone;
}

}  // namespace

void addFit(CLI::App& program, Action& action) {
  auto request = std::make_shared<FitRequest>();
  CLI::App* verb = addVerb(program, "fit",
                           {"Trains a surrogate (an exact Gaussian process) on a study or on any table.",
                            "line.mill --study buffers --response throughput_per_h --save throughput"});
  verb->add_option("project", request->project, "Project file, for a model of one of its studies");
  verb->add_option("--study", request->what.study, "Study of the project");
  verb->add_option("--response", request->what.response, "KPI of the study, e.g. throughput_per_h");
  verb->add_option("--save", request->name, "Keeps the model in the project under this name");
  verb->add_option("--kind", request->kind, "Kind of surrogate")->capture_default_str();
  addTableModelOptions(*verb, request->table);
  verb->final_callback([request, &action] { action = [request](Console& console) { return fit(*request, console); }; });
}

}  // namespace mw::cli
