// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/standardisation.h"

#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numbers>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/numerics/statistics.h"

namespace mw::surrogate {
namespace {

std::span<const double> asSpan(const Eigen::VectorXd& values) {
  return {values.data(), static_cast<std::size_t>(values.size())};
}

/// Whether the values differ by no more than the rounding of their own size.
bool isConstant(const Eigen::VectorXd& values) {
  constexpr double kRounding = 8 * std::numeric_limits<double>::epsilon();
  return values.maxCoeff() - values.minCoeff() <= kRounding * values.cwiseAbs().maxCoeff();
}

/// The last column is that of all other levels.
Eigen::Index levelColumn(double level, std::size_t count) {
  const bool is_known = level >= 0 && level < static_cast<double>(count) && level == std::floor(level);
  return static_cast<Eigen::Index>(is_known ? static_cast<std::size_t>(level) : count);
}

}  // namespace

Standardisation::Standardisation(const TrainingSet& training, Notes& notes) {
  const Eigen::Index d = training.inputs.cols();
  input_mean_.resize(d);
  input_sd_.resize(d);
  for (Eigen::Index j = 0; j < d; ++j) {
    const Eigen::VectorXd column = training.inputs.col(j);
    if (isConstant(column)) {
      notes.push_back(fmt::format("input \"{}\" dropped: it is {} in every row",
                                  training.input_names[static_cast<std::size_t>(j)], training.valueText(j, column(0))));
      continue;
    }
    const auto k = static_cast<Eigen::Index>(kept_.size());
    input_mean_(k) = numerics::mean(asSpan(column));
    input_sd_(k) = numerics::populationSd(asSpan(column));
    level_count_.push_back(training.isChoice(j) ? training.levels[static_cast<std::size_t>(j)].size() : 0);
    columns_.insert(columns_.end(), level_count_.back() > 0 ? level_count_.back() + 1 : 1, k);
    kept_.push_back(j);
  }
  if (kept_.empty()) {
    throw InputError({}, "no input varies, so there is nothing to learn from", "give rows at different inputs");
  }
  input_mean_.conservativeResize(static_cast<Eigen::Index>(kept_.size()));
  input_sd_.conservativeResize(static_cast<Eigen::Index>(kept_.size()));
  output_mean_ = numerics::mean(asSpan(training.output));
  if (isConstant(training.output)) {
    notes.push_back(fmt::format("\"{}\" is {} in every row: the surrogate answers that, with zero variance",
                                training.output_name, numberText(output_mean_)));
  } else {
    output_sd_ = numerics::populationSd(asSpan(training.output));
  }
}

Eigen::MatrixXd Standardisation::inputs(const Eigen::MatrixXd& points) const {
  Eigen::MatrixXd standardised = Eigen::MatrixXd::Zero(points.rows(), static_cast<Eigen::Index>(columns_.size()));
  Eigen::Index first = 0;
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    const auto column = points.col(kept_[k]);
    const auto i = static_cast<Eigen::Index>(k);
    if (level_count_[k] == 0) {
      standardised.col(first++) = (column.array() - input_mean_(i)) / input_sd_(i);
      continue;
    }
    for (Eigen::Index row = 0; row < points.rows(); ++row)
      standardised(row, first + levelColumn(column(row), level_count_[k])) = std::numbers::sqrt2 / 2;
    first += static_cast<Eigen::Index>(level_count_[k]) + 1;
  }
  return standardised;
}

Eigen::VectorXd Standardisation::output(const Eigen::VectorXd& values) const {
  if (outputIsConstant()) return Eigen::VectorXd::Zero(values.size());
  return (values.array() - output_mean_) / output_sd_;
}

}  // namespace mw::surrogate
