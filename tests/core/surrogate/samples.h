// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <array>
#include <cmath>
#include <numbers>

#include "core/base/random_stream.h"
#include "core/surrogate/training_set.h"

namespace mw::test {

using surrogate::TrainingSet;

/// n points in the unit cube, one in each stratum of every coordinate (a Latin hypercube), from a fixed seed.
inline Eigen::MatrixXd latinHypercube(Eigen::Index n, Eigen::Index d, std::uint64_t seed) {
  RandomStream stream(seed, streamId("test", "latin"), 0);
  Eigen::MatrixXd points(n, d);
  for (Eigen::Index j = 0; j < d; ++j) {
    for (Eigen::Index i = 0; i < n; ++i)
      points(i, j) = (static_cast<double>(i) + stream.uniform()) / static_cast<double>(n);
    for (Eigen::Index i = n - 1; i > 0; --i) {
      std::swap(points(i, j), points(static_cast<Eigen::Index>(stream.next() % static_cast<std::uint64_t>(i + 1)), j));
    }
  }
  return points;
}

inline Eigen::VectorXd normals(Eigen::Index n, std::uint64_t seed) {
  RandomStream stream(seed, streamId("test", "normal"), 0);
  Eigen::VectorXd values(n);
  for (double& value : values) {
    value = std::sqrt(-2 * std::log(stream.uniform())) * std::cos(2 * std::numbers::pi * stream.uniform());
  }
  return values;
}

/// A smooth response of d <= 6 inputs in the unit cube, plus noise of the given standard deviation.
inline TrainingSet smoothSample(Eigen::Index n, Eigen::Index d, double noise_sd, std::uint64_t seed) {
  constexpr std::array kNames{"x1", "x2", "x3", "x4", "x5", "x6"};
  TrainingSet training{{}, std::string("y"), latinHypercube(n, d, seed), Eigen::VectorXd::Zero(n)};
  for (Eigen::Index j = 0; j < d; ++j) {
    training.input_names.emplace_back(kNames[static_cast<std::size_t>(j)]);
    training.output += ((3.0 + static_cast<double>(j)) * training.inputs.col(j).array()).sin().matrix();
  }
  training.output += noise_sd * normals(n, seed + 1);
  return training;
}

}  // namespace mw::test
