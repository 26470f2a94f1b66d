// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <functional>
#include <set>

#include "tests/core/kpi/hand_made_run.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::kpi;
using namespace mw::test;

using Change = std::function<void(events::RunStatistics&)>;
Q_DECLARE_METATYPE(Change)

namespace {

constexpr double kRounding = 1e-14;  // a few products and quotients

}  // namespace

/// KPIs of elements against values worked out by hand, from APT 800, ASUT 200, ADET 300, ADOT 400 s.
class TestElementKpis : public QObject {
  Q_OBJECT
 private slots:
  void hasClosedValues_data();
  void hasClosedValues();
  void saysWhyItIsUndefined_data();
  void saysWhyItIsUndefined();
  void doesNotApplyToBuffersAndSinks();
  void oeeIsPlannedGoodTimeOverBusyTime_data();
  void oeeIsPlannedGoodTimeOverBusyTime();
  void declaresEachNameOnce();
};

void TestElementKpis::hasClosedValues_data() {
  QTest::addColumn<double>("value");
  const auto row = [](const char* name, double value) { QTest::newRow(name) << value; };
  row("busy", 0.4);
  row("off", 0.15);
  row("availability", 800.0 / 1700);
  row("performance", 720.0 / 800);
  row("quality", 80.0 / 100);
  row("oee", 7.2 * 80 / 1700);
  row("nee", 1000.0 / 1700 * 0.9 * 0.8);
  row("allocation_efficiency", 1300.0 / 1700);
  row("utilisation_efficiency", 800.0 / 1300);
  row("technical_efficiency", 800.0 / 1100);
  row("setup_ratio", 200.0 / 1000);
  row("scrap_ratio", 8.0 / 100);
  row("rework_ratio", 12.0 / 100);
  row("first_pass_yield", 76.0 / 90);
  row("fall_off_ratio", 8.0 / 200);
  row("mtbf_s", 250);
  row("mtbf_published_s", 750.0 / 5);
  row("mttr_s", 40);
}

void TestElementKpis::hasClosedValues() {
  QFETCH(double, value);
  const KpiSet kpis(lineWith(""));
  MW_NEAR(metric(kpis, handMadeRun(), 1, QTest::currentDataTag()), value, kRounding, 0);
}

void TestElementKpis::saysWhyItIsUndefined_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("reason");
  QTest::addColumn<Change>("change");
  const auto row = [](const char* title, const char* name, const char* reason, Change change) {
    QTest::newRow(title) << name << reason << change;
  };
  const Change always_off = [](events::RunStatistics& run) { run.elements[1].state_s = {0, 0, 0, 0, 0, 0, 1000}; };
  const Change starved = [](events::RunStatistics& run) { run.elements[1].state_s = {0, 1000, 0, 0, 0, 0, 0}; };
  const Change none_done = [](events::RunStatistics& run) {
    run.elements[1].processed = run.elements[1].processed_good = run.elements[1].first_passes = 0;
  };
  const Change no_failure = [](events::RunStatistics& run) {
    run.elements[1].mtbf_s = run.elements[1].mttr_s = std::nan("");
    run.elements[1].failures = run.elements[1].intervals = 0;
  };
  row("off all the time", "availability", "no planned busy time", always_off);
  row("OEE names the first cause", "oee", "no planned busy time", always_off);
  row("starved: no production", "performance", "no production time", starved);
  row("starved: OEE", "oee", "no production time", starved);
  row("starved: no order", "utilisation_efficiency", "no time with an order", starved);
  row("starved: no setup", "setup_ratio", "neither setup nor production", starved);
  row("starved: technical", "technical_efficiency", "neither production nor delay", starved);
  row("no process ended", "quality", "no process was finished", none_done);
  row("no process ended: OEE", "oee", "no process was finished", none_done);
  row("no first pass", "first_pass_yield", "no part was here for the first time", none_done);
  row("no failure", "mtbf_s", "no two failures of one place", no_failure);
  row("no failure: as published", "mtbf_published_s", "no two failures of one place", no_failure);
  row("no repair", "mttr_s", "no repair was finished", no_failure);
  row("nothing came in", "fall_off_ratio", "no part came in", [](events::RunStatistics& run) { run.entered = 0; });
  row("nothing stayed", "littles_law_error", "no part stayed", [](events::RunStatistics&) {});
}

void TestElementKpis::saysWhyItIsUndefined() {
  QFETCH(QString, name);
  QFETCH(QString, reason);
  QFETCH(Change, change);
  events::RunStatistics run = handMadeRun();
  change(run);
  const KpiSet kpis(lineWith(""));
  const std::string key = name.toStdString();
  QVERIFY(std::isnan(metric(kpis, run, 1, key)));
  QCOMPARE(QString::fromStdString(kpis.whyUndefined(run).elements[1][metricIndex(kpis, key)]), reason);
}

void TestElementKpis::doesNotApplyToBuffersAndSinks() {
  const KpiSet kpis(lineWith(""));
  const auto run = handMadeRun();
  const KpiReasons reasons = kpis.whyUndefined(run);
  for (const char* name : {"availability", "oee", "quality", "mtbf_s", "energy_kwh", "cost"}) {
    QVERIFY(std::isnan(metric(kpis, run, 2, name)));
    QVERIFY2(reasons.elements[2][metricIndex(kpis, name)].empty(), name);
  }
  QCOMPARE(metric(kpis, run, 2, "parts_out"), 0.0);
  QVERIFY(reasons.elements[1][metricIndex(kpis, "oee")].empty());
}

void TestElementKpis::oeeIsPlannedGoodTimeOverBusyTime_data() {
  QTest::addColumn<QString>("fields");
  QTest::newRow("plain") << "";
  QTest::newRow("setups and rework") << R"(, "setup": {"default_s": 1}, "yield": {"good": 0.8, "rework_to": "m"})";
  QTest::newRow("failures") << R"(, "failures": [{"time_to_failure": 50, "time_to_repair": 9}])";
}

void TestElementKpis::oeeIsPlannedGoodTimeOverBusyTime() {
  QFETCH(QString, fields);
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": {"a": 0.75, "b": 0.25}, "interarrival": {"dist": "exponential", "mean_s": 6}},
         {"id": "m", "type": "station", "capacity": 2,
          "process": {"by_part": {"a": {"dist": "exponential", "mean_s": 5}, "b": {"dist": "exponential", "mean_s": 8}}})" +
          fields.toStdString() + R"(}, {"id": "o", "type": "sink"})",
      "s>m m>o");
  const auto run = simulated(factory, settingsFor(50000, 1000));
  const KpiSet kpis(factory);
  const events::ElementStatistics& m = run.elements[1];
  const double planned_item_s = m.planned_run_s / static_cast<double>(m.processed);
  const double cross_check = planned_item_s * static_cast<double>(m.processed_good) / timeElements(m).pbt_s();
  QVERIFY(cross_check > 0.2);
  MW_NEAR(metric(kpis, run, 1, "oee"), cross_check, 1e-12, 0);
  MW_NEAR(metric(kpis, run, 1, "availability") * metric(kpis, run, 1, "performance") * metric(kpis, run, 1, "quality"),
          cross_check, 1e-12, 0);
}

void TestElementKpis::declaresEachNameOnce() {
  const KpiSet kpis(lineWith(R"(, "power_kw": 1)", R"(, "costs": {"energy_per_kwh": 1})"));
  std::set<std::string> names;
  for (const KpiDeclaration& kpi : kpis.metrics()) {
    QVERIFY2(names.insert(kpi.name).second, kpi.name.c_str());
    QVERIFY2(!kpi.help.empty(), kpi.name.c_str());
  }
  names.clear();
  for (const KpiDeclaration& kpi : kpis.overall()) {
    QVERIFY2(names.insert(kpi.name).second, kpi.name.c_str());
    QVERIFY2(!kpi.help.empty(), kpi.name.c_str());
  }
  // What scripts rely on: the names of the file format's contract.
  for (const char* name : {"throughput_per_h", "wip_mean", "outside_mean", "lost", "lead_time_mean_s",
                           "lead_time_p50_s", "lead_time_p95_s", "scrap_rate", "energy_kwh", "energy_kwh_per_part",
                           "cost_per_part", "throughput_per_h/a", "wip_mean/b", "outside_mean/a", "lost/b"}) {
    QVERIFY2(names.contains(name), name);
  }
}

QTEST_APPLESS_MAIN(TestElementKpis)
#include "tst_element_kpis.moc"
