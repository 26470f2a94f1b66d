// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/kpi/time_elements.h"
#include "tests/core/kpi/hand_made_run.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::kpi;
using namespace mw::test;
using factory::ElementState;

namespace {

constexpr double kIdentity_s = 1e-9;

}  // namespace

/// States become the time elements of ISO 22400-2.
class TestTimeElements : public QObject {
  Q_OBJECT
 private slots:
  void takesEachStateOnce_data();
  void takesEachStateOnce();
  void sumsOverPlaces();
  void addsUpToTheMeasuredTime_data();
  void addsUpToTheMeasuredTime();
  void hasClosedValues();
};

void TestTimeElements::takesEachStateOnce_data() {
  QTest::addColumn<int>("state");
  QTest::addColumn<QVector<double>>("times");  // APT, ASUT, ADET, ADOT, planned down
  const auto row = [](const char* name, ElementState state, const QVector<double>& times) {
    QTest::newRow(name) << static_cast<int>(state) << times;
  };
  row("busy is production", ElementState::Busy, {7, 0, 0, 0, 0});
  row("setup", ElementState::Setup, {0, 7, 0, 0, 0});
  row("down is delay", ElementState::Down, {0, 0, 7, 0, 0});
  row("blocked is delay", ElementState::Blocked, {0, 0, 7, 0, 0});
  row("waiting for a pool is delay", ElementState::Waiting, {0, 0, 7, 0, 0});
  row("idle has no order", ElementState::Idle, {0, 0, 0, 7, 0});
  row("off is planned", ElementState::Off, {0, 0, 0, 0, 7});
}

void TestTimeElements::takesEachStateOnce() {
  QFETCH(int, state);
  QFETCH(QVector<double>, times);
  events::ElementStatistics element;
  element.state_s[static_cast<std::size_t>(state)] = 7;
  const TimeElements got = timeElements(element);
  const QVector<double> values = {got.apt_s, got.asut_s, got.adet_s, got.adot_s, got.planned_down_s};
  const QString wrong = allDiffer(values, times, 0);
  QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void TestTimeElements::sumsOverPlaces() {
  const TimeElements times = timeElements(handMadeRun().elements[1]);
  QCOMPARE(times.apt_s, 800.0);
  QCOMPARE(times.asut_s, 200.0);
  QCOMPARE(times.aupt_s(), 1000.0);
  QCOMPARE(times.adet_s, 300.0);
  QCOMPARE(times.aubt_s(), 1300.0);
  QCOMPARE(times.adot_s, 400.0);
  QCOMPARE(times.pbt_s(), 1700.0);
  QCOMPARE(times.pot_s(), 2000.0);
  TimeElements twice = times;
  twice += times;
  QCOMPARE(twice.pot_s(), 4000.0);
  QCOMPARE(twice.pbt_s(), 3400.0);
}

void TestTimeElements::addsUpToTheMeasuredTime_data() {
  QTest::addColumn<double>("interarrival_s");
  QTest::addColumn<double>("after_s");
  QTest::newRow("often starved") << 9.0 << 1.0;
  QTest::newRow("often blocked") << 1.0 << 9.0;
}

void TestTimeElements::addsUpToTheMeasuredTime() {
  QFETCH(double, interarrival_s);
  QFETCH(double, after_s);
  const auto factory = factoryOf(
      fmt::format(
          R"({{"id": "s", "type": "source", "part": {{"a": 0.5, "b": 0.5}}, "interarrival": {{"dist": "exponential", "mean_s": {}}}}},
        {{"id": "m", "type": "station", "capacity": 3, "process": {{"dist": "exponential", "mean_s": 5}},
          "setup": {{"default_s": 2}}, "failures": [{{"time_to_failure": {{"dist": "exponential", "mean_s": 40}}, "time_to_repair": 7}}]}},
        {{"id": "n", "type": "station", "process": {{"dist": "exponential", "mean_s": {}}}}}, {{"id": "o", "type": "sink"}})",
          interarrival_s, after_s),
      "s>m m>n n>o");
  const auto run = simulated(factory, settingsFor(20000, 500));
  for (const std::size_t i : {std::size_t{1}, std::size_t{2}}) {
    const events::ElementStatistics& element = run.elements[i];
    const TimeElements times = timeElements(element);
    const auto place_s = [&](ElementState state) {
      return stateOf(element, state) * static_cast<double>(element.places);
    };
    MW_NEAR(times.pot_s(), 19500.0 * static_cast<double>(element.places), 0, kIdentity_s);
    MW_NEAR(times.pbt_s(), times.pot_s() - times.planned_down_s, 0, kIdentity_s);
    MW_NEAR(times.aubt_s(), times.pbt_s() - place_s(ElementState::Idle), 0, kIdentity_s);
    MW_NEAR(times.aupt_s(), times.aubt_s() - place_s(ElementState::Down) - place_s(ElementState::Blocked), 0,
            kIdentity_s);
    MW_NEAR(times.apt_s, times.aupt_s() - place_s(ElementState::Setup), 0, kIdentity_s);
  }
  QCOMPARE(run.elements[1].places, std::int64_t{3});
}

void TestTimeElements::hasClosedValues() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": 20, "first_at_s": 0},
         {"id": "t", "type": "source", "part": "b", "interarrival": 20, "first_at_s": 10},
         {"id": "m", "type": "station", "process": 4, "setup": {"default_s": 1},
          "failures": [{"time_to_failure": 9, "time_to_repair": 5}]}, {"id": "o", "type": "sink"})",
      "s>m t>m m>o");
  // Parts at 0, 10, ..., 70; setup before all but the first; repairs in the third, fifth and seventh process.
  const TimeElements times = timeElements(simulated(factory, settingsFor(75)).elements[2]);
  MW_NEAR(times.apt_s, 8 * 4, 0, kIdentity_s);
  MW_NEAR(times.asut_s, 7 * 1, 0, kIdentity_s);
  MW_NEAR(times.adet_s, 3 * 5, 0, kIdentity_s);
  MW_NEAR(times.adot_s, 75 - 32 - 7 - 15, 0, kIdentity_s);
}

QTEST_APPLESS_MAIN(TestTimeElements)
#include "tst_time_elements.moc"
