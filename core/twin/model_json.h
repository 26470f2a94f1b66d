// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/dynamics/expression_model.h"
#include "core/twin/json_walk.h"
#include "plugins/api/process_model_type.h"

namespace mw::twin {

/// All keys of an object, for a walk that leaves unknown keys to someone else.
[[nodiscard]] std::vector<std::string> keysOf(const Json& object);

/// "parameters": {NAME: number}; `defaults` where the file has none, `overrides` before both.
[[nodiscard]] std::map<std::string, double> readParameters(JsonWalk& walk, std::map<std::string, double> defaults,
                                                           const std::map<std::string, double>& overrides);

/// "integrator": {"method": "rk4" | "dormand-prince", "step_s", "relative_tolerance", "absolute_tolerance"}, or the
/// name of the method alone.
[[nodiscard]] numerics::OdeOptions readIntegrator(JsonWalk& walk);

/// A list of formulas. @param count wanted, with what each stands for
[[nodiscard]] std::vector<std::string> readFormulas(JsonWalk& walk, const std::string& key, std::size_t count,
                                                    const char* meaning);

/// A formula given as text or as a number.
[[nodiscard]] std::optional<std::string> formulaOf(JsonWalk& walk, const Json& value, const std::string& pointer);

/// What signals see: "h" (formulas), or "H" (a row per signal), or, with neither, the states that are called as the
/// signals.
[[nodiscard]] std::vector<std::string> readMeasurement(JsonWalk& walk, const Json& model,
                                                       const std::vector<std::string>& states,
                                                       const std::vector<std::string>& measured);

/// Makes the model and fills what a built process says of it.
[[nodiscard]] api::BuiltProcess builtOf(dynamics::ExpressionModelText text, Findings& findings);

}  // namespace mw::twin
