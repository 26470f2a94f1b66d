// SPDX-License-Identifier: Apache-2.0
#include <Eigen/Cholesky>
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/estimation/noise_em.h"
#include "tests/core/estimation/random_system.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::estimation;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

const double kMissing = std::nan("");

/// Two states that are both seen, with noises that belong together.
LinearModel truth() {
  LinearModel model;
  model.F = (MatrixXd(2, 2) << 0.9, 0.1, -0.1, 0.8).finished();
  model.B = (MatrixXd(2, 1) << 0.5, 1.0).finished();
  model.H = MatrixXd::Identity(2, 2);
  model.Q = (MatrixXd(2, 2) << 0.5, 0.2, 0.2, 0.4).finished();
  model.R = (MatrixXd(2, 2) << 0.3, -0.1, -0.1, 0.2).finished();
  return model;
}

GaussianBelief start() {
  return {VectorXd::Zero(2), MatrixXd::Identity(2, 2)};
}

/// Rows of the model, with gaps, stamps shared by two rows and missing readings where asked for.
std::vector<TrainingRow> simulated(const LinearModel& model, int count, bool has_holes) {
  test::Normals random(31);
  const MatrixXd Q_root = model.Q.llt().matrixL();
  const MatrixXd R_root = model.R.llt().matrixL();
  VectorXd x = random.matrix(2, 1);
  std::vector<TrainingRow> rows;
  for (int k = 0; k < count; ++k) {
    TrainingRow row;
    row.steps = !has_holes ? 1 : k % 11 == 3 ? 0 : k % 7 == 2 ? 3 : 1;
    row.held = VectorXd::Constant(1, k % 2);
    row.own = VectorXd::Constant(1, k % 5);
    for (std::uint64_t i = 0; i < row.steps; ++i) {
      x = (model.F * x + model.B * (i + 1 < row.steps ? row.held : row.own) + Q_root * random.matrix(2, 1)).eval();
    }
    row.y = model.H * x + R_root * random.matrix(2, 1);
    if (has_holes && k % 5 == 1) row.y(k % 2) = kMissing;
    if (has_holes && k % 13 == 4) row.y.setConstant(kMissing);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

class TestNoiseEm : public QObject {
  Q_OBJECT
 private slots:
  void likelihoodNeverFalls_data();
  void likelihoodNeverFalls();
  void findsWhatMadeTheRows_data();
  void findsWhatMadeTheRows();
  void oneStateHasAClosedForm();
  void keepsZerosAndDiagonals();
  void fitsWhatIsAskedFor();
};

void TestNoiseEm::likelihoodNeverFalls_data() {
  QTest::addColumn<bool>("has_holes");
  QTest::newRow("regular") << false;
  QTest::newRow("gaps, shared stamps, missing readings") << true;
}

void TestNoiseEm::likelihoodNeverFalls() {
  QFETCH(bool, has_holes);
  LinearModel model = truth();
  model.Q = 5 * MatrixXd::Identity(2, 2);
  model.Q(0, 1) = model.Q(1, 0) = 1;
  model.R = 0.01 * MatrixXd::Identity(2, 2);
  model.R(0, 1) = model.R(1, 0) = 0.001;
  const NoiseEmResult result = fitNoise(model, start(), simulated(truth(), 400, has_holes));
  QVERIFY(result.has_converged);
  QVERIFY(result.log_likelihood.size() > 10);
  QVERIFY(result.log_likelihood.back() > result.log_likelihood.front() + 10);
  for (std::size_t k = 1; k < result.log_likelihood.size(); ++k) {
    const double fall = result.log_likelihood[k - 1] - result.log_likelihood[k];
    // Rounding of a sum of some hundred terms.
    QVERIFY2(fall <= 1e-9 * std::abs(result.log_likelihood[k]), qPrintable(QString("%1 at %2").arg(fall).arg(k)));
  }
}

void TestNoiseEm::findsWhatMadeTheRows_data() {
  QTest::addColumn<bool>("has_holes");
  QTest::newRow("regular") << false;
  QTest::newRow("gaps, shared stamps, missing readings") << true;
}

void TestNoiseEm::findsWhatMadeTheRows() {
  QFETCH(bool, has_holes);
  constexpr int kRows = 6000;
  LinearModel model = truth();
  model.Q = (MatrixXd(2, 2) << 2, 0.1, 0.1, 0.05).finished();
  model.R = (MatrixXd(2, 2) << 0.05, 0.01, 0.01, 1).finished();
  const NoiseEmResult result = fitNoise(model, start(), simulated(truth(), kRows, has_holes));
  // Were the states known, an entry's error would be sqrt((M_ii M_jj + M_ij^2) / rows); telling Q from R costs about
  // three times that here (inverse of the observed information), and three of those are allowed.
  const auto tolerance = [](const MatrixXd& M, Eigen::Index i, Eigen::Index j) {
    return 9 * std::sqrt((M(i, i) * M(j, j) + M(i, j) * M(i, j)) / kRows);
  };
  for (Eigen::Index i = 0; i < 2; ++i) {
    for (Eigen::Index j = 0; j <= i; ++j) {
      MW_NEAR(result.Q(i, j), truth().Q(i, j), 0.0, tolerance(truth().Q, i, j));
      MW_NEAR(result.R(i, j), truth().R(i, j), 0.0, tolerance(truth().R, i, j));
    }
  }
}

void TestNoiseEm::oneStateHasAClosedForm() {
  // A constant that is known: the readings' mean square is the variance R of greatest likelihood.
  const LinearModel model{MatrixXd::Ones(1, 1), MatrixXd(1, 0), MatrixXd::Ones(1, 1), MatrixXd::Zero(1, 1),
                          MatrixXd::Constant(1, 1, 7)};
  test::Normals random(3);
  std::vector<TrainingRow> rows;
  double sum = 0;
  for (int k = 0; k < 50; ++k) {
    rows.push_back({1, VectorXd(0), VectorXd(0), random.matrix(1, 1)});
    sum += rows.back().y.squaredNorm();
  }
  const NoiseEmResult result = fitNoise(model, {VectorXd::Zero(1), MatrixXd::Zero(1, 1)}, rows);
  MW_NEAR(result.R(0, 0), sum / 50, 1e-12, 0.0);
  QCOMPARE(result.Q(0, 0), 0.0);
}

void TestNoiseEm::keepsZerosAndDiagonals() {
  LinearModel model = truth();
  model.Q = Eigen::Vector2d(1, 0).asDiagonal();
  model.R = Eigen::Vector2d(1, 1).asDiagonal();
  const NoiseEmResult result = fitNoise(model, start(), simulated(truth(), 200, true));
  QVERIFY(result.Q(0, 0) > 0.05);
  for (const double zero : {result.Q(1, 1), result.Q(0, 1), result.R(0, 1), result.R(1, 0)}) QCOMPARE(zero, 0.0);
}

void TestNoiseEm::fitsWhatIsAskedFor() {
  LinearModel model = truth();
  model.R *= 4;
  const NoiseEmResult result = fitNoise(model, start(), simulated(truth(), 200, false), {.fits_Q = false});
  QCOMPARE(result.Q, model.Q);
  QVERIFY(result.R(0, 0) < model.R(0, 0));
  std::vector<TrainingRow> rows = simulated(truth(), 3, false);
  rows[1].steps = 2'000'000;
  QVERIFY_EXCEPTION_THROWN((void)fitNoise(model, start(), rows), InputError);
}

QTEST_APPLESS_MAIN(TestNoiseEm)
#include "tst_noise_em.moc"
