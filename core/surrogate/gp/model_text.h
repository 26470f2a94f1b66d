// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/json.h"
#include "core/surrogate/gp/gaussian_process.h"

namespace mw::surrogate {

inline constexpr const char* kModelFormat = "millwright-surrogate/1";
/// With known noise, choices or several sets of hyperparameters, which /1 cannot say.
inline constexpr const char* kModelFormat2 = "millwright-surrogate/2";

/// Which of them a model is written in.
[[nodiscard]] const char* formatOf(const GaussianProcess& model);

/// A trained Gaussian process as the project keeps it: the rows, the hyperparameters, and which study they came from.
struct SavedModel {
  GaussianProcess model;
  std::string study_digest;  ///< of the study's results when it was trained; tells a stale model. Empty for a table
};

/// {"format": "millwright-surrogate/1", "kind": "gp", "inputs": [...], "output", "study_digest", "hyperparameters",
///  "rows": [[x..., y], ...], "notes": [...]}. Numbers survive to the last bit. /2 has moreover, as far as there is
///  any:
/// "levels" (texts per input), "noise" {"run_variance", "runs", "correlation"}, "believed" [{"hyperparameters",
/// "weight"}, ...] with the best set first.
[[nodiscard]] Json modelToJson(const SavedModel& saved);

/// Reads it back and conditions again: the same build gives the same predictions bit for bit.
/// @throws InputError with the JSON pointer of what is wrong
[[nodiscard]] SavedModel modelFromJson(const Json& json);

}  // namespace mw::surrogate
