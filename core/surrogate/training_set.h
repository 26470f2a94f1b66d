// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <string>
#include <vector>

namespace mw::surrogate {

/// How far each output may lie from the true mean, where that is known from replications. Empty: not known.
struct ObservationNoise {
  Eigen::VectorXd run_variance = {};  ///< N, of one run around its mean, in the output's own unit squared
  Eigen::VectorXd runs = {};          ///< N, how many runs each output is the mean of
  double correlation = 0;  ///< of the outputs' errors, in [0, 1): common random numbers make them go together

  [[nodiscard]] bool isKnown() const { return run_variance.size() > 0; }
  /// N x N, of the outputs' errors: v_i = run_variance_i / runs_i on the diagonal, correlation sqrt(v_i v_j) beside it.
  [[nodiscard]] Eigen::MatrixXd covariance() const;
};

/// What a surrogate learns from: N rows of d inputs and one output, in their own units.
struct TrainingSet {
  std::vector<std::string> input_names;  ///< d
  std::string output_name;
  Eigen::MatrixXd inputs;                             ///< N x d; of a choice, the index of its level
  Eigen::VectorXd output;                             ///< N
  std::vector<std::vector<std::string>> levels = {};  ///< d, empty for a number; or empty when all inputs are numbers
  ObservationNoise noise = {};

  [[nodiscard]] bool isChoice(Eigen::Index input) const;
  /// The value of an input as people write it: a number, or the name of a level.
  [[nodiscard]] std::string valueText(Eigen::Index input, double value) const;
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
