// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/kpi/littles_law.h"
#include "tests/core/kpi/hand_made_run.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::kpi;
using namespace mw::test;

/// Little's law as each run's check of itself.
class TestLittlesLaw : public QObject {
  Q_OBJECT
 private slots:
  void isTheRestAtTheEndsOfTheWindow();
  void agreesWithThroughputTimesLeadTime();
  void holdsInTheLongRun_data();
  void holdsInTheLongRun();
  void partSecondsAddUpExactly_data();
  void partSecondsAddUpExactly();
};

void TestLittlesLaw::isTheRestAtTheEndsOfTheWindow() {
  MW_NEAR(littlesLawError({100, 98, 1, 3}).number, 0.02, 1e-15, 0);
  MW_NEAR(littlesLawError({100, 102, 5, 3}).number, 0.02, 1e-15, 0);
  QCOMPARE(littlesLawError({100, 100, 3, 3}).number, 0.0);
  QVERIFY(std::isnan(littlesLawError({}).number));
}

void TestLittlesLaw::agreesWithThroughputTimesLeadTime() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 1}},
         {"id": "b", "type": "buffer"}, {"id": "m", "type": "station", "process": {"dist": "exponential", "mean_s": 0.9}},
         {"id": "o", "type": "sink"})",
      "s>b b>m m>o");
  const auto run = simulated(factory, settingsFor(3000, 100));
  const double th = static_cast<double>(run.left) / run.measured_s;
  const double want = std::abs(run.wip_mean - th * run.lead_time_mean_s) / run.wip_mean;
  QVERIFY(want > 1e-4);
  MW_NEAR(overall(KpiSet(factory), run, "littles_law_error"), want, 1e-9, 0);
  const events::ElementStatistics& b = run.elements[1];
  const double lambda = static_cast<double>(b.parts_out) / run.measured_s;
  MW_NEAR(metric(KpiSet(factory), run, 1, "littles_law_error"),
          std::abs(b.content_mean - lambda * b.wait_mean_s) / b.content_mean, 1e-9, 1e-15);
}

void TestLittlesLaw::holdsInTheLongRun_data() {
  QTest::addColumn<double>("load");
  QTest::newRow("light") << 0.5;
  QTest::newRow("heavy") << 0.8;
}

void TestLittlesLaw::holdsInTheLongRun() {
  QFETCH(double, load);
  const auto factory = factoryOf(
      fmt::format(
          R"({{"id": "s", "type": "source", "part": "a", "interarrival": {{"dist": "exponential", "mean_s": 1}}}},
        {{"id": "b", "type": "buffer"}}, {{"id": "m", "type": "station", "process": {{"dist": "exponential", "mean_s": {}}}}},
        {{"id": "o", "type": "sink"}})",
          load),
      "s>b b>m m>o");
  const auto run = simulated(factory, settingsFor(200000, 1000));
  QVERIFY(static_cast<double>(run.left) > kLittlesLawParts);
  QVERIFY(overall(KpiSet(factory), run, "littles_law_error") < kLittlesLawLimit);
}

void TestLittlesLaw::partSecondsAddUpExactly_data() {
  QTest::addColumn<QString>("elements");
  QTest::addColumn<QString>("flows");
  const QString source =
      R"({"id": "s", "type": "source", "part": {"a": 0.25, "b": 0.75}, "interarrival": {"dist": "exponential", "mean_s": 3}},
         {"id": "o", "type": "sink"}, )";
  QTest::newRow("buffers, last in first out")
      << source +
             R"({"id": "b", "type": "buffer", "capacity": 5, "order": "lifo"}, {"id": "m", "type": "station", "process": 2.9})"
      << "s>b b>m m>o";
  QTest::newRow("a belt that stops")
      << source + R"({"id": "c", "type": "conveyor", "length_m": 9, "speed_mps": 1, "accumulating": false},
                     {"id": "m", "type": "station", "process": {"dist": "exponential", "mean_s": 2.5}})"
      << "s>c c>m m>o";
  QTest::newRow("rework on the spot, setups, failures")
      << source + R"({"id": "m", "type": "station", "capacity": 2, "process": {"dist": "exponential", "mean_s": 4},
                      "setup": {"default_s": 0.5}, "yield": {"good": 0.8, "rework_to": "m"},
                      "failures": [{"time_to_failure": {"dist": "exponential", "mean_s": 60}, "time_to_repair": 8}]})"
      << "s>m m>o";
  QTest::newRow("a rework loop with scrap")
      << source + R"({"id": "b", "type": "buffer"}, {"id": "bin", "type": "sink", "counts_as": "scrap"},
                     {"id": "m", "type": "station", "process": {"dist": "exponential", "mean_s": 2},
                      "yield": {"good": 0.8, "rework": 0.15, "scrap": 0.05, "rework_to": "b", "scrap_to": "bin"}})"
      << "s>b b>m m>o";
}

void TestLittlesLaw::partSecondsAddUpExactly() {
  QFETCH(QString, elements);
  QFETCH(QString, flows);
  const auto factory = factoryOf(elements.toStdString(), flows.toStdString());
  for (const double warmup_s : {0.0, 777.7}) {
    const auto run = simulated(factory, settingsFor(20000, warmup_s));
    const events::PartSeconds inside = partSecondsInside(run);
    QVERIFY(inside.area > 1000);
    QVERIFY(inside.spent_at_end + inside.spent_at_start > 0);
    MW_NEAR(inside.area, inside.stays + inside.spent_at_end - inside.spent_at_start, 1e-9, 0);
    for (const events::ElementStatistics& element : run.elements) {
      const events::PartSeconds& stay = element.stay;
      MW_NEAR(stay.area, stay.stays + stay.spent_at_end - stay.spent_at_start, 1e-9, 1e-9);
    }
    double content = 0;  // what lies in elements other than the source is inside
    for (std::size_t i = 1; i < run.elements.size(); ++i) content += run.elements[i].stay.area;
    MW_NEAR(content, inside.area, 1e-9, 0);
  }
}

QTEST_APPLESS_MAIN(TestLittlesLaw)
#include "tst_littles_law.moc"
