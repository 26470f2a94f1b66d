// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <random>

#include "core/base/text.h"
#include "core/factory/distribution_families.h"
#include "tests/support/near.h"
#include "ui/panels/properties/distribution.h"
#include "ui/panels/properties/quantity.h"

using namespace mw;
using namespace mw::panels;

class TestQuantity : public QObject {
  Q_OBJECT
 private slots:
  void typedUnitsBecomeSi_data();
  void typedUnitsBecomeSi();
  void nonsenseIsRefusedWithACure_data();
  void nonsenseIsRefusedWithACure();
  void shownTextReadsBackToTheSameBits();
  void longTimesAreShownShort();
  void longFiguresAreShortToLookAt();
  void keysBecomeLabels();
  void anotherFamilyKeepsTheMean_data();
  void anotherFamilyKeepsTheMean();
  void densityHoldsAllProbability_data();
  void densityHoldsAllProbability();
};

namespace {

api::ParameterDeclaration in(const char* unit) {
  return api::number("x").unit(unit);
}

}  // namespace

void TestQuantity::typedUnitsBecomeSi_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("unit");
  QTest::addColumn<double>("value");
  QTest::newRow("bare") << "90"
                        << "s" << 90.0;
  QTest::newRow("minutes") << "1.5 min"
                           << "s" << 90.0;
  QTest::newRow("minutes, no space") << "1.5min"
                                     << "s" << 90.0;
  QTest::newRow("hours") << " 2 h "
                         << "s" << 7200.0;
  QTest::newRow("days") << "5 d"
                        << "s" << 432000.0;
  QTest::newRow("milliseconds") << "250 ms"
                                << "s" << 0.25;
  QTest::newRow("exponent") << "1e3"
                            << "s" << 1000.0;
  QTest::newRow("exponent with unit") << "1.5e-3 h"
                                      << "s" << 5.4;
  QTest::newRow("negative") << "-2.5"
                            << "m" << -2.5;
  QTest::newRow("millimetres") << "1200 mm"
                               << "m" << 1.2;
  QTest::newRow("metres per minute") << "30 m/min"
                                     << "m/s" << 0.5;
  QTest::newRow("kilometres per hour") << "3.6 km/h"
                                       << "m/s" << 1.0;
  QTest::newRow("tonnes") << "0.5 t"
                          << "kg" << 500.0;
  QTest::newRow("watts") << "750 W"
                         << "kW" << 0.75;
  QTest::newRow("degrees") << "90°"
                           << "deg" << 90.0;
  QTest::newRow("as people write it") << "20 °C"
                                      << "degC" << 20.0;
  QTest::newRow("as files write it") << "20 degC"
                                     << "degC" << 20.0;
  QTest::newRow("per cent") << "20 %"
                            << "" << 0.2;
  QTest::newRow("own unit without a table") << "4 1/h"
                                            << "1/h" << 4.0;
}

void TestQuantity::typedUnitsBecomeSi() {
  QFETCH(QString, text);
  QFETCH(QString, unit);
  QFETCH(double, value);
  const auto parsed = parseQuantity(text, in(unit.toUtf8()));
  QVERIFY2(std::holds_alternative<double>(parsed), "refused");
  MW_NEAR(std::get<double>(parsed), value, 1e-15, 0);  // one multiplication
}

void TestQuantity::nonsenseIsRefusedWithACure_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("unit");
  QTest::addColumn<QString>("cause");
  QTest::addColumn<QString>("cure");
  QTest::newRow("comma") << "1,5"
                         << "s"
                         << "\"1,5\" has a comma"
                         << "write figures with a point: 1.5";
  QTest::newRow("word") << "fast"
                        << "s"
                        << "\"fast\" is not a number"
                        << "write it as 90 or 1.5 min";
  QTest::newRow("two numbers") << "1 2"
                               << "s"
                               << "\"2\" is no unit here"
                               << "take one of s, ms, min, h, d, w, sec";
  QTest::newRow("length for a time") << "3 m"
                                     << "s"
                                     << "\"m\" is no unit here"
                                     << "take one of s, ms, min, h, d, w, sec";
  QTest::newRow("unit for a pure number") << "3 s"
                                          << ""
                                          << "\"s\" is no unit here"
                                          << "write the number alone";
  QTest::newRow("two points") << "1.2.3"
                              << "s"
                              << "\"1.2.3\" is not a number"
                              << "write it as 90 or 1.5 min";
}

void TestQuantity::nonsenseIsRefusedWithACure() {
  QFETCH(QString, text);
  QFETCH(QString, unit);
  const auto parsed = parseQuantity(text, in(unit.toUtf8()));
  QVERIFY(std::holds_alternative<QuantityError>(parsed));
  QTEST(std::get<QuantityError>(parsed).cause, "cause");
  QTEST(std::get<QuantityError>(parsed).cure, "cure");
}

void TestQuantity::shownTextReadsBackToTheSameBits() {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> exponent(-6, 9);
  for (const char* unit : {"s", "m", "m/s", "kg", ""}) {
    const api::ParameterDeclaration parameter = in(unit);
    for (int i = 0; i < 5000; ++i) {
      double value = std::pow(10, exponent(random));
      if (i % 2 == 0) value = std::round(value);
      const ShownQuantity shown = shownQuantity(value, parameter);
      const auto parsed = parseQuantity(shown.figures + ' ' + shown.unit, parameter);
      QVERIFY2(std::holds_alternative<double>(parsed), qPrintable(shown.figures + ' ' + shown.unit));
      QCOMPARE(std::get<double>(parsed), value);
    }
  }
}

void TestQuantity::longFiguresAreShortToLookAt() {
  QCOMPARE(briefFigures("3.7182818284590451"), "3.71828");
  QCOMPARE(briefFigures("0.033333333333333333"), "0.0333333");
  QCOMPARE(briefFigures("123456.78912"), "123457");
  QCOMPARE(briefFigures("-2.0000000001"), "-2");
  for (const char* kept : {"90", "1.5", "12345.678", "a long name", ""}) QCOMPARE(briefFigures(kept), kept);
}

void TestQuantity::longTimesAreShownShort() {
  const auto shown = [](double value) {
    const ShownQuantity q = shownQuantity(value, in("s"));
    return q.figures + ' ' + q.unit;
  };
  QCOMPARE(shown(45), "45 s");
  QCOMPARE(shown(14400), "4 h");
  QCOMPARE(shown(720), "12 min");
  QCOMPARE(shown(90), "90 s");
  QCOMPARE(shown(86400), "1 d");
  QCOMPARE(shown(3601), "3601 s");
  const ShownQuantity share = shownQuantity(0.2, api::number("cv").above(0));
  QCOMPARE(share.figures + share.unit, "20%");
}

void TestQuantity::keysBecomeLabels() {
  QCOMPARE(labelOf("mean_s"), "Mean");
  QCOMPARE(labelOf("time_to_failure"), "Time to failure");
  QCOMPARE(labelOf("speed_mps"), "Speed");
  QCOMPARE(labelOf("cv"), "Variation");
  QCOMPARE(labelOf("hold_n"), "Holding force");
}

void TestQuantity::anotherFamilyKeepsTheMean_data() {
  QTest::addColumn<QString>("family");
  for (const factory::DistributionFamily& family : factory::distributionFamilies()) {
    if (family.name != "mixture") QTest::newRow(family.name.c_str()) << QString::fromStdString(family.name);
  }
}

void TestQuantity::anotherFamilyKeepsTheMean() {
  QFETCH(QString, family);
  const Json before{{"dist", "lognormal"}, {"mean_s", 45}, {"cv", 0.2}};
  const Json after = inFamily(family.toStdString(), before);
  QCOMPARE(after["dist"].get<std::string>(), family.toStdString());
  const auto moments = momentsOf(after);
  QVERIFY(moments.has_value());
  MW_NEAR(moments->mean_s, 45, 2e-3, 0);  // fields hold four figures
}

void TestQuantity::densityHoldsAllProbability_data() {
  QTest::addColumn<QString>("json");
  QTest::newRow("lognormal") << R"({"dist": "lognormal", "mean_s": 45, "cv": 0.2})";
  QTest::newRow("gamma") << R"({"dist": "gamma", "mean_s": 45, "cv": 0.3})";
  QTest::newRow("erlang") << R"({"dist": "erlang", "mean_s": 45, "k": 9})";
  QTest::newRow("normal") << R"({"dist": "normal", "mean_s": 45, "sd_s": 4})";
  QTest::newRow("uniform") << R"({"dist": "uniform", "min_s": 10, "max_s": 20})";
  QTest::newRow("triangular") << R"({"dist": "triangular", "min_s": 10, "mode_s": 12, "max_s": 20})";
  QTest::newRow("pert") << R"({"dist": "pert", "min_s": 10, "mode_s": 12, "max_s": 20})";
  QTest::newRow("weibull") << R"({"dist": "weibull", "scale_s": 45, "shape": 3})";
}

void TestQuantity::densityHoldsAllProbability() {
  QFETCH(QString, json);
  const DensityCurve curve = densityOf(Json::parse(json.toStdString()), 2000);
  double sum = 0;
  for (const double value : curve.density) sum += value;
  sum *= (curve.high_s - curve.low_s) / static_cast<double>(curve.density.size());
  // Four standard deviations either way leave under 0.3 % of these out.
  MW_NEAR(sum, 1, 5e-3, 0);
}

QTEST_MAIN(TestQuantity)
#include "tst_quantity.moc"
