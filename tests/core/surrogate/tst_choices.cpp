// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/surrogate/answers.h"
#include "tests/core/surrogate/samples.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::surrogate;

class TestChoices : public QObject {
  Q_OBJECT
 private slots:
  void levelsAreAtDistanceOne();
  void namesDoNotMatter();
  void learnsTheDifference();
  void anUntriedLevelIsOut();
  void aChoiceThatNeverVariesIsDropped();
};

namespace {

/// y = sin(4 x) + 0, 1 or -2 for the three policies; 24 rows.
TrainingSet policies() {
  TrainingSet set{{"x", "policy"}, "y", Eigen::MatrixXd(24, 2), Eigen::VectorXd(24), {{}, {"fifo", "lifo", "edd"}}};
  const double shifts[] = {0, 1, -2};
  for (Eigen::Index i = 0; i < 24; ++i) {
    const Eigen::Index level = i % 3;
    set.inputs.row(i) << static_cast<double>(i) / 24, static_cast<double>(level);
    set.output(i) = std::sin(4 * set.inputs(i, 0)) + shifts[level];
  }
  return set;
}

}  // namespace

void TestChoices::levelsAreAtDistanceOne() {
  Notes notes;
  const Standardisation standardisation(policies(), notes);
  QCOMPARE(standardisation.columns(), (std::vector<Eigen::Index>{0, 1, 1, 1, 1}));
  Eigen::MatrixXd points(5, 2);
  points << 0, 0, 0, 1, 0, 2, 0, 7, 0, 0.5;
  const Eigen::MatrixXd X = standardisation.inputs(points);
  for (Eigen::Index i = 0; i < 4; ++i)
    for (Eigen::Index j = 0; j < 4; ++j) MW_NEAR((X.row(i) - X.row(j)).norm(), i == j ? 0.0 : 1.0, 1e-15, 1e-15);
  QVERIFY((X.row(3) - X.row(4)).norm() == 0);  // neither is a level
}

/// Another numbering of the levels is the same question.
void TestChoices::namesDoNotMatter() {
  const TrainingSet set = policies();
  TrainingSet turned = set;
  turned.levels[1] = {"edd", "fifo", "lifo"};
  for (double& level : turned.inputs.col(1)) level = std::fmod(level + 1, 3);
  const auto a = GaussianProcess::fit(set, {4, 1, {}});
  const auto b = GaussianProcess::fit(turned, {4, 1, {}});
  for (int level = 0; level < 3; ++level) {
    const auto one = a.predictPoint(Eigen::RowVector2d(0.4, level));
    const auto other = b.predictPoint(Eigen::RowVector2d(0.4, (level + 1) % 3));
    MW_NEAR(one.mean, other.mean, 1e-6, 1e-6);  // the search goes other ways to the same top
    MW_NEAR(one.sd, other.sd, 1e-4, 1e-6);
  }
}

void TestChoices::learnsTheDifference() {
  const auto model = GaussianProcess::fit(policies(), {});
  for (const double x : {0.2, 0.55, 0.8}) {
    const double fifo = model.predictPoint(Eigen::RowVector2d(x, 0)).mean;
    MW_NEAR(model.predictPoint(Eigen::RowVector2d(x, 1)).mean - fifo, 1.0, 0.1, 0);
    MW_NEAR(model.predictPoint(Eigen::RowVector2d(x, 2)).mean - fifo, -2.0, 0.1, 0);
  }
}

void TestChoices::anUntriedLevelIsOut() {
  TrainingSet set = policies();
  set.levels[1].push_back("random");
  const auto model = GaussianProcess::fit(set, {});
  QCOMPARE(model.predictPoint(Eigen::RowVector2d(0.5, 1)).verdict.domain, Domain::In);
  for (const double level : {3.0, 4.0, -1.0}) {
    const auto answer = model.predictPoint(Eigen::RowVector2d(0.5, level));
    QCOMPARE(answer.verdict.domain, Domain::Out);
    QCOMPARE(QString::fromStdString(model.domain().reason(answer.verdict, set.input_names)),
             QString("policy was only ever tried at fifo, lifo, edd"));
    QVERIFY(answer.sd > model.predictPoint(Eigen::RowVector2d(0.5, 1)).sd);
  }
}

void TestChoices::aChoiceThatNeverVariesIsDropped() {
  TrainingSet set = policies();
  set.inputs.col(1).setConstant(2);
  const auto model = GaussianProcess::fit(set, {4, 1, {}});
  QCOMPARE(QString::fromStdString(model.notes().front()), QString("input \"policy\" dropped: it is edd in every row"));
  QCOMPARE(model.predictPoint(Eigen::RowVector2d(0.5, 0)).verdict.domain, Domain::Out);
}

QTEST_APPLESS_MAIN(TestChoices)
#include "tst_choices.moc"
