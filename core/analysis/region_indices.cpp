// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/region_indices.h"

#include <limits>

#include "core/base/error.h"
#include "core/base/random_stream.h"

namespace mw::analysis {
namespace {

constexpr int kMostTries = 10'000;  // for one point

/// Draws inputs anew until the point is in the region again.
class Redraw {
 public:
  Redraw(const CubeRegion& region, std::uint64_t seed, const char* purpose, std::uint32_t number)
      : region_(region), random_(seed, streamId("effects", purpose), number) {}

  /// @param chosen  whether input i is drawn
  /// @returns false when nothing was found; the point then is as it was
  template <class Chosen>
  bool operator()(Eigen::RowVectorXd& point, Chosen chosen) {
    Eigen::RowVectorXd drawn = point;
    for (int i = 0; i < kMostTries; ++i) {
      for (Eigen::Index k = 0; k < region_.d; ++k)
        if (chosen(k)) drawn(k) = random_.uniform();
      if (!region_.admits(drawn)) continue;
      point = drawn;
      return true;
    }
    return false;
  }

 private:
  const CubeRegion& region_;
  RandomStream random_;
};

Eigen::MatrixXd regionPoints(const CubeRegion& region, Eigen::Index n, std::uint64_t seed) {
  Redraw draw(region, seed, "points", 0);
  Eigen::MatrixXd points(n, region.d);
  Eigen::RowVectorXd point = Eigen::RowVectorXd::Zero(region.d);
  for (Eigen::Index row = 0; row < n; ++row) {
    if (!draw(point, [](Eigen::Index) { return true; })) {
      throw InputError(
          {}, "the study's constraints leave next to nothing of the factors' ranges",
          "narrow the ranges to where the constraints allow points; where one is an equality between ranges, "
          "write the equality as an interval, or drop one factor");
    }
    points.row(row) = point;
  }
  return points;
}

/// Each row with some of its inputs drawn anew; one for which nothing is found stays.
template <class Chosen>
Eigen::MatrixXd redrawn(Eigen::MatrixXd points, Redraw draw, Chosen chosen) {
  for (Eigen::Index row = 0; row < points.rows(); ++row) {
    Eigen::RowVectorXd point = points.row(row);
    (void)draw(point, chosen);
    points.row(row) = point;
  }
  return points;
}

}  // namespace

SobolIndices regionIndices(const CubeFunction& f, const CubeRegion& region, Eigen::Index n, std::uint64_t seed) {
  MW_REQUIRE(region.d >= 1 && n >= 2);
  const Eigen::MatrixXd points = regionPoints(region, n, seed);
  Eigen::VectorXd y = f(points);
  SobolIndices indices;
  indices.mean = y.mean();
  y.array() -= indices.mean;
  indices.variance = y.squaredNorm() / static_cast<double>(n);
  indices.first = indices.total = Eigen::VectorXd::Zero(region.d);
  if (!(indices.variance > 0)) return indices;
  for (Eigen::Index i = 0; i < region.d; ++i) {
    const auto number = static_cast<std::uint32_t>(i);
    const Eigen::MatrixXd others_anew =
        redrawn(points, Redraw(region, seed, "others", number), [i](Eigen::Index k) { return k != i; });
    const Eigen::MatrixXd itself_anew =
        redrawn(points, Redraw(region, seed, "itself", number), [i](Eigen::Index k) { return k == i; });
    const Eigen::VectorXd with_others = f(others_anew).array() - indices.mean;
    const Eigen::VectorXd with_itself = f(itself_anew).array() - indices.mean;
    indices.first(i) = y.dot(with_others) / static_cast<double>(n) / indices.variance;
    indices.total(i) = (y - with_itself).squaredNorm() / static_cast<double>(2 * n) / indices.variance;
  }
  return indices;
}

Eigen::VectorXd regionMainEffect(const CubeFunction& f, const CubeRegion& region, Eigen::Index input,
                                 const Eigen::VectorXd& values, Eigen::Index n, std::uint64_t seed) {
  Eigen::VectorXd means(values.size());
  for (Eigen::Index v = 0; v < values.size(); ++v) {
    Redraw draw(region, seed, "main effect", static_cast<std::uint32_t>(input));
    Eigen::MatrixXd points(n, region.d);
    Eigen::RowVectorXd point = Eigen::RowVectorXd::Constant(region.d, values(v));
    Eigen::Index found = 0;
    while (found < n && draw(point, [input](Eigen::Index k) { return k != input; })) points.row(found++) = point;
    means(v) = found == n ? f(points).mean() : std::numeric_limits<double>::quiet_NaN();
  }
  return means;
}

}  // namespace mw::analysis
