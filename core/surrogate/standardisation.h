// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <vector>

#include "core/surrogate/training_set.h"

namespace mw::surrogate {

/// Maps inputs and output to mean 0 and population standard deviation 1, and back.
///
/// Inputs that never vary carry no information and are not mapped at all (d_kept <= d). A number takes one column of
/// the result. A choice takes one per level and one for any other, 1/sqrt(2) where it has that level, so that two
/// different levels lie at distance one, whichever they are: with a length scale of its own the kernel becomes the
/// exchangeable one, rho = rho(Hamming distance). Source of the encoding: Qian, Wu, Wu (2008), Gaussian process models
/// for computer experiments with qualitative and quantitative factors, Technometrics 50, section 3.1; as distance:
/// Gower (1971)
class Standardisation {
 public:
  /// @param training  finite rows only
  /// @param notes     receives a sentence per constant input, and one for a constant output
  /// @throws InputError when no input varies
  Standardisation(const TrainingSet& training, Notes& notes);

  /// Indices of the inputs that vary, ascending, d_kept of them.
  [[nodiscard]] const std::vector<Eigen::Index>& keptInputs() const { return kept_; }

  /// Which of the kept inputs each column belongs to, ascending; 0, 1, 2 ... when all are numbers.
  [[nodiscard]] const std::vector<Eigen::Index>& columns() const { return columns_; }

  /// @param points  M x d in the inputs' own units @returns M x columns().size(), dimensionless
  [[nodiscard]] Eigen::MatrixXd inputs(const Eigen::MatrixXd& points) const;
  /// N outputs, dimensionless; zeros for a constant output.
  [[nodiscard]] Eigen::VectorXd output(const Eigen::VectorXd& values) const;

  [[nodiscard]] bool outputIsConstant() const { return output_sd_ == 0; }
  [[nodiscard]] double outputMean() const { return output_mean_; }  ///< in the output's own unit
  [[nodiscard]] double outputSd() const { return output_sd_; }      ///< in the output's own unit, 0 when constant

 private:
  std::vector<Eigen::Index> kept_;
  std::vector<Eigen::Index> columns_;
  std::vector<std::size_t> level_count_;  ///< d_kept, 0 for a number
  Eigen::RowVectorXd input_mean_;         ///< d_kept
  Eigen::RowVectorXd input_sd_;           ///< d_kept
  double output_mean_ = 0;
  double output_sd_ = 0;
};

}  // namespace mw::surrogate
