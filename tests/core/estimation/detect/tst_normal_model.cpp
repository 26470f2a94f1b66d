// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <algorithm>

#include "core/base/error.h"
#include "core/estimation/detect/isolation.h"
#include "core/estimation/detect/normal_model.h"
#include "core/estimation/detect/robust_scale.h"
#include "tests/core/estimation/random_system.h"
#include "tests/support/near.h"

using namespace mw::estimation;
using Eigen::Index;
using Eigen::MatrixXd;

class TestNormalModel : public QObject {
  Q_OBJECT
 private slots:
  void limitsKeepTheirLevel_data();
  void limitsKeepTheirLevel();
  void limitsByHand();
  void parallelAnalysisCountsFactors();
  void fewWildRowsDoNotMatter();
  void lagsSeeWhatOneRowDoesNot();
  void smoothingFindsSmallShifts();
  void guiltySensor();
  void processFaultIsNotOneSensor();
  void missingReadings();
  void refuses_data();
  void refuses();
  void wandering();
};

namespace {

const std::vector<std::string> kSix = {"a", "b", "c", "d", "e", "f"};

/// Six signals in their own units that two factors move, with noise.
MatrixXd plant(Index rows, std::uint64_t seed) {
  mw::test::Normals random(seed);
  MatrixXd mix(2, 6);
  mix << 1.0, 0.9, 0.8, 0.1, 0.0, -0.7, 0.0, 0.2, -0.6, 1.0, 0.9, 0.5;
  MatrixXd x = random.matrix(rows, 2) * mix + 0.4 * random.matrix(rows, 6);
  const Eigen::RowVectorXd unit = (Eigen::RowVectorXd(6) << 1, 100, 0.01, 5, 2, 1000).finished();
  x.array().rowwise() *= unit.array();
  x.rowwise() += 10.0 * unit;
  return x;
}

NormalModelOptions plain() {
  NormalModelOptions options;
  options.smoothing = 1.0;
  options.margin = 1.0;
  return options;
}

double shareAbove(const std::vector<double>& values, double limit) {
  const auto above = std::count_if(values.begin(), values.end(), [&](double value) { return value > limit; });
  return static_cast<double>(above) / static_cast<double>(values.size());
}

}  // namespace

void TestNormalModel::limitsKeepTheirLevel_data() {
  QTest::addColumn<int>("rule");
  QTest::newRow("theory") << static_cast<int>(LimitRule::Theory);
  QTest::newRow("box") << static_cast<int>(LimitRule::Box);
  QTest::newRow("empirical") << static_cast<int>(LimitRule::Empirical);
}

/// False alarms on new healthy rows are as many as the confidence says.
void TestNormalModel::limitsKeepTheirLevel() {
  QFETCH(int, rule);
  NormalModelOptions options = plain();
  options.limit_rule = static_cast<LimitRule>(rule);
  const NormalModel model = learnNormalModel(plant(20000, 1), kSix, options);
  QCOMPARE(model.retained, 2);
  const NormalScores scores = normalScores(model, plant(100000, 2));
  // Of 10^5 rows 1 %: standard error 0.03 %; learning from 2 x 10^4 adds as much of the quantile (0.07 %), the
  // approximations by moments up to 0.2 %.
  MW_NEAR(shareAbove(scores.t2, model.t2_limit), 0.01, 0.0, 0.003);
  MW_NEAR(shareAbove(scores.q, model.q_limit), 0.01, 0.0, 0.003);
}

void TestNormalModel::limitsByHand() {
  // 2 (99)(101) / (100 x 98) F(0.95; 2, 98), F = 3.0892 of tables.
  MW_NEAR(hotellingLimit(2, 100, 0.95), 2.0 * 99 * 101 / (100.0 * 98) * 3.0892, 1e-4, 0.0);
  // Equal eigenvalues s: Q = s chi^2(k); the approximation of Jackson and Mudholkar is Wilson and Hilferty's then.
  MW_NEAR(jacksonMudholkarLimit(Eigen::VectorXd::Constant(5, 2.0), 0.95), 2.0 * 11.0705, 5e-3, 0.0);
  MW_NEAR(ScaledChiSquare::ofQuadraticForm(Eigen::VectorXd::Constant(5, 2.0)).quantile(0.95), 2.0 * 11.0705, 1e-5, 0.0);
  MW_NEAR((ScaledChiSquare{2.0, 5.0}.tail(2.0 * 11.0705)), 0.05, 1e-4, 0.0);
  QCOMPARE(jacksonMudholkarLimit(Eigen::VectorXd::Zero(3), 0.95), 0.0);
}

void TestNormalModel::parallelAnalysisCountsFactors() {
  NormalModelOptions options = plain();
  options.component_rule = ComponentRule::ParallelAnalysis;
  QCOMPARE(learnNormalModel(plant(500, 4), kSix, options).retained, 2);
}

void TestNormalModel::fewWildRowsDoNotMatter() {
  const MatrixXd clean = plant(2000, 5);
  MatrixXd wild = clean;
  for (Index k = 0; k < wild.rows(); k += 50) wild(k, 3) *= 40.0;
  const NormalModel a = learnNormalModel(clean, kSix, plain());
  const NormalModel b = learnNormalModel(wild, kSix, plain());
  // 2 % of the rows move a median by at most 2 % of the ranks, 0.025 sd, and a MAD by 4 %.
  MW_NEAR((b.centre(3) - a.centre(3)) / a.scale(3), 0.0, 0.0, 0.05);
  MW_NEAR(b.scale(3), a.scale(3), 0.06, 0.0);
  QCOMPARE(b.retained, a.retained);
}

/// A signal that follows another one row later: only rows side by side show it when it stops to follow.
void TestNormalModel::lagsSeeWhatOneRowDoesNot() {
  const auto follow = [](std::uint64_t seed, bool follows) {
    mw::test::Normals random(seed);
    MatrixXd x = random.matrix(3000, 2);
    if (follows) x.col(1).tail(2999) = x.col(0).head(2999) + 0.1 * x.col(1).tail(2999);
    return x;
  };
  NormalModelOptions options = plain();
  options.explained = 0.9;
  const auto found = [&](int lags) {
    options.lags = lags;
    const NormalModel model = learnNormalModel(follow(1, true), {"a", "b"}, options);
    const NormalScores scores = normalScores(model, follow(2, false));
    return static_cast<double>(std::count(scores.is_abnormal.begin(), scores.is_abnormal.end(), true)) / 3000.0;
  };
  QVERIFY(found(0) < 0.05);
  QVERIFY(found(1) > 0.6);
}

void TestNormalModel::smoothingFindsSmallShifts() {
  const auto foundRows = [](double smoothing) {
    NormalModelOptions options = plain();
    options.smoothing = smoothing;
    const NormalModel model = learnNormalModel(plant(5000, 6), kSix, options);
    MatrixXd rows = plant(1000, 7);
    rows.col(1).array() += 0.8 * 100.0;  // 0.8 of its own sd of about 1
    const NormalScores scores = normalScores(model, rows);
    return std::count(scores.is_abnormal.begin(), scores.is_abnormal.end(), true);
  };
  QVERIFY(foundRows(0.1) > 2 * foundRows(1.0));
}

void TestNormalModel::guiltySensor() {
  const NormalModel model = learnNormalModel(plant(5000, 8), kSix, plain());
  for (Index j = 0; j < 6; ++j) {
    MatrixXd rows = plant(200, 9);
    rows.col(j).array() += 5.0 * model.scale(j);
    const auto suspects = isolate(model, normalScores(model, rows).z);
    QCOMPARE(suspects.size(), std::size_t{6});
    QCOMPARE(suspects[0].signal, kSix[static_cast<std::size_t>(j)]);
    QVERIFY(suspects[0].restores);
    QVERIFY(!suspects[1].restores);
    MW_NEAR(suspects[0].deviation, 5.0, 0.0, 0.3);  // 4 standard errors of a mean of 200
  }
}

void TestNormalModel::processFaultIsNotOneSensor() {
  const NormalModel model = learnNormalModel(plant(5000, 8), kSix, plain());
  MatrixXd rows = plant(200, 9);
  rows.col(0).array() += 6.0 * model.scale(0);
  rows.col(3).array() -= 6.0 * model.scale(3);
  for (const Suspect& suspect : isolate(model, normalScores(model, rows).z)) QVERIFY(!suspect.restores);
}

void TestNormalModel::missingReadings() {
  MatrixXd rows = plant(3000, 10);
  for (Index k = 0; k < rows.rows(); k += 4) rows(k, k % 6) = std::nan("");
  rows.col(2).head(5).setConstant(std::nan(""));
  NormalModelOptions options;
  const NormalModel model = learnNormalModel(rows, kSix, options);
  const NormalScores scores = normalScores(model, rows);
  for (const double t2 : scores.t2) QVERIFY(std::isfinite(t2));
  for (std::size_t k = 0; k < scores.t2.size(); ++k) {
    const double p = healthyChance(model, scores.t2[k], scores.q[k]);
    QVERIFY(p >= 0 && p <= 1);
  }
  QVERIFY(std::count(scores.is_abnormal.begin(), scores.is_abnormal.end(), true) < 60);
}

void TestNormalModel::refuses_data() {
  QTest::addColumn<int>("rows");
  QTest::addColumn<bool>("is_constant");
  QTest::addColumn<QString>("says");
  QTest::newRow("too short") << 10 << false << "the healthy window has 10 rows";
  QTest::newRow("constant") << 500 << true << "signal \"c\" is constant in the healthy window";
}

void TestNormalModel::refuses() {
  QFETCH(int, rows);
  QFETCH(bool, is_constant);
  QFETCH(QString, says);
  MatrixXd readings = plant(rows, 11);
  if (is_constant) readings.col(2).setConstant(4.0);
  try {
    static_cast<void>(learnNormalModel(readings, kSix, plain()));
    QFAIL("no error");
  } catch (const mw::InputError& error) {
    QVERIFY2(QString(error.what()).contains(says), error.what());
  }
}

void TestNormalModel::wandering() {
  mw::test::Normals random(12);
  std::vector<double> white;
  std::vector<double> walk;
  double level = 0;
  for (int k = 0; k < 400; ++k) {
    white.push_back(random.next());
    walk.push_back(level += random.next());
  }
  QVERIFY(wanderShare(white) < 0.1);  // 1/40 expected
  QVERIFY(wanderShare(walk) > 0.7);
  QCOMPARE(wanderShare(std::vector<double>(100, 3.0)), 0.0);
}

QTEST_APPLESS_MAIN(TestNormalModel)
#include "tst_normal_model.moc"
