// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <string>
#include <vector>

#include "core/surrogate/training_set.h"

namespace mw::surrogate {

/// Whether a question is covered by what was tried: inside, at the rim, or a guess.
enum class Domain { In, Edge, Out };

[[nodiscard]] const char* domainText(Domain domain);  ///< "in", "edge", "out"

/// A verdict with what decided it.
struct DomainVerdict {
  enum class Cause { Covered, OutsideRange, UntriedLevel, FarFromSample, LittleInformation };
  Domain domain = Domain::In;
  Cause cause = Cause::Covered;
  Eigen::Index input = -1;  ///< OutsideRange, UntriedLevel: which input
  double amount = 0;        ///< OutsideRange: share of its range beyond; FarFromSample: multiple of the usual gap;
                            ///< LittleInformation: latent sd as share of the signal's
};

/// Where a surrogate may be believed, judged by the sample it learned from. Three questions, the worst answer counts:
///
///  1. Range. Is every input inside the smallest and largest value tried? Up to 5 % of the range outside is `edge`,
///     beyond that `out`. An input that never varied has no range: any other value is `out`. Of a choice every level
///     that no row has is `out`.
///  2. Coverage. rho = (distance to the nearest training site) / (usual gap), both in length scales, so that inputs
///     without influence do not count. The usual gap is the 95 % quantile of the sites' own distances to their nearest
///     neighbour, times max(1, sqrt(d)/2), the farthest a point can be from a grid of spacing one. rho <= 1 is `in`:
///     the point lies as near to the sample as the sample's points to each other. rho <= 2 is `edge`, beyond `out`.
///     This finds holes inside the ranges.
///  3. Information. A latent sd above 90 % of the signal's says that the data tell next to nothing here (length scales
///     shorter than the gaps): `edge`. Never asked of the training sites themselves, whose own largest latent sd is
///     the limit where noise drowns the signal.
///
/// Every training row is `in`.
/// Source: 2 is the nearest-neighbour applicability domain (Sheridan et al. 2004, J. Chem. Inf. Comput. Sci. 44), in
/// the kernel's metric and calibrated on the sample itself; 3 the posterior variance criterion of Jones et al. (1998).
class ValidityDomain {
 public:
  /// @param training       rows with finite inputs, own units
  /// @param scaled_sites   N rows, standardised and divided by the length scales
  /// @param n_kept         how many inputs vary
  /// @param training_latent_sd  largest latent sd at a training row, as share of the signal's sd
  ValidityDomain(const TrainingSet& training, const Eigen::MatrixXd& scaled_sites, Eigen::Index n_kept,
                 double training_latent_sd);

  /// @param point             d, own units
  /// @param nearest           distance to the nearest scaled site
  /// @param latent_sd         at the point, as share of the signal's sd
  [[nodiscard]] DomainVerdict verdict(const Eigen::RowVectorXd& point, double nearest, double latent_sd) const;

  /// Why a point is not `in`, as a sentence for people; empty when it is.
  /// @param names  d input names
  [[nodiscard]] std::string reason(const DomainVerdict& verdict, const std::vector<std::string>& names) const;

 private:
  [[nodiscard]] DomainVerdict rangeVerdict(const Eigen::RowVectorXd& point) const;

  Eigen::RowVectorXd low_;
  Eigen::RowVectorXd high_;
  std::vector<std::vector<bool>> was_tried_;  ///< d, per level; empty for a number
  std::vector<std::vector<std::string>> levels_;
  double usual_gap_ = 0;
  double information_limit_ = 0;
};

}  // namespace mw::surrogate
