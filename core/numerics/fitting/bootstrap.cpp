// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/fitting/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/error.h"

namespace mw::numerics {
namespace {

constexpr int kMostRedraws = 100;

/// One draw, rounded as the sample is; where that has no zeros, draws that round to zero are redrawn.
double rounded(const Distribution& distribution, RandomStream& random, double resolution_s, bool may_be_zero) {
  double value = distribution.sample(random);
  if (resolution_s <= 0) return value;
  for (int i = 0; i < kMostRedraws; ++i) {
    const double steps = std::round(value / resolution_s);
    if (steps > 0 || may_be_zero) return steps * resolution_s;
    value = distribution.sample(random);
  }
  return resolution_s;
}

/// Means and standard deviations, gathered one by one (Welford).
class Spread {
 public:
  explicit Spread(std::size_t size) : mean_(size), square_(size) {}

  void add(std::span<const double> values) {
    ++count_;
    for (std::size_t i = 0; i < mean_.size(); ++i) {
      const double d = values[i] - mean_[i];
      mean_[i] += d / count_;
      square_[i] += d * (values[i] - mean_[i]);
    }
  }

  [[nodiscard]] std::vector<double> sd(double factor) const {
    std::vector<double> sd;
    for (const double square : square_) {
      sd.push_back(count_ > 1 ? factor * std::sqrt(square / (count_ - 1)) : std::numeric_limits<double>::quiet_NaN());
    }
    return sd;
  }

 private:
  double count_ = 0;
  std::vector<double> mean_;
  std::vector<double> square_;
};

}  // namespace

Sample testedPart(const Sample& sample, double resolution_s, std::uint64_t seed) {
  const bool is_coarse = 0.2 * resolution_s * std::sqrt(sample.count()) > 0.05 * sample.sd();
  if (sample.size() <= kMostResampled || !is_coarse) return sample;
  std::vector<double> values = sample.values();
  RandomStream random(seed, streamId("part", "bootstrap"), 0);
  for (std::size_t i = 0; i < kMostResampled; ++i) {
    const auto left = static_cast<double>(values.size() - i);
    std::swap(values[i], values[i + static_cast<std::size_t>(random.uniform() * left)]);
  }
  values.resize(kMostResampled);
  return Sample(std::move(values));
}

BootstrapResult bootstrap(const Sample& sample, const FittedFamily& family, std::span<const double> parameters,
                          const BootstrapOptions& options) {
  const std::size_t n = std::min(sample.size(), kMostResampled);
  const Distribution distribution = family.make(parameters);
  const std::uint64_t stream = streamId(family.name, "bootstrap");
  BootstrapResult result;
  Spread spread(parameters.size());
  std::vector<double> values(n);
  for (int r = 0; r < options.resamples; ++r) {
    if (options.stop.stop_requested()) throw Cancelled();
    RandomStream random(options.seed, stream, static_cast<std::uint32_t>(r));
    for (double& value : values) value = rounded(distribution, random, options.resolution_s, sample.hasZero());
    const Sample resample(values);
    const FamilyFit fit = family.fit(resample, parameters);
    if (options.after_each) options.after_each();
    if (!fit.isApplicable()) continue;
    Goodness goodness = goodnessOf(resample, family, family.make(fit.parameters));
    goodness.kolmogorov_smirnov = scaledKolmogorovSmirnov(goodness.kolmogorov_smirnov, resample.count());
    result.goodness.push_back(goodness);
    spread.add(fit.parameters);
  }
  result.standard_errors = spread.sd(std::sqrt(static_cast<double>(n) / sample.count()));
  return result;
}

GoodnessProbability probabilityOf(const Goodness& goodness, const Sample& sample, const BootstrapResult& resampled) {
  if (resampled.goodness.empty()) return {std::nan(""), std::nan("")};
  const double d = scaledKolmogorovSmirnov(goodness.kolmogorov_smirnov, sample.count());
  double beyond_d = 1;
  double beyond_a2 = 1;
  for (const Goodness& each : resampled.goodness) {
    beyond_d += each.kolmogorov_smirnov >= d ? 1 : 0;
    beyond_a2 += each.anderson_darling >= goodness.anderson_darling ? 1 : 0;
  }
  const auto total = static_cast<double>(resampled.goodness.size() + 1);
  return {beyond_d / total, beyond_a2 / total};
}

}  // namespace mw::numerics
