// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/domain/validity_domain.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/surrogate/kernel/matern52.h"

namespace mw::surrogate {
namespace {

constexpr double kRangeMargin = 0.05;
constexpr double kGapQuantile = 0.95;
constexpr double kEdgeGaps = 2;
constexpr double kLittleInformation = 0.9;

/// Distance of each distinct site to its nearest other one; replicated rows count once.
std::vector<double> nearestNeighbourDistances(const Eigen::MatrixXd& sites) {
  constexpr double kSameSite = 1e-18;  // squared, in length scales
  std::vector<double> distances;
  for (Eigen::Index i = 0; i < sites.rows(); ++i) {
    const Eigen::ArrayXd squares = squaredDistances(sites, sites.row(i));
    if ((squares.head(i) <= kSameSite).any()) continue;
    const double nearest = (squares > kSameSite).select(squares, std::numeric_limits<double>::infinity()).minCoeff();
    if (std::isfinite(nearest)) distances.push_back(std::sqrt(nearest));
  }
  return distances;
}

double usualGap(const Eigen::MatrixXd& sites, Eigen::Index n_inputs) {
  std::vector<double> gaps = nearestNeighbourDistances(sites);
  MW_REQUIRE(!gaps.empty());
  std::sort(gaps.begin(), gaps.end());
  const auto rank = static_cast<std::size_t>(std::ceil(kGapQuantile * static_cast<double>(gaps.size()))) - 1;
  return gaps[rank] * std::max(1.0, 0.5 * std::sqrt(static_cast<double>(n_inputs)));
}

/// Four digits, whole numbers in full: 94.66, 28800.
std::string figureText(double value) {
  const double size = std::abs(value);
  return size >= 1e3 && size < 1e9 ? fmt::format("{:.0f}", value) : fmt::format("{:.4g}", value);
}

/// A share as "3 % of" or, where per cents would say little, "12.5 times".
std::string shareText(double share) {
  constexpr double kInTimes = 10;
  if (share >= kInTimes) return figureText(share) + " times";
  return share < 0.1 ? fmt::format("{:.2g} % of", 100 * share) : fmt::format("{:.0f} % of", 100 * share);
}

}  // namespace

const char* domainText(Domain domain) {
  switch (domain) {
    case Domain::In:
      return "in";
    case Domain::Edge:
      return "edge";
    case Domain::Out:
      return "out";
  }
  return "out";
}

ValidityDomain::ValidityDomain(const TrainingSet& training, const Eigen::MatrixXd& scaled_sites, Eigen::Index n_kept,
                               double training_latent_sd)
    : low_(training.inputs.colwise().minCoeff()),
      high_(training.inputs.colwise().maxCoeff()),
      was_tried_(static_cast<std::size_t>(training.inputs.cols())),
      levels_(training.levels),
      usual_gap_(usualGap(scaled_sites, n_kept)),
      information_limit_(std::max(kLittleInformation, training_latent_sd)) {
  for (Eigen::Index j = 0; j < training.inputs.cols(); ++j) {
    if (!training.isChoice(j)) continue;
    auto& levels = was_tried_[static_cast<std::size_t>(j)];
    levels.resize(training.levels[static_cast<std::size_t>(j)].size());
    for (const double level : training.inputs.col(j)) levels.at(static_cast<std::size_t>(level)) = true;
  }
}

DomainVerdict ValidityDomain::rangeVerdict(const Eigen::RowVectorXd& point) const {
  DomainVerdict worst;
  for (Eigen::Index j = 0; j < point.size(); ++j) {
    if (const auto& levels = was_tried_[static_cast<std::size_t>(j)]; !levels.empty()) {
      const bool is_level = point(j) >= 0 && point(j) < static_cast<double>(levels.size());
      if (is_level && levels[static_cast<std::size_t>(point(j))]) continue;
      return {Domain::Out, DomainVerdict::Cause::UntriedLevel, j, 0};
    }
    const double beyond = std::max(low_(j) - point(j), point(j) - high_(j));
    if (beyond <= 0) continue;
    const double share = beyond / (high_(j) - low_(j));  // infinite for an input that never varied
    if (share > worst.amount) {
      worst = {share <= kRangeMargin ? Domain::Edge : Domain::Out, DomainVerdict::Cause::OutsideRange, j, share};
    }
  }
  return worst;
}

DomainVerdict ValidityDomain::verdict(const Eigen::RowVectorXd& point, double nearest, double latent_sd) const {
  const DomainVerdict range = rangeVerdict(point);
  const double rho = nearest / usual_gap_;
  if (range.domain == Domain::Out) return range;
  if (rho > kEdgeGaps) return {Domain::Out, DomainVerdict::Cause::FarFromSample, -1, rho};
  if (range.domain == Domain::Edge) return range;
  if (rho > 1) return {Domain::Edge, DomainVerdict::Cause::FarFromSample, -1, rho};
  if (latent_sd > information_limit_) return {Domain::Edge, DomainVerdict::Cause::LittleInformation, -1, latent_sd};
  return range;
}

std::string ValidityDomain::reason(const DomainVerdict& verdict, const std::vector<std::string>& names) const {
  switch (verdict.cause) {
    case DomainVerdict::Cause::Covered:
      return {};
    case DomainVerdict::Cause::OutsideRange: {
      const std::string& name = names.at(static_cast<std::size_t>(verdict.input));
      const double low = low_(verdict.input);
      const double high = high_(verdict.input);
      if (low == high) return fmt::format("{} was only ever tried at {}", name, numberText(low));
      return fmt::format("{} lies {} its range outside what was tried ({} to {})", name, shareText(verdict.amount),
                         figureText(low), figureText(high));
    }
    case DomainVerdict::Cause::UntriedLevel: {
      const auto input = static_cast<std::size_t>(verdict.input);
      std::vector<std::string> tried;
      for (std::size_t i = 0; i < levels_.at(input).size(); ++i)
        if (was_tried_[input][i]) tried.push_back(levels_[input][i]);
      return fmt::format("{} was only ever tried at {}", names.at(input), fmt::join(tried, ", "));
    }
    case DomainVerdict::Cause::FarFromSample:
      return fmt::format("the nearest point tried is {:.1f} times farther than such points are from each other",
                         verdict.amount);
    case DomainVerdict::Cause::LittleInformation:
      return fmt::format("the data leave {:.0f} % of the spread open here", 100 * verdict.amount);
  }
  return {};
}

}  // namespace mw::surrogate
