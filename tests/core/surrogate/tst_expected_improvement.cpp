// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <numbers>

#include "core/surrogate/acquisition/expected_improvement.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::surrogate;

class TestExpectedImprovement : public QObject {
  Q_OBJECT
 private slots:
  void agreesWithQuadrature_data();
  void agreesWithQuadrature();
  void isSmoothWhereTheTailFormulaStarts();
  void minimisingMirrorsMaximising();
  void nothingIsGainedWhereAllIsKnown();
  void nanSaysNothing();
};

namespace {

/// E[max(0, u + sd Z)] = sd * integral of t phi(t - z) over t > 0, by Simpson's rule in extended precision. Every
/// term is positive, so nothing cancels, however small the result.
double quadrature(double u, double sd) {
  const long double z = static_cast<long double>(u) / sd;
  const long double from = std::max(0.0L, z - 12);
  const long double to = z > 0 ? z + 12 : 12 / std::max(1.0L, -z / 4);
  constexpr int kIntervals = 20000;
  const long double h = (to - from) / kIntervals;
  long double sum = 0;
  for (int i = 0; i <= kIntervals; ++i) {
    const long double t = from + h * i;
    const long double weight = i == 0 || i == kIntervals ? 1 : (i % 2 == 1 ? 4 : 2);
    sum += weight * t * std::exp(-(t - z) * (t - z) / 2);
  }
  return static_cast<double>(sd * sum * h / 3 / std::sqrt(2 * std::numbers::pi_v<long double>));
}

}  // namespace

void TestExpectedImprovement::agreesWithQuadrature_data() {
  QTest::addColumn<double>("mean");
  QTest::addColumn<double>("sd");
  QTest::newRow("clearly better") << 8.0 << 0.5;
  QTest::newRow("at the incumbent") << 5.01 << 2.0;
  QTest::newRow("a little worse") << 4.0 << 1.0;
  QTest::newRow("last z of the direct formula") << 5.01 - 4.99 << 1.0;
  QTest::newRow("first z of the tail formula") << 5.01 - 5.01 << 1.0;
  QTest::newRow("z = -12") << 5.01 - 12.0 << 1.0;
  QTest::newRow("z = -22, about 1e-109") << 5.01 - 22.0 << 1.0;
  QTest::newRow("z = -36, about 1e-285") << 5.01 - 18.0 << 0.5;
}

void TestExpectedImprovement::agreesWithQuadrature() {
  QFETCH(double, mean);
  QFETCH(double, sd);
  const double incumbent = 5;
  const double xi = 0.01;
  // exp(-z^2/2) turns one rounding of z into z^2 of them: 1300 of 1e-16 at z = -36
  MW_NEAR(expectedImprovement(mean, sd, incumbent, xi, Goal::Maximise), quadrature(mean - incumbent - xi, sd), 1e-11,
          0);
}

void TestExpectedImprovement::isSmoothWhereTheTailFormulaStarts() {
  const double above = expectedImprovement(-5 + 1e-9, 1, 0, 0, Goal::Maximise);
  const double below = expectedImprovement(-5 - 1e-9, 1, 0, 0, Goal::Maximise);
  MW_NEAR(above / below, 1.0, 2e-8, 0);  // the function itself changes by about 1e-8 over the gap
}

void TestExpectedImprovement::minimisingMirrorsMaximising() {
  for (const double mean : {-3.0, 0.4, 2.0}) {
    QCOMPARE(expectedImprovement(mean, 0.7, 1.0, 0.01, Goal::Maximise),
             expectedImprovement(-mean, 0.7, -1.0, 0.01, Goal::Minimise));
  }
}

void TestExpectedImprovement::nothingIsGainedWhereAllIsKnown() {
  QCOMPARE(expectedImprovement(9, 0.99e-10, 5, 0.01, Goal::Maximise), 0.0);
  QVERIFY(expectedImprovement(9, 1.01e-10, 5, 0.01, Goal::Maximise) > 3.9);
}

void TestExpectedImprovement::nanSaysNothing() {
  QCOMPARE(expectedImprovement(9, std::nan(""), 5, 0.01, Goal::Maximise), 0.0);
}

QTEST_APPLESS_MAIN(TestExpectedImprovement)
#include "tst_expected_improvement.moc"
