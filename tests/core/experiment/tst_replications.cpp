// SPDX-License-Identifier: Apache-2.0
#include <QRegularExpression>
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
  void namesAnAssemblyAsTheBottleneck();
  void leavesOutWhatIsUndefined();
  void growsByWhatIsTooMuch_data();
  void growsByWhatIsTooMuch();
  void takesNoStableQueueForGrowth();
  void boundsParts();
  void addsUntilPrecise_data();
  void addsUntilPrecise();
  void refusesUnknownGoal();
  void tracesOneRun();
  void warnsOfTooShortAWindow_data();
  void warnsOfTooShortAWindow();
  void reportsBrokenAccounting();
  void estimatesPools();
  void reportsFleets();
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
  // Bit for bit: an undefined value is one in both.
  for (std::size_t e = 0; e < one.element_ids.size(); ++e) {
    for (std::size_t m = 0; m < one.metrics.size(); ++m) {
      const double value = one.replications[0].elements[e][m];
      const double want = all.replications[2].elements[e][m];
      QVERIFY(value == want || (std::isnan(value) && std::isnan(want)));
    }
  }
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

void TestReplications::namesAnAssemblyAsTheBottleneck() {
  const auto factory = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "m", "type": "station", "process": 4},
         {"id": "join", "type": "assembly", "requires": {"a": 2}, "produces": "b", "process": 10},
         {"id": "o", "type": "sink"})",
      "s>m m>join join>o");
  const RunResult result = runReplications(factory, plan(1));
  QCOMPARE(result.bottleneck.limits.size(), std::size_t{2});
  QCOMPARE(result.bottleneck.limits[0].id, std::string("join"));
  // Of every 14 s the assembly works 10 s without a pause, and the station 8 s, of which it is alone for the first 4 s.
  MW_NEAR(result.bottleneck.limits[0].share.mean, 10.0 / 14, 0.01, 0);  // whole cycles aside
  MW_NEAR(result.bottleneck.limits[1].share.mean, 4.0 / 14, 0.01, 0);
  MW_NEAR(result.bottleneck.limits[1].active.mean, 8.0 / 14, 0.01, 0);
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

void TestReplications::growsByWhatIsTooMuch_data() {
  QTest::addColumn<double>("load");
  QTest::addColumn<double>("horizon_s");
  QTest::addColumn<unsigned>("replications");
  QTest::newRow("load 1.2") << 1.2 << 5000.0 << 1U;
  QTest::newRow("load 1.2, 20 runs") << 1.2 << 5000.0 << 20U;
  QTest::newRow("load 2") << 2.0 << 2000.0 << 1U;
  QTest::newRow("load 1.05") << 1.05 << 50'000.0 << 5U;
}

/// A queue of load over 1 grows by lambda - mu. It is a random walk of variance lambda + mu a second, whose
/// least-squares slope over D seconds has the variance 6/5 (lambda + mu) / D.
void TestReplications::growsByWhatIsTooMuch() {
  QFETCH(double, load);
  QFETCH(double, horizon_s);
  QFETCH(unsigned, replications);
  RunPlan made = plan(2);
  made.horizon_s = horizon_s;
  made.warmup_s = 0;
  made.replications = replications;
  const auto warnings = runReplications(line(1 / load), made).warnings;
  QCOMPARE(warnings.size(), std::size_t{1});
  const QRegularExpression says("^queue outside \"s\" grows by (.*) parts/h: arrivals exceed what the line can do");
  const auto match = says.match(QString::fromStdString(warnings[0]));
  QVERIFY2(match.hasMatch(), warnings[0].c_str());
  const double standard_error = 3600 * std::sqrt(1.2 * (load + 1) / (horizon_s / 2) / replications);
  // Three digits are printed.
  MW_NEAR(match.captured(1).toDouble(), 3600 * (load - 1), 0.005, 4 * standard_error);
}

/// Stable queues, a critical one, and a buffer that fills up and then holds its level are no finding.
void TestReplications::takesNoStableQueueForGrowth() {
  for (const double load : {0.5, 0.8, 0.95, 1.0}) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      RunPlan made = plan(2);
      made.warmup_s = 0;
      made.seed = seed;
      const auto warnings = runReplications(line(1 / load), made).warnings;
      QVERIFY2(warnings.empty(), warnings.empty() ? "" : warnings.front().c_str());
    }
  }
  const auto filling = factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": 1},
         {"id": "b", "type": "buffer", "capacity": 1000},
         {"id": "m", "type": "station", "process": 2}, {"id": "o", "type": "sink"})",
      "s>b b>m m>o");
  RunPlan made = plan(1);
  made.warmup_s = 0;
  made.horizon_s = 1000;
  const auto growing = runReplications(filling, made).warnings;
  QCOMPARE(growing.size(), std::size_t{1});
  QVERIFY2(growing[0].starts_with("content of \"b\" grows by 1.8e+03 parts/h: more comes in"), growing[0].c_str());
  made.horizon_s = 10'000;  // full after 2,000 s: from then on it is the queue outside
  const auto full = runReplications(filling, made).warnings;
  QCOMPARE(full.size(), std::size_t{2});
  QVERIFY2(full[0].starts_with("queue outside \"s\" grows by 1.8e+03 parts/h"), full[0].c_str());
  QVERIFY2(full[1].starts_with("Little's law is off by"), full[1].c_str());  // it began empty and ends full
}

void TestReplications::boundsParts() {
  RunPlan made = plan(2);
  made.max_parts = 50;
  try {
    (void)runReplications(line(0.5), made);
    QFAIL("ran on");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains("over 50 parts are present at once"), error.what());
  }
}

void TestReplications::addsUntilPrecise_data() {
  QTest::addColumn<QString>("kpi");
  QTest::addColumn<double>("wanted");
  QTest::addColumn<bool>("is_relative");
  QTest::addColumn<unsigned>("max");
  QTest::addColumn<bool>("is_met");
  QTest::newRow("relative") << "wip_mean" << 0.01 << true << 1000U << true;
  QTest::newRow("absolute") << "throughput_per_h" << 10.0 << false << 1000U << true;
  QTest::newRow("met at once") << "throughput_per_h" << 0.5 << true << 1000U << true;
  QTest::newRow("nothing to be uncertain of") << "lost" << 0.001 << true << 1000U << true;
  QTest::newRow("out of reach") << "wip_mean" << 1e-5 << true << 60U << false;
}

void TestReplications::addsUntilPrecise() {
  QFETCH(QString, kpi);
  QFETCH(double, wanted);
  QFETCH(bool, is_relative);
  QFETCH(unsigned, max);
  QFETCH(bool, is_met);
  RunPlan made = plan(1);
  made.horizon_s = 2000;
  made.replications = 3;
  made.precision = {{kpi.toStdString(), wanted, is_relative}};
  made.max_replications = max;
  const RunResult result = runReplications(line(2), made);
  QCOMPARE(result.precision.size(), std::size_t{1});
  QCOMPARE(result.precision[0].is_met, is_met);
  QCOMPARE(result.precision[0].reached <= wanted, is_met);
  const unsigned n = result.plan.replications;
  QVERIFY(n >= 5 && n <= max && result.replications.size() == n);
  const Json json = toJson(result);
  const Json& estimate = json["kpis"][kpi.toStdString()];
  const double mean = is_relative && wanted != 0.001 ? estimate["mean"].get<double>() : 1;
  MW_NEAR(json["precision"][0]["reached"].get<double>(), estimate["half_width"].get<double>() / mean, 1e-12, 0);
  if (!is_met) QCOMPARE(n, max);
  // They are the first n of the plan's replications, whatever the number of threads.
  RunPlan plain = made;
  plain.precision.clear();
  plain.replications = n;
  plain.jobs = 2;
  QVERIFY(withoutWallTime(toJson(runReplications(line(2), plain)))["kpis"] == json["kpis"]);
  made.jobs = 2;
  QVERIFY(withoutWallTime(toJson(runReplications(line(2), made))) == withoutWallTime(json));
}

void TestReplications::refusesUnknownGoal() {
  RunPlan made = plan(1);
  made.precision = {{"wip_men", 0.1, true}};
  try {
    (void)runReplications(line(2), made);
    QFAIL("ran");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains("did you mean \"wip_mean\"?"), error.what());
  }
}

void TestReplications::tracesOneRun() {
  class Counter final : public events::Recorder {
   public:
    void add(const events::StateChange&) override { ++changes; }
    void add(const events::PartMove&) override { ++changes; }
    int changes = 0;
  };
  Counter counter;
  RunPlan third = plan(1);
  third.first_replication = 2;
  third.replications = 1;
  const RunResult traced = runReplications(line(2), third, {}, {}, &counter);
  QVERIFY(withoutWallTime(toJson(traced)) == withoutWallTime(toJson(runReplications(line(2), third))));
  QVERIFY(counter.changes > 10'000);
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
  const auto warnings = [&](const std::vector<events::RunStatistics>& some) {
    return runWarnings(factory, {}, some, {});
  };
  QVERIFY(warnings(runs).empty());
  auto broken = runs;
  broken[0].elements[1].stay.area += 0.001;
  QVERIFY2(warnings(broken).at(0).find("internal error: the part-seconds in \"m\"") == 0, "of an element");
  broken = runs;
  broken[0].part_types[0].lead.stays += 0.001;
  QVERIFY2(warnings(broken).at(0).find("internal error: the part-seconds inside") == 0, "of the factory");
}

/// Two machines of 10 s share an operator who is always busy; after the first, everybody waits for the other's 10 s.
/// Another pool is there from 6 to 12 and nobody asks for it, and a third is never there.
void TestReplications::estimatesPools() {
  const auto factory = factoryOf(
      R"({"id": "s1", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "s2", "type": "source", "part": "a", "supply": "unlimited"},
         {"id": "m1", "type": "station", "process": 10, "needs": [{"pool": "op"}]},
         {"id": "m2", "type": "station", "process": 10, "needs": [{"pool": "op"}]}, {"id": "o", "type": "sink"})",
      "s1>m1 s2>m2 m1>o m2>o", R"(, "pools": [{"id": "op"}, {"id": "idle", "count": 2, "calendar": "day"},
                                              {"id": "later", "calendar": "sunday"}],
         "calendars": [{"id": "day", "week": [{"days": ["mon"], "from": "06:00", "to": "12:00"}]},
                       {"id": "sunday", "week": [{"days": ["sun"], "from": "06:00", "to": "12:00"}]}])");
  RunPlan two = plan(1);
  two.replications = 2;
  two.horizon_s = 86400;
  two.warmup_s = 400;  // a multiple of 20 s: the same one is served then as at the start
  const Json pools = toJson(runReplications(factory, two))["pools"];
  QCOMPARE(pools.size(), std::size_t{3});
  constexpr double kRounding = 1e-12;
  MW_NEAR(pools["op"]["utilisation"]["mean"].get<double>(), 1.0, kRounding, 0);
  MW_NEAR(pools["op"]["busy_s"]["mean"].get<double>(), 86000.0, kRounding, 0);
  MW_NEAR(pools["op"]["wait_mean_s"]["mean"].get<double>(), 10.0, 1e-3, 0);  // those at both ends wait less
  QVERIFY(pools["op"]["open_s"]["n"] == 2 && pools["op"]["open_s"]["half_width"] == 0.0);
  QVERIFY(pools["idle"]["utilisation"]["mean"] == 0.0 && !pools["idle"].contains("wait_mean_s"));
  MW_NEAR(pools["idle"]["open_s"]["mean"].get<double>(), 2 * 6 * 3600.0, kRounding, 0);
  QVERIFY(!pools["later"].contains("utilisation") && pools["later"]["open_s"]["mean"] == 0.0);
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
