// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/estimation/model_check.h"
#include "tests/core/estimation/random_system.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::estimation;
using Eigen::MatrixXd;
using States = std::vector<std::size_t>;

namespace {

const std::vector<std::string> kNames{"surface", "winding", "bearing", "ambient"};

GaussianBelief unitBelief(Eigen::Index n) {
  return {Eigen::VectorXd::Zero(n), MatrixXd::Identity(n, n)};
}

LinearModel modelOf(const MatrixXd& F, const MatrixXd& H) {
  return {F, MatrixXd(F.rows(), 0), H, MatrixXd::Identity(F.rows(), F.rows()), MatrixXd::Identity(H.rows(), H.rows())};
}

}  // namespace

class TestModelCheck : public QObject {
  Q_OBJECT
 private slots:
  void saysUnstableWithRadius();
  void namesUnseenStates_data();
  void namesUnseenStates();
  void unitsDoNotHideAState();
  void pointsAtTheWrongEntry_data();
  void pointsAtTheWrongEntry();
};

void TestModelCheck::saysUnstableWithRadius() {
  LinearModel model = test::thermalModel();
  QVERIFY(checkModel(model, unitBelief(4), kNames).warnings.empty());
  model.F(3, 3) = 1.25;
  const ModelCheck check = checkModel(model, unitBelief(4), kNames);
  MW_NEAR(check.spectral_radius, 1.25, 1e-12, 0.0);
  QCOMPARE(check.warnings.size(), std::size_t{1});
  QVERIFY(check.warnings[0].cause.find("unstable: the spectral radius of F is 1.25") != std::string::npos);
}

void TestModelCheck::namesUnseenStates_data() {
  QTest::addColumn<MatrixXd>("F");
  QTest::addColumn<MatrixXd>("H");
  QTest::addColumn<States>("want");
  const MatrixXd first = (MatrixXd(1, 3) << 1, 0, 0).finished();
  const MatrixXd chain = (MatrixXd(3, 3) << 1, 1, 0, 0, 1, 1, 0, 0, 1).finished();
  QTest::newRow("chain seen at its end") << chain << first << States{};
  const MatrixXd last = (MatrixXd(1, 3) << 0, 0, 1).finished();
  QTest::newRow("chain seen at its start, defective") << chain << last << States{0, 1};
  const MatrixXd apart = (MatrixXd(3, 3) << 0.9, 0.1, 0, 0, 0.8, 0, 0, 0, 0.7).finished();
  QTest::newRow("one state apart") << apart << first << States{2};
  QTest::newRow("equal decays, only their sum is seen")
      << MatrixXd(0.9 * MatrixXd::Identity(2, 2)) << MatrixXd::Ones(1, 2).eval() << States{0, 1};
  QTest::newRow("different decays, the sum tells them apart")
      << MatrixXd(Eigen::Vector2d(0.9, 0.5).asDiagonal()) << MatrixXd::Ones(1, 2).eval() << States{};
  const MatrixXd rotation = (MatrixXd(3, 3) << 0, 1, 0, -1, 0, 0, 0, 0, 0.5).finished();
  QTest::newRow("oscillation not seen") << rotation << last << States{0, 1};
  QTest::newRow("blind sensor") << apart << MatrixXd::Zero(1, 3).eval() << States{0, 1, 2};
}

void TestModelCheck::namesUnseenStates() {
  QFETCH(MatrixXd, F);
  QFETCH(MatrixXd, H);
  QFETCH(States, want);
  const ModelCheck check = checkModel(modelOf(F, H), unitBelief(F.rows()), kNames);
  QCOMPARE(check.unseen_states, want);
  const bool says = !check.warnings.empty() && check.warnings[0].cause.find("unobservable") != std::string::npos;
  QCOMPARE(says, !want.empty());
  if (says) QVERIFY(check.warnings[0].cause.ends_with(kNames[want.back()]));
}

void TestModelCheck::unitsDoNotHideAState() {
  // Pressure in Pa (sd 1e6) driving a length in m (sd 1e-4): the coupling is 1e-10 in these units and 1 in scaled ones.
  const MatrixXd F = (MatrixXd(2, 2) << 0.9, 1e-10, 0, 0.9).finished();
  const MatrixXd H = (MatrixXd(1, 2) << 1, 0).finished();
  GaussianBelief initial = unitBelief(2);
  initial.covariance = Eigen::Vector2d(1e-8, 1e12).asDiagonal();
  QVERIFY(checkModel(modelOf(F, H), initial, kNames).unseen_states.empty());
}

void TestModelCheck::pointsAtTheWrongEntry_data() {
  QTest::addColumn<MatrixXd>("Q");
  QTest::addColumn<QString>("pointer");
  QTest::newRow("fine") << MatrixXd::Identity(3, 3).eval() << "";
  MatrixXd M = MatrixXd::Identity(3, 3);
  M(0, 2) = 0.5;
  QTest::newRow("not symmetric") << M << "/Q/0/2";
  M = MatrixXd::Identity(3, 3);
  M(1, 1) = -0.1;
  QTest::newRow("negative variance") << M << "/Q/1/1";
  M = MatrixXd::Identity(3, 3);
  M(1, 2) = M(2, 1) = 1.5;
  QTest::newRow("covariance above the variances") << M << "/Q/1/2";
  M = MatrixXd::Constant(3, 3, -0.9);
  M.diagonal().setOnes();
  QTest::newRow("indefinite as a whole") << M << "/Q";
  M = MatrixXd::Zero(3, 3);
  QTest::newRow("zero is semidefinite") << M << "";
}

void TestModelCheck::pointsAtTheWrongEntry() {
  QFETCH(MatrixXd, Q);
  QFETCH(QString, pointer);
  LinearModel model = modelOf(0.5 * MatrixXd::Identity(3, 3), MatrixXd::Identity(1, 3));
  model.Q = Q;
  const Findings errors = checkModel(model, unitBelief(3), kNames).errors;
  QCOMPARE(errors.empty() ? std::string() : errors[0].place.pointer, pointer.toStdString());
}

QTEST_APPLESS_MAIN(TestModelCheck)
#include "tst_model_check.moc"
