// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/linear_model.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace mw::estimation {
namespace {

void compare(Findings& findings, const char* name, Eigen::Index rows, Eigen::Index columns, Eigen::Index want_rows,
             Eigen::Index want_columns) {
  if (rows == want_rows && columns == want_columns) return;
  findings.push_back({Severity::Error, Place{"", fmt::format("/{}", name), 0, 0},
                      fmt::format("{} is {} x {}, wants {} x {}", name, rows, columns, want_rows, want_columns),
                      "give it a row per state or signal and a column per state, input or signal"});
}

}  // namespace

void requireShapes(const LinearModel& model, const GaussianBelief& belief) {
  const Eigen::Index n = model.stateCount();
  const Eigen::Index p = model.signalCount();
  Findings findings;
  compare(findings, "F", n, model.F.cols(), n, n);
  compare(findings, "B", model.B.rows(), model.B.cols(), n, model.B.cols());
  compare(findings, "H", p, model.H.cols(), p, n);
  compare(findings, "Q", model.Q.rows(), model.Q.cols(), n, n);
  compare(findings, "R", model.R.rows(), model.R.cols(), p, p);
  compare(findings, "x0", belief.mean.size(), 1, n, 1);
  compare(findings, "P0", belief.covariance.rows(), belief.covariance.cols(), n, n);
  if (n == 0) {
    findings.push_back({Severity::Error, Place{"", "/F", 0, 0}, "the model has no states", "give at least one state"});
  }
  if (!findings.empty()) throw InputError(std::move(findings));
}

}  // namespace mw::estimation
