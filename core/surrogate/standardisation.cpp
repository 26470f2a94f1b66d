// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/standardisation.h"

#include <fmt/format.h>
#include <limits>

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

}  // namespace

Standardisation::Standardisation(const TrainingSet& training, Notes& notes) {
  const Eigen::Index d = training.inputs.cols();
  input_mean_.resize(d);
  input_sd_.resize(d);
  for (Eigen::Index j = 0; j < d; ++j) {
    const Eigen::VectorXd column = training.inputs.col(j);
    if (isConstant(column)) {
      notes.push_back(fmt::format("input \"{}\" dropped: it is {} in every row",
                                  training.input_names[static_cast<std::size_t>(j)], numberText(column(0))));
      continue;
    }
    const auto k = static_cast<Eigen::Index>(kept_.size());
    input_mean_(k) = numerics::mean(asSpan(column));
    input_sd_(k) = numerics::populationSd(asSpan(column));
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
  Eigen::MatrixXd standardised = points(Eigen::all, kept_);
  standardised.rowwise() -= input_mean_;
  standardised.array().rowwise() /= input_sd_.array();
  return standardised;
}

Eigen::VectorXd Standardisation::output(const Eigen::VectorXd& values) const {
  if (outputIsConstant()) return Eigen::VectorXd::Zero(values.size());
  return (values.array() - output_mean_) / output_sd_;
}

}  // namespace mw::surrogate
