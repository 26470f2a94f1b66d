// SPDX-License-Identifier: Apache-2.0

#include "core/base/json_number.h"
#include "core/twin/calibration.h"

namespace mw::twin {

using Eigen::Index;

void addValues(const std::vector<CalibratedValue>& values, const Eigen::MatrixXd& correlation, Json& json) {
  json["parameters"] = Json::array();
  for (const CalibratedValue& value : values) {
    json["parameters"].push_back({{"name", value.name},
                                  {"before", value.before},
                                  {"value", value.value},
                                  {"sd", numberOrNull(value.sd)},
                                  {"identified", value.is_identified}});
  }
  json["correlation"] = Json::array();
  for (Index i = 0; i < correlation.rows(); ++i) {
    Json row = Json::array();
    for (Index j = 0; j < correlation.cols(); ++j) row.push_back(numberOrNull(correlation(i, j)));
    json["correlation"].push_back(std::move(row));
  }
}

Json toJson(const CalibrationResult& result) {
  Json json;
  addValues(result.values, result.correlation, json);
  json["log_likelihood"] = {{"before", numberOrNull(result.log_likelihood_before)},
                            {"after", numberOrNull(result.log_likelihood_after)}};
  json["rows"] = result.rows;
  json["replays"] = result.replays;
  json["converged"] = result.has_converged;
  json["method"] = result.method == CalibrationMethod::ExpectationMaximisation ? "em" : "ml";
  if (!result.log_likelihood_path.empty()) json["iterations"] = result.log_likelihood_path.size() - 1;
  return json;
}

}  // namespace mw::twin
