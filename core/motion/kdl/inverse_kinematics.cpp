// SPDX-License-Identifier: Apache-2.0
#include "core/motion/kdl/inverse_kinematics.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <kdl/chainiksolverpos_lma.hpp>
#include <numbers>
#include <optional>

#include "core/motion/kdl/kdl_chain.h"

namespace mw::motion {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr double kNearEnough_rad = 0.5;
constexpr double kSolverTolerance = 1e-8;
constexpr int kSolverSteps = 80;
// With as many starts as this all postures are found as a rule; more are tried only while there is none.
constexpr int kStarts = 16;
constexpr int kMostStarts = 120;

/// Point i of the Halton sequence in one base: evenly spread over (0, 1).
double halton(int i, int base) {
  double value = 0;
  double digit = 1;
  for (; i > 0; i /= base) {
    digit /= base;
    value += digit * (i % base);
  }
  return value;
}

Eigen::Matrix<double, 6, 1> missing(const Eigen::Isometry3d& at, const Eigen::Isometry3d& wanted) {
  Eigen::Quaterniond turn(wanted.linear() * at.linear().transpose());
  if (turn.w() < 0) turn.coeffs() = -turn.coeffs();
  return (Eigen::Matrix<double, 6, 1>() << wanted.translation() - at.translation(), 2 * turn.vec()).finished();
}

/// KDL takes turns below 1e-6 rad for none; two steps of Newton's method do the rest.
JointVector polished(const Arm& arm, const Eigen::Isometry3d& wanted, JointVector q) {
  constexpr double kDamping = 1e-12;  // against postures that are singular to rounding
  constexpr double kClose = 1e-3;
  for (int step = 0; step < 2; ++step) {
    const Eigen::Matrix<double, 6, 1> error = missing(flangePose(arm, q), wanted);
    if (!(error.norm() < kClose)) return q;
    const Jacobian J = flangeJacobian(arm, q);
    const Jacobian normal = J.transpose() * J + kDamping * Jacobian::Identity();
    const JointVector next = q + normal.ldlt().solve(J.transpose() * error);
    if (!(missing(flangePose(arm, next), wanted).norm() < error.norm())) return q;
    q = next;
  }
  return q;
}

}  // namespace

class InverseKinematics::Search {
 public:
  explicit Search(const Arm& given)
      : arm(given), chain_(kdlChain(given)), solver_(chain_, weights(), kSolverTolerance, kSolverSteps) {}

  InverseResult solve(const Eigen::Isometry3d& X_BF, const JointVector& q_now, InverseSearch search) {
    const double beyond_m = (X_BF.translation() - arm.joints[0].X_PJ.translation()).norm() - stretchedLength_m(arm);
    best_.reset();
    best_time_s_ = std::numeric_limits<double>::infinity();
    failed_ = InverseResult();
    failed_rank_ = std::numeric_limits<double>::infinity();

    tryStart(X_BF, q_now, q_now);
    if (best_ && (*best_ - q_now).cwiseAbs().maxCoeff() <= kNearEnough_rad) return found();
    if (search == InverseSearch::Near) return best_ ? found() : failed_;
    tryFolded(X_BF, q_now, q_now);
    if (search == InverseSearch::Folded) return best_ ? found() : failed_;
    const int most = beyond_m > 0 ? kStarts : kMostStarts;
    for (int i = 1; i <= most && (i <= kStarts || !best_); ++i) {
      const std::optional<JointVector> before = best_;
      tryStart(X_BF, spread(i), q_now);
      if (best_ && !before) tryFolded(X_BF, *best_, q_now);
    }
    return best_ ? found() : failed_;
  }

  const Arm arm;

 private:
  static Eigen::Matrix<double, 6, 1> weights() {
    // A radian counts as a tenth of a metre, about the size of a wrist.
    return (Eigen::Matrix<double, 6, 1>() << 1, 1, 1, 0.1, 0.1, 0.1).finished();
  }

  [[nodiscard]] InverseResult found() const {
    InverseResult result;
    result.q_rad = *best_;
    result.off = best_off_;
    result.singularity = singularityMeasure(arm, *best_);
    result.status = result.singularity < kSingularBelow ? InverseStatus::Singular : InverseStatus::Found;
    return result;
  }

  void tryFolded(const Eigen::Isometry3d& X_BF, const JointVector& q, const JointVector& q_now) {
    for (int fold = 1; fold < 8; ++fold) {
      JointVector start = q;
      if (fold & 1) start[3] += std::numbers::pi, start[4] = -start[4], start[5] += std::numbers::pi;
      if (fold & 2) start[1] += start[2], start[2] = -start[2];
      if (fold & 4) start[0] += std::numbers::pi, start[1] = std::numbers::pi - start[1], start[2] = -start[2];
      tryStart(X_BF, start, q_now);
    }
  }

  /// A point of the joint ranges, of one turn at most.
  [[nodiscard]] JointVector spread(int i) const {
    constexpr std::array<int, kArmJoints> kBases = {2, 3, 5, 7, 11, 13};
    JointVector point;
    for (std::size_t k = 0; k < kBases.size(); ++k) {
      const double middle = (arm.joints[k].lower_rad + arm.joints[k].upper_rad) / 2;
      const double width = std::min(arm.joints[k].upper_rad - arm.joints[k].lower_rad, kTurn);
      point[static_cast<Eigen::Index>(k)] = middle + (halton(i, kBases[k]) - 0.5) * width;
    }
    return point;
  }

  void tryStart(const Eigen::Isometry3d& X_BF, const JointVector& start, const JointVector& q_now) {
    KDL::JntArray end(kArmJoints);
    solver_.CartToJnt(kdlArray(start), kdlFrame(X_BF), end);
    if (!end.data.allFinite()) return;
    JointVector q = polished(arm, X_BF, end.data);
    int worst_joint = -1;
    double worst_excess = 0;
    for (int i = 0; i < kArmJoints; ++i) {
      const double excess = wrap(arm.joints[static_cast<std::size_t>(i)], q_now[i], q[i]);
      if (excess > worst_excess) worst_joint = i, worst_excess = excess;
    }
    const PoseDifference off = differenceOf(flangePose(arm, q), X_BF);
    const bool is_there = off.position_m <= kInversePosition_m && off.rotation_rad <= kInverseRotation_rad;
    if (is_there && worst_joint < 0) return noteFound(q, off, q_now);
    // Any posture that gets there goes before any that does not.
    const double rank = is_there ? worst_excess - 1e6 : off.position_m + off.rotation_rad;
    if (rank >= failed_rank_) return;
    failed_rank_ = rank;
    failed_.status = is_there ? InverseStatus::OutsideLimits : InverseStatus::OutOfReach;
    failed_.q_rad = q;
    failed_.off = off;
    failed_.joint = is_there ? worst_joint : -1;
    failed_.excess_rad = is_there ? worst_excess : 0;
  }

  void noteFound(const JointVector& q, const PoseDifference& off, const JointVector& q_now) {
    double time_s = 0;
    for (int i = 0; i < kArmJoints; ++i)
      time_s = std::max(time_s, std::abs(q[i] - q_now[i]) / arm.joints[static_cast<std::size_t>(i)].speed_radps);
    if (time_s >= best_time_s_) return;
    best_time_s_ = time_s;
    best_ = q;
    best_off_ = off;
  }

  /// Adds whole turns so that an angle comes nearest to the current one within its range.
  /// @returns how far it stays outside, 0 when it is inside
  static double wrap(const ArmJoint& joint, double now, double& q) {
    q -= kTurn * std::round((q - now) / kTurn);
    if (q < joint.lower_rad) {
      const double up = q + kTurn * std::ceil((joint.lower_rad - q) / kTurn);
      q = up <= joint.upper_rad ? up : up - kTurn;
    } else if (q > joint.upper_rad) {
      const double down = q - kTurn * std::ceil((q - joint.upper_rad) / kTurn);
      q = down >= joint.lower_rad ? down : down + kTurn;
    }
    const double outside = std::max({joint.lower_rad - q, q - joint.upper_rad, 0.0});
    if (outside == 0) return 0;
    const double other = q < joint.lower_rad ? q + kTurn : q - kTurn;
    const double other_outside = std::max(joint.lower_rad - other, other - joint.upper_rad);
    // An angle that is right but for rounding stands at the end of its range.
    constexpr double kRounding_rad = 1e-9;
    if (other_outside < outside) q = other;
    const double left = std::min(outside, other_outside);
    if (left > kRounding_rad) return left;
    q = std::clamp(q, joint.lower_rad, joint.upper_rad);
    return 0;
  }

  KDL::Chain chain_;
  KDL::ChainIkSolverPos_LMA solver_;
  std::optional<JointVector> best_;
  PoseDifference best_off_;
  double best_time_s_ = 0;
  InverseResult failed_;
  double failed_rank_ = 0;
};

std::string inverseReason(const Arm& arm, const InverseResult& result) {
  switch (result.status) {
    case InverseStatus::Found:
      return {};
    case InverseStatus::Singular:
      return {};
    case InverseStatus::OutsideLimits:
      return fmt::format("{} would have to turn {:.1f} deg beyond its range",
                         arm.joints[static_cast<std::size_t>(result.joint)].name,
                         result.excess_rad * 180 / std::numbers::pi);
    case InverseStatus::OutOfReach:
      return fmt::format("out of reach: the nearest posture is {:.3f} m and {:.1f} deg away", result.off.position_m,
                         result.off.rotation_rad * 180 / std::numbers::pi);
  }
  return {};
}

InverseKinematics::InverseKinematics(const Arm& arm) : search_(std::make_unique<Search>(arm)) {}
InverseKinematics::~InverseKinematics() = default;

const Arm& InverseKinematics::arm() const {
  return search_->arm;
}

InverseResult InverseKinematics::solve(const Eigen::Isometry3d& X_BF, const JointVector& q_now_rad,
                                       InverseSearch search) {
  return search_->solve(X_BF, q_now_rad, search);
}

}  // namespace mw::motion
