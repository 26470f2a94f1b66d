// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/response_curves.h"

#include "core/base/error.h"

namespace mw::models {
namespace {

Eigen::MatrixXd pointsAlong(const ResponseView& view, std::size_t factor, std::size_t n) {
  MW_REQUIRE(n >= 2);
  const WhatIfFactor& along = view.factors.at(factor);
  if (along.isChoice()) n = along.levels.size();
  Eigen::MatrixXd points = view.point().replicate(static_cast<Eigen::Index>(n), 1);
  points.col(static_cast<Eigen::Index>(factor)) =
      Eigen::VectorXd::LinSpaced(static_cast<Eigen::Index>(n), along.slider_low, along.slider_high);
  return points;
}

}  // namespace

Eigen::RowVectorXd ResponseView::point() const {
  Eigen::RowVectorXd point(static_cast<Eigen::Index>(factors.size()));
  for (std::size_t i = 0; i < factors.size(); ++i) point(static_cast<Eigen::Index>(i)) = factors[i].value;
  return point;
}

std::vector<surrogate::Domain> domainAlong(const ResponseView& view, std::size_t factor, std::size_t n) {
  std::vector<surrogate::Domain> domains;
  for (const surrogate::DomainVerdict& verdict : view.gp.predict(pointsAlong(view, factor, n)).verdicts)
    domains.push_back(verdict.domain);
  return domains;
}

ResponseCurve responseCurve(const ResponseView& view, std::size_t factor, std::size_t n) {
  const Eigen::MatrixXd points = pointsAlong(view, factor, n);
  const surrogate::WhatIf answers = surrogate::whatIf(view.gp, points, {});
  const auto column = [](const Eigen::VectorXd& values) {
    return std::vector<double>(values.data(), values.data() + values.size());
  };
  return {column(points.col(static_cast<Eigen::Index>(factor))), column(answers.mean), column(answers.low),
          column(answers.high)};
}

ResponseSlice responseSlice(const ResponseView& view, std::size_t x_factor, std::size_t y_factor, std::size_t n) {
  MW_REQUIRE(n >= 2 && x_factor != y_factor);
  ResponseSlice slice;
  slice.n = n;
  const auto side = static_cast<Eigen::Index>(n);
  const auto nodes = [side](const WhatIfFactor& factor) {
    return Eigen::VectorXd::LinSpaced(side, factor.slider_low, factor.slider_high).eval();
  };
  const Eigen::VectorXd x = nodes(view.factors.at(x_factor));
  const Eigen::VectorXd y = nodes(view.factors.at(y_factor));
  Eigen::MatrixXd points = view.point().replicate(side * side, 1);
  for (Eigen::Index row = 0; row < side; ++row) {
    points.col(static_cast<Eigen::Index>(x_factor)).segment(row * side, side) = x;
    points.col(static_cast<Eigen::Index>(y_factor)).segment(row * side, side).setConstant(y(row));
  }
  const auto answers = view.gp.predict(points);
  slice.x.assign(x.begin(), x.end());
  slice.y.assign(y.begin(), y.end());
  slice.mean.assign(answers.mean.begin(), answers.mean.end());
  slice.sd.assign(answers.sd.begin(), answers.sd.end());
  for (const surrogate::DomainVerdict& verdict : answers.verdicts) slice.domains.push_back(verdict.domain);
  return slice;
}

}  // namespace mw::models
