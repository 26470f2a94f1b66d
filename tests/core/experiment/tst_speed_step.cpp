// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/base/error.h"
#include "core/events/distribution_from_json.h"
#include "core/experiment/speed_step.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::experiment;

class TestSpeedStep : public QObject {
  Q_OBJECT
 private slots:
  void scalesTimes_data();
  void scalesTimes();
  void readsSteps_data();
  void readsSteps();
};

void TestSpeedStep::scalesTimes_data() {
  QTest::addColumn<QString>("time");
  const auto row = [](const char* name, const char* time) { QTest::newRow(name) << QString(time); };
  row("seconds", "45");
  row("constant", R"({"dist": "constant", "value_s": 45})");
  row("uniform", R"({"dist": "uniform", "min_s": 3, "max_s": 9})");
  row("erlang", R"({"dist": "erlang", "mean_s": 3, "k": 4})");
  row("gamma", R"({"dist": "gamma", "mean_s": 3, "cv": 0.4})");
  row("lognormal", R"({"dist": "lognormal", "mean_s": 3, "cv": 0.4})");
  row("weibull", R"({"dist": "weibull", "scale_s": 3, "shape": 2})");
  row("normal, truncated", R"({"dist": "normal", "mean_s": 3, "sd_s": 2})");
  row("triangular", R"({"dist": "triangular", "min_s": 1, "mode_s": 2, "max_s": 5})");
  row("pert", R"({"dist": "pert", "min_s": 1, "mode_s": 2, "max_s": 5})");
  row("empirical", R"({"dist": "empirical", "values_s": [1, 4, 7]})");
  row("mixture", R"({"dist": "mixture", "components": [{"weight": 1, "dist": "gamma", "mean_s": 3, "cv": 0.4},
                                                       {"weight": 3, "dist": "constant", "value_s": 9}]})");
}

/// The same random numbers draw the same times, scaled: the shape stays, whatever the family.
void TestSpeedStep::scalesTimes() {
  QFETCH(QString, time);
  constexpr double kFactor = 0.8;
  constexpr double kRounding = 1e-12;
  const Json json = Json::parse(time.toStdString());
  const auto before = events::distributionFromJson(json, "");
  const auto after = events::distributionFromJson(scaledDistribution(json, kFactor), "");
  MW_NEAR(after.mean(), kFactor * before.mean(), 0, kRounding);
  RandomStream one(1, 2, 3);
  RandomStream other(1, 2, 3);
  for (int i = 0; i < 100; ++i) MW_NEAR(after.sample(other), kFactor * before.sample(one), 0, kRounding);
}

void TestSpeedStep::readsSteps_data() {
  QTest::addColumn<QString>("written");
  QTest::addColumn<QString>("text");
  QTest::newRow("share") << "5%"
                         << "5 %";
  QTest::newRow("share with a blank") << "2.5 %"
                                      << "2.5 %";
  QTest::newRow("seconds with a blank") << "5 s"
                                        << "5 s";
  QTest::newRow("seconds") << "5s"
                           << "5 s";
  QTest::newRow("minutes") << "2m"
                           << "120 s";
  for (const char* wrong : {"", "%", "0%", "100%", "-5s", "0", "fast", "nan%"}) QTest::newRow(wrong) << wrong << "";
}

void TestSpeedStep::readsSteps() {
  QFETCH(QString, written);
  QFETCH(QString, text);
  if (text.isEmpty()) {
    QVERIFY_EXCEPTION_THROWN((void)SpeedStep::parse(written.toStdString()), UsageError);
  } else {
    QCOMPARE(SpeedStep::parse(written.toStdString()).text(), text.toStdString());
  }
}

QTEST_GUILESS_MAIN(TestSpeedStep)
#include "tst_speed_step.moc"
