// SPDX-License-Identifier: Apache-2.0
#include "core/base/json_number.h"
#include "core/twin/output_error.h"

namespace mw::twin {

Json toJson(const OutputErrorResult& result) {
  Json json{{"method", "output-error"},
            {"open_directions", Json::array()},
            {"signals", Json::array()},
            {"spread_factor", result.spread_factor},
            {"left_out", result.left_out.empty() ? Json(nullptr) : Json(result.left_out)},
            {"rows", result.rows},
            {"starts_at_best", result.starts_at_best},
            {"converged", result.has_converged}};
  addValues(result.values, result.correlation, json);
  for (const OpenDirection& direction : result.open_directions) {
    Json weights = Json::object();
    for (std::size_t i = 0; i < direction.names.size(); ++i) weights[direction.names[i]] = direction.weights[i];
    json["open_directions"].push_back(std::move(weights));
  }
  for (const FittedSignal& signal : result.measured) {
    json["signals"].push_back({{"name", signal.name},
                               {"rmse_before", numberOrNull(signal.rmse_before)},
                               {"rmse_after", numberOrNull(signal.rmse_after)},
                               {"residual_sd", numberOrNull(signal.residual_sd)},
                               {"correlation_rows", signal.correlation_rows}});
  }
  return json;
}

}  // namespace mw::twin
