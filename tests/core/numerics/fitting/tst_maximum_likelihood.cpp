// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <boost/math/special_functions/trigamma.hpp>
#include <numbers>

#include "core/numerics/fitting/maximum_likelihood.h"
#include "tests/core/numerics/fitting/draws.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::numerics;
using test::drawn;

namespace {

using Values = QList<double>;
constexpr double kN = 20'000;
constexpr double kErrors = 4.5;  ///< standard errors: one row in 150,000 fails by chance

FamilyFit fitted(const char* family, const Sample& sample) {
  return findFittedFamily(family)->fit(sample, {});
}

Sample sampleOf(const Values& values) {
  return Sample(std::vector<double>(values.begin(), values.end()));
}

double sumOfLogDensities(const Sample& sample, const Distribution& distribution) {
  double sum = 0;
  for (const double value : sample.values()) sum += std::log(distribution.pdf(value));
  return sum;
}

}  // namespace
Q_DECLARE_METATYPE(Distribution)

/// Every family by itself: known parameters, closed forms, and that nothing near is likelier.
class TestMaximumLikelihood : public QObject {
  Q_OBJECT

 private slots:
  void recoversParameters_data();
  void recoversParameters();
  void closedForms_data();
  void closedForms();
  void isTheMaximum_data();
  void isTheMaximum();
  void scalesWithTheUnit_data();
  void scalesWithTheUnit();
  void saysWhereItCannot_data();
  void saysWhereItCannot();
  void survivesExtremes_data();
  void survivesExtremes();
};

void TestMaximumLikelihood::recoversParameters_data() {
  QTest::addColumn<QString>("family");
  QTest::addColumn<Distribution>("truth");
  QTest::addColumn<Values>("parameters");
  QTest::addColumn<Values>("standard_errors");
  const double root = std::sqrt(kN);
  QTest::newRow("exponential: mean^2/n") << "exponential" << Distribution::exponential(300) << Values{300}
                                         << Values{300 / root};
  QTest::newRow("erlang: k is known for certain, mean^2/(k n)")
      << "erlang" << Distribution::erlang(90, 4) << Values{90, 4} << Values{45 / root, 1e-12};
  for (const double k : {0.3, 6.25}) {
    // Information of shape k at known mean m: psi'(k) - 1/k; of m: k/m^2; the two are orthogonal. cv = k^-1/2.
    const double k_error = 1 / std::sqrt(boost::math::trigamma(k) - 1 / k) / root;
    QTest::addRow("gamma, shape %g", k) << "gamma" << Distribution::gamma(50, 1 / std::sqrt(k))
                                        << Values{50, 1 / std::sqrt(k)}
                                        << Values{50 / std::sqrt(k) / root, 0.5 * std::pow(k, -1.5) * k_error};
  }
  {
    // mu and v = sigma^2 have variances v/n and 2 v^2/n; mean = exp(mu + v/2), cv = (e^v - 1)^1/2.
    const double cv = 0.8;
    const double v = std::log1p(cv * cv);
    QTest::newRow("lognormal") << "lognormal" << Distribution::lognormal(45, cv) << Values{45, cv}
                               << Values{45 * std::sqrt(v + 0.5 * v * v) / root,
                                         0.5 * std::exp(v) / cv * std::sqrt(2.0) * v / root};
  }
  // Variances 1.1087 scale^2/(shape^2 n) and 0.6079 shape^2/n: Johnson, Kotz, Balakrishnan (1994), chapter 21.
  for (const double shape : {0.7, 2.5}) {
    QTest::addRow("weibull, shape %g", shape)
        << "weibull" << Distribution::weibull(80, shape) << Values{80, shape}
        << Values{std::sqrt(1.1087) * 80 / shape / root, std::sqrt(0.6079) * shape / root};
  }
  QTest::newRow("normal, hardly cut: sd^2/n, sd^2/2n")
      << "normal" << Distribution::normal(60, 8) << Values{60, 8} << Values{8 / root, 8 / std::sqrt(2.0) / root};
  QTest::newRow("uniform: n (max - largest) / width is exponential")
      << "uniform" << Distribution::uniform(20, 70) << Values{20, 70} << Values{50 * 3 / kN, 50 * 3 / kN};
  // The ends of a triangle converge as those of a sample do, like (n ln n)^-1/2; the mode likewise.
  const double slow = 1.5 / std::sqrt(kN * std::log(kN));
  QTest::newRow("triangular") << "triangular" << Distribution::triangular(10, 30, 90) << Values{10, 30, 90}
                              << Values{80 * slow, 80 * slow, 80 * slow};
  QTest::newRow("pert") << "pert" << Distribution::pert(10, 30, 90) << Values{10, 30, 90}
                        << Values{80 * slow, 80 * slow, 320 * slow};
}

void TestMaximumLikelihood::recoversParameters() {
  QFETCH(QString, family);
  QFETCH(Distribution, truth);
  QFETCH(Values, parameters);
  QFETCH(Values, standard_errors);
  const FamilyFit fit = fitted(qPrintable(family), drawn(truth, static_cast<std::size_t>(kN)));
  QVERIFY(fit.isApplicable());
  for (qsizetype i = 0; i < parameters.size(); ++i) {
    MW_NEAR(fit.parameters[static_cast<std::size_t>(i)], parameters[i], 0, kErrors * standard_errors[i]);
  }
}

void TestMaximumLikelihood::closedForms_data() {
  QTest::addColumn<QString>("family");
  QTest::addColumn<Values>("values");
  QTest::addColumn<Values>("parameters");
  QTest::addColumn<double>("log_likelihood");
  const double e = std::numbers::e;
  const double pi = std::numbers::pi;
  QTest::newRow("exponential: -n (ln mean + 1)")
      << "exponential" << Values{0, 2, 4} << Values{2} << -3 * (std::log(2.0) + 1);
  QTest::newRow("uniform: -n ln width") << "uniform" << Values{3, 4, 8} << Values{3, 8} << -3 * std::log(5.0);
  const double v = 2.0 / 3;
  QTest::newRow("lognormal: logarithms 0, 1, 2")
      << "lognormal" << Values{1, e, e * e} << Values{std::exp(1 + v / 2), std::sqrt(std::exp(v) - 1)}
      << -3 * (1 + 0.5 * std::log(2 * pi * v) + 0.5);
  QTest::newRow("normal far from zero: mean and variance with divisor n")
      << "normal" << Values{999, 1000, 1001} << Values{1000, std::sqrt(v)} << -1.5 * (std::log(2 * pi * v) + 1);
  // cv^2 = 3/4 is above pi/2 - 1: the half normal of mean square 1.75 * 4 = 7, density 2 phi(x/sd)/sd.
  QTest::newRow("normal that begins at its peak") << "normal" << Values{0, 1, 3, 4} << Values{0, std::sqrt(6.5)}
                                                  << 4 * (std::log(2.0) - 0.5 * std::log(2 * pi * 6.5) - 0.5);
  QTest::newRow("constant") << "constant" << Values{7, 7, 7} << Values{7} << std::nan("");
}

void TestMaximumLikelihood::closedForms() {
  QFETCH(QString, family);
  QFETCH(Values, values);
  QFETCH(Values, parameters);
  QFETCH(double, log_likelihood);
  const FamilyFit fit = fitted(qPrintable(family), sampleOf(values));
  const QString wrong = test::allDiffer(fit.parameters, std::vector<double>(parameters.begin(), parameters.end()),
                                        1e-12, 1e-12);  // rounding
  QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
  MW_NEAR(fit.log_likelihood, log_likelihood, 1e-12, 1e-12);
}

void TestMaximumLikelihood::isTheMaximum_data() {
  QTest::addColumn<QString>("family");
  QTest::addColumn<Distribution>("truth");
  // Every family on data of its own and of others: the likelihood has its maximum there too.
  const std::pair<const char*, Distribution> truths[] = {
      {"exponential", Distribution::exponential(3)}, {"gamma", Distribution::gamma(40, 0.4)},
      {"weibull", Distribution::weibull(7, 0.6)},    {"lognormal", Distribution::lognormal(3000, 1.2)},
      {"normal", Distribution::normal(2, 1.5)},      {"triangular", Distribution::triangular(5, 6, 20)}};
  for (const FittedFamily& family : fittedFamilies()) {
    for (const auto& [name, truth] : truths) {
      if (family.name == "constant") continue;
      QTest::addRow("%s on %s", family.name.data(), name) << QString(family.name.data()) << truth;
    }
  }
}

void TestMaximumLikelihood::isTheMaximum() {
  QFETCH(QString, family);
  QFETCH(Distribution, truth);
  const FittedFamily& fitter = *findFittedFamily(family.toStdString());
  const Sample sample = drawn(truth, 200);
  const FamilyFit fit = fitter.fit(sample, {});
  const double value = sumOfLogDensities(sample, fitter.make(fit.parameters));
  // Rounding of the sum; where an end is searched for, its place is exact to about 1e-5 in the likelihood, and the
  // density there is that of a difference of nearly equal numbers.
  const double kSearched = 1e-3;
  MW_NEAR(fit.log_likelihood, value, 1e-10, fitter.parameter_count == 3 ? kSearched : 0);
  for (std::size_t i = 0; i < fit.parameters.size(); ++i) {
    for (const double factor : {0.7, 0.97, 0.999, 1.001, 1.03, 1.4}) {
      std::vector<double> other = fit.parameters;
      other[i] = family == "erlang" && i == 1 ? std::max(1.0, std::round(other[i]) + (factor > 1 ? 1 : -1))
                                              : other[i] * factor + (other[i] == 0 ? 0.01 * factor : 0);
      if (!std::is_sorted(other.begin(), other.end()) && fitter.parameter_count == 3) continue;
      const double there = sumOfLogDensities(sample, fitter.make(other));
      QVERIFY2(!(there > value + kSearched),
               qPrintable(QString("parameter %1 times %2: %3 beats %4").arg(i).arg(factor).arg(there).arg(value)));
    }
  }
}

void TestMaximumLikelihood::scalesWithTheUnit_data() {
  QTest::addColumn<QString>("family");
  for (const FittedFamily& family : fittedFamilies()) {
    if (family.name != "constant") QTest::addRow("%s", family.name.data()) << QString(family.name.data());
  }
}

void TestMaximumLikelihood::scalesWithTheUnit() {
  QFETCH(QString, family);
  const Sample sample = drawn(Distribution::gamma(10, 0.6), 300);
  std::vector<double> hours = sample.values();
  for (double& value : hours) value /= 4096;  // exact
  const FamilyFit in_s = fitted(qPrintable(family), sample);
  const FamilyFit in_h = fitted(qPrintable(family), Sample(hours));
  const double scaled = in_h.log_likelihood - 300 * std::log(4096.0);
  MW_NEAR(in_s.log_likelihood, scaled, 1e-11, 0);
  MW_NEAR(in_s.parameters[0], 4096 * in_h.parameters[0], 1e-11, 1e-9);
}

void TestMaximumLikelihood::saysWhereItCannot_data() {
  QTest::addColumn<QString>("family");
  QTest::addColumn<Values>("values");
  QTest::addColumn<QString>("reason");
  for (const FittedFamily& family : fittedFamilies()) {
    const QString name(family.name.data());
    if (name == "constant") {
      QTest::addRow("constant") << name << Values{1, 1, 2} << "the values differ";
      continue;
    }
    QTest::addRow("%s of equal values", family.name.data()) << name << Values{2, 2, 2} << "all values are equal";
    const bool is_positive = name == "erlang" || name == "gamma" || name == "lognormal" || name == "weibull";
    QTest::addRow("%s with a zero", family.name.data())
        << name << Values{0, 1, 2, 4} << (is_positive ? "there are values of 0" : "");
  }
}

void TestMaximumLikelihood::saysWhereItCannot() {
  QFETCH(QString, family);
  QFETCH(Values, values);
  QFETCH(QString, reason);
  const FamilyFit fit = fitted(qPrintable(family), sampleOf(values));
  QCOMPARE(QString::fromStdString(fit.reason), reason);
  if (reason.isEmpty()) QVERIFY(std::isfinite(fit.log_likelihood));
}

void TestMaximumLikelihood::survivesExtremes_data() {
  QTest::addColumn<Values>("values");
  QTest::newRow("nearly equal") << Values{1e6, 1e6 + 1e-6, 1e6 + 2e-6, 1e6 + 3e-6, 1e6 + 5e-6};
  QTest::newRow("close together") << Values{1e6, 1e6 + 20, 1e6 + 10, 1e6 + 50, 1e6 + 23};
  QTest::newRow("300 decades") << Values{1e-150, 1e-50, 1, 1e50, 1e150};
  QTest::newRow("one far away") << Values{1, 1.1, 1.2, 0.9, 1e9};
  QTest::newRow("two kinds") << Values{1, 1, 1, 1, 1, 1, 2};
  QTest::newRow("zeros and one") << Values{0, 0, 0, 0, 3600};
  QTest::newRow("tiny") << Values{1e-100, 2e-100, 3e-100, 2e-100, 4e-100};
}

void TestMaximumLikelihood::survivesExtremes() {
  QFETCH(Values, values);
  const Sample sample = sampleOf(values);
  for (const FittedFamily& family : fittedFamilies()) {
    const FamilyFit fit = family.fit(sample, {});
    if (!fit.isApplicable()) continue;
    for (const double parameter : fit.parameters) {
      QVERIFY2(std::isfinite(parameter) && parameter >= 0, family.name.data());
    }
    QVERIFY2(std::isfinite(fit.log_likelihood), family.name.data());
    const Distribution made = family.make(fit.parameters);
    for (const double value : sample.values()) QVERIFY2(!std::isnan(made.cdf(value)), family.name.data());
  }
}

QTEST_APPLESS_MAIN(TestMaximumLikelihood)
#include "tst_maximum_likelihood.moc"
