// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/cycle/fitted_cycle.h"

#include <algorithm>
#include <cmath>

#include "core/events/distribution_from_json.h"
#include "core/events/distribution_to_json.h"
#include "core/factory/distribution_families.h"
#include "core/motion/cycle/pick_place_run.h"

namespace mw::cosimulation {
namespace {

using numerics::FitStatus;
using numerics::FittedDistribution;

/// From steps to seconds: times scale, shapes stay, densities are per second.
void scale(FittedDistribution& fitted, double step_s, double n) {
  if (fitted.status == FitStatus::NotApplicable) return;
  const factory::DistributionFamily* family = factory::findDistributionFamily(fitted.name);
  for (std::size_t i = 0; i < fitted.parameters.size(); ++i) {
    if (!family->parameters[i].key.ends_with("_s")) continue;
    fitted.parameters[i] *= step_s;
    if (i < fitted.standard_errors.size()) fitted.standard_errors[i] *= step_s;
  }
  const double more = -n * std::log(step_s);
  fitted.log_likelihood += more;
  fitted.aic -= 2 * more;
  fitted.bic -= 2 * more;
  fitted.distribution = events::distributionFromJson(events::distributionToJson(fitted.name, fitted.parameters), "");
}

}  // namespace

std::optional<numerics::FittedDistributions> fitCycles(std::span<const double> values_s, std::uint64_t seed,
                                                       const std::stop_token& stop) {
  if (values_s.size() < numerics::kFewestValues) return std::nullopt;
  std::vector<double> steps;
  for (const double value_s : values_s) steps.push_back(std::round(value_s / motion::kArmStep_s));
  const numerics::Sample sample(std::move(steps));
  numerics::FitRequest request;
  request.seed = seed;
  request.stop = stop;
  numerics::FittedDistributions fitted = numerics::fitDistributions(sample, request);
  for (FittedDistribution& candidate : fitted.candidates) scale(candidate, motion::kArmStep_s, sample.count());
  fitted.resolution_s *= motion::kArmStep_s;
  return fitted;
}

numerics::Histogram histogramOfCycles(const numerics::Sample& cycles_s) {
  constexpr double kBins = 24;
  if (cycles_s.isAllEqual()) return numerics::histogramOf(cycles_s);
  const double range_s = cycles_s.max() - cycles_s.min();
  numerics::Histogram histogram;
  histogram.width_s = std::max(1.0, std::round(range_s / kBins / motion::kArmStep_s)) * motion::kArmStep_s;
  histogram.first_edge_s = cycles_s.min() - motion::kArmStep_s / 2;
  const auto binOf = [&](double value_s) {
    return static_cast<std::size_t>((value_s - histogram.first_edge_s) / histogram.width_s);
  };
  histogram.counts.resize(binOf(cycles_s.max()) + 1);
  for (const double value_s : cycles_s.values()) ++histogram.counts[binOf(value_s)];
  return histogram;
}

const FittedDistribution* chosenFit(const std::optional<numerics::FittedDistributions>& fitted, double mean_s,
                                    CycleForm form) {
  if (!fitted || form == CycleForm::Empirical) return nullptr;
  const bool is_coarse = fitted->distinct_values > 1 && fitted->distinct_values < kFewestDistinct;
  if (is_coarse && form == CycleForm::Best) return nullptr;
  const FittedDistribution* best = nullptr;
  if (fitted->chosen) {
    best = &fitted->candidates[*fitted->chosen];
  } else if (form == CycleForm::Fitted && !fitted->candidates.empty()) {
    best = &fitted->candidates.front();
  }
  if (best == nullptr || best->status == FitStatus::NotApplicable) return nullptr;
  const bool is_near = std::abs(best->distribution.mean() - mean_s) <= kFittedMeanWithin * mean_s;
  return is_near || form == CycleForm::Fitted ? best : nullptr;
}

}  // namespace mw::cosimulation
