// SPDX-License-Identifier: Apache-2.0
#include "core/twin/noise_training.h"

#include <cmath>

#include "core/twin/log_columns.h"
#include "core/twin/row_steps.h"

namespace mw::twin {

void requireLinearSteps(const TwinDefinition& twin) {
  const bool is_one = twin.modes.size() == 1 && twin.modes.front().model.noisy.process != nullptr;
  const api::ProcessModel* process = is_one ? twin.modes.front().model.noisy.process.get() : nullptr;
  if (process != nullptr && process->linearSystem() != nullptr && !process->dependsOnInterval() &&
      twin.filter == "kalman") {
    return;
  }
  throw InputError(twin.filter_place, "expectation-maximisation wants a linear model with the filter \"kalman\"",
                   "use the method ml");
}

std::vector<estimation::TrainingRow> trainingRows(const TwinDefinition& twin, const Log& log) {
  LogColumns columns(log);
  std::vector<const double*> readings;
  std::vector<const double*> inputs;
  for (const TwinSignal& signal : twin.measured) columns.add(signal.name, signal.place, readings);
  for (const TwinInput& input : twin.inputs) columns.add(input.name, input.place, inputs);
  columns.requireAll();
  StepClock clock(twin.dt_s, false);
  Eigen::VectorXd u = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(inputs.size()));
  std::vector<estimation::TrainingRow> rows;
  for (std::size_t row = 0; row < log.rowCount(); ++row) {
    const RowSteps steps = clock.advanceTo(log.t_s[row]);
    estimation::TrainingRow training{steps.held + (steps.moves ? 1U : 0U), u, {}, {}};
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (std::isfinite(inputs[i][row])) u(static_cast<Eigen::Index>(i)) = inputs[i][row];
    }
    training.own = u;
    training.y.resize(static_cast<Eigen::Index>(readings.size()));
    for (std::size_t i = 0; i < readings.size(); ++i) training.y(static_cast<Eigen::Index>(i)) = readings[i][row];
    rows.push_back(std::move(training));
  }
  return rows;
}

}  // namespace mw::twin
