// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/training_set.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

#include "core/base/error.h"
#include "core/base/random_stream.h"
#include "core/base/text.h"

namespace mw::surrogate {
namespace {

void keepRows(TrainingSet& training, const std::vector<Eigen::Index>& rows) {
  training.inputs = training.inputs(rows, Eigen::all).eval();
  training.output = training.output(rows).eval();
  if (!training.noise.isKnown()) return;
  training.noise.run_variance = training.noise.run_variance(rows).eval();
  training.noise.runs = training.noise.runs(rows).eval();
}

}  // namespace

Eigen::MatrixXd ObservationNoise::covariance() const {
  const Eigen::VectorXd sd = (run_variance.array() / runs.array()).sqrt();
  Eigen::MatrixXd result = correlation * sd * sd.transpose();
  result.diagonal() = sd.cwiseAbs2();
  return result;
}

bool TrainingSet::isChoice(Eigen::Index input) const {
  return !levels.empty() && !levels.at(static_cast<std::size_t>(input)).empty();
}

std::string TrainingSet::valueText(Eigen::Index input, double value) const {
  if (!isChoice(input)) return numberText(value);
  const auto& names = levels.at(static_cast<std::size_t>(input));
  const bool is_known = value >= 0 && value < static_cast<double>(names.size());
  return is_known ? names[static_cast<std::size_t>(value)] : "another level";
}

TrainingSet usableRows(TrainingSet training, Notes& notes) {
  const Eigen::Index n = training.inputs.rows();
  MW_REQUIRE(training.output.size() == n && training.inputs.cols() >= 1);
  MW_REQUIRE(static_cast<Eigen::Index>(training.input_names.size()) == training.inputs.cols());
  std::vector<Eigen::Index> usable;
  for (Eigen::Index i = 0; i < n; ++i) {
    if (training.inputs.row(i).allFinite() && std::isfinite(training.output(i))) usable.push_back(i);
  }
  const auto n_usable = static_cast<Eigen::Index>(usable.size());
  if (n_usable < kMinRows) {
    throw InputError({}, fmt::format("{} of {} rows can be used to learn \"{}\"", n_usable, n, training.output_name),
                     fmt::format("give at least {} rows with a number in every input and in the output", kMinRows));
  }
  if (n_usable < n) {
    notes.push_back(fmt::format("{} of {} rows left out: an input or \"{}\" is missing there", n - n_usable, n,
                                training.output_name));
    keepRows(training, usable);
  }
  return training;
}

TrainingSet atMostRows(TrainingSet training, Eigen::Index max_rows, std::uint64_t seed, Notes& notes) {
  const Eigen::Index n = training.inputs.rows();
  if (n <= max_rows) return training;
  std::vector<Eigen::Index> order(static_cast<std::size_t>(n));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  RandomStream stream(seed, streamId("surrogate", "subset"), 0);
  const auto kept = static_cast<std::size_t>(max_rows);
  for (std::size_t i = 0; i < kept; ++i) std::swap(order[i], order[i + stream.next() % (order.size() - i)]);
  order.resize(kept);
  std::sort(order.begin(), order.end());
  keepRows(training, order);
  notes.push_back(fmt::format("{} of {} rows used: an exact Gaussian process takes at most {}", max_rows, n, max_rows));
  return training;
}

}  // namespace mw::surrogate
