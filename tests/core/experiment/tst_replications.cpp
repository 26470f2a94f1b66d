// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/experiment/replications.h"
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
  void reportsFleets();
  void warnsOfGrowth();
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
  RunPlan single = plan(1);
  single.replications = 1;
  QVERIFY(toJson(runReplications(line(2), single))["kpis"]["wip_mean"]["half_width"].is_null());
}

void TestReplications::reportsFleets() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 30}},
         {"id": "o", "type": "sink", "pose": {"x_m": 10}})",
      R"({"from": "s", "to": "o", "by": "vehicle"})", R"(, "vehicles": [{"id": "agv", "count": 2}])");
  const Json result = toJson(runReplications(factory, plan(2)));
  const Json& agv = result["vehicles"]["agv"];
  double sum = 0;
  for (const char* activity : {"loaded", "empty", "waiting", "idle", "charging"}) {
    sum += agv[activity]["mean"].get<double>();
  }
  MW_NEAR(sum, 1, 1e-12, 0);
  MW_NEAR(agv["utilisation"]["mean"].get<double>(), 1 - agv["idle"]["mean"].get<double>(), 1e-12, 0);
  QCOMPARE(agv["trips"]["n"].get<int>(), 7);
  QVERIFY(agv["wait_mean_s"]["half_width"].get<double>() > 0);
  QVERIFY(!agv.contains("energy_kwh"));
  QVERIFY(!toJson(runReplications(line(2), plan(2))).contains("vehicles"));
}

void TestReplications::warnsOfGrowth() {
  QVERIFY(runReplications(line(1.25), plan(2)).warnings.empty());
  const auto warnings = runReplications(line(0.8), plan(2)).warnings;
  QCOMPARE(warnings.size(), std::size_t{1});
  QVERIFY2(QString::fromStdString(warnings[0]).contains("only grows"), warnings[0].c_str());
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
