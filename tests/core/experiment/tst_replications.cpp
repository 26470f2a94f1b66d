// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/experiment/replications.h"
#include "core/experiment/run_warnings.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::experiment;
using namespace mw::test;

namespace {

factory::Factory line(double interarrival_s) {
  return factoryOf(
      fmt::format(
          R"({{"id": "s", "type": "source", "part": "a", "interarrival": {{"dist": "exponential", "mean_s": {}}}}},
             {{"id": "m", "type": "station", "process": {{"dist": "exponential", "mean_s": 1}}, "power_kw": {{"busy": 6, "idle": 2}},
               "yield": {{"good": 0.9, "scrap_to": "bin"}}}},
             {{"id": "o", "type": "sink"}}, {{"id": "bin", "type": "sink", "counts_as": "scrap"}})",
          interarrival_s),
      "s>m m>o");
}

RunPlan plan(unsigned jobs) {
  RunPlan made;
  made.horizon_s = 5000;
  made.warmup_s = 100;
  made.replications = 7;
  made.seed = 9;
  made.jobs = jobs;
  return made;
}

Json withoutWallTime(Json json) {
  json.erase("wall_s");
  return json;
}

}  // namespace

class TestReplications : public QObject {
  Q_OBJECT
 private slots:
  void givesTheSameBitsForAnyJobs();
  void reRunsOneReplication();
  void derivesKpis();
  void leavesOutWhatIsUndefined();
  void warnsOfGrowth();
  void warnsOfTooShortAWindow_data();
  void warnsOfTooShortAWindow();
  void reportsBrokenAccounting();
  void stops();
};

void TestReplications::givesTheSameBitsForAnyJobs() {
  const Json one = withoutWallTime(toJson(runReplications(line(2), plan(1))));
  const Json two = withoutWallTime(toJson(runReplications(line(2), plan(2))));
  QVERIFY(one == two);
  QCOMPARE(one["kpis"]["wip_mean"]["n"].get<int>(), 7);
}

void TestReplications::reRunsOneReplication() {
  const RunResult all = runReplications(line(2), plan(2));
  RunPlan third = plan(1);
  third.first_replication = 2;
  third.replications = 1;
  const RunResult one = runReplications(line(2), third);
  QVERIFY(one.replications[0].overall == all.replications[2].overall);
  QVERIFY(one.replications[0].overall != all.replications[1].overall);
  QVERIFY(!one.overall[0].hasInterval());
}

void TestReplications::derivesKpis() {
  const Json result = toJson(runReplications(line(2), plan(2)));
  const auto mean = [&](const std::string& pointer) {
    return result.at(Json::json_pointer(pointer + "/mean")).get<double>();
  };
  const double busy = mean("/elements/m/busy");
  MW_NEAR(mean("/elements/m/availability"), busy, 1e-12, 0);
  MW_NEAR(mean("/elements/m/idle"), 1 - busy, 1e-12, 0);
  MW_NEAR(mean("/elements/m/energy_kwh"), (6 * busy + 2 * (1 - busy)) * 4900 / 3600, 1e-9, 0);
  MW_NEAR(mean("/kpis/energy_kwh"), mean("/elements/m/energy_kwh"), 1e-12, 0);
  // 2,450 parts and 17,000 over all: 4.5 standard errors.
  MW_NEAR(mean("/elements/m/quality"), 0.9, 0, 4.5 * std::sqrt(0.09 / 17000));
  MW_NEAR(mean("/kpis/scrap_rate"), 1 - mean("/elements/m/quality"), 0, 1e-3);
  // OEE = PRI GQ / PBT in each run, so in the mean: good parts times the planned 1 s.
  MW_NEAR(mean("/elements/m/oee"), mean("/kpis/throughput_per_h") / 3600, 0, 1e-3);
  QCOMPARE(result["format"].get<std::string>(), std::string("millwright-result/1"));
  QCOMPARE(result["bottlenecks"][0]["element"].get<std::string>(), std::string("m"));
  MW_NEAR(result["bottlenecks"][0]["share"].get<double>(), busy, 1e-12, 0);
}

void TestReplications::leavesOutWhatIsUndefined() {
  const Json result = toJson(runReplications(line(2), plan(2)));
  QVERIFY(!result["elements"]["m"].contains("mtbf_s"));
  QVERIFY(!result["elements"]["s"].contains("oee"));
  QVERIFY(!result["kpis"].contains("cost_per_part"));
  QCOMPARE(result["undefined"]["elements"]["m"]["mtbf_s"].get<std::string>(),
           std::string("no two failures of one place"));
  QVERIFY2(!result["undefined"]["elements"]["m"].contains("oee"), "it has a value");
  QVERIFY2(!result["undefined"]["elements"].contains("s"), "a source has none of these figures");
  RunPlan single = plan(1);
  single.replications = 1;
  QVERIFY(toJson(runReplications(line(2), single))["kpis"]["wip_mean"]["half_width"].is_null());
}

void TestReplications::warnsOfGrowth() {
  QVERIFY(runReplications(line(1.25), plan(2)).warnings.empty());
  const auto warnings = runReplications(line(0.8), plan(2)).warnings;
  QCOMPARE(warnings.size(), std::size_t{1});
  QVERIFY2(QString::fromStdString(warnings[0]).contains("only grows"), warnings[0].c_str());
}

void TestReplications::warnsOfTooShortAWindow_data() {
  QTest::addColumn<double>("horizon_s");
  QTest::addColumn<double>("warmup_s");
  QTest::addColumn<double>("error");
  QTest::addColumn<bool>("warns");
  // 1,000 s on the belt, a part each second: the area is 1000^2 / 2 + 1000 (T - 1000) while the belt fills.
  QTest::newRow("the belt fills: 3.5e6 inside, 3.0e6 left") << 4000.0 << 0.0 << 0.5 / 3.5 << true;
  QTest::newRow("too few parts to tell") << 2500.0 << 0.0 << 0.5 / 2 << false;
  QTest::newRow("a warm-up cures it") << 4000.0 << 1001.0 << 0.0 << false;
}

void TestReplications::warnsOfTooShortAWindow() {
  QFETCH(double, horizon_s);
  QFETCH(double, warmup_s);
  QFETCH(double, error);
  QFETCH(bool, warns);
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": 1},
         {"id": "c", "type": "conveyor", "length_m": 1000, "speed_mps": 1}, {"id": "o", "type": "sink"})",
      "s>c c>o");
  RunPlan window = plan(2);
  window.replications = 2;
  window.horizon_s = horizon_s;
  window.warmup_s = warmup_s;
  const RunResult result = runReplications(factory, window);
  // The window ends between two parts: one part more or less of thousands.
  MW_NEAR(toJson(result)["kpis"]["littles_law_error"]["mean"].get<double>(), error, 2e-3, 1e-3);
  QCOMPARE(result.warnings.size(), std::size_t{warns});
  if (warns) QVERIFY2(result.warnings[0].find("Little's law is off by 14 %") == 0, result.warnings[0].c_str());
}

void TestReplications::reportsBrokenAccounting() {
  const auto factory = line(2);
  std::vector<events::RunStatistics> runs = {simulated(factory, settingsFor(5000, 100))};
  QVERIFY(runWarnings(factory, runs).empty());
  auto broken = runs;
  broken[0].elements[1].stay.area += 0.001;
  QVERIFY2(runWarnings(factory, broken).at(0).find("internal error: the part-seconds in \"m\"") == 0, "of an element");
  broken = runs;
  broken[0].part_types[0].lead.stays += 0.001;
  QVERIFY2(runWarnings(factory, broken).at(0).find("internal error: the part-seconds inside") == 0, "of the factory");
}

void TestReplications::stops() {
  std::stop_source stop;
  RunPlan long_plan = plan(1);
  long_plan.horizon_s = 1e9;
  long_plan.replications = 2;
  stop.request_stop();
  QVERIFY_EXCEPTION_THROWN(static_cast<void>(runReplications(line(2), long_plan, stop.get_token())), Cancelled);
}

QTEST_APPLESS_MAIN(TestReplications)
#include "tst_replications.moc"
