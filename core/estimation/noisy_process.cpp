// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/noisy_process.h"

#include <fmt/format.h>

#include "core/base/error.h"

namespace mw::estimation {
namespace {

using Eigen::Index;
using Eigen::Map;
using Eigen::VectorXd;

Map<const VectorXd> vectorOf(std::span<const double> values) {
  return {values.data(), static_cast<Index>(values.size())};
}

class LinearProcess final : public api::ProcessModel {
 public:
  explicit LinearProcess(const api::LinearSystem& system) : system_(system) {}

  [[nodiscard]] std::unique_ptr<ProcessModel> clone() const override { return std::make_unique<LinearProcess>(*this); }
  [[nodiscard]] std::size_t stateCount() const override { return static_cast<std::size_t>(system_.F.rows()); }
  [[nodiscard]] std::size_t signalCount() const override { return static_cast<std::size_t>(system_.H.rows()); }
  [[nodiscard]] bool isLinear() const override { return true; }
  [[nodiscard]] const api::LinearSystem* linearSystem() const override { return &system_; }
  [[nodiscard]] bool dependsOnInterval() const override { return false; }

  void advance(std::span<const double> x, std::span<const double>, const api::ProcessStep& step,
               std::span<double> x_next) override {
    Map<VectorXd> next(x_next.data(), system_.F.rows());
    next.noalias() = system_.F * vectorOf(x);
    if (system_.B.cols() > 0) next.noalias() += system_.B * vectorOf(step.u);
  }
  void measure(std::span<const double> x, std::span<const double>, const api::ProcessStep&,
               std::span<double> y) override {
    Map<VectorXd>(y.data(), system_.H.rows()).noalias() = system_.H * vectorOf(x);
  }
  void advanceJacobian(std::span<const double> x, const api::ProcessStep& step, std::span<double> x_next,
                       Eigen::Ref<Eigen::MatrixXd> F, Eigen::Ref<Eigen::MatrixXd>) override {
    advance(x, {}, step, x_next);
    F = system_.F;
  }
  void measureJacobian(std::span<const double> x, const api::ProcessStep& step, std::span<double> y,
                       Eigen::Ref<Eigen::MatrixXd> H, Eigen::Ref<Eigen::MatrixXd>) override {
    measure(x, {}, step, y);
    H = system_.H;
  }

 private:
  api::LinearSystem system_;
};

void compare(Findings& findings, const char* name, Index rows, Index columns, Index want_rows, Index want_columns) {
  if (rows == want_rows && columns == want_columns) return;
  findings.push_back({Severity::Error, Place{"", fmt::format("/{}", name), 0, 0},
                      fmt::format("{} is {} x {}, wants {} x {}", name, rows, columns, want_rows, want_columns),
                      "give it a row and a column per state, signal or noise of the model"});
}

}  // namespace

void requireShapes(const NoisyProcess& model, const GaussianBelief& belief) {
  const auto n = static_cast<Index>(model.process->stateCount());
  const auto p = static_cast<Index>(model.process->signalCount());
  Findings findings;
  compare(findings, "Q", model.Q.rows(), model.Q.cols(), n, n);
  compare(findings, "R", model.R.rows(), model.R.cols(), p, p);
  compare(findings, "x0", belief.mean.size(), 1, n, 1);
  compare(findings, "P0", belief.covariance.rows(), belief.covariance.cols(), n, n);
  compare(findings, "noise/process", model.process_noise_variance.size(), 1,
          static_cast<Index>(model.process->processNoiseCount()), 1);
  compare(findings, "noise/measurement", model.measurement_noise_variance.size(), 1,
          static_cast<Index>(model.process->measurementNoiseCount()), 1);
  if (n == 0) {
    findings.push_back({Severity::Error, Place{"", "/states", 0, 0}, "the model has no states", "name at least one"});
  }
  if (!findings.empty()) throw InputError(std::move(findings));
}

std::unique_ptr<api::ProcessModel> makeLinearProcess(const api::LinearSystem& system) {
  return std::make_unique<LinearProcess>(system);
}

}  // namespace mw::estimation
