// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <stop_token>

#include "core/surrogate/domain/validity_domain.h"
#include "core/surrogate/gp/hyperparameters.h"
#include "core/surrogate/gp/leave_one_out.h"
#include "core/surrogate/gp/posterior.h"
#include "core/surrogate/standardisation.h"
#include "core/surrogate/training_set.h"

namespace mw::surrogate {

struct FitOptions {
  int starts = 10;         ///< local searches of the likelihood, at least 1
  std::uint64_t seed = 1;  ///< places the starts and, above kMaxGpRows, draws the rows
  GpBounds bounds;
  /// For rows that are means of simulation runs, few at that: hyperparameters have a weak prior, and below
  /// kSettledRowsPerInput rows per input the answers are averaged over what the rows leave possible.
  bool is_cautious = false;
};

/// The box for means of runs: a response that is mostly noise is no mistake there.
[[nodiscard]] FitOptions cautiousFit(std::uint64_t seed = 1, int starts = 10);

/// One of several sets of hyperparameters that share an answer.
struct Believed {
  GpHyperparameters hyperparameters;
  double weight = 1;  ///< all sum to 1
};

/// An exact Gaussian process conditions on at most this many rows; a larger table is thinned by the seed, and said.
inline constexpr Eigen::Index kMaxGpRows = 2000;
/// Above this many rows the starts are searched on a subset, and only the best is searched on with all rows.
inline constexpr Eigen::Index kMaxSearchRows = 600;

/// A surrogate that knows how sure it is: interpolates N rows and says the spread between them.
///
/// Inputs and output are standardised (population standard deviation); on that data the covariance is
///   sigma_f^2 Matern52(ARD) + sigma_n^2 I + N,   N: the rows' known noise, if any (TrainingSet::noise).
/// The latent sd then is what the rows, noisy as they are, leave open of the true mean (stochastic kriging).
/// Rows with missing numbers are left out, inputs that never vary are dropped, a constant output is answered with zero
/// variance: notes() says so. A trained model is a value: it may be copied and asked from several threads.
/// Source: Rasmussen, Williams (2006), algorithm 2.1
class GaussianProcess {
 public:
  /// Conditions on the rows at given hyperparameters.
  /// @param training  N x d; at least kMinRows usable rows
  /// @throws InputError for too few rows, no varying input, or a length scale that is missing for a varying input
  /// @throws NumericalError when the covariance is singular even with jitter
  [[nodiscard]] static GaussianProcess withHyperparameters(TrainingSet training, GpHyperparameters hyperparameters);

  /// The same averaged over several sets, the best first: mean and variance are those of the mixture.
  [[nodiscard]] static GaussianProcess withSeveral(TrainingSet training, std::vector<Believed> sets);

  /// Finds the hyperparameters of the largest marginal likelihood and conditions on the rows.
  /// @throws InputError, NumericalError as above; Cancelled
  /// @note one evaluation is O(N^3); 200 rows, 3 inputs and ten starts take well under a second
  [[nodiscard]] static GaussianProcess fit(TrainingSet training, const FitOptions& options,
                                           const std::stop_token& stop = {});

  /// Answers for M points, in the output's own unit.
  struct Prediction {
    Eigen::VectorXd mean;                 ///< M
    Eigen::VectorXd sd;                   ///< M, of the latent function (no noise)
    std::vector<DomainVerdict> verdicts;  ///< M
  };
  /// @param points  M x d, own units, finite, in the order of trainingSet().input_names
  [[nodiscard]] Prediction predict(const Eigen::MatrixXd& points) const;

  struct PointPrediction {
    double mean = 0;
    double sd = 0;  ///< latent
    DomainVerdict verdict;
  };
  /// The same for one point (d): O(N^2), tens of microseconds at 200 rows.
  [[nodiscard]] PointPrediction predictPoint(const Eigen::RowVectorXd& point) const;

  /// Learned variance of one observation around the latent function, in the output's own unit squared.
  [[nodiscard]] double noiseVariance() const;
  /// Variance of one run around the true mean, in the output's own unit squared: the learned one, and where the noise
  /// is known that of the rows nearby (their mean, weighed by the kernel).
  [[nodiscard]] double runVariance(const Eigen::RowVectorXd& point) const;

  /// Of the standardised output; NaN for a constant output, which has none.
  [[nodiscard]] double logMarginalLikelihood() const;
  /// The best set; all of them are believed().
  [[nodiscard]] const GpHyperparameters& hyperparameters() const { return posteriors_.front().hyperparameters; }
  [[nodiscard]] std::vector<Believed> believed() const;
  [[nodiscard]] const LeaveOneOut& leaveOneOut() const { return leave_one_out_; }
  [[nodiscard]] const TrainingSet& trainingSet() const { return training_; }  ///< the rows that were used
  [[nodiscard]] const ValidityDomain& domain() const { return *domain_; }
  [[nodiscard]] const Notes& notes() const { return notes_; }
  /// For a model read from a file: what was said when it was trained, since the rows left out are not in the file.
  void replaceNotes(Notes notes) { notes_ = std::move(notes); }

 private:
  GaussianProcess(TrainingSet training, Standardisation standardisation, std::vector<Believed> sets, Notes notes);
  void condition(std::vector<Believed> sets);
  [[nodiscard]] DomainVerdict verdictAt(const Eigen::RowVectorXd& point, double nearest, double latent_variance) const;

  TrainingSet training_;
  Standardisation standardisation_;
  Notes notes_;
  std::vector<Posterior> posteriors_;  ///< at least one, the best first
  std::vector<double> weights_;
  LeaveOneOut leave_one_out_;
  std::optional<ValidityDomain> domain_;  ///< always there once constructed
};

}  // namespace mw::surrogate
