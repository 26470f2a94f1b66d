// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <memory>

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
  for (std::size_t j = 0; j < training.input_names.size(); ++j) {
    const double scale = hyperparameters.length_scales(static_cast<Eigen::Index>(j));
    console.print(std::isnan(scale) ? fmt::format("  length scale of {}: dropped", training.input_names[j])
                                    : fmt::format("  length scale of {}: {:.4g} standard deviations",
                                                  training.input_names[j], scale));
  }
}

int fit(const TableModelOptions& options, Console& console) {
  const auto started = std::chrono::steady_clock::now();
  const auto model = trainOnTable(options, console);
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
  auto options = std::make_shared<TableModelOptions>();
  CLI::App* verb = addVerb(program, "fit", "Trains a surrogate (an exact Gaussian process) on a table.");
  addTableModelOptions(*verb, *options);
  verb->final_callback([options, &action] { action = [options](Console& console) { return fit(*options, console); }; });
}

}  // namespace mw::cli
