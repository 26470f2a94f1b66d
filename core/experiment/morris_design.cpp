// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/morris_design.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numeric>
#include <ranges>
#include <set>

#include "core/base/random_stream.h"
#include "core/experiment/allowed_region.h"

namespace mw::experiment {
namespace {

constexpr std::size_t kDrawnPerChosen = 10;
constexpr std::size_t kInVain = 30;       // repeats in a row, per different one, after which no other is expected
constexpr std::size_t kMostDrawn = 2000;  // their distances are kept: 32 MB

/// A factor on its way: the index of its value on the grid, or of its level, before and after its step.
struct Move {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
};

struct Trajectory {
  std::vector<Move> moves;         ///< by factor
  std::vector<std::size_t> order;  ///< factors in the order in which they change
};

std::uint32_t below(RandomStream& random, std::size_t count) {
  return static_cast<std::uint32_t>(random.uniform() * static_cast<double>(count));
}

Move drawMove(const Factor& factor, std::uint32_t grid_levels, RandomStream& random) {
  if (factor.hasLevels()) {
    const std::size_t count = factor.levels.size();
    Move move{below(random, count), 0};
    if (count > 1) move.to = (move.from + 1 + below(random, count - 1)) % static_cast<std::uint32_t>(count);
    return move;
  }
  const std::uint32_t jump = grid_levels / 2;
  const std::uint32_t low = below(random, grid_levels - jump);
  return random.uniform() < 0.5 ? Move{low, low + jump} : Move{low + jump, low};
}

Trajectory drawTrajectory(const Study& study, RandomStream& random) {
  Trajectory trajectory;
  for (const Factor& factor : study.factors) {
    trajectory.moves.push_back(drawMove(factor, study.design.levels, random));
  }
  trajectory.order.resize(study.factors.size());
  std::iota(trajectory.order.begin(), trajectory.order.end(), std::size_t{0});
  for (std::size_t left = trajectory.order.size(); left > 1; --left) {
    std::swap(trajectory.order[left - 1], trajectory.order[below(random, left)]);
  }
  return trajectory;
}

Json valueOf(const Factor& factor, std::uint32_t index, std::uint32_t grid_levels) {
  if (factor.hasLevels()) return factor.levels[index];
  const double place = static_cast<double>(index) / (grid_levels - 1);
  if (!factor.is_integer) return factor.min * (1 - place) + factor.max * place;  // its ends exactly
  const double low = std::ceil(factor.min);
  return static_cast<std::int64_t>(std::llround(low + place * (std::floor(factor.max) - low)));
}

std::vector<DesignPoint> pointsOf(const Study& study, const Trajectory& trajectory) {
  DesignPoint point;
  for (std::size_t f = 0; f < study.factors.size(); ++f) {
    point.push_back(valueOf(study.factors[f], trajectory.moves[f].from, study.design.levels));
  }
  std::vector<DesignPoint> points = {point};
  for (const std::size_t f : trajectory.order) {
    point[f] = valueOf(study.factors[f], trajectory.moves[f].to, study.design.levels);
    points.push_back(point);
  }
  return points;
}

/// Places in the unit cube, point by point; of a list of levels the number of the level.
std::vector<double> placesOf(const Study& study, const Trajectory& trajectory) {
  const std::size_t k = study.factors.size();
  const auto place = [&](std::size_t f, std::uint32_t index) {
    return study.factors[f].hasLevels() ? index : static_cast<double>(index) / (study.design.levels - 1);
  };
  std::vector<double> places;
  for (std::size_t f = 0; f < k; ++f) places.push_back(place(f, trajectory.moves[f].from));
  for (std::size_t step = 0; step < k; ++step) {
    for (std::size_t f = 0; f < k; ++f) places.push_back(places[step * k + f]);
    const std::size_t f = trajectory.order[step];
    places[(step + 1) * k + f] = place(f, trajectory.moves[f].to);
  }
  return places;
}

/// Sum of the distances of all points of one from all points of the other.
double distanceOf(const std::vector<double>& a, const std::vector<double>& b, const std::vector<Factor>& factors) {
  const std::size_t k = factors.size();
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); i += k) {
    for (std::size_t j = 0; j < b.size(); j += k) {
      double squared = 0;
      for (std::size_t f = 0; f < k; ++f) {
        const double difference = a[i + f] - b[j + f];
        squared += factors[f].hasLevels() ? static_cast<double>(difference != 0) : difference * difference;
      }
      sum += std::sqrt(squared);
    }
  }
  return sum;
}

/// So many trajectories that comparing each with each other takes about a second at most.
std::size_t drawnCount(std::size_t chosen, std::size_t factor_count) {
  constexpr double kMostSteps = 1e9;
  const auto k = static_cast<double>(factor_count);
  const auto most = static_cast<std::size_t>(std::sqrt(2 * kMostSteps / ((k + 1) * (k + 1) * k)));
  return std::max(chosen, std::min({kDrawnPerChosen * chosen, most, kMostDrawn}));
}

/// Equal for trajectories through the same points, in whichever direction.
std::vector<std::int64_t> keyOf(const Study& study, const Trajectory& trajectory) {
  const auto code = [&](std::size_t f, std::uint32_t index) {
    const Factor& factor = study.factors[f];  // several places of a grid may be the same integer
    return factor.is_integer ? valueOf(factor, index, study.design.levels).get<std::int64_t>() : index;
  };
  std::vector<std::int64_t> forth;
  std::vector<std::int64_t> back;
  for (std::size_t f = 0; f < trajectory.moves.size(); ++f) {
    const std::int64_t from = code(f, trajectory.moves[f].from);
    const std::int64_t to = code(f, trajectory.moves[f].to);
    forth.insert(forth.end(), {from, to});
    back.insert(back.end(), {to, from});
  }
  std::ranges::copy(trajectory.order, std::back_inserter(forth));
  std::ranges::copy(trajectory.order | std::views::reverse, std::back_inserter(back));
  return std::min(forth, back);
}

/// Trajectories as they are drawn, those that repeat an earlier one apart.
struct Drawn {
  std::vector<Trajectory> different;
  std::vector<Trajectory> repeats;  ///< no more than can be wanted
};

/// Trajectories all of whose points are allowed.
Drawn draw(const Study& study, AllowedRegion& region) {
  const std::size_t wanted = study.design.trajectories;
  const std::size_t count = drawnCount(wanted, study.factors.size());
  const std::size_t tries = AllowedRegion::mostTries(count);
  RandomStream random(study.seed, streamId("morris", "design"), 0);
  Drawn drawn;
  std::set<std::vector<std::int64_t>> keys;
  std::size_t allowed = 0;
  std::size_t in_vain = 0;  // since the last one that was new
  const auto is_enough = [&] {
    return allowed >= count && (drawn.different.size() >= wanted || in_vain > kInVain * (drawn.different.size() + 1));
  };
  for (std::size_t i = 0; i < tries && !is_enough(); ++i) {
    Trajectory trajectory = drawTrajectory(study, random);
    const bool is_allowed =
        region.isEverything() ||
        std::ranges::all_of(pointsOf(study, trajectory), [&](const auto& point) { return region.admits(point); });
    if (!is_allowed) continue;
    ++allowed;
    const bool is_new = keys.insert(keyOf(study, trajectory)).second;
    in_vain = is_new ? 0 : in_vain + 1;
    if (is_new || drawn.repeats.size() < wanted)
      (is_new ? drawn.different : drawn.repeats).push_back(std::move(trajectory));
  }
  const std::size_t points_each = study.factors.size() + 1;
  if (allowed < wanted) region.refuse(allowed * points_each, wanted * points_each);
  return drawn;
}

/// Positions of those that lie farthest apart, as they were chosen.
std::vector<std::size_t> farthestApart(const std::vector<std::vector<double>>& places,
                                       const std::vector<Factor>& factors, std::size_t wanted) {
  const std::size_t n = places.size();
  std::vector<double> squared(n * n);
  std::size_t farthest = 0;
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      const double distance = distanceOf(places[a], places[b], factors);
      squared[a * n + b] = squared[b * n + a] = distance * distance;
      if (squared[a * n + b] > squared[farthest]) farthest = a * n + b;
    }
  }
  std::vector<std::size_t> chosen;
  std::vector<double> spread(n);  // to those chosen; below 0 once it is one of them
  const auto take = [&](std::size_t i) {
    chosen.push_back(i);
    for (std::size_t other = 0; other < n; ++other) spread[other] += squared[i * n + other];
    spread[i] = -std::numeric_limits<double>::infinity();
  };
  take(farthest / n);
  if (wanted > 1) take(farthest % n);
  while (chosen.size() < wanted) {
    take(static_cast<std::size_t>(std::ranges::max_element(spread) - spread.begin()));
  }
  return chosen;
}

std::vector<Trajectory> chosenOf(const Study& study, Drawn drawn) {
  const std::size_t wanted = study.design.trajectories;
  if (drawn.different.size() <= wanted) {
    const auto missing = static_cast<std::ptrdiff_t>(wanted - drawn.different.size());
    std::move(drawn.repeats.begin(), drawn.repeats.begin() + missing, std::back_inserter(drawn.different));
    return std::move(drawn.different);
  }
  std::vector<std::vector<double>> places;
  for (const Trajectory& trajectory : drawn.different) places.push_back(placesOf(study, trajectory));
  std::vector<Trajectory> chosen;
  for (const std::size_t i : farthestApart(places, study.factors, wanted)) chosen.push_back(drawn.different[i]);
  return chosen;
}

double rangeOf(const Factor& factor) {
  return factor.is_integer ? std::floor(factor.max) - std::ceil(factor.min) : factor.max - factor.min;
}

double stepOf(const Factor& factor, const Json& from, const Json& to) {
  if (!factor.hasLevels()) return (to.get<double>() - from.get<double>()) / rangeOf(factor);
  return std::ranges::find(factor.levels, to) > std::ranges::find(factor.levels, from) ? 1 : -1;
}

InputError noTrajectory(std::size_t point) {
  return InputError({}, fmt::format("from point {} to the next not one factor alone changes", point),
                    "sweep the study again: it is of type \"morris\", its points are not");
}

}  // namespace

std::vector<DesignPoint> morrisPoints(const Study& study, AllowedRegion& region) {
  std::vector<DesignPoint> points;
  for (const Trajectory& trajectory : chosenOf(study, draw(study, region))) {
    std::ranges::move(pointsOf(study, trajectory), std::back_inserter(points));
  }
  return points;
}

std::string morrisText(const Study& study) {
  const std::uint32_t p = study.design.levels;
  const std::uint32_t divisor = std::gcd(p, 2 * (p - 1));
  std::string text =
      fmt::format("{} trajectories of {} points: in each, every factor changes once, by {}/{} of its range",
                  study.design.trajectories, study.factors.size() + 1, p / divisor, 2 * (p - 1) / divisor);
  if (std::ranges::any_of(study.factors, &Factor::hasLevels)) text += " or from one level to another";
  return text;
}

std::string morrisRepeatsText(const Study& study, const std::vector<DesignPoint>& points) {
  const std::size_t k = study.factors.size();
  std::set<std::vector<DesignPoint>> different;
  for (std::size_t t = 0; t < study.design.trajectories; ++t) {
    const auto first = points.begin() + static_cast<std::ptrdiff_t>(t * (k + 1));
    std::vector<DesignPoint> trajectory(first, first + static_cast<std::ptrdiff_t>(k + 1));
    if (trajectory.back() < trajectory.front()) std::ranges::reverse(trajectory);
    different.insert(std::move(trajectory));
  }
  if (different.size() == study.design.trajectories) return {};
  return fmt::format(
      "only {0} different trajectories were found, the others repeat them and tell nothing new: take {0} trajectories, "
      "or more levels",
      different.size());
}

std::vector<std::vector<MorrisStep>> morrisSteps(const Study& study, const std::vector<Json>& points) {
  const std::size_t k = study.factors.size();
  std::vector<std::vector<MorrisStep>> trajectories;
  for (std::size_t t = 0; t < study.design.trajectories; ++t) {
    std::vector<MorrisStep>& steps = trajectories.emplace_back();
    for (std::size_t from = t * (k + 1); from < t * (k + 1) + k; ++from) {
      if (from + 1 >= points.size()) throw noTrajectory(from);
      std::vector<std::size_t> changed;
      for (std::size_t f = 0; f < k; ++f) {
        const std::string& name = study.factors[f].name;
        if (points[from].at(name) != points[from + 1].at(name)) changed.push_back(f);
      }
      if (changed.size() != 1) throw noTrajectory(from);
      const Factor& factor = study.factors[changed.front()];
      steps.push_back({changed.front(), from, from + 1,
                       stepOf(factor, points[from].at(factor.name), points[from + 1].at(factor.name))});
    }
  }
  return trajectories;
}

}  // namespace mw::experiment
