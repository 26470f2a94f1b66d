// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <set>

#include "core/discovery/part_kinds.h"

namespace mw::discovery {
namespace {

constexpr std::size_t kFewestVisits = 10;
constexpr double kClearlyBetter = 2;  ///< of Akaike's criterion: Burnham and Anderson (2002), section 2.6
constexpr int kRatios = 121;

struct Point {
  double pieces;
  double work_s;
};

struct LogFit {
  double mean = 0;
  double variance = 0;
};

/// Mean and variance of ln(work / (ratio + pieces)); an infinite ratio leaves the pieces out.
LogFit fitRatio(const std::vector<Point>& points, double ratio) {
  const auto residual = [&](const Point& point) {
    return std::log(point.work_s) - (std::isinf(ratio) ? 0 : std::log(ratio + point.pieces));
  };
  LogFit fit;
  for (const Point& point : points) fit.mean += residual(point);
  fit.mean /= static_cast<double>(points.size());
  for (const Point& point : points) fit.variance += std::pow(residual(point) - fit.mean, 2);
  fit.variance = std::max(fit.variance / static_cast<double>(points.size()), 1e-12);
  return fit;
}

double aicOf(const LogFit& fit, std::size_t points, int parameters) {
  return static_cast<double>(points) * std::log(fit.variance) + 2 * parameters;
}

WorkModel fitPoints(const std::vector<Point>& points) {
  WorkModel model;
  model.visits = points.size();
  std::set<double> quantities;
  for (const Point& point : points) quantities.insert(point.pieces);
  if (points.size() < kFewestVisits || quantities.size() < 3) return model;
  const LogFit visit = fitRatio(points, std::numeric_limits<double>::infinity());
  const LogFit piece = fitRatio(points, 0);
  LogFit both = piece;
  double best_ratio = 0;
  const double low = std::log(*quantities.begin() / 10);
  const double high = std::log(*quantities.rbegin() * 100);
  for (int i = 0; i < kRatios; ++i) {
    const double ratio = std::exp(low + (high - low) * i / (kRatios - 1));
    const LogFit fit = fitRatio(points, ratio);
    if (fit.variance >= both.variance) continue;
    both = fit;
    best_ratio = ratio;
  }
  model.aic_per_visit = aicOf(visit, points.size(), 2);
  model.aic_per_piece = aicOf(piece, points.size(), 2);
  model.aic_setup_plus_pieces = aicOf(both, points.size(), 3);
  const double simple = std::min(model.aic_per_visit, model.aic_per_piece);
  model.best = model.aic_setup_plus_pieces < simple - kClearlyBetter ? WorkLaw::SetupPlusPieces
               : model.aic_per_piece < model.aic_per_visit           ? WorkLaw::PerPiece
                                                                     : WorkLaw::PerVisit;
  const LogFit& best = model.best == WorkLaw::PerVisit ? visit : model.best == WorkLaw::PerPiece ? piece : both;
  const double unit_s = std::exp(best.mean + best.variance / 2);  // mean of a lognormal
  model.piece_s = model.best == WorkLaw::PerVisit ? 0 : unit_s;
  model.batch_s = model.best == WorkLaw::PerVisit          ? unit_s
                  : model.best == WorkLaw::SetupPlusPieces ? unit_s * best_ratio
                                                           : 0;
  return model;
}

}  // namespace

double WorkModel::expected_s(double pieces) const {
  if (best == WorkLaw::Unknown) return std::nan("");
  return batch_s + (piece_s > 0 ? piece_s * pieces : 0);
}

const char* nameOf(WorkLaw law) {
  switch (law) {
    case WorkLaw::PerVisit:
      return "per-visit";
    case WorkLaw::PerPiece:
      return "per-piece";
    case WorkLaw::SetupPlusPieces:
      return "batch-set-up-plus-pieces";
    default:
      return "unknown";
  }
}

std::vector<WorkModel> findWorkModels(const std::vector<Journey>& journeys, std::size_t station_count) {
  std::vector<std::vector<Point>> points(station_count);
  for (const Journey& journey : journeys) {
    for (const Visit& visit : journey.visits) {
      const double work_s = visit.work_s + visit.setup_s;
      if (visit.station == kNone || visit.is_cut || !(work_s > 0) || !(journey.order_quantity > 0)) continue;
      points[visit.station].push_back({journey.order_quantity, work_s});
    }
  }
  std::vector<WorkModel> models;
  for (const auto& own : points) models.push_back(fitPoints(own));
  return models;
}

}  // namespace mw::discovery
