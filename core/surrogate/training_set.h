// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

namespace mw::surrogate {

/// What a surrogate learns from: N rows of d inputs and one output, in their own units.
struct TrainingSet {
  std::vector<std::string> input_names;  ///< d
  std::string output_name;
  Eigen::MatrixXd inputs;  ///< N x d
  Eigen::VectorXd output;  ///< N
};

/// Sentences about the data that the user should read beside the answer ("2 of 50 rows left out: ...").
using Notes = std::vector<std::string>;

/// Fewer rows than this tell nothing about a curve.
inline constexpr Eigen::Index kMinRows = 3;

/// Leaves out the rows in which the output or an input is not finite (failed runs), and says how many.
///
/// @param training  shapes must agree: inputs N x d with d >= 1, output N, d names
/// @param notes     receives one sentence when rows were left out
/// @throws InputError when fewer than kMinRows usable rows remain
[[nodiscard]] TrainingSet usableRows(TrainingSet training, Notes& notes);

/// Keeps max_rows rows, drawn without replacement by the seed and in their old order; says so. Smaller sets pass.
[[nodiscard]] TrainingSet atMostRows(TrainingSet training, Eigen::Index max_rows, std::uint64_t seed, Notes& notes);

}  // namespace mw::surrogate
