// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <clocale>
#include <cmath>

#include "core/numerics/expression_evaluator.h"
#include "core/numerics/ode.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::numerics;

namespace {

constexpr double kRounding = 1e-14;
// Central differences with a step of 1e-6: h^2 times a third derivative, plus eps / h.
constexpr double kDifferences = 2e-8;
constexpr double kX = 0.7;
constexpr double kY = -1.3;

ExpressionSet setOf(const QString& formula) {
  ExpressionSet set({"x", "y"}, {{"k", 2.5}});
  Findings findings;
  if (!set.add(formula.toStdString(), "/f/0", findings)) qFatal("%s", findings[0].text().c_str());
  return set;
}

double valueAt(const ExpressionSet& set, double x, double y) {
  ExpressionEvaluator<double> evaluator(set);
  evaluator.symbols()[0] = x;
  evaluator.symbols()[1] = y;
  double result = 0;
  evaluator.run({&result, 1});
  return result;
}

}  // namespace

class TestExpression : public QObject {
  Q_OBJECT
 private slots:
  void hasTheValueAndSlopes_data();
  void hasTheValueAndSlopes();
  void secondDerivatives();
  void sharesWhatIsCommon();
  void saysWhatIsWrong_data();
  void saysWhatIsWrong();
  void keepsItsNumbersInOtherLocales();
  void integratorsReachTheSolution_data();
  void integratorsReachTheSolution();
};

void TestExpression::hasTheValueAndSlopes_data() {
  QTest::addColumn<QString>("formula");
  QTest::addColumn<double>("value");  // by hand at x = 0.7, y = -1.3
  const double x = kX;
  const double y = kY;
  const auto row = [](const char* formula, double value) { QTest::newRow(formula) << QString(formula) << value; };
  row("1 + 2*3 - 4/2", 5.0);
  row("-x^2", -x * x);
  row("2^3^2", 512.0);
  row("x**-2", 1 / (x * x));
  row("(x + y) * (x - y) / k", (x + y) * (x - y) / 2.5);
  row("1.5e-3*x + .5", 1.5e-3 * x + 0.5);
  row("exp(x*y) + ln(x) + log(x)", std::exp(x * y) + 2 * std::log(x));
  row("log10(x) + sqrt(x)", std::log10(x) + std::sqrt(x));
  row("sin(x)*cos(y) + tan(x)", std::sin(x) * std::cos(y) + std::tan(x));
  row("asin(x) + acos(x/2) + atan(y)", std::asin(x) + std::acos(x / 2) + std::atan(y));
  row("atan2(y, x)", std::atan2(y, x));
  row("sinh(x) + cosh(y) + tanh(x*y)", std::sinh(x) + std::cosh(y) + std::tanh(x * y));
  row("abs(y) + sign(y) + min(x, y) + max(x, y)", -y - 1 + y + x);
  row("if(y, x, y*x) + less(y, x)", y * x + 1);
  row("pow(x, y) + y^3 + x^1.7", std::pow(x, y) + y * y * y + std::pow(x, 1.7));
  row("2 * pi", 2 * M_PI);
  row("--x", x);
}

void TestExpression::hasTheValueAndSlopes() {
  QFETCH(QString, formula);
  QFETCH(double, value);
  const ExpressionSet set = setOf(formula);
  MW_NEAR(valueAt(set, kX, kY), value, kRounding, kRounding);
  ExpressionEvaluator<Dual<double, 2>> evaluator(set);
  evaluator.symbols()[0] = {kX, {1, 0}};
  evaluator.symbols()[1] = {kY, {0, 1}};
  Dual<double, 2> result;
  evaluator.run({&result, 1});
  constexpr double kStep = 1e-6;
  MW_NEAR(result.value, value, kRounding, kRounding);
  MW_NEAR(result.slope[0], (valueAt(set, kX + kStep, kY) - valueAt(set, kX - kStep, kY)) / (2 * kStep), kDifferences,
          kDifferences);
  MW_NEAR(result.slope[1], (valueAt(set, kX, kY + kStep) - valueAt(set, kX, kY - kStep)) / (2 * kStep), kDifferences,
          kDifferences);
}

void TestExpression::secondDerivatives() {
  // f = exp(x y) + x^3: f_xx = y^2 e + 6 x, f_xy = (1 + x y) e
  using Slope = Dual<double, 2>;
  ExpressionEvaluator<Dual<Slope, 1>> evaluator(setOf("exp(x*y) + x^3"));
  evaluator.symbols()[0] = {Slope(kX, {1, 0}), {Slope(1.0)}};
  evaluator.symbols()[1] = {Slope(kY, {0, 1}), {Slope(0.0)}};
  Dual<Slope, 1> result;
  evaluator.run({&result, 1});
  const double e = std::exp(kX * kY);
  MW_NEAR(result.slope[0].slope[0], kY * kY * e + 6 * kX, kRounding, 0.0);
  MW_NEAR(result.slope[0].slope[1], (1 + kX * kY) * e, kRounding, 1e-15);
}

void TestExpression::sharesWhatIsCommon() {
  ExpressionSet set({"x", "y"}, {{"k", 2.5}});
  Findings findings;
  QVERIFY(set.add("exp(x) * k", "/f/0", findings));
  const std::size_t one = set.program().size();
  QVERIFY(set.add("exp(x) * k", "/f/1", findings));
  QCOMPARE(set.program().size(), one);
  QVERIFY(set.add("2 * k - 3", "/f/2", findings));
  QCOMPARE(set.program().size(), one);  // folded
  QVERIFY(set.uses("x"));
  QVERIFY(!set.uses("y"));
}

void TestExpression::saysWhatIsWrong_data() {
  QTest::addColumn<QString>("formula");
  QTest::addColumn<QString>("cause");
  const auto row = [](const char* formula, const char* cause) {
    QTest::newRow(formula) << QString(formula) << QString(cause);
  };
  row("x +", "formula \"x +\", character 4: the formula ends too early");
  row("x y", "formula \"x y\", character 3: unexpected \"y\"");
  row("(x", "formula \"(x\", character 3: a parenthesis is not closed");
  row("expp(x)", "formula \"expp(x)\", character 1: nothing is called \"expp\" (did you mean \"exp\"?)");
  row("exp x", "formula \"exp x\", character 5: exp wants its argument in parentheses");
  row("min(x)", "formula \"min(x)\", character 6: min wants 2 arguments");
  row("sin(x, y)", "formula \"sin(x, y)\", character 6: sin takes 1 argument");
  row("1.2.3", "formula \"1.2.3\", character 1: \"1.2.3\" is not a number");
  row("1,5 * x", "formula \"1,5 * x\", character 2: unexpected \",\"");
  row("", "formula \"\", character 1: the formula ends too early");
}

void TestExpression::saysWhatIsWrong() {
  QFETCH(QString, formula);
  QFETCH(QString, cause);
  ExpressionSet set({"x", "y"});
  Findings findings;
  QVERIFY(!set.add(formula.toStdString(), "/model/f/0", findings));
  QCOMPARE(QString::fromStdString(findings[0].cause), cause);
  QCOMPARE(findings[0].place.pointer, std::string("/model/f/0"));
  QVERIFY(!findings[0].cure.empty());
  Findings deep;
  QVERIFY(!set.add(std::string(100000, '('), "/model/f/0", deep));
  QVERIFY(deep[0].cause.find("nested too deeply") != std::string::npos);
}

void TestExpression::keepsItsNumbersInOtherLocales() {
  const QByteArray kept(std::setlocale(LC_ALL, nullptr));
  for (const char* locale : {"de_DE.UTF-8", "tr_TR.UTF-8", "fr_FR.UTF-8", "C"}) {
    if (std::setlocale(LC_ALL, locale) == nullptr) continue;
    QCOMPARE(valueAt(setOf("1.5 * x + 0.25"), 2.0, 0.0), 3.25);
  }
  std::setlocale(LC_ALL, kept.constData());
}

void TestExpression::integratorsReachTheSolution_data() {
  QTest::addColumn<int>("method");
  QTest::addColumn<double>("step_s");
  QTest::addColumn<double>("tolerance");
  QTest::newRow("RK4, error of order h^4") << int(OdeMethod::RungeKutta4) << 0.01 << 1e-9;
  QTest::newRow("Dormand-Prince to its tolerance") << int(OdeMethod::DormandPrince) << 0.0 << 1e-7;
  QTest::newRow("Dormand-Prince, short steps") << int(OdeMethod::DormandPrince) << 0.01 << 1e-10;
}

void TestExpression::integratorsReachTheSolution() {
  // x' = -x, y' = cos(t): x = x0 e^-t, y = y0 + sin(t); the slope along x0 is e^-t.
  QFETCH(int, method);
  QFETCH(double, step_s);
  QFETCH(double, tolerance);
  using Slope = Dual<double, 1>;
  OdeSolver<Slope> solver(2, {OdeMethod(method), step_s});
  std::vector<Slope> x{{2.0, {1.0}}, {3.0, {0.0}}};
  const auto rate = [](double t, std::span<const Slope> state, std::span<Slope> slope) {
    slope[0] = -state[0];
    slope[1] = Slope(std::cos(t));
  };
  QVERIFY(solver.integrate(rate, 0.0, 2.0, x));
  MW_NEAR(x[0].value, 2 * std::exp(-2.0), tolerance, 0.0);
  MW_NEAR(x[0].slope[0], std::exp(-2.0), tolerance, 0.0);
  MW_NEAR(x[1].value, 3 + std::sin(2.0), tolerance, 0.0);
  OdeSolver<Slope> impatient(2, {OdeMethod::RungeKutta4, 1e-9, 1e-8, 1e-10, 1000});
  QVERIFY(!impatient.integrate(rate, 0.0, 2.0, x));
}

QTEST_APPLESS_MAIN(TestExpression)
#include "tst_expression.moc"
