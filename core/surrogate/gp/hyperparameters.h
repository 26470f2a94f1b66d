// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

#include "core/base/json.h"

namespace mw::surrogate {

/// Of the standardised data, so all dimensionless.
struct GpHyperparameters {
  double signal_variance = 1;     ///< sigma_f^2
  Eigen::VectorXd length_scales;  ///< d, one per input; NaN for an input that was dropped because it never varies
  double noise_variance = 1e-4;   ///< sigma_n^2
};

/// The box in which likelihood is maximised. Source: the usual defaults of scikit-learn and GPy on standardised data.
struct GpBounds {
  double min_signal_variance = 1e-3, max_signal_variance = 1e3;
  double min_length_scale = 1e-2, max_length_scale = 10;
  double min_noise_variance = 1e-10, max_noise_variance = 1e-1;
};

/// {"signal_variance", "length_scales": [...], "noise_variance"}; a dropped input's length scale is null.
[[nodiscard]] Json toJson(const GpHyperparameters& hyperparameters);

/// Reads the same; every finding at once.
/// @param json      the object
/// @param pointer   where it stands in its file, "" for the root
/// @param n_inputs  d: how many length scales there must be
/// @throws InputError with JSON pointers for unknown or missing keys, wrong counts and numbers that are not positive
[[nodiscard]] GpHyperparameters hyperparametersFromJson(const Json& json, const std::string& pointer,
                                                        Eigen::Index n_inputs);

/// Reads a hyperparameter file; messages carry file, line and column.
[[nodiscard]] GpHyperparameters readHyperparameters(const std::filesystem::path& file, Eigen::Index n_inputs);

}  // namespace mw::surrogate
