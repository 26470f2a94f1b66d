// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/kpi/state_rates.h"
#include "tests/core/kpi/hand_made_run.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::kpi;
using namespace mw::test;

namespace {

constexpr double kRounding = 1e-13;

const char* const kCosts =
    R"(, "pools": [{"id": "crew", "count": 3}, {"id": "boss"}],
       "costs": {"material": {"a": 2, "b": 5}, "holding_per_part_h": 0.5, "labour_per_pool_h": 30, "energy_per_kwh": 0.2})";

}  // namespace

/// Energy and costs by state against values worked out by hand.
class TestCosts : public QObject {
  Q_OBJECT
 private slots:
  void ratesHoldByState_data();
  void ratesHoldByState();
  void breaksCostsDown_data();
  void breaksCostsDown();
  void costsOfOneElement();
  void existWhereSomethingIsGiven_data();
  void existWhereSomethingIsGiven();
  void labourIsPaidForOpenHours();
  void matchesAnExactLine();
};

void TestCosts::ratesHoldByState_data() {
  QTest::addColumn<QString>("power");
  QTest::addColumn<double>("energy_kwh");
  QTest::newRow("a bare number holds while not off") << "5" << 5 * 850 / 3600.0;
  QTest::newRow("states that are not named draw nothing") << R"({"busy": 6, "idle": 2})" << (2400 + 400) / 3600.0;
  QTest::newRow("off may draw too") << R"({"off": 1})" << 150 / 3600.0;
  QTest::newRow("all states")
      << R"({"busy": 7, "idle": 6, "blocked": 5, "setup": 4, "down": 3, "waiting": 2, "off": 1})"
      << (2800 + 1200 + 250 + 400 + 240 + 40 + 150) / 3600.0;
  QTest::newRow("none of them") << "{}" << 0.0;
}

void TestCosts::ratesHoldByState() {
  QFETCH(QString, power);
  QFETCH(double, energy_kwh);
  const KpiSet kpis(lineWith(R"(, "power_kw": )" + power.toStdString()));
  events::RunStatistics run = handMadeRun();
  run.good = 40;
  MW_NEAR(metric(kpis, run, 1, "energy_kwh"), energy_kwh, kRounding, 0);
  MW_NEAR(overall(kpis, run, "energy_kwh"), energy_kwh, kRounding, 0);
  MW_NEAR(overall(kpis, run, "energy_kwh_per_part"), energy_kwh / 40, kRounding, 0);
  QVERIFY2(std::isnan(metric(kpis, run, 1, "cost")), "energy has no price");
}

void TestCosts::breaksCostsDown_data() {
  QTest::addColumn<double>("value");
  const auto row = [](const char* name, double value) { QTest::newRow(name) << value; };
  const double material = 100 * 2 + 10 * 5;
  const double holding = 0.5 * 4 * (1000.0 / 3600);
  const double labour = 30 * (3 + 1) * (1000.0 / 3600);
  const double energy = 0.2 * 6 * 400 / 3600;
  const double elements = (36.0 * 400 + 18 * 80) / 3600;
  row("cost_material", material);
  row("cost_holding", holding);
  row("cost_labour", labour);
  row("cost_energy", energy);
  row("cost_elements", elements);
  row("cost_total", material + holding + labour + energy + elements);
  row("cost_per_part", (material + holding + labour + energy + elements) / 40);
}

void TestCosts::breaksCostsDown() {
  QFETCH(double, value);
  const KpiSet kpis(lineWith(R"(, "power_kw": {"busy": 6}, "cost_per_h": {"busy": 36, "down": 18})", kCosts));
  events::RunStatistics run = handMadeRun();
  run.good = 40;
  run.wip_mean = 4;
  run.part_types[0].entered = 100;
  run.part_types[1].entered = 10;
  MW_NEAR(overall(kpis, run, QTest::currentDataTag()), value, kRounding, 0);
}

void TestCosts::costsOfOneElement() {
  const KpiSet kpis(lineWith(R"(, "power_kw": {"busy": 6}, "cost_per_h": 36)", kCosts));
  MW_NEAR(metric(kpis, handMadeRun(), 1, "cost"), 36 * 850 / 3600.0 + 0.2 * 6 * 400 / 3600, kRounding, 0);
}

void TestCosts::existWhereSomethingIsGiven_data() {
  QTest::addColumn<QString>("of_m");
  QTest::addColumn<QString>("rest");
  QTest::addColumn<bool>("has_costs");
  QTest::newRow("nothing given") << ""
                                 << "" << false;
  QTest::newRow("power has no price") << R"(, "power_kw": 1)"
                                      << "" << false;
  QTest::newRow("a price") << ""
                           << R"(, "costs": {"holding_per_part_h": 1})" << true;
  QTest::newRow("one price of all material") << ""
                                             << R"(, "costs": {"material": 3})" << true;
  QTest::newRow("a running cost") << R"(, "cost_per_h": 1)"
                                  << "" << true;
}

void TestCosts::existWhereSomethingIsGiven() {
  QFETCH(QString, of_m);
  QFETCH(QString, rest);
  QFETCH(bool, has_costs);
  const KpiSet kpis(lineWith(of_m.toStdString(), rest.toStdString()));
  QCOMPARE(kpis.find("cost_per_part") != KpiSet::npos, has_costs);
  if (!rest.contains("material")) return;
  events::RunStatistics run = handMadeRun();
  run.part_types[0].entered = 100;
  run.part_types[1].entered = 10;
  MW_NEAR(overall(kpis, run, "cost_material"), 330, kRounding, 0);
}

void TestCosts::labourIsPaidForOpenHours() {
  // Two of a crew at 25 an hour on Monday from 6:00 to 14:00, a quarter of an hour of break apart; the first hour of
  // the shift is before the measured time.
  const auto factory =
      factoryOf(R"({"id": "s", "type": "source", "part": "a", "interarrival": 10}, {"id": "o", "type": "sink"})", "s>o",
                R"(, "calendars": [{"id": "day", "week": [{"days": ["mon"], "from": "06:00", "to": "14:00",
                                                 "breaks": [{"from": "09:00", "to": "09:15"}]}]}],
         "pools": [{"id": "crew", "count": 2, "calendar": "day"}], "costs": {"labour_per_pool_h": 25})");
  const auto run = simulated(factory, settingsFor(86400, 7 * 3600));
  MW_NEAR(overall(KpiSet(factory), run, "cost_labour"), 2 * 25 * 6.75, 1e-12, 0);
}

void TestCosts::matchesAnExactLine() {
  // In an hour from 7 s on, a part every 10 s works 4 s: 360 come in and leave, 24 minutes of work.
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": 10},
         {"id": "m", "type": "station", "process": 4, "power_kw": {"busy": 10, "idle": 1}, "cost_per_h": {"idle": 20}},
         {"id": "o", "type": "sink"})",
      "s>m m>o", R"(, "pools": [{"id": "crew", "count": 2}],
         "costs": {"material": {"a": 0.5}, "holding_per_part_h": 3, "labour_per_pool_h": 25, "energy_per_kwh": 0.25})");
  const auto run = simulated(factory, settingsFor(3607, 7));
  const KpiSet kpis(factory);
  MW_NEAR(overall(kpis, run, "energy_kwh"), 10 * 0.4 + 1 * 0.6, 1e-12, 0);
  MW_NEAR(overall(kpis, run, "cost_material"), 180, 1e-12, 0);
  MW_NEAR(overall(kpis, run, "cost_holding"), 3 * 0.4, 1e-12, 0);
  MW_NEAR(overall(kpis, run, "cost_labour"), 50, 1e-12, 0);
  MW_NEAR(overall(kpis, run, "cost_energy"), 0.25 * 4.6, 1e-12, 0);
  MW_NEAR(overall(kpis, run, "cost_elements"), 20 * 0.6, 1e-12, 0);
  MW_NEAR(overall(kpis, run, "cost_per_part"), (180 + 1.2 + 50 + 1.15 + 12) / 360, 1e-12, 0);
}

QTEST_APPLESS_MAIN(TestCosts)
#include "tst_costs.moc"
