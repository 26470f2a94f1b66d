// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/fitted_time.h"

#include <algorithm>
#include <cmath>

#include "core/discovery/survival.h"
#include "core/events/distribution_to_json.h"
#include "core/numerics/fitting/fit_distributions.h"

namespace mw::discovery {
namespace {

constexpr std::size_t kMostValues = 100;
constexpr double kMeanWithin = 0.05;
/// Families with two ends are left out: times of work have no upper limit that a log could show.
const std::vector<std::string>& families() {
  static const std::vector<std::string> names{"constant", "exponential", "gamma", "lognormal", "weibull", "normal"};
  return names;
}

}  // namespace

Json valuesJson(std::vector<double> values_s) {
  for (double& value : values_s) value = std::round(value * 1000) / 1000;
  std::sort(values_s.begin(), values_s.end());
  if (values_s.empty()) return 0;
  if (values_s.front() == values_s.back()) return values_s.front();
  return {{"dist", "empirical"}, {"values_s", values_s}};
}

FittedTime fittedTime(std::vector<double> times_s, const FitChoices& choices) {
  FittedTime result{0, "constant", times_s.size(), 0, std::nan("")};
  if (times_s.empty()) return result;
  const numerics::Sample sample(times_s);
  result.mean_s = sample.mean();
  if (sample.size() >= numerics::kFewestValues) {
    const auto fitted =
        numerics::fitDistributions(sample, {families(), choices.seed, choices.resamples, choices.stop, {}});
    const auto* best = fitted.chosen ? &fitted.candidates[*fitted.chosen] : nullptr;
    if (best != nullptr && std::abs(best->distribution.mean() - sample.mean()) <= kMeanWithin * sample.mean()) {
      result.how = best->name;
      result.p = best->ad_probability;
      result.json = events::distributionToJson(best->name, best->parameters);
      return result;
    }
  }
  std::vector<Lasting> all;
  for (const double time_s : times_s) all.push_back({time_s, 1, true});
  result.json =
      valuesJson(times_s.size() <= kMostValues ? std::move(times_s) : Survival(std::move(all)).values(kMostValues));
  if (!result.json.is_number()) result.how = "values";
  return result;
}

}  // namespace mw::discovery
