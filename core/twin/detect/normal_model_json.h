// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/json.h"
#include "core/estimation/detect/normal_model.h"

namespace mw::twin {

/// {"format":"millwright-normal-model/1","signals":[...],"smoothing","lags","confidence","margin","component_rule",
///  "explained","limit_rule","centre":[...],"scale":[...],"loadings":[[...],...],"eigenvalues":[...],"retained",
///  "t2_limit","q_limit","t2_health":{"g","h"},"q_health":{"g","h"},"healthy_rows"}
/// loadings is an array of rows, a row per entry of z and a column per component.
[[nodiscard]] Json toJson(const estimation::NormalModel& model);

/// Reads it back, to the bit.
/// @throws InputError with all findings: missing or wrong entries, shapes that disagree, limits or scales not above 0
[[nodiscard]] estimation::NormalModel readNormalModel(const JsonDocument& document);

}  // namespace mw::twin
