// SPDX-License-Identifier: Apache-2.0
#include "core/twin/noise_training.h"

#include <cmath>

#include "core/twin/row_steps.h"
#include "core/twin/twin_columns.h"

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
  TwinColumns columns(twin, log);
  StepClock clock(twin.dt_s, false);
  Eigen::VectorXd u = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(twin.inputs.size()));
  std::vector<estimation::TrainingRow> rows;
  for (std::size_t row = 0; row < log.rowCount(); ++row) {
    const RowSteps steps = clock.advanceTo(log.t_s[row]);
    estimation::TrainingRow training{steps.held + (steps.moves ? 1U : 0U), u, {}, {}};
    const std::span<const double> inputs = columns.inputs(row);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (std::isfinite(inputs[i])) u(static_cast<Eigen::Index>(i)) = inputs[i];
    }
    training.own = u;
    const std::span<const double> readings = columns.readings(row);
    training.y = Eigen::Map<const Eigen::VectorXd>(readings.data(), static_cast<Eigen::Index>(readings.size()));
    rows.push_back(std::move(training));
  }
  return rows;
}

}  // namespace mw::twin
