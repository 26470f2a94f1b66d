// SPDX-License-Identifier: Apache-2.0
#include "core/twin/replay_comparison.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "core/base/error.h"
#include "core/base/json_number.h"
#include "core/estimation/nis_test.h"

namespace mw::twin {
namespace {

constexpr double kTwoSided95 = 1.959963984540054;
constexpr std::size_t kFewestLags = 8;
constexpr std::size_t kNamedValues = 3;

std::size_t indexIn(const std::vector<std::string>& names, const std::string& name) {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

/// Standard error of the mean of values that depend on those before them.
double standardErrorOfMean(const std::vector<double>& values, double mean) {
  const auto n = static_cast<double>(values.size());
  const auto lags = std::max(kFewestLags, static_cast<std::size_t>(std::cbrt(n)));
  double variance = 0;
  for (std::size_t lag = 0; lag <= lags && lag < values.size(); ++lag) {
    double sum = 0;
    for (std::size_t i = lag; i < values.size(); ++i) sum += (values[i] - mean) * (values[i - lag] - mean);
    const double weight = 1.0 - static_cast<double>(lag) / static_cast<double>(lags + 1);
    variance += (lag == 0 ? 1.0 : 2.0 * weight) * sum / n;
  }
  return std::sqrt(std::max(0.0, variance) / n);
}

SignalDifference differenceOf(const ReplayResult& a, const ReplayResult& b, std::size_t i, std::size_t j) {
  SignalDifference difference{a.measured[i], 0, 0, 0, 0, 0};
  std::vector<double> gains;
  double sum_a = 0;
  double sum_b = 0;
  for (std::size_t k = 0; k < a.rows; ++k) {
    const double e_a = a.innovation[k * a.measured.size() + i];
    const double e_b = b.innovation[k * b.measured.size() + j];
    if (!std::isfinite(e_a) || !std::isfinite(e_b)) continue;
    sum_a += e_a * e_a;
    sum_b += e_b * e_b;
    gains.push_back(e_a * e_a - e_b * e_b);
  }
  if (gains.empty()) return difference;
  const auto n = static_cast<double>(gains.size());
  difference.rows = gains.size();
  difference.rmse_a = std::sqrt(sum_a / n);
  difference.rmse_b = std::sqrt(sum_b / n);
  difference.gain = (sum_a - sum_b) / n;
  difference.half_width = kTwoSided95 * standardErrorOfMean(gains, difference.gain);
  return difference;
}

bool readTheSame(const ReplayResult& a, const ReplayResult& b) {
  if (a.measured != b.measured) return false;
  for (std::size_t k = 0; k < a.innovation.size(); ++k) {
    if (std::isfinite(a.innovation[k]) != std::isfinite(b.innovation[k])) return false;
  }
  return true;
}

/// Addresses of the values that differ, the first few by name.
void collect(const Json& a, const Json& b, const std::string& place, std::vector<std::string>& found) {
  if (a == b) return;
  if (a.is_object() && b.is_object()) {
    Json keys = a;
    keys.update(b);
    for (const auto& [key, value] : keys.items()) {
      collect(a.value(key, Json()), b.value(key, Json()), place.empty() ? key : place + "." + key, found);
    }
  } else if (a.is_array() && b.is_array() && a.size() == b.size()) {
    for (std::size_t i = 0; i < a.size(); ++i) collect(a[i], b[i], fmt::format("{}[{}]", place, i), found);
  } else {
    const auto text = [](const Json& value) { return value.is_null() ? "as usual" : value.dump(); };
    const std::string line = fmt::format("{} is {} against {}", place, text(a), text(b));
    found.push_back(line.size() <= 120 ? line : place + " differs");
  }
}

Json figuresJson(const ReplayFigures& figures) {
  Json rmse = Json::object();
  for (std::size_t i = 0; i < figures.rmse.size(); ++i) {
    rmse[figures.measured[i]] = numberOrNull(figures.rmse[i]);
  }
  return {{"log_likelihood", figures.log_likelihood},
          {"used_rows", figures.used_rows},
          {"nis_mean", figures.nis_mean},
          {"nis_inside", figures.nis_inside},
          {"rmse", std::move(rmse)},
          {"anomalies", figures.anomalies},
          {"alerts", figures.alerts}};
}

}  // namespace

ReplayFigures figuresOf(const ReplayResult& result) {
  ReplayFigures figures;
  const std::size_t p = result.measured.size();
  figures.measured = result.measured;
  figures.log_likelihood = result.log_likelihood;
  figures.anomalies = result.anomalyCount();
  figures.alerts = result.alerts.size();
  std::vector<double> limits;
  for (std::size_t used = 1; used <= p; ++used) {
    limits.push_back(estimation::nisLimit(static_cast<int>(used), kTwoSided95));
  }
  std::vector<double> squares(p, 0.0);
  std::vector<double> counts(p, 0.0);
  double readings = 0;
  double inside = 0;
  for (std::size_t k = 0; k < result.rows; ++k) {
    std::size_t used = 0;
    for (std::size_t i = 0; i < p; ++i) {
      const double e = result.innovation[k * p + i];
      if (!std::isfinite(e)) continue;
      ++used;
      squares[i] += e * e;
      counts[i] += 1;
    }
    if (used == 0 || !std::isfinite(result.nis[k])) continue;
    ++figures.used_rows;
    readings += static_cast<double>(used);
    figures.nis_mean += result.nis[k];
    inside += result.nis[k] <= limits[used - 1] ? 1.0 : 0.0;
  }
  if (figures.used_rows > 0) {
    figures.nis_mean /= readings;
    figures.nis_inside = inside / static_cast<double>(figures.used_rows);
  }
  for (std::size_t i = 0; i < p; ++i) {
    figures.rmse.push_back(counts[i] > 0 ? std::sqrt(squares[i] / counts[i])
                                         : std::numeric_limits<double>::quiet_NaN());
  }
  return figures;
}

ReplayComparison compareReplays(const ReplayResult& a, const ReplayResult& b) {
  if (a.t_s != b.t_s) {
    throw InputError({}, "the two replays are not of the same rows", "replay the same log with both twins");
  }
  ReplayComparison comparison{figuresOf(a), figuresOf(b), {}, readTheSame(a, b)};
  for (std::size_t i = 0; i < a.measured.size(); ++i) {
    const std::size_t j = indexIn(b.measured, a.measured[i]);
    if (j < b.measured.size()) comparison.differences.push_back(differenceOf(a, b, i, j));
  }
  return comparison;
}

std::string differenceInWords(const Json& a, const Json& b) {
  std::vector<std::string> found;
  collect(a, b, "", found);
  // Asset and filter say more than a number of the model.
  std::ranges::stable_partition(found, [](const std::string& line) { return !line.starts_with("model"); });
  if (found.empty()) return "The same twin, filter and parameters.";
  std::string text = "They differ: ";
  for (std::size_t i = 0; i < std::min(found.size(), kNamedValues); ++i) text += (i > 0 ? "; " : "") + found[i];
  if (found.size() > kNamedValues) text += fmt::format("; and {} more values", found.size() - kNamedValues);
  return text + ".";
}

std::vector<std::string> inWords(const ReplayComparison& comparison, const std::string& name_a,
                                 const std::string& name_b) {
  std::vector<std::string> words;
  for (const SignalDifference& each : comparison.differences) {
    if (each.rows == 0) {
      words.push_back(fmt::format("{}: no row that both read.", each.signal));
    } else if (!each.isShown()) {
      words.push_back(
          fmt::format("{}: no difference shown: the mean squared innovation differs by {:.3g} +- {:.2g} "
                      "(95 %), which may be chance.",
                      each.signal, std::abs(each.gain), each.half_width));
    } else {
      const bool is_b = each.gain > 0;
      words.push_back(
          fmt::format("{}: {} foretells it better: RMSE {:.4g} against {:.4g}; the mean squared innovation "
                      "differs by {:.3g} +- {:.2g} (95 %).",
                      each.signal, is_b ? name_b : name_a, is_b ? each.rmse_b : each.rmse_a,
                      is_b ? each.rmse_a : each.rmse_b, std::abs(each.gain), each.half_width));
    }
  }
  if (comparison.differences.empty()) words.emplace_back("They measure no signal in common: nothing to compare.");
  if (!comparison.reads_the_same) {
    words.emplace_back("They read different signals or rows: their log-likelihoods cannot be compared.");
  }
  words.emplace_back(
      "This compares forecasts one row ahead, on the log they ran over; a twin that was fitted to this "
      "very log has an advantage that another log would take away.");
  return words;
}

Json toJson(const ReplayComparison& comparison) {
  Json differences = Json::array();
  for (const SignalDifference& each : comparison.differences) {
    differences.push_back({{"signal", each.signal},
                           {"rmse_a", each.rmse_a},
                           {"rmse_b", each.rmse_b},
                           {"gain", each.gain},
                           {"half_width", each.half_width},
                           {"rows", each.rows},
                           {"shown", each.isShown()}});
  }
  return {{"a", figuresJson(comparison.a)},
          {"b", figuresJson(comparison.b)},
          {"differences", std::move(differences)},
          {"reads_the_same", comparison.reads_the_same}};
}

}  // namespace mw::twin
