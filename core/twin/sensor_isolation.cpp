// SPDX-License-Identifier: Apache-2.0
#include "core/twin/sensor_isolation.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

namespace mw::twin {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr std::size_t kStretch = 32;  // rows between two beliefs that are kept
constexpr std::size_t kJudged = 20;   // rows that the evidence is summed over, as in BiasTest

std::vector<std::string> namesOf(const std::vector<Index>& chosen, const std::vector<std::string>& measured) {
  std::vector<std::string> names;
  for (const Index i : chosen) names.push_back(measured[static_cast<std::size_t>(i)]);
  return names;
}

std::string clauseOf(const estimation::SensorVerdict& verdict, const std::vector<std::string>& measured) {
  if (!verdict.guilty.empty()) {
    return fmt::format("without {} the others are consistent (certainty {:.2f})",
                       fmt::join(namesOf(verdict.guilty, measured), " and "), verdict.certainty);
  }
  if (!verdict.either.empty()) {
    return fmt::format("it can't be told which of {} is to blame", fmt::join(namesOf(verdict.either, measured), ", "));
  }
  return "no one or two signals restore consistency when left out: the process, an input or the model has changed";
}

Isolation inNames(const estimation::SensorVerdict& verdict, const std::vector<std::string>& measured, std::size_t row) {
  Isolation isolation{row, namesOf(verdict.guilty, measured), verdict.certainty, clauseOf(verdict, measured), {}};
  for (const estimation::Removal& removal : verdict.removals) {
    isolation.removals.push_back(
        {namesOf(removal.left_out, measured), removal.statistic, removal.limit, removal.certainty, removal.restores()});
  }
  return isolation;
}

/// Adds nu and S of the signals that had a reading.
void addEvidence(std::span<const double> nu, std::span<const double> S, VectorXd& d, MatrixXd& V) {
  const Index p = d.size();
  const auto at = [](Index i) { return static_cast<std::size_t>(i); };
  for (Index i = 0; i < p; ++i) {
    if (!std::isfinite(nu[at(i)])) continue;
    d(i) += nu[at(i)];
    for (Index j = 0; j < p; ++j) {
      if (std::isfinite(nu[at(j)])) V(i, j) += S[at(i * p + j)];
    }
  }
}

}  // namespace

Json toJson(const Isolation& isolation) {
  Json removals = Json::array();
  for (const Isolation::Part& part : isolation.removals) {
    removals.push_back({{"without", part.without},
                        {"statistic", part.statistic},
                        {"limit", part.limit},
                        {"certainty", part.certainty},
                        {"restores", part.restores}});
  }
  return {{"guilty", isolation.guilty},
          {"certainty", isolation.certainty},
          {"says", isolation.says},
          {"removals", std::move(removals)}};
}

std::optional<Isolation> isolateRow(const std::vector<std::string>& measured, std::span<const double> innovation,
                                    std::span<const double> S, std::size_t row) {
  const auto p = static_cast<Index>(measured.size());
  VectorXd d = VectorXd::Zero(p);
  MatrixXd V = MatrixXd::Zero(p, p);
  addEvidence(innovation, S, d, V);
  std::vector<bool> has_reading;
  for (const double nu : innovation) has_reading.push_back(std::isfinite(nu));
  const auto without = [&](const std::vector<Index>& left) { return estimation::quadraticFormWithout(d, V, left); };
  const estimation::SensorVerdict verdict = estimation::findGuilty(has_reading, without);
  if (!verdict.can_tell) return std::nullopt;
  return inNames(verdict, measured, row);
}

IsolationWindow::IsolationWindow(const TwinDefinition& twin)
    : can_isolate_(twin.measured.size() > 1 && makeFilter(twin)->canSmooth()) {}

void IsolationWindow::beginRow(const estimation::StateFilter& filter) {
  if (!can_isolate_ || (young_.count < kStretch && young_.belief.mean.size() > 0)) return;
  std::swap(old_, young_);
  young_.belief = filter.belief();
  young_.rows.resize(kStretch);
  young_.count = 0;
}

void IsolationWindow::endRow(const RowSteps& steps, std::span<const double> before, std::span<const double> own,
                             std::span<const double> readings) {
  if (!can_isolate_) return;
  Row& row = young_.rows[young_.count++];
  row.steps = steps;
  row.before.assign(before.begin(), before.end());
  row.own.assign(own.begin(), own.end());
  row.readings.assign(readings.begin(), readings.end());
}

std::optional<Isolation> IsolationWindow::isolate(const TwinDefinition& twin, std::size_t row) const {
  std::vector<std::string> measured;
  for (const TwinSignal& signal : twin.measured) measured.push_back(signal.name);
  std::vector<bool> has_reading(measured.size(), false);
  for (const Stretch* stretch : {&old_, &young_}) {
    for (const Row& one : stretch->used()) {
      for (std::size_t i = 0; i < measured.size(); ++i) {
        if (std::isfinite(one.readings[i])) has_reading[i] = true;
      }
    }
  }
  const estimation::SensorVerdict verdict = estimation::findGuilty(
      has_reading, [&](const std::vector<Index>& left_out) { return evidenceWithout(twin, left_out); });
  if (!verdict.can_tell) return std::nullopt;
  return inNames(verdict, measured, row);
}

estimation::Remainder IsolationWindow::evidenceWithout(const TwinDefinition& twin,
                                                       const std::vector<Index>& left_out) const {
  const auto p = static_cast<Index>(twin.measured.size());
  const std::unique_ptr<estimation::StateFilter> filter = makeFilter(twin);
  filter->setBelief(old_.count == 0 ? young_.belief : old_.belief);
  std::size_t to_come = old_.count + young_.count;
  VectorXd d = VectorXd::Zero(p);
  MatrixXd V = MatrixXd::Zero(p, p);
  for (const Stretch* stretch : {&old_, &young_}) {
    for (const Row& row : stretch->used()) {
      const RowSteps& steps = row.steps;
      if (steps.held > 0) {
        filter->predictMany({steps.t_s - steps.dt_s, steps.dt_s, row.before, steps.noise_share}, steps.held);
      }
      const api::ProcessStep step{steps.t_s, steps.dt_s, row.own, steps.noise_share};
      if (steps.moves) filter->predict(step);
      std::vector<double> readings = row.readings;
      for (const Index i : left_out) readings[static_cast<std::size_t>(i)] = std::numeric_limits<double>::quiet_NaN();
      (void)filter->correct(step, readings);
      if (to_come-- <= kJudged) addEvidence(filter->innovation(), filter->innovationCovariance(), d, V);
    }
  }
  return estimation::quadraticFormWithout(d, V, left_out);
}

}  // namespace mw::twin
