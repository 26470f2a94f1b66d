// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <numbers>

#include "core/surrogate/acquisition/most_promising.h"
#include "core/surrogate/acquisition/most_uncertain.h"

using namespace mw;
using namespace mw::surrogate;

class TestMostUncertain : public QObject {
  Q_OBJECT

 private slots:
  void findsTheHole();
  void keepsToTheBoxAndToWholeNumbers();
  void promisesTheOptimum();
};

namespace {

/// A plane over [0, 10] x [0, 10], sampled on a grid but for a hole around (7, 7).
GaussianProcess withHole() {
  TrainingSet set{{"a", "b"}, "y", Eigen::MatrixXd(121, 2), Eigen::VectorXd(121)};
  Eigen::Index n = 0;
  for (int a = 0; a <= 10; ++a) {
    for (int b = 0; b <= 10; ++b) {
      if (std::hypot(a - 7, b - 7) < 2.5) continue;
      set.inputs.row(n) << a, b;
      set.output(n++) = std::sin(a) + std::cos(b);
    }
  }
  set.inputs.conservativeResize(n, 2);
  set.output.conservativeResize(n);
  return GaussianProcess::fit(set, {});
}

}  // namespace

void TestMostUncertain::findsTheHole() {
  const Eigen::RowVectorXd next =
      mostUncertain(withHole(), {Eigen::RowVector2d(0, 0), Eigen::RowVector2d(10, 10), {false, false}});
  // 400 candidates in a square of 10 lie about half a unit apart.
  QVERIFY2(std::hypot(next(0) - 7, next(1) - 7) < 1.5, qPrintable(QString("%1, %2").arg(next(0)).arg(next(1))));
}

void TestMostUncertain::keepsToTheBoxAndToWholeNumbers() {
  const Eigen::RowVectorXd next =
      mostUncertain(withHole(), {Eigen::RowVector2d(0, 8), Eigen::RowVector2d(3, 10), {true, false}});
  QVERIFY(next(0) >= 0 && next(0) <= 3 && next(1) >= 8 && next(1) <= 10);
  QCOMPARE(next(0), std::round(next(0)));
}

/// sin(a) - (b - 2.4)^2 is largest at (pi / 2, 2.4), between the rows of a unit grid.
void TestMostUncertain::promisesTheOptimum() {
  TrainingSet set{{"a", "b"}, "y", Eigen::MatrixXd(36, 2), Eigen::VectorXd(36)};
  for (Eigen::Index i = 0; i < 36; ++i) {
    set.inputs.row(i) << static_cast<double>(i % 6), static_cast<double>(i / 6);
    set.output(i) = std::sin(set.inputs(i, 0)) - std::pow(set.inputs(i, 1) - 2.4, 2);
  }
  const auto model = GaussianProcess::fit(set, {});
  const SearchBox box{Eigen::RowVector2d(0, 0), Eigen::RowVector2d(5, 5), {false, false}};
  const Promise best = mostPromising(model, box, Goal::Maximise);
  QVERIFY(best.improvement > 0);
  QVERIFY2(std::hypot(best.point(0) - std::numbers::pi / 2, best.point(1) - 2.4) < 0.5,
           qPrintable(QString("%1, %2").arg(best.point(0)).arg(best.point(1))));
  // The worst lies in the corner that is farthest from the ridge.
  const Promise worst = mostPromising(model, box, Goal::Minimise);
  QVERIFY2(worst.point(1) > 4, qPrintable(QString::number(worst.point(1))));
}

QTEST_APPLESS_MAIN(TestMostUncertain)
#include "tst_most_uncertain.moc"
