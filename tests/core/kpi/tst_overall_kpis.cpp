// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "tests/core/kpi/hand_made_run.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::kpi;
using namespace mw::test;

namespace {

constexpr double kRounding = 1e-14;

const char* const kTwoMachines =
    R"({"id": "s", "type": "source", "part": "a", "interarrival": 10}, {"id": "m", "type": "station", "process": 1},
       {"id": "n", "type": "station", "process": 1}, {"id": "o", "type": "sink"})";

}  // namespace

/// KPIs of the factory as a whole against values worked out by hand.
class TestOverallKpis : public QObject {
  Q_OBJECT
 private slots:
  void hasClosedValues_data();
  void hasClosedValues();
  void sumsBeforeItDivides();
  void saysWhyItIsUndefined();
  void matchesAnExactLine();
};

void TestOverallKpis::hasClosedValues_data() {
  QTest::addColumn<double>("value");
  const auto row = [](const char* name, double value) { QTest::newRow(name) << value; };
  row("throughput_per_h", 60 / (1000.0 / 3600));
  row("wip_mean", 4);
  row("lost", 3);
  row("scrap_rate", 20.0 / 80);
  row("first_pass_yield", 48.0 / 80);
  row("oee", 7.2 * 80 / 1700);
  row("flow_efficiency", 800 / 4000.0);
  row("allocation_ratio", 1300 / 4000.0);
  row("inventory_turns_per_h", 60 / (1000.0 / 3600) / 4);
  row("littles_law_error", 100 / 4000.0);
  row("throughput_per_h/a", 50 / (1000.0 / 3600));
  row("throughput_per_h/b", 10 / (1000.0 / 3600));
  row("wip_mean/b", 1);
}

void TestOverallKpis::hasClosedValues() {
  QFETCH(double, value);
  events::RunStatistics run = handMadeRun();
  run.good = 60;
  run.scrapped = 20;
  run.good_first_pass = 48;
  run.left = 80;
  run.lost = 3;
  run.wip_mean = 4;
  run.part_types[0].good = 50;
  run.part_types[0].wip_mean = 3;
  run.part_types[0].lead = {3000, 2950, 0, 50};
  run.part_types[1].good = 10;
  run.part_types[1].wip_mean = 1;
  run.part_types[1].lead = {1000, 950, 0, 50};
  MW_NEAR(overall(KpiSet(lineWith("")), run, QTest::currentDataTag()), value, kRounding, 0);
}

void TestOverallKpis::sumsBeforeItDivides() {
  // 90 % over 100 s and 10 % over 900 s are 18 % together, not the 50 % of averaged percentages.
  events::RunStatistics run;
  run.measured_s = 1000;
  run.elements.resize(4);
  run.part_types.resize(2);
  const auto set = [&run](std::size_t element, double busy_s, double idle_s, double off_s) {
    events::ElementStatistics& statistics = run.elements[element];
    statistics.state_s = {busy_s, idle_s, 0, 0, 0, 0, off_s};
    statistics.processed = statistics.processed_good = static_cast<std::int64_t>(busy_s);
    statistics.planned_run_s = busy_s;
  };
  set(1, 90, 10, 900);
  set(2, 90, 810, 100);
  const KpiSet kpis(factoryOf(kTwoMachines, "s>m m>n n>o"));
  MW_NEAR(metric(kpis, run, 1, "oee"), 0.9, kRounding, 0);
  MW_NEAR(metric(kpis, run, 2, "oee"), 0.1, kRounding, 0);
  MW_NEAR(overall(kpis, run, "oee"), 0.18, kRounding, 0);
}

void TestOverallKpis::saysWhyItIsUndefined() {
  const KpiSet kpis(lineWith(R"(, "power_kw": 1)", R"(, "costs": {"energy_per_kwh": 1})"));
  events::RunStatistics run = handMadeRun();
  run.lead_time_mean_s = run.lead_time_p50_s = run.lead_time_p95_s = std::nan("");
  run.elements[1].state_s = {0, 0, 0, 0, 0, 0, 1000};
  const KpiReasons reasons = kpis.whyUndefined(run);
  const std::vector<std::pair<const char*, const char*>> wanted = {{"lead_time_p95_s", "no part left"},
                                                                   {"scrap_rate", "no part left"},
                                                                   {"first_pass_yield", "no part left"},
                                                                   {"oee", "no planned busy time"},
                                                                   {"flow_efficiency", "no part was inside"},
                                                                   {"energy_kwh_per_part", "no good part left"},
                                                                   {"cost_per_part", "no good part left"},
                                                                   {"littles_law_error", "no part stayed"},
                                                                   {"throughput_per_h", ""},
                                                                   {"inventory_turns_per_h", "no part was inside"}};
  for (const auto& [name, reason] : wanted) {
    QCOMPARE(std::isnan(overall(kpis, run, name)), *reason != '\0');
    QCOMPARE(QString::fromStdString(reasons.overall[kpis.find(name)]), QString(reason));
  }
}

void TestOverallKpis::matchesAnExactLine() {
  // A part every 10 s, 2 s in m and 4 s in n: from 100 s to 1100 s each is whole inside the window except the ends.
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": 10}, {"id": "m", "type": "station", "process": 2},
         {"id": "n", "type": "station", "process": 4}, {"id": "o", "type": "sink"})",
      "s>m m>n n>o");
  const auto run = simulated(factory, settingsFor(1107, 107));
  const KpiSet kpis(factory);
  // The parts of 110, 120, ..., 1100: a hundred, each 6 s inside, all of it production.
  MW_NEAR(overall(kpis, run, "throughput_per_h"), 360, 1e-12, 0);
  MW_NEAR(overall(kpis, run, "flow_efficiency"), 1, 1e-12, 0);
  MW_NEAR(overall(kpis, run, "allocation_ratio"), 1, 1e-12, 0);
  MW_NEAR(overall(kpis, run, "oee"), 600.0 / 2000, 1e-12, 0);
  MW_NEAR(overall(kpis, run, "first_pass_yield"), 1, 0, 0);
  MW_NEAR(overall(kpis, run, "littles_law_error"), 0, 0, 1e-12);
  MW_NEAR(overall(kpis, run, "inventory_turns_per_h"), 360 / 0.6, 1e-12, 0);
}

QTEST_APPLESS_MAIN(TestOverallKpis)
#include "tst_overall_kpis.moc"
