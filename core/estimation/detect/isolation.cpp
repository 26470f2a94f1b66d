// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/isolation.h"

#include <Eigen/Cholesky>
#include <algorithm>

#include "core/base/error.h"

namespace mw::estimation {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The two quadratic forms of a model, each divided by its limit, and their sum.
struct Forms {
  MatrixXd t2;
  MatrixXd q;
  MatrixXd both;

  explicit Forms(const NormalModel& model) {
    const Index a = model.retained;
    const Index m = model.eigenvalues.size();
    const auto kept = model.loadings.leftCols(a);
    const VectorXd weights = (model.eigenvalues.head(a).cwiseMax(1e-12) * model.t2_limit).cwiseInverse();
    t2 = kept * weights.asDiagonal() * kept.transpose();
    q = MatrixXd::Zero(m, m);
    if (model.hasQ()) q = model.loadings.rightCols(m - a) * model.loadings.rightCols(m - a).transpose() / model.q_limit;
    both = t2 + q;
  }
};

/// Columns of z that belong to signal j.
std::vector<Index> columnsOf(const NormalModel& model, Index j) {
  std::vector<Index> columns;
  for (Index lag = 0; lag <= model.options.lags; ++lag) columns.push_back(lag * model.signalCount() + j);
  return columns;
}

struct Removal {
  double fall = 0;      ///< sum of RBC over the rows
  double restored = 0;  ///< share of rows within both limits
};

Removal withoutSignal(const Forms& forms, const MatrixXd& z, const std::vector<Index>& columns) {
  const auto all = Eigen::all;
  const MatrixXd own = forms.both(columns, columns);
  const MatrixXd pull = z * forms.both(all, columns);  // rows x columns
  const MatrixXd change = own.ldlt().solve(pull.transpose()).transpose();
  Removal removal;
  removal.fall = pull.cwiseProduct(change).sum();
  MatrixXd rest = z;
  for (std::size_t i = 0; i < columns.size(); ++i) rest.col(columns[i]) -= change.col(static_cast<Index>(i));
  const VectorXd t2 = (rest * forms.t2).cwiseProduct(rest).rowwise().sum();
  const VectorXd q = (rest * forms.q).cwiseProduct(rest).rowwise().sum();
  const auto within = (t2.array() <= 1.0 && q.array() <= 1.0).count();
  removal.restored = static_cast<double>(within) / static_cast<double>(z.rows());
  return removal;
}

}  // namespace

std::vector<Suspect> isolate(const NormalModel& model, const MatrixXd& z) {
  MW_REQUIRE(z.rows() > 0 && z.cols() == model.eigenvalues.size());
  constexpr double kRestoredRows = 0.9;
  const Forms forms(model);
  const bool judges_signals = model.signalCount() > 1;
  std::vector<Suspect> suspects;
  double total = 0;
  for (Index j = 0; j < model.signalCount(); ++j) {
    const Removal removal = withoutSignal(forms, z, columnsOf(model, j));
    suspects.push_back({model.names[static_cast<std::size_t>(j)], removal.fall, z.col(j).mean(),
                        judges_signals && removal.restored >= kRestoredRows});
    total += removal.fall;
  }
  for (Suspect& suspect : suspects) suspect.share = total > 0 ? suspect.share / total : 0.0;
  std::stable_sort(suspects.begin(), suspects.end(), [](const Suspect& a, const Suspect& b) {
    return a.restores != b.restores ? a.restores : a.share > b.share;
  });
  return suspects;
}

}  // namespace mw::estimation
