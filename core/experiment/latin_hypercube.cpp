// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/random_stream.h"
#include "core/experiment/design.h"
#include "core/experiment/factor_place.h"

namespace mw::experiment {
namespace {

/// Places in the unit cube, point by point.
struct Hypercube {
  std::size_t dimensions = 0;
  std::vector<double> places;
};

Hypercube drawHypercube(const Study& study, std::uint32_t attempt) {
  const std::size_t points = study.design.points;
  Hypercube cube{study.factors.size(), std::vector<double>(points * study.factors.size())};
  std::vector<std::size_t> slices(points);
  for (std::size_t factor = 0; factor < cube.dimensions; ++factor) {
    RandomStream random(study.seed, streamId(study.factors[factor].name, "design"), attempt);
    std::iota(slices.begin(), slices.end(), std::size_t{0});
    for (std::size_t left = points; left > 1; --left) {
      const auto other = static_cast<std::size_t>(random.uniform() * static_cast<double>(left));
      std::swap(slices[left - 1], slices[other]);
    }
    for (std::size_t point = 0; point < points; ++point) {
      const double place = (static_cast<double>(slices[point]) + random.uniform()) / static_cast<double>(points);
      cube.places[point * cube.dimensions + factor] = place;
    }
  }
  return cube;
}

double smallestSquaredDistance(const Hypercube& cube) {
  double smallest = std::numeric_limits<double>::infinity();
  const std::size_t d = cube.dimensions;
  for (std::size_t a = 0; a < cube.places.size(); a += d) {
    for (std::size_t b = a + d; b < cube.places.size(); b += d) {
      double squared = 0;
      for (std::size_t i = 0; i < d; ++i) {
        const double difference = cube.places[a + i] - cube.places[b + i];
        squared += difference * difference;
      }
      smallest = std::min(smallest, squared);
    }
  }
  return smallest;
}

/// As many tries as the comparison of all pairs allows within about a tenth of a second.
std::uint32_t attemptsFor(std::size_t points, std::size_t dimensions) {
  constexpr double kMostSteps = 5e7;
  const double steps = 0.5 * static_cast<double>(points) * static_cast<double>(points * dimensions);
  return static_cast<std::uint32_t>(std::clamp(kMostSteps / steps, 1.0, 50.0));
}

}  // namespace

std::vector<DesignPoint> latinHypercubePoints(const Study& study) {
  Hypercube best = drawHypercube(study, 0);
  double best_distance = -1;
  const std::uint32_t attempts = attemptsFor(study.design.points, study.factors.size());
  for (std::uint32_t attempt = 0; attempts > 1 && attempt < attempts; ++attempt) {
    Hypercube cube = drawHypercube(study, attempt);
    const double distance = smallestSquaredDistance(cube);
    if (distance <= best_distance) continue;
    best_distance = distance;
    best = std::move(cube);
  }
  std::vector<DesignPoint> points(study.design.points);
  for (std::size_t point = 0; point < points.size(); ++point) {
    for (std::size_t factor = 0; factor < best.dimensions; ++factor) {
      points[point].push_back(valueAt(study.factors[factor], best.places[point * best.dimensions + factor]));
    }
  }
  return points;
}

}  // namespace mw::experiment
