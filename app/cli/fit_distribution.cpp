// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

#include "app/cli/text_histogram.h"
#include "app/cli/verbs.h"
#include "core/base/csv_column.h"
#include "core/base/json_number.h"
#include "core/base/text.h"
#include "core/events/distribution_to_json.h"
#include "core/factory/empirical_files.h"
#include "core/numerics/fitting/fit_distributions.h"
#include "core/report/histogram_svg.h"

namespace mw::cli {
namespace {

using numerics::FitStatus;
using numerics::FittedDistribution;
using numerics::FittedDistributions;

constexpr std::size_t kFewValues = 30;
constexpr std::size_t kCurvesInPicture = 3;

struct FitDistributionOptions {
  std::string file;
  std::string column;
  std::string svg;
  std::size_t bins = 0;
  numerics::FitRequest request;
};

/// What was read and what was found in it.
struct FitFinding {
  const FitDistributionOptions& options;
  std::size_t empty_cells;
  numerics::Sample sample;
  numerics::Histogram histogram;
  FittedDistributions fitted;

  [[nodiscard]] const FittedDistribution* chosen() const {
    return fitted.chosen ? &fitted.candidates[*fitted.chosen] : nullptr;
  }
};

void requireKnown(const std::vector<std::string>& candidates) {
  std::vector<std::string> known;
  for (const auto& family : numerics::fittedFamilies()) known.emplace_back(family.name);
  for (const std::string& name : candidates) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto nearest = nearestWord(name, known);
    throw UsageError(fmt::format(
        "--candidates {}: {}", name,
        nearest ? fmt::format("did you mean {}?", *nearest) : fmt::format("there are {}", fmt::join(known, ", "))));
  }
}

CsvColumn readTimes(const FitDistributionOptions& options) {
  CsvColumn times = readCsvColumn(options.file, options.column, {.min = 0});
  const Place place{options.file, "", 1, 1};
  if (times.values.size() < numerics::kFewestValues) {
    throw InputError(place, fmt::format("column \"{}\" has {} values", options.column, times.values.size()),
                     fmt::format("{} is the least that can be told from; give a triangular or pert distribution by "
                                 "experience instead",
                                 numerics::kFewestValues));
  }
  const double longest_s = *std::max_element(times.values.begin(), times.values.end());
  constexpr double kLongestRun = 9.2e9;  // 292 years: what the simulated clock can hold
  if (longest_s > kLongestRun) {
    throw InputError(place, fmt::format("column \"{}\" holds {} s, more than 292 years", options.column, longest_s),
                     "give times in seconds");
  }
  return times;
}

/// The JSON to paste: the distribution that fits, or the values themselves.
Json pasteOf(const FitFinding& finding) {
  if (const FittedDistribution* best = finding.chosen()) {
    return events::distributionToJson(best->name, best->parameters);
  }
  return {{"dist", "empirical"}, {"file", finding.options.file}, {"column", finding.options.column}};
}

std::vector<std::string> notesOf(const FitFinding& finding) {
  std::vector<std::string> notes;
  const std::size_t n = finding.sample.size();
  if (finding.empty_cells > 0)
    notes.push_back(fmt::format("{} rows without a value are left out", finding.empty_cells));
  if (finding.fitted.resolution_s > 0) {
    notes.push_back(fmt::format("{} different values, all multiples of {:g} s: the tests round what they draw alike",
                                finding.fitted.distinct_values, finding.fitted.resolution_s));
  }
  if (finding.fitted.tested_values < n) {
    notes.push_back(fmt::format("p-values are those of {} values drawn from them, since rounding shows in more",
                                finding.fitted.tested_values));
  }
  if (n < kFewValues) notes.push_back(fmt::format("{} values are few: several distributions will fit", n));
  const auto& candidates = finding.fitted.candidates;
  if (finding.fitted.chosen.value_or(0) > 0) {
    notes.push_back(fmt::format("{} has a smaller AIC, but the values would be unlikely under it", candidates[0].name));
  }
  if (finding.chosen() == nullptr && n > factory::kMaxEmpiricalValues) {
    notes.push_back(
        fmt::format("a factory takes up to {} values of a file: give it a part of them", factory::kMaxEmpiricalValues));
  }
  return notes;
}

Json jsonOf(const FittedDistribution& candidate) {
  Json json{{"dist", candidate.name}, {"status", wordOf(candidate.status)}};
  if (candidate.status == FitStatus::NotApplicable) {
    json["reason"] = candidate.reason;
    return json;
  }
  json["json"] = events::distributionToJson(candidate.name, candidate.parameters);
  if (!candidate.standard_errors.empty()) {
    Json errors = events::distributionToJson(candidate.name, candidate.parameters);
    errors.erase("dist");
    std::size_t i = 0;
    for (auto& error : errors) error = numberOrNull(candidate.standard_errors[i++]);
    json["standard_errors"] = std::move(errors);
  }
  json["log_likelihood"] = numberOrNull(candidate.log_likelihood);
  json["aic"] = numberOrNull(candidate.aic);
  json["bic"] = numberOrNull(candidate.bic);
  json["kolmogorov_smirnov"] = {{"statistic", numberOrNull(candidate.goodness.kolmogorov_smirnov)},
                                {"p", numberOrNull(candidate.ks_probability)}};
  json["anderson_darling"] = {{"statistic", numberOrNull(candidate.goodness.anderson_darling)},
                              {"p", numberOrNull(candidate.ad_probability)}};
  return json;
}

Json jsonOf(const FitFinding& finding) {
  const numerics::Sample& sample = finding.sample;
  Json candidates = Json::array();
  for (const FittedDistribution& each : finding.fitted.candidates) candidates.push_back(jsonOf(each));
  Json edges = Json::array();
  for (std::size_t i = 0; i <= finding.histogram.counts.size(); ++i) edges.push_back(finding.histogram.edge(i));
  const FittedDistribution* best = finding.chosen();
  return {{"file", finding.options.file},
          {"column", finding.options.column},
          {"values", sample.size()},
          {"empty_cells", finding.empty_cells},
          {"mean_s", sample.mean()},
          {"sd_s", sample.sd()},
          {"min_s", sample.min()},
          {"max_s", sample.max()},
          {"resolution_s", finding.fitted.resolution_s},
          {"seed", finding.options.request.seed},
          {"resamples", finding.options.request.resamples},
          {"candidates", std::move(candidates)},
          {"best", best != nullptr ? Json(best->name) : Json(nullptr)},
          {"json", pasteOf(finding)},
          {"histogram", {{"edges_s", std::move(edges)}, {"counts", finding.histogram.counts}}},
          {"notes", notesOf(finding)}};
}

std::string cell(double value, int digits) {
  return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : "-";
}

/// "mean_s 312 ± 14, cv 0.81 ± 0.04", the keys as the format has them.
std::string parametersOf(const FittedDistribution& candidate) {
  const Json json = events::distributionToJson(candidate.name, candidate.parameters);
  std::vector<std::string> parts;
  std::size_t i = 0;
  for (const auto& [key, value] : json.items()) {
    if (key == "dist") continue;
    std::string part = fmt::format("{} {:.5g}", key, value.get<double>());
    if (i < candidate.standard_errors.size()) part += fmt::format(" ± {:.2g}", candidate.standard_errors[i]);
    parts.push_back(std::move(part));
    ++i;
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

void printTable(const FitFinding& finding, const Console& console) {
  const auto& candidates = finding.fitted.candidates;
  console.print(fmt::format("\n{:<12} {:>11} {:>9} {:>11} {:>7} {:>6} {:>8} {:>6}  {:<9} {}", "candidate", "AIC",
                            "+ AIC", "BIC", "KS", "KS p", "AD", "AD p", "", "parameters"));
  for (const FittedDistribution& each : candidates) {
    if (each.status == FitStatus::NotApplicable) continue;
    console.print(fmt::format("{:<12} {:>11} {:>9} {:>11} {:>7} {:>6} {:>8} {:>6}  {:<9} {}", each.name,
                              cell(each.aic, 1), cell(each.aic - candidates[0].aic, 1), cell(each.bic, 1),
                              cell(each.goodness.kolmogorov_smirnov, 4), cell(each.ks_probability, 3),
                              cell(each.goodness.anderson_darling, 3), cell(each.ad_probability, 3),
                              wordOf(each.status), parametersOf(each)));
  }
  for (const FittedDistribution& each : candidates) {
    if (each.status == FitStatus::NotApplicable) console.print(fmt::format("{:<12} -: {}", each.name, each.reason));
  }
}

void printVerdict(const FitFinding& finding, const Console& console) {
  const FittedDistribution* best = finding.chosen();
  if (best != nullptr) {
    console.print(fmt::format("\n{} fits best. Into the factory:", best->name));
  } else {
    console.print(
        fmt::format("\nNo candidate fits: each would give such values with a probability below {:g}.\nUse the "
                    "values themselves, the file beside the factory file:",
                    numerics::kRejectedBelow));
  }
  console.print(pasteOf(finding).dump());
}

void print(const FitFinding& finding, const Console& console) {
  const numerics::Sample& sample = finding.sample;
  const FittedDistribution* best = finding.chosen();
  console.print(fmt::format("{} of {}: {} values, mean {:.5g} s, standard deviation {:.4g} s, from {:.5g} to {:.5g} s",
                            finding.options.column, finding.options.file, sample.size(), sample.mean(), sample.sd(),
                            sample.min(), sample.max()));
  for (const std::string& note : notesOf(finding)) console.print("  " + note);
  printTable(finding, console);
  const bool has_curve = best != nullptr && best->distribution.hasDensity();
  console.print(has_curve ? fmt::format("\n█ observed   ● expected of {}", best->name) : "\n█ observed");
  for (const std::string& line : textHistogram(finding.histogram, has_curve ? &best->distribution : nullptr)) {
    console.print(line);
  }
  printVerdict(finding, console);
}

/// The chosen distribution and the next best by AIC.
std::vector<report::DensityCurve> curvesOf(const FitFinding& finding) {
  std::vector<report::DensityCurve> curves;
  const auto add = [&](const FittedDistribution& each) {
    curves.push_back({std::isfinite(each.ad_probability)
                          ? fmt::format("{}, AD p = {:.3f}", each.name, each.ad_probability)
                          : each.name,
                      each.distribution});
  };
  if (const FittedDistribution* best = finding.chosen()) add(*best);
  for (const FittedDistribution& each : finding.fitted.candidates) {
    const bool is_shown = each.status != FitStatus::NotApplicable && &each != finding.chosen();
    if (is_shown && curves.size() < kCurvesInPicture) add(each);
  }
  return curves;
}

int fitDistribution(FitDistributionOptions options, Console& console) {
  requireKnown(options.request.families);
  CsvColumn times = readTimes(options);
  options.request.stop = console.stop();
  options.request.progress = console.progress();
  numerics::Sample sample(std::move(times.values));
  FittedDistributions fitted = numerics::fitDistributions(sample, options.request);
  numerics::Histogram histogram = numerics::histogramOf(sample, options.bins, fitted.resolution_s);
  const FitFinding finding{options, times.empty_cells, std::move(sample), std::move(histogram), std::move(fitted)};
  if (!options.svg.empty()) {
    writeTextFile(options.svg,
                  report::histogramSvg({fmt::format("{} of {}", options.column, options.file),
                                        fmt::format("{} [s]", options.column), finding.histogram, curvesOf(finding)}));
  }
  if (console.is_json) {
    console.printJson(jsonOf(finding));
  } else {
    print(finding, console);
  }
  return finding.chosen() != nullptr ? kDone : kNegativeFinding;
}

}  // namespace

void addFitDistribution(CLI::App& program, Action& action) {
  auto options = std::make_shared<FitDistributionOptions>();
  CLI::App* verb = addVerb(program, "fit-distribution",
                           {"Finds the distribution of the times in a column of a log, and writes its JSON.",
                            "repairs.csv --column repair_s --svg repairs.svg"});
  verb->add_option("file", options->file, "CSV file with a header; empty cells are left out")->required();
  verb->add_option("--column", options->column, "Column with times in seconds")->required();
  verb->add_option("--svg", options->svg, "Draws the best three over the histogram into this file");
  verb->add_option("--bins", options->bins, "Bins of the histogram; chosen by Freedman and Diaconis without it")
      ->check(CLI::Range(1, 1000));
  verb->add_option("--candidates", options->request.families,
                   "Distributions to try, e.g. gamma,weibull; all without it")
      ->delimiter(',');
  verb->add_option("--seed", options->request.seed, "Seed of the tests' resamples")->capture_default_str();
  verb->add_option("--resamples", options->request.resamples, "Resamples that each p-value is counted from")
      ->check(CLI::Range(19, 100000))
      ->capture_default_str();
  verb->final_callback(
      [options, &action] { action = [options](Console& console) { return fitDistribution(*options, console); }; });
}

}  // namespace mw::cli
