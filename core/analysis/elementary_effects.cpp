// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/elementary_effects.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <map>
#include <numbers>

#include "core/base/random_stream.h"
#include "core/base/text.h"
#include "core/experiment/morris_design.h"
#include "core/numerics/statistics.h"

namespace mw::analysis {
namespace {

constexpr std::size_t kBootstrapSamples = 2000;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

using Replications = std::map<std::uint32_t, double>;  // values that are defined

/// One effect, and the standard error that the luck of its runs gives it.
struct Effect {
  double value = 0;
  double error = 0;  ///< NaN where it can't be told
};

/// Effects of one factor by trajectory; none where runs are missing.
using Course = std::vector<std::optional<Effect>>;

std::size_t positionOf(const std::string& kpi, const std::vector<std::string>& kpis) {
  const auto found = std::ranges::find(kpis, kpi);
  if (found != kpis.end()) return static_cast<std::size_t>(found - kpis.begin());
  const auto nearest = nearestWord(kpi, kpis);
  throw InputError(
      {}, fmt::format("the study did not measure \"{}\"", kpi),
      nearest ? fmt::format("did you mean \"{}\"?", *nearest) : fmt::format("it has {}", fmt::join(kpis, ", ")));
}

std::vector<Replications> valuesOf(const std::vector<experiment::StudyRun>& runs, std::size_t kpi,
                                   std::size_t point_count) {
  std::vector<Replications> values(point_count);
  for (const experiment::StudyRun& run : runs) {
    if (std::isfinite(run.values.at(kpi))) values.at(run.key.point)[run.key.replication] = run.values[kpi];
  }
  return values;
}

/// Replication by replication: what is common luck goes out.
std::optional<Effect> pairedEffect(const Replications& from, const Replications& to, double step) {
  std::vector<double> differences;
  for (const auto& [replication, value] : to) {
    const auto other = from.find(replication);
    if (other != from.end()) differences.push_back((value - other->second) / step);
  }
  if (differences.empty()) return std::nullopt;
  const double error = numerics::sampleSd(differences) / std::sqrt(static_cast<double>(differences.size()));
  return Effect{numerics::mean(differences), error};
}

double squaredError(const std::vector<double>& values) {
  return std::pow(numerics::sampleSd(values), 2) / static_cast<double>(values.size());
}

std::optional<Effect> unpairedEffect(const Replications& from, const Replications& to, double step) {
  if (from.empty() || to.empty()) return std::nullopt;
  std::vector<double> before;
  std::vector<double> after;
  for (const auto& [replication, value] : from) before.push_back(value);
  for (const auto& [replication, value] : to) after.push_back(value);
  return Effect{(numerics::mean(after) - numerics::mean(before)) / step,
                std::sqrt(squaredError(before) + squaredError(after)) / std::abs(step)};
}

std::vector<Course> coursesOf(const experiment::Study& study, const std::vector<Json>& points,
                              const std::vector<Replications>& values) {
  const auto trajectories = experiment::morrisSteps(study, points);
  std::vector<Course> courses(study.factors.size(), Course(trajectories.size()));
  for (std::size_t t = 0; t < trajectories.size(); ++t) {
    for (const experiment::MorrisStep& step : trajectories[t]) {
      const Replications& from = values[step.from];
      const Replications& to = values[step.to];
      courses[step.factor][t] =
          study.common_random_numbers ? pairedEffect(from, to, step.step) : unpairedEffect(from, to, step.step);
    }
  }
  return courses;
}

double meanSize(const Course& course, const std::vector<std::size_t>& trajectories) {
  double sum = 0;
  double count = 0;
  for (const std::size_t t : trajectories) {
    if (!course[t]) continue;
    sum += std::abs(course[t]->value);
    ++count;
  }
  return count > 0 ? sum / count : kNan;
}

double quantile(const std::vector<double>& sorted, double q) {
  if (sorted.empty()) return kNan;
  const double place = q * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// Intervals of mu* of all factors, from the same samples of trajectories.
void bootstrap(const std::vector<Course>& courses, std::vector<ElementaryEffect>& factors, std::uint64_t seed) {
  const std::size_t n = courses.front().size();
  RandomStream random(seed, streamId("morris", "bootstrap"), 0);
  std::vector<std::vector<double>> means(courses.size());
  std::vector<std::size_t> sample(n);
  for (std::size_t b = 0; b < kBootstrapSamples; ++b) {
    for (std::size_t& t : sample) t = static_cast<std::size_t>(random.uniform() * static_cast<double>(n));
    for (std::size_t f = 0; f < courses.size(); ++f) {
      const double mean = meanSize(courses[f], sample);
      if (!std::isnan(mean)) means[f].push_back(mean);
    }
  }
  for (std::size_t f = 0; f < courses.size(); ++f) {
    std::ranges::sort(means[f]);
    factors[f].low = quantile(means[f], 0.025);
    factors[f].high = quantile(means[f], 0.975);
    if (factors[f].count < 2) factors[f].low = factors[f].high = kNan;  // one effect says nothing of its spread
  }
}

ElementaryEffect summaryOf(const std::string& name, const Course& course) {
  ElementaryEffect effect{.name = name};
  std::vector<double> values;
  std::vector<double> sizes;
  std::vector<double> errors;
  std::vector<double> squared_errors;
  for (const auto& each : course) {
    if (!each) continue;
    values.push_back(each->value);
    sizes.push_back(std::abs(each->value));
    if (std::isnan(each->error)) continue;  // of a single replication
    errors.push_back(each->error);
    squared_errors.push_back(each->error * each->error);
  }
  effect.count = values.size();
  effect.mu = numerics::mean(values);
  effect.mu_star = numerics::mean(sizes);
  effect.sigma = numerics::sampleSd(values);
  effect.noise_sd = std::sqrt(numerics::mean(squared_errors));
  // The mean size of a normal variable around zero.
  effect.noise_mean = std::sqrt(2 / std::numbers::pi) * numerics::mean(errors);
  return effect;
}

}  // namespace

bool ElementaryEffect::isShown() const {
  if (count < 2 || !(mu_star > 0)) return false;
  return std::isnan(noise_mean) || low > noise_mean;
}

double ElementaryEffect::curvature() const {
  if (!(mu_star > 0)) return 0;
  const double noise = std::isnan(noise_sd) ? 0 : noise_sd;
  return std::sqrt(std::max(0.0, sigma * sigma - noise * noise)) / mu_star;
}

ElementaryEffects elementaryEffects(const experiment::Study& study, const std::vector<Json>& points,
                                    const std::vector<std::string>& kpis, const std::vector<experiment::StudyRun>& runs,
                                    const std::string& kpi, std::uint64_t seed) {
  if (study.design.type != experiment::Design::Type::Morris) {
    throw InputError({}, fmt::format("study \"{}\" has no trajectories", study.name),
                     "take a design of type \"morris\"");
  }
  const std::vector<Course> courses = coursesOf(study, points, valuesOf(runs, positionOf(kpi, kpis), points.size()));
  ElementaryEffects effects;
  effects.kpi = kpi;
  effects.trajectories = courses.front().size();
  effects.has_common_random_numbers = study.common_random_numbers;
  effects.is_constrained = !study.constraints.empty();
  for (std::size_t f = 0; f < courses.size(); ++f) {
    effects.factors.push_back(summaryOf(study.factors[f].name, courses[f]));
    if (effects.factors.back().count > 0) continue;
    throw InputError({}, fmt::format("no step of factor \"{}\" has runs with {}", study.factors[f].name, kpi),
                     "go on with sweep --resume, or choose another KPI");
  }
  bootstrap(courses, effects.factors, seed);
  std::ranges::stable_sort(effects.factors, [](const auto& a, const auto& b) { return a.mu_star > b.mu_star; });
  const bool is_any_shown = std::ranges::any_of(effects.factors, &ElementaryEffect::isShown);
  effects.trust = is_any_shown ? ElementaryEffects::Trust::Good : ElementaryEffects::Trust::Poor;
  return effects;
}

const ElementaryEffect& ElementaryEffects::foremost() const {
  const auto shown = std::ranges::find_if(factors, &ElementaryEffect::isShown);
  return shown == factors.end() ? factors.front() : *shown;
}

bool ElementaryEffects::mayBeFixed(const ElementaryEffect& effect) const {
  return trust == Trust::Good && effect.high < kFixableShare * foremost().mu_star;
}

}  // namespace mw::analysis
