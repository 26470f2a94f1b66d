// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/base/json_number.h"
#include "core/twin/open_loop.h"

namespace mw::twin {
namespace {

constexpr double kNormal95 = 1.959963984540054;

OpenLoopAccuracy accuracyOfSignal(const OpenLoopPrediction& prediction, std::size_t signal) {
  OpenLoopAccuracy accuracy{prediction.measured[signal]};
  double squares = 0;
  double inside = 0;
  for (std::size_t row = prediction.first_row; row < prediction.rows(); ++row) {
    const std::size_t at = row * prediction.signalCount() + signal;
    const double error = prediction.mean[at] - prediction.reading[at];
    if (!std::isfinite(error)) continue;
    const double half_width = kNormal95 * std::sqrt(prediction.variance[at]);
    ++accuracy.readings;
    squares += error * error;
    accuracy.bias += error;
    accuracy.half_width_95 += half_width;
    inside += std::abs(error) <= half_width ? 1 : 0;
  }
  const double count = accuracy.readings > 0 ? static_cast<double>(accuracy.readings) : std::nan("");
  accuracy.rmse = std::sqrt(squares / count);
  accuracy.bias /= count;
  accuracy.half_width_95 /= count;
  accuracy.coverage_95 = inside / count;
  return accuracy;
}

}  // namespace

std::vector<OpenLoopAccuracy> accuracyOf(const OpenLoopPrediction& prediction) {
  std::vector<OpenLoopAccuracy> accuracy;
  for (std::size_t i = 0; i < prediction.signalCount(); ++i) accuracy.push_back(accuracyOfSignal(prediction, i));
  return accuracy;
}

Json toJson(const std::vector<OpenLoopAccuracy>& accuracy) {
  Json list = Json::array();
  for (const OpenLoopAccuracy& one : accuracy) {
    list.push_back({{"name", one.signal},
                    {"readings", one.readings},
                    {"rmse", numberOrNull(one.rmse)},
                    {"bias", numberOrNull(one.bias)},
                    {"coverage_95", numberOrNull(one.coverage_95)},
                    {"half_width_95", numberOrNull(one.half_width_95)}});
  }
  return list;
}

Json toJson(const OpenLoopPrediction& prediction, std::size_t every) {
  Json steps = Json::array();
  const std::size_t p = prediction.signalCount();
  for (std::size_t row = 0; row < prediction.rows(); row += std::max<std::size_t>(every, 1)) {
    Json step{{"t_s", prediction.t_s[row]}};
    for (std::size_t at = row * p; at < (row + 1) * p; ++at) {
      step["predicted"].push_back(numberOrNull(prediction.mean[at]));
      step["sd"].push_back(numberOrNull(std::sqrt(prediction.variance[at])));
      step["reading"].push_back(numberOrNull(prediction.reading[at]));
    }
    steps.push_back(std::move(step));
  }
  return {{"method", "open-loop"},
          {"signals", toJson(accuracyOf(prediction))},
          {"steps", std::move(steps)},
          {"rows", prediction.rows()}};
}

std::vector<std::string> inWords(const std::vector<OpenLoopAccuracy>& accuracy) {
  std::vector<std::string> said;
  for (const OpenLoopAccuracy& one : accuracy) {
    if (one.readings == 0) {
      said.push_back(fmt::format("{}: no readings to compare with", one.signal));
      continue;
    }
    said.push_back(
        fmt::format("{}: root mean square error {:.3g}, mean error {:+.3g}; the 95 % band, {:.3g} to each side, holds "
                    "{:.1f} % of {} readings",
                    one.signal, one.rmse, one.bias, one.half_width_95, 100 * one.coverage_95, one.readings));
  }
  return said;
}

}  // namespace mw::twin
