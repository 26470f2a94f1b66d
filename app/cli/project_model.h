// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>

#include "app/cli/verb.h"
#include "core/numerics/statistics.h"
#include "core/store/project_file.h"
#include "core/store/stored_surrogate.h"
#include "core/surrogate/gp/gaussian_process.h"

namespace mw::cli {

/// Which study and KPI of a project a surrogate learns from.
struct StudyResponse {
  std::string study;
  std::string response;
};

/// Trains on a study of the project; the model's notes go to stderr. A study that is not complete is said so.
[[nodiscard]] surrogate::GaussianProcess trainOnStudy(store::ProjectFile& project, const StudyResponse& what,
                                                      std::uint64_t seed, int starts, const Console& console);

/// Keeps the model in the project under a name.
void keepModel(store::ProjectFile& project, const std::string& name, const StudyResponse& what,
               const surrogate::GaussianProcess& model);

struct KeptModel {
  store::StoredSurrogate kept;
  surrogate::GaussianProcess model;
};
/// Warns on stderr when the study or the factory has changed since the model was trained.
[[nodiscard]] KeptModel loadModel(store::ProjectFile& project, const std::string& name, const Console& console);

/// Asks the rung below: simulates the factory of the model's study at one point, as often as the study did.
[[nodiscard]] numerics::Estimate simulatePoint(store::ProjectFile& project, const KeptModel& model,
                                               const Eigen::RowVectorXd& point, const Console& console);

}  // namespace mw::cli
