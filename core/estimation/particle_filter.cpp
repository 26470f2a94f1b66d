// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/particle_filter.h"

#include <Eigen/Cholesky>
#include <cmath>
#include <limits>

#include "core/base/error.h"
#include "core/estimation/filter_sizes.h"
#include "core/estimation/normal_numbers.h"
#include "core/estimation/particle_smoother.h"
#include "core/estimation/semidefinite_root.h"

namespace mw::estimation {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kImpossible = -std::numeric_limits<double>::infinity();

std::span<double> columnOf(MatrixXd& matrix, Index column) {
  return {matrix.col(column).data(), static_cast<std::size_t>(matrix.rows())};
}

class ParticleFilter final : public StateFilter {
 public:
  ParticleFilter(const NoisyProcess& model, const GaussianBelief& initial, const ParticleOptions& options)
      : process_(model.process->clone()),
        model_(model),
        normals_(options.seed, streamId("particle-filter", "noise")),
        wheel_(options.seed, streamId("particle-filter", "wheel")),
        cloud_(model.stateCount(), static_cast<Index>(options.particles)),
        next_(cloud_),
        seen_(model.signalCount(), cloud_.cols()),
        log_weight_(cloud_.cols()),
        Q_root_(model.Q),
        nu_(VectorXd::Zero(model.signalCount())),
        S_(MatrixXd::Zero(model.signalCount(), model.signalCount())),
        seed_(options.seed) {
    semidefiniteRoot(model.Q, Q_root_);
    setBelief(initial);
  }

  void predict(const api::ProcessStep& step) override {
    if (memory_) memory_->add(step);
    VectorXd normal(cloud_.rows());
    VectorXd w(model_.process_noise_variance.size());
    const VectorXd w_sd = model_.process_noise_variance.cwiseSqrt();
    const double scale = std::sqrt(step.noise_share);
    for (Index i = 0; i < cloud_.cols(); ++i) {
      normals_.fill(w);
      w = w.cwiseProduct(w_sd).eval();
      process_->advance(columnOf(cloud_, i), entriesOf(w), step, columnOf(next_, i));
      normals_.fill(normal);
      next_.col(i).noalias() += scale * (Q_root_ * normal);
      if (!next_.col(i).allFinite()) {
        next_.col(i).setZero();
        log_weight_(i) = kImpossible;
      }
    }
    cloud_.swap(next_);
    reviveIfAllAreLost();
    summarise();
  }

  CorrectionNumbers correct(const api::ProcessStep& step, std::span<const double> y) override {
    CorrectionNumbers numbers;
    const VectorXd before = log_weight_;
    observe(step);
    const std::vector<Index> used = usedRows(y);
    numbers.used = static_cast<int>(used.size());
    describeInnovation(step, y, used, numbers);
    if (used.empty()) {
      keepWeights(before);
      return numbers;
    }
    for (Index i = 0; i < cloud_.cols(); ++i) {
      if (log_weight_(i) != kImpossible) log_weight_(i) += logDensity(step, y, used, i);
    }
    const double total = logSum();
    if (!std::isfinite(total)) {
      keepWeights(before);
      numbers.status = CorrectionStatus::NotInvertible;
      return numbers;
    }
    numbers.status = CorrectionStatus::Applied;
    numbers.log_likelihood = total;
    log_weight_.array() -= total;
    summarise();
    resampleIfPoor();
    return numbers;
  }

  [[nodiscard]] std::span<const double> mean() const override { return entriesOf(mean_); }
  [[nodiscard]] std::span<const double> covariance() const override { return entriesOf(covariance_); }
  [[nodiscard]] std::span<const double> innovation() const override { return entriesOf(nu_); }
  [[nodiscard]] std::span<const double> innovationCovariance() const override { return entriesOf(S_); }
  [[nodiscard]] bool hasTransitions() const override { return false; }
  [[nodiscard]] bool canSmooth() const override { return ParticleMemory::canSmooth(model_); }
  void predictWithCross(const api::ProcessStep&, MatrixXd&) override { MW_REQUIRE(hasTransitions()); }
  RowMemory* rememberRows() override {
    MW_REQUIRE(canSmooth());
    memory_ = std::make_unique<ParticleMemory>(model_, *this, cloud_, log_weight_, seed_);
    return memory_.get();
  }

  void setBelief(const GaussianBelief& belief) override {
    MatrixXd root = belief.covariance;
    semidefiniteRoot(belief.covariance, root);
    VectorXd normal(cloud_.rows());
    for (Index i = 0; i < cloud_.cols(); ++i) {
      normals_.fill(normal);
      cloud_.col(i) = belief.mean + root * normal;
    }
    setEvenWeights();
    summarise();
  }

 private:
  void setEvenWeights() { log_weight_.setConstant(-std::log(static_cast<double>(cloud_.cols()))); }

  /// Log of the sum of the weights.
  [[nodiscard]] double logSum() const {
    const double largest = log_weight_.maxCoeff();
    if (!std::isfinite(largest)) return kImpossible;
    return largest + std::log((log_weight_.array() - largest).exp().sum());
  }

  /// Weights sum to one; where f was defined for no particle the estimate is NaN, which the caller reports.
  void reviveIfAllAreLost() {
    const double total = logSum();
    if (std::isfinite(total)) {
      log_weight_.array() -= total;
    } else {
      setEvenWeights();
      cloud_.setConstant(std::numeric_limits<double>::quiet_NaN());
    }
  }

  void summarise() {
    weight_ = log_weight_.array().exp();
    mean_ = cloud_ * weight_;
    next_ = cloud_.colwise() - mean_;
    covariance_ = next_ * weight_.asDiagonal() * next_.transpose();
    covariance_ = (0.5 * (covariance_ + covariance_.transpose())).eval();
  }

  void keepWeights(const VectorXd& before) {
    log_weight_ = before;
    weight_ = log_weight_.array().exp();
  }

  void observe(const api::ProcessStep& step) {
    const VectorXd v = VectorXd::Zero(model_.measurement_noise_variance.size());
    for (Index i = 0; i < cloud_.cols(); ++i) {
      process_->measure(columnOf(cloud_, i), entriesOf(v), step, columnOf(seen_, i));
      if (!seen_.col(i).allFinite()) {
        seen_.col(i).setZero();
        log_weight_(i) = kImpossible;
      }
    }
    const double total = logSum();
    if (std::isfinite(total)) log_weight_.array() -= total;
    weight_ = log_weight_.array().exp();
  }

  [[nodiscard]] static std::vector<Index> usedRows(std::span<const double> y) {
    std::vector<Index> used;
    for (std::size_t i = 0; i < y.size(); ++i) {
      if (std::isfinite(y[i])) used.push_back(static_cast<Index>(i));
    }
    return used;
  }

  /// R with the inner noise at particle i.
  [[nodiscard]] MatrixXd noiseAt(const api::ProcessStep& step, Index i) {
    if (model_.measurement_noise_variance.size() == 0) return model_.R;
    MatrixXd H(model_.signalCount(), model_.stateCount());
    MatrixXd M(model_.signalCount(), model_.measurement_noise_variance.size());
    VectorXd y(model_.signalCount());
    process_->measureJacobian(columnOf(cloud_, i), step, {y.data(), static_cast<std::size_t>(y.size())}, H, M);
    return model_.R + M * model_.measurement_noise_variance.asDiagonal() * M.transpose();
  }

  double logDensity(const api::ProcessStep& step, std::span<const double> y, const std::vector<Index>& used, Index i) {
    const bool is_shared = model_.measurement_noise_variance.size() == 0;
    if (!is_shared || i == 0 || shared_.rows() != static_cast<Index>(used.size())) factorNoise(noiseAt(step, i), used);
    VectorXd nu(used.size());
    for (std::size_t k = 0; k < used.size(); ++k) {
      nu(static_cast<Index>(k)) = y[static_cast<std::size_t>(used[k])] - seen_(used[k], i);
    }
    const double nis = shared_.matrixL().solve(nu).squaredNorm();
    const double log_determinant = 2.0 * shared_.matrixLLT().diagonal().array().log().sum();
    const double density = logNormal(static_cast<int>(used.size()), log_determinant, nis);
    return std::isfinite(density) ? density : kImpossible;
  }

  /// A variance of zero can't be hit by a cloud: it is taken as 1e-6 of the spread of what the particles see.
  void factorNoise(const MatrixXd& R, const std::vector<Index>& used) {
    const auto count = static_cast<Index>(used.size());
    MatrixXd part(count, count);
    for (Index a = 0; a < count; ++a) {
      for (Index b = 0; b < count; ++b) {
        part(a, b) = R(used[static_cast<std::size_t>(a)], used[static_cast<std::size_t>(b)]);
      }
      const double spread = S_(used[static_cast<std::size_t>(a)], used[static_cast<std::size_t>(a)]);
      part(a, a) = std::max(part(a, a), std::max(1e-6 * spread, std::numeric_limits<double>::min()));
    }
    shared_.compute(part);
    if (shared_.info() != Eigen::Success) shared_.compute(MatrixXd(part.diagonal().asDiagonal()));
  }

  /// R with the inner noise, in the mean over the cloud.
  [[nodiscard]] MatrixXd meanNoise(const api::ProcessStep& step) {
    if (model_.measurement_noise_variance.size() == 0) return model_.R;
    MatrixXd sum = MatrixXd::Zero(model_.signalCount(), model_.signalCount());
    for (Index i = 0; i < cloud_.cols(); ++i) {
      if (weight_(i) > 0) sum += weight_(i) * noiseAt(step, i);
    }
    return sum;
  }

  void describeInnovation(const api::ProcessStep& step, std::span<const double> y, const std::vector<Index>& used,
                          CorrectionNumbers& numbers) {
    const VectorXd expected = seen_ * weight_;
    const MatrixXd apart = seen_.colwise() - expected;
    S_ = apart * weight_.asDiagonal() * apart.transpose() + meanNoise(step);
    for (Index i = 0; i < nu_.size(); ++i) {
      nu_(i) = y[static_cast<std::size_t>(i)] - expected(i);
    }
    MatrixXd S_used(used.size(), used.size());
    VectorXd nu_used(used.size());
    for (std::size_t a = 0; a < used.size(); ++a) {
      nu_used(static_cast<Index>(a)) = nu_(used[a]);
      for (std::size_t b = 0; b < used.size(); ++b) {
        S_used(static_cast<Index>(a), static_cast<Index>(b)) = S_(used[a], used[b]);
      }
    }
    const Eigen::LDLT<MatrixXd> factor(S_used);
    const double nis = used.empty() ? 0.0 : nu_used.dot(factor.solve(nu_used));
    numbers.nis = std::isfinite(nis) ? std::max(nis, 0.0) : 0.0;
    for (Index i = 0; i < nu_.size(); ++i) {
      if (std::isfinite(y[static_cast<std::size_t>(i)])) continue;
      nu_(i) = S_(i, i) = std::nan("");
    }
  }

  void resampleIfPoor() {
    const double count = static_cast<double>(cloud_.cols());
    if (1.0 / weight_.squaredNorm() >= count / 2) return;
    const double turn = wheel_.uniform();
    double sum = weight_(0);
    Index from = 0;
    for (Index i = 0; i < cloud_.cols(); ++i) {
      const double mark = (static_cast<double>(i) + turn) / count;
      while (sum < mark && from + 1 < cloud_.cols()) sum += weight_(++from);
      next_.col(i) = cloud_.col(from);
    }
    cloud_.swap(next_);
    setEvenWeights();
    weight_ = log_weight_.array().exp();
  }

  std::unique_ptr<api::ProcessModel> process_;
  NoisyProcess model_;
  NormalNumbers normals_;
  NormalNumbers wheel_;
  MatrixXd cloud_;  ///< a particle per column
  MatrixXd next_;
  MatrixXd seen_;  ///< what each particle would read
  VectorXd log_weight_;
  VectorXd weight_;
  MatrixXd Q_root_;
  VectorXd mean_;
  MatrixXd covariance_;
  VectorXd nu_;
  MatrixXd S_;
  Eigen::LLT<MatrixXd> shared_;
  std::uint64_t seed_;
  std::unique_ptr<ParticleMemory> memory_;
};

}  // namespace

std::unique_ptr<StateFilter> makeParticleFilter(const NoisyProcess& model, const GaussianBelief& initial,
                                                const ParticleOptions& options) {
  requireShapes(model, initial);
  MW_REQUIRE(options.particles >= 2);
  return std::make_unique<ParticleFilter>(model, initial, options);
}

}  // namespace mw::estimation
