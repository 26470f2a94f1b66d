// SPDX-License-Identifier: Apache-2.0
#include "app/cli/table_model.h"

#include "core/surrogate/answers.h"
#include "core/surrogate/data_table.h"

namespace mw::cli {

void addTableModelOptions(CLI::App& verb, TableModelOptions& options) {
  verb.add_option("--data", options.data, "CSV table with a header: the rows to learn from")->required();
  verb.add_option("--inputs", options.inputs, "Its input columns, e.g. speed,load")->required()->delimiter(',');
  verb.add_option("--output", options.output, "Its output column")->required();
  verb.add_option("--hyperparameters", options.hyperparameters,
                  "JSON file with signal_variance, length_scales and noise_variance; searched without it");
  verb.add_option("--seed", options.seed, "Places the starts of the search")->capture_default_str();
  verb.add_option("--starts", options.starts, "Local searches of the likelihood")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
}

surrogate::GaussianProcess trainOnTable(const TableModelOptions& options, const Console& console) {
  using surrogate::GaussianProcess;
  auto training = surrogate::trainingSetFrom(surrogate::DataTable::read(options.data), options.inputs, options.output);
  const auto n_inputs = static_cast<Eigen::Index>(options.inputs.size());
  GaussianProcess model =
      options.hyperparameters.empty()
          ? GaussianProcess::fit(std::move(training), {options.starts, options.seed, {}}, console.stop())
          : GaussianProcess::withHyperparameters(std::move(training),
                                                 surrogate::readHyperparameters(options.hyperparameters, n_inputs));
  for (const std::string& note : model.notes()) console.warn("warning: " + note);
  return model;
}

}  // namespace mw::cli
