// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <stop_token>

#include "core/surrogate/domain/validity_domain.h"
#include "core/surrogate/gp/hyperparameters.h"
#include "core/surrogate/gp/leave_one_out.h"
#include "core/surrogate/gp/spd_factor.h"
#include "core/surrogate/standardisation.h"
#include "core/surrogate/training_set.h"

namespace mw::surrogate {

struct FitOptions {
  int starts = 10;         ///< local searches of the likelihood, at least 1
  std::uint64_t seed = 1;  ///< places the starts and, above kMaxGpRows, draws the rows
  GpBounds bounds;
};

/// An exact Gaussian process conditions on at most this many rows; a larger table is thinned by the seed, and said.
inline constexpr Eigen::Index kMaxGpRows = 2000;
/// Above this many rows the starts are searched on a subset, and only the best is searched on with all rows.
inline constexpr Eigen::Index kMaxSearchRows = 600;

/// A surrogate that knows how sure it is: interpolates N rows and says the spread between them.
///
/// Inputs and output are standardised (population standard deviation); on that data the covariance is
///   sigma_f^2 Matern52(ARD) + sigma_n^2 I.
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

  /// Variance of one observation around the latent function, in the output's own unit squared.
  [[nodiscard]] double noiseVariance() const;

  /// Of the standardised output; NaN for a constant output, which has none.
  [[nodiscard]] double logMarginalLikelihood() const { return log_marginal_likelihood_; }
  [[nodiscard]] const GpHyperparameters& hyperparameters() const { return hyperparameters_; }
  [[nodiscard]] const LeaveOneOut& leaveOneOut() const { return leave_one_out_; }
  [[nodiscard]] const TrainingSet& trainingSet() const { return training_; }  ///< the rows that were used
  [[nodiscard]] const ValidityDomain& domain() const { return *domain_; }
  [[nodiscard]] const Notes& notes() const { return notes_; }
  /// For a model read from a file: what was said when it was trained, since the rows left out are not in the file.
  void replaceNotes(Notes notes) { notes_ = std::move(notes); }

 private:
  GaussianProcess(TrainingSet training, Standardisation standardisation, GpHyperparameters hyperparameters,
                  Notes notes);
  void condition();
  [[nodiscard]] Eigen::RowVectorXd scaleFactors() const;
  [[nodiscard]] DomainVerdict verdictAt(const Eigen::RowVectorXd& point, const Eigen::ArrayXd& squared_distances,
                                        double latent_variance) const;

  TrainingSet training_;
  Standardisation standardisation_;
  GpHyperparameters hyperparameters_;
  Notes notes_;
  Eigen::MatrixXd scaled_sites_;  ///< N x d_kept
  SpdFactor factor_;
  Eigen::VectorXd alpha_;  ///< K^-1 y
  double log_marginal_likelihood_ = 0;
  LeaveOneOut leave_one_out_;
  std::optional<ValidityDomain> domain_;  ///< always there once constructed
};

}  // namespace mw::surrogate
