// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/random_stream.h"
#include "core/experiment/allowed_region.h"
#include "core/experiment/factor_place.h"

namespace mw::experiment {
namespace {

/// Places in the unit cube, point by point.
struct Hypercube {
  std::size_t dimensions = 0;
  std::vector<double> places;
};

Hypercube drawHypercube(const Study& study, std::size_t points, std::uint32_t attempt) {
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
/// @param size  of the hypercubes that the points are taken from
std::uint32_t attemptsFor(std::size_t points, std::size_t size, std::size_t dimensions) {
  constexpr double kMostSteps = 5e7;
  constexpr double kStepsToDraw = 25;  // one place of a larger hypercube, as many as comparing a pair
  const double steps = 0.5 * static_cast<double>(points) * static_cast<double>(points * dimensions) +
                       (size > points ? kStepsToDraw * static_cast<double>(size * dimensions) : 0.0);
  return static_cast<std::uint32_t>(std::clamp(kMostSteps / steps, 1.0, 50.0));
}

DesignPoint pointOf(const Study& study, const Hypercube& cube, std::size_t point) {
  DesignPoint values;
  for (std::size_t factor = 0; factor < cube.dimensions; ++factor) {
    values.push_back(valueAt(study.factors[factor], cube.places[point * cube.dimensions + factor]));
  }
  return values;
}

/// The first `count` points of a hypercube that are allowed; fewer where there are no more.
Hypercube allowedPart(const Study& study, const Hypercube& cube, std::size_t count, AllowedRegion& region) {
  if (region.isEverything()) return cube;
  Hypercube part{cube.dimensions, {}};
  const std::size_t points = cube.places.size() / cube.dimensions;
  for (std::size_t point = 0; point < points && part.places.size() < count * cube.dimensions; ++point) {
    if (!region.admits(pointOf(study, cube, point))) continue;
    const auto first = cube.places.begin() + static_cast<std::ptrdiff_t>(point * cube.dimensions);
    part.places.insert(part.places.end(), first, first + static_cast<std::ptrdiff_t>(cube.dimensions));
  }
  return part;
}

/// How many points a hypercube must have for so many of them to be allowed.
std::size_t sizeFor(const Study& study, std::size_t count, AllowedRegion& region) {
  if (region.isEverything()) return count;
  constexpr std::size_t kMostPlaces = 20'000'000;
  const std::size_t most =
      std::max(count, std::min(AllowedRegion::mostTries(count), kMostPlaces / study.factors.size()));
  constexpr double kMargin = 1.05;
  for (std::size_t size = count;;) {
    const Hypercube part = allowedPart(study, drawHypercube(study, size, 0), count, region);
    const std::size_t found = part.places.size() / part.dimensions;
    if (found == count) return size;
    if (size == most) region.refuse(found, count);
    const double wanted = kMargin * static_cast<double>(size) * static_cast<double>(count);
    size = std::min(most, static_cast<std::size_t>(wanted / static_cast<double>(std::max<std::size_t>(found, 1))) + 1);
  }
}

}  // namespace

std::vector<DesignPoint> latinHypercubePoints(const Study& study, std::size_t count, AllowedRegion& region) {
  const std::size_t size = sizeFor(study, count, region);
  Hypercube best = allowedPart(study, drawHypercube(study, size, 0), count, region);
  double best_distance = -1;
  const std::uint32_t attempts = attemptsFor(count, size, study.factors.size());
  for (std::uint32_t attempt = 0; attempts > 1 && attempt < attempts; ++attempt) {
    Hypercube cube = allowedPart(study, drawHypercube(study, size, attempt), count, region);
    if (cube.places.size() < best.places.size()) continue;
    const double distance = smallestSquaredDistance(cube);
    if (distance <= best_distance) continue;
    best_distance = distance;
    best = std::move(cube);
  }
  std::vector<DesignPoint> points;
  for (std::size_t point = 0; point < count; ++point) points.push_back(pointOf(study, best, point));
  return points;
}

}  // namespace mw::experiment
