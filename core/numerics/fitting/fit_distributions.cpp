// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/fitting/fit_distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/numerics/fitting/bootstrap.h"

namespace mw::numerics {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

FittedDistribution likelihoodOf(const Sample& sample, const FittedFamily& family) {
  FittedDistribution result;
  result.name = family.name;
  FamilyFit fit = family.fit(sample, {});
  result.reason = fit.reason;
  if (!fit.isApplicable()) return result;
  result.status = FitStatus::Fits;
  result.parameters = std::move(fit.parameters);
  result.distribution = family.make(result.parameters);
  result.log_likelihood = fit.log_likelihood;
  const auto k = static_cast<double>(family.parameter_count);
  result.aic = 2 * k - 2 * fit.log_likelihood;
  result.bic = k * std::log(sample.count()) - 2 * fit.log_likelihood;
  result.goodness = {kNaN, kNaN};
  result.ks_probability = result.ad_probability = kNaN;
  return result;
}

/// @param part  what is tested of the sample, perhaps all of it
void test(FittedDistribution& candidate, const Sample& sample, const Sample& part, const FittedFamily& family,
          const BootstrapOptions& options) {
  candidate.goodness = goodnessOf(sample, family, candidate.distribution);
  BootstrapResult resampled = bootstrap(sample, family, candidate.parameters, options);
  if (2 * resampled.goodness.size() < static_cast<std::size_t>(options.resamples)) {
    candidate.status = FitStatus::NotApplicable;
    candidate.reason = "values that it draws could not be fitted again";
    return;
  }
  Goodness tested = candidate.goodness;
  if (part.size() < sample.size()) {
    const FamilyFit fit = family.fit(part, candidate.parameters);
    if (fit.isApplicable()) tested = goodnessOf(part, family, family.make(fit.parameters));
  }
  const GoodnessProbability p = probabilityOf(tested, part, resampled);
  candidate.ks_probability = p.kolmogorov_smirnov;
  candidate.ad_probability = p.anderson_darling;
  candidate.standard_errors = std::move(resampled.standard_errors);
  if (candidate.ad_probability < kRejectedBelow) candidate.status = FitStatus::Rejected;
}

/// A constant, which has no likelihood, only stands beside candidates that are not applicable.
bool isBetter(const FittedDistribution& a, const FittedDistribution& b) {
  const bool a_applies = a.status != FitStatus::NotApplicable;
  const bool b_applies = b.status != FitStatus::NotApplicable;
  if (a_applies != b_applies) return a_applies;
  return a_applies && a.aic < b.aic;
}

std::vector<const FittedFamily*> familiesOf(const FitRequest& request) {
  std::vector<const FittedFamily*> families;
  for (const FittedFamily& family : fittedFamilies()) {
    const bool is_asked = request.families.empty() || std::find(request.families.begin(), request.families.end(),
                                                                family.name) != request.families.end();
    if (is_asked) families.push_back(&family);
  }
  return families;
}

}  // namespace

const char* wordOf(FitStatus status) {
  switch (status) {
    case FitStatus::Fits:
      return "fits";
    case FitStatus::Rejected:
      return "rejected";
    case FitStatus::NotApplicable:
      break;
  }
  return "not-applicable";
}

FittedDistributions fitDistributions(const Sample& sample, const FitRequest& request) {
  MW_REQUIRE(sample.size() >= kFewestValues);
  const auto families = familiesOf(request);
  FittedDistributions result;
  result.distinct_values = sample.distinctCount();
  if (result.distinct_values < sample.size() && !sample.isAllEqual()) result.resolution_s = resolutionOf(sample);
  const Sample part = testedPart(sample, result.resolution_s, request.seed);
  result.tested_values = part.size();
  double done = 0;
  BootstrapOptions options{request.resamples, request.seed, result.resolution_s, request.stop, {}};
  options.after_each = [&] {
    if (request.progress) request.progress({++done, double(families.size()) * request.resamples, "resamples"});
  };
  for (const FittedFamily* family : families) {
    FittedDistribution candidate = likelihoodOf(sample, *family);
    const bool has_density = candidate.status == FitStatus::Fits && candidate.distribution.hasDensity();
    if (has_density) {
      test(candidate, sample, part, *family, options);
    } else {
      done += request.resamples;
    }
    result.candidates.push_back(std::move(candidate));
  }
  std::stable_sort(result.candidates.begin(), result.candidates.end(), isBetter);
  for (std::size_t i = 0; i < result.candidates.size() && !result.chosen; ++i) {
    if (result.candidates[i].status == FitStatus::Fits) result.chosen = i;
  }
  return result;
}

}  // namespace mw::numerics
