// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/surrogate/acquisition/most_uncertain.h"

using namespace mw;
using namespace mw::surrogate;

class TestMostUncertain : public QObject {
  Q_OBJECT

 private slots:
  void findsTheHole();
  void keepsToTheBoxAndToWholeNumbers();
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
      mostUncertain(withHole(), Eigen::RowVector2d(0, 0), Eigen::RowVector2d(10, 10), {false, false});
  // 400 candidates in a square of 10 lie about half a unit apart.
  QVERIFY2(std::hypot(next(0) - 7, next(1) - 7) < 1.5, qPrintable(QString("%1, %2").arg(next(0)).arg(next(1))));
}

void TestMostUncertain::keepsToTheBoxAndToWholeNumbers() {
  const Eigen::RowVectorXd next =
      mostUncertain(withHole(), Eigen::RowVector2d(0, 8), Eigen::RowVector2d(3, 10), {true, false});
  QVERIFY(next(0) >= 0 && next(0) <= 3 && next(1) >= 8 && next(1) <= 10);
  QCOMPARE(next(0), std::round(next(0)));
}

QTEST_APPLESS_MAIN(TestMostUncertain)
#include "tst_most_uncertain.moc"
