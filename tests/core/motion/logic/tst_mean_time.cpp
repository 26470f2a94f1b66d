// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/motion/logic/mean_time.h"
#include "tests/support/near.h"

using namespace mw;

namespace {

double meanTime(const QString& time) {
  return motion::meanTime_s(Json::parse(time.toStdString()), "crate", "/p");
}

}  // namespace

class TestMeanTime : public QObject {
  Q_OBJECT
 private slots:
  void means_data();
  void means();
  void refuses_data();
  void refuses();
};

void TestMeanTime::means_data() {
  QTest::addColumn<QString>("time");
  QTest::addColumn<double>("mean_s");
  QTest::newRow("absent") << "null" << 0.0;
  QTest::newRow("number") << "7.5" << 7.5;
  QTest::newRow("constant") << R"({"dist": "constant", "value_s": 3})" << 3.0;
  QTest::newRow("uniform") << R"({"dist": "uniform", "min_s": 2, "max_s": 6})" << 4.0;
  QTest::newRow("exponential") << R"({"dist": "exponential", "mean_s": 60})" << 60.0;
  QTest::newRow("erlang") << R"({"dist": "erlang", "mean_s": 37, "k": 4})" << 37.0;
  QTest::newRow("gamma") << R"({"dist": "gamma", "mean_s": 23, "cv": 0.35})" << 23.0;
  QTest::newRow("lognormal") << R"({"dist": "lognormal", "mean_s": 45, "cv": 0.2})" << 45.0;
  QTest::newRow("weibull, shape 1 is exponential") << R"({"dist": "weibull", "scale_s": 10, "shape": 1})" << 10.0;
  QTest::newRow("weibull, shape 2: sqrt(pi)/2")
      << R"({"dist": "weibull", "scale_s": 10, "shape": 2})" << 8.862269254527580;
  QTest::newRow("normal far from zero") << R"({"dist": "normal", "mean_s": 420, "sd_s": 15})" << 420.0;
  QTest::newRow("half normal: sqrt(2/pi)") << R"({"dist": "normal", "mean_s": 0, "sd_s": 1})" << 0.7978845608028654;
  QTest::newRow("normal without spread") << R"({"dist": "normal", "mean_s": 5, "sd_s": 0})" << 5.0;
  QTest::newRow("triangular") << R"({"dist": "triangular", "min_s": 18, "mode_s": 23, "max_s": 28})" << 23.0;
  QTest::newRow("pert") << R"({"dist": "pert", "min_s": 1, "mode_s": 2, "max_s": 9})" << 3.0;
  QTest::newRow("empirical") << R"({"dist": "empirical", "values_s": [1, 2, 6]})" << 3.0;
  QTest::newRow("mixture") << R"({"dist": "mixture", "components": [{"weight": 1, "dist": "constant", "value_s": 2},
                              {"weight": 3, "dist": "exponential", "mean_s": 6}]})"
                           << 5.0;
  QTest::newRow("by part") << R"({"by_part": {"crate": 4, "*": 9}})" << 4.0;
  QTest::newRow("other parts") << R"({"by_part": {"lid": 4, "*": 9}})" << 9.0;
}

void TestMeanTime::means() {
  QFETCH(QString, time);
  QFETCH(double, mean_s);
  MW_NEAR(meanTime(time), mean_s, 1e-12, 0);
}

void TestMeanTime::refuses_data() {
  QTest::addColumn<QString>("time");
  QTest::addColumn<QString>("message");
  QTest::newRow("file") << R"({"dist": "empirical", "file": "t.csv"})"
                        << "motion can't read times from a file yet";
  QTest::newRow("part left out") << R"({"by_part": {"lid": 4}})"
                                 << "/p/by_part: no time for part \"crate\"";
  QTest::newRow("mixture of text") << R"({"dist": "mixture", "components": ["x"]})"
                                   << "/p: not a time";
  QTest::newRow("mixture without components") << R"({"dist": "mixture"})"
                                              << "the mixture has no components";
  QTest::newRow("mixture without number") << R"({"dist": "mixture", "components": [{"dist": "constant"}]})"
                                          << "no number \"value_s\"";
}

void TestMeanTime::refuses() {
  QFETCH(QString, time);
  QFETCH(QString, message);
  try {
    (void)meanTime(time);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(message), error.what());
  }
}

QTEST_APPLESS_MAIN(TestMeanTime)
#include "tst_mean_time.moc"
