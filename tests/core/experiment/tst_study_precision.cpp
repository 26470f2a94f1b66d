// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>
#include <limits>
#include <mutex>
#include <set>

#include "core/experiment/event_engine.h"
#include "core/experiment/replications.h"
#include "core/experiment/run_agenda.h"
#include "core/experiment/study_precision_text.h"
#include "core/experiment/study_runner.h"
#include "core/experiment/study_summary.h"
#include "tests/support/counting_engine.h"
#include "tests/support/near.h"
#include "tests/support/precise_study.h"

using namespace mw;
using namespace mw::experiment;
using Status = PointPrecision::Status;

/// Studies whose points are run until their KPIs are known well enough.
class TestStudyPrecision : public QObject {
  Q_OBJECT

 private slots:
  void readsTheRule();
  void aNumberIsNoRule();
  void refuses_data();
  void refuses();
  void refusesKpisThatRunsDoNotStore();
  void judgesWholeBatches();
  void aGapWaitsForItsRuns();
  void withoutSpreadTheFirstBatchIsEnough();
  void whatIsUndefinedIsNeverReached();
  void stopsAtTheFirstBatchThatIsPrecise();
  void runsAsOftenAsOneFactoryAlone();
  void sameForAnyThreads_data();
  void sameForAnyThreads();
  void goesOnTheSameAfterAStop_data();
  void goesOnTheSameAfterAStop();
  void goesOnTheSameFromAnyRuns();
  void shardsMakeTheSameRuns();
  void aFailedRunLeavesItsPointOpen();
  void progressTellsABound();
  void ruleIsPartOfTheIdentity();
};

namespace {

StudyPlan planOf(const Json& study = test::preciseStudy()) {
  return StudyPlan(Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()),
                   {"throughput_per_h", "wip_mean"});
}

const auto kIgnore = [](const StudyRun&) {};

std::vector<StudyRun> wholeStudy(const StudyPlan& plan) {
  return runStudy(plan, test::CountingEngine().engine(), {}, kIgnore, {.jobs = 1});
}

std::vector<PointPrecision> precisionOf(const StudyPlan& plan, const std::vector<StudyRun>& runs) {
  return experiment::precisionOf(*plan.study().precision, plan.kpis(), runs, plan.points().size());
}

ReplicationRule ruleOf(std::uint32_t at_least, std::uint32_t at_most, double half_width) {
  return {at_least, at_most, {{"x", half_width, false}}};
}

/// -1, 1, -1, ... from replication `first` on.
GoalValues alternating(std::uint32_t first, std::uint32_t count) {
  GoalValues values;
  for (std::uint32_t r = first; r < first + count; ++r) values[r] = {r % 2 == 0 ? -1.0 : 1.0};
  return values;
}

}  // namespace

void TestStudyPrecision::readsTheRule() {
  Json json = test::preciseStudy();
  json["replications"]["until"]["wip_mean"] = 0.5;
  const Study study = Study::fromJson(json);
  QVERIFY(study.precision);
  QCOMPARE(study.replications, 20U);
  QCOMPARE(study.precision->at_least, 5U);
  QCOMPARE(study.precision->until.size(), std::size_t{2});
  QCOMPARE(study.precision->until[0].kpi, std::string("throughput_per_h"));
  QVERIFY(study.precision->until[0].is_relative);
  QCOMPARE(study.precision->until[0].wanted, 0.25);
  QVERIFY(!study.precision->until[1].is_relative);
  QCOMPARE(study.precision->until[1].wanted, 0.5);
  json["replications"].erase("at_least");
  QCOMPARE(Study::fromJson(json).precision->at_least, 10U);
  json["replications"]["at_most"] = 7;
  QCOMPARE(Study::fromJson(json).precision->at_least, 7U);
}

void TestStudyPrecision::aNumberIsNoRule() {
  QVERIFY(!Study::fromJson(test::smallStudy()).precision);
  QCOMPARE(replicationsText(4, {}), std::string("4 replications"));
  QCOMPARE(replicationsText(20, planOf().study().precision), std::string("5 to 20 replications"));
}

void TestStudyPrecision::refuses_data() {
  QTest::addColumn<QString>("replications");
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<QString>("words");
  QTest::newRow("no number") << R"("5")"
                             << "/replications"
                             << "give";
  QTest::newRow("none") << "0"
                        << "/replications"
                        << "from 1 to 16777215";
  QTest::newRow("no end") << R"({"until": {"x": "1%"}})"
                          << "/replications"
                          << "at_most";
  QTest::newRow("no goal") << R"({"at_most": 9, "until": {}})"
                           << "/replications/until"
                           << "names no KPI";
  QTest::newRow("no until") << R"({"at_most": 9})"
                            << "/replications"
                            << "until";
  QTest::newRow("too few to judge by") << R"({"at_least": 2, "at_most": 9, "until": {"x": 1}})"
                                       << "/replications/at_least"
                                       << "5";
  QTest::newRow("upside down") << R"({"at_least": 10, "at_most": 9, "until": {"x": 1}})"
                               << "/replications/at_least"
                               << "above at_most";
  QTest::newRow("zero") << R"({"at_most": 9, "until": {"x": 0}})"
                        << "/replications/until/x"
                        << "above 0";
  QTest::newRow("zero percent") << R"({"at_most": 9, "until": {"x": "0%"}})"
                                << "/replications/until/x"
                                << "above 0";
  QTest::newRow("words") << R"({"at_most": 9, "until": {"x": "good"}})"
                         << "/replications/until/x"
                         << "no half width";
  QTest::newRow("element's KPI") << R"({"at_most": 9, "until": {"elements/m1/busy": "x"}})"
                                 << "/replications/until/elements~1m1~1busy"
                                 << "no half width";
  QTest::newRow("unknown key") << R"({"at_most": 9, "until": {"x": 1}, "atleast": 5})"
                               << "/replications"
                               << "atleast";
}

void TestStudyPrecision::refuses() {
  QFETCH(QString, replications);
  QFETCH(QString, pointer);
  QFETCH(QString, words);
  Json json = test::smallStudy();
  json["replications"] = Json::parse(replications.toStdString());
  try {
    (void)Study::fromJson(json);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString::fromStdString(error.findings().front().place.pointer).startsWith(pointer), error.what());
    QVERIFY2(QString(error.what()).contains(words), error.what());
  }
}

void TestStudyPrecision::refusesKpisThatRunsDoNotStore() {
  Json json = test::preciseStudy();
  json["replications"]["until"] = {{"throughput_per_hr", "1%"}};
  try {
    (void)planOf(json);
    QFAIL("accepted");
  } catch (const InputError& error) {
    const QString message = error.what();
    QVERIFY2(message.contains("/replications/until/throughput_per_hr"), error.what());
    QVERIFY2(message.contains("did you mean \"throughput_per_h\"?"), error.what());
  }
}

void TestStudyPrecision::judgesWholeBatches() {
  // The half width of n such values: 1.36 at 5, 0.75 at 10, 0.57 at 15.
  const ReplicationRule rule = ruleOf(5, 40, 0.7);
  QVERIFY(pointPrecision(rule, {}).isOpen());
  QCOMPARE(pointPrecision(rule, {}).replications, 5U);
  QVERIFY(pointPrecision(rule, alternating(0, 4)).goals.empty());
  const PointPrecision first = pointPrecision(rule, alternating(0, 5));
  QVERIFY(first.isOpen());
  QCOMPARE(first.replications, 10U);
  QCOMPARE(first.goals.size(), std::size_t{1});
  // What is there of the next batch is not looked at before it is whole.
  const PointPrecision part = pointPrecision(rule, alternating(0, 8));
  QCOMPARE(part.replications, 10U);
  QCOMPARE(part.goals[0].reached, first.goals[0].reached);
  const PointPrecision last = pointPrecision(rule, alternating(0, 40));
  QVERIFY(last.status == Status::Reached);
  QCOMPARE(last.replications, 15U);
  QVERIFY(pointPrecision(ruleOf(5, 10, 0.7), alternating(0, 40)).status == Status::NotReached);
}

void TestStudyPrecision::aGapWaitsForItsRuns() {
  GoalValues values = alternating(0, 15);
  values.erase(7);
  const PointPrecision point = pointPrecision(ruleOf(5, 40, 0.7), values);
  QVERIFY(point.isOpen());
  QCOMPARE(point.replications, 10U);
}

void TestStudyPrecision::withoutSpreadTheFirstBatchIsEnough() {
  GoalValues values;
  for (std::uint32_t r = 0; r < 5; ++r) values[r] = {0.0};
  ReplicationRule rule = ruleOf(5, 40, 0.01);
  rule.until[0].is_relative = true;
  QVERIFY(pointPrecision(rule, values).status == Status::Reached);
}

void TestStudyPrecision::whatIsUndefinedIsNeverReached() {
  GoalValues values;
  for (std::uint32_t r = 0; r < 12; ++r) values[r] = {std::numeric_limits<double>::quiet_NaN()};
  const PointPrecision point = pointPrecision(ruleOf(5, 12, 0.01), values);
  QVERIFY(point.status == Status::NotReached);
  QCOMPARE(point.replications, 12U);
  QCOMPARE(missedText(point), std::string("x +-undefined instead of 0.01"));
}

void TestStudyPrecision::stopsAtTheFirstBatchThatIsPrecise() {
  const StudyPlan plan = planOf();
  const auto runs = wholeStudy(plan);
  const auto points = precisionOf(plan, runs);
  std::set<Status> met;
  std::size_t wanted = 0;
  for (std::size_t point = 0; point < points.size(); ++point) {
    std::vector<double> values;
    for (const StudyRun& run : runs) {
      if (run.key.point == point) values.push_back(run.values[0]);
    }
    QCOMPARE(values.size(), std::size_t{points[point].replications});
    const numerics::Estimate all = numerics::confidenceInterval(values);
    MW_NEAR(points[point].goals[0].reached, all.half_width / all.mean, 1e-15, 0);
    const bool is_precise = all.half_width <= 0.25 * all.mean;
    QCOMPARE(points[point].status == Status::Reached, is_precise);
    if (!is_precise) QCOMPARE(values.size(), std::size_t{20});
    values.resize(5);
    const numerics::Estimate first = numerics::confidenceInterval(values);
    QCOMPARE(points[point].replications == 5, first.half_width <= 0.25 * first.mean);
    met.insert(points[point].status);
    wanted += points[point].replications;
  }
  QCOMPARE(met, (std::set{Status::Reached, Status::NotReached}));
  QCOMPARE(runs.size(), wanted);
  QCOMPARE(runsMissing(plan, runs), std::size_t{0});
  const std::string summary = precisionSummary(*plan.study().precision, points);
  QVERIFY2(QString::fromStdString(summary).contains("not within 20 replications by point"), summary.c_str());
  const Json json = toJson(*plan.study().precision, points);
  QCOMPARE(json["points_reached"].get<int>() + json["points_not_reached"].get<int>(), 6);
  QCOMPARE(json["points_open"].get<int>(), 0);
}

void TestStudyPrecision::runsAsOftenAsOneFactoryAlone() {
  Json json = test::smallStudy();
  json["horizon_s"] = 20'000;
  json["replications"] = {
      {"at_least", 6}, {"at_most", 60}, {"until", {{"throughput_per_h", "4%"}, {"wip_mean", "5%"}}}};
  const StudyPlan plan = planOf(json);
  const auto runs = runStudy(plan, eventEngine(), {}, kIgnore);
  const auto points = precisionOf(plan, runs);
  for (std::size_t point = 0; point < points.size(); ++point) {
    const RunPlan alone{.horizon_s = 20'000,
                        .warmup_s = 10,
                        .replications = 6,
                        .seed = plan.seedAt(point),
                        .precision = plan.study().precision->until,
                        .max_replications = 60};
    const RunResult result = runReplications(plan.factoryAt(point), alone);
    QCOMPARE(points[point].replications, result.plan.replications);
    for (std::size_t goal = 0; goal < 2; ++goal) {
      QCOMPARE(points[point].goals[goal].is_met, result.precision[goal].is_met);
      MW_NEAR(points[point].goals[goal].reached, result.precision[goal].reached, 1e-14, 0);
    }
  }
}

void TestStudyPrecision::sameForAnyThreads_data() {
  QTest::addColumn<unsigned>("jobs");
  for (const unsigned jobs : {2U, 3U, 8U, 0U}) QTest::addRow("%u jobs", jobs) << jobs;
}

void TestStudyPrecision::sameForAnyThreads() {
  QFETCH(unsigned, jobs);
  const StudyPlan plan = planOf();
  const auto together = runStudy(plan, test::CountingEngine().engine(), {}, kIgnore, {.jobs = jobs});
  QCOMPARE(studyDigest(together), studyDigest(wholeStudy(plan)));
}

void TestStudyPrecision::goesOnTheSameAfterAStop_data() {
  QTest::addColumn<int>("after");
  QTest::addColumn<unsigned>("jobs");
  for (const int after : {1, 4, 5, 6, 13, 30, 60}) {
    for (const unsigned jobs : {1U, 3U}) QTest::addRow("%d runs, %u jobs", after, jobs) << after << jobs;
  }
}

void TestStudyPrecision::goesOnTheSameAfterAStop() {
  QFETCH(int, after);
  QFETCH(unsigned, jobs);
  const StudyPlan plan = planOf();
  const auto whole = wholeStudy(plan);
  test::CountingEngine stopping;
  stopping.stop_after = after;
  std::mutex mutex;
  std::vector<StudyRun> kept;
  const auto keep = [&](const StudyRun& run) {
    const std::lock_guard guard(mutex);
    kept.push_back(run);
  };
  try {
    (void)runStudy(plan, stopping.engine(), {}, keep, {.jobs = jobs, .stop = stopping.stopper->get_token()});
    QFAIL("not stopped");
  } catch (const Cancelled& stopped) {
    QVERIFY2(QString(stopped.what()).contains("of at most"), stopped.what());
  }
  const test::CountingEngine rest;
  const auto resumed = runStudy(plan, rest.engine(), kept, kIgnore, {.jobs = jobs});
  QCOMPARE(studyDigest(resumed), studyDigest(whole));
  QCOMPARE(static_cast<std::size_t>(*rest.runs), whole.size() - kept.size());
}

/// What a kill leaves is any part of the runs, not their beginning.
void TestStudyPrecision::goesOnTheSameFromAnyRuns() {
  const StudyPlan plan = planOf();
  const auto whole = wholeStudy(plan);
  RandomStream random(11, streamId("test", "left"), 0);
  for (int trial = 0; trial < 20; ++trial) {
    std::vector<StudyRun> left = whole;
    std::erase_if(left, [&](const StudyRun&) { return random.uniform() < 0.4; });
    const std::size_t missing = runsMissing(plan, left);
    QVERIFY(missing >= whole.size() - left.size());
    QCOMPARE(studyDigest(runStudy(plan, test::CountingEngine().engine(), left, kIgnore)), studyDigest(whole));
  }
}

void TestStudyPrecision::shardsMakeTheSameRuns() {
  const StudyPlan plan = planOf();
  const auto whole = wholeStudy(plan);
  std::vector<StudyRun> all;
  for (std::uint32_t index = 1; index <= 4; ++index) {
    const auto part = runStudy(plan, test::CountingEngine().engine(), {}, kIgnore, {.shard = {index, 4}});
    all.insert(all.end(), part.begin(), part.end());
  }
  std::ranges::sort(all, {}, &StudyRun::key);
  QCOMPARE(studyDigest(all), studyDigest(whole));
}

void TestStudyPrecision::aFailedRunLeavesItsPointOpen() {
  const StudyPlan plan = planOf();
  const Engine inner = test::CountingEngine().engine();
  const Engine failing = [&](const factory::Factory& factory, const std::vector<std::string>& kpis) -> PointModel {
    const PointModel model = inner(factory, kpis);
    const bool is_bad = factory.findElement("b1")->value("capacity") == 60;
    return [model, is_bad](const RunOrder& order, const std::stop_token& stop) {
      if (is_bad && order.replication == 3) throw RunFailed("it crashed");
      return model(order, stop);
    };
  };
  std::size_t failed = 0;
  const auto runs = runStudy(plan, failing, {}, kIgnore, {.jobs = 2, .on_failed = [&](const FailedRun&) { ++failed; }});
  QCOMPARE(failed, std::size_t{2});
  const auto points = precisionOf(plan, runs);
  for (std::size_t point = 0; point < 6; ++point) QCOMPARE(points[point].isOpen(), point >= 4);
  QVERIFY(runsMissing(plan, runs) > 0);
  const auto mended = runStudy(plan, inner, runs, kIgnore);
  QCOMPARE(studyDigest(mended), studyDigest(wholeStudy(plan)));
}

void TestStudyPrecision::progressTellsABound() {
  const StudyPlan plan = planOf();
  std::vector<Progress> told;
  const auto runs = runStudy(plan, test::CountingEngine().engine(), {}, kIgnore,
                             {.jobs = 1, .progress = [&](const Progress& progress) { told.push_back(progress); }});
  QCOMPARE(told.front().total, 120.0);
  for (std::size_t i = 1; i < told.size(); ++i) {
    QVERIFY(told[i].done == told[i - 1].done + 1);
    QVERIFY(told[i].total <= told[i - 1].total);
  }
  QCOMPARE(told.back().done, static_cast<double>(runs.size()));
  QCOMPARE(told.back().total, told.back().done);
  QCOMPARE(told.back().what, std::string("runs at most"));
}

void TestStudyPrecision::ruleIsPartOfTheIdentity() {
  std::set<std::string> identities = {planOf().identity()};
  Json json = test::preciseStudy();
  json["replications"] = 20;
  identities.insert(planOf(json).identity());
  for (const char* changed : {R"({"at_least": 6, "at_most": 20, "until": {"throughput_per_h": "25%"}})",
                              R"({"at_least": 5, "at_most": 21, "until": {"throughput_per_h": "25%"}})",
                              R"({"at_least": 5, "at_most": 20, "until": {"throughput_per_h": "24%"}})",
                              R"({"at_least": 5, "at_most": 20, "until": {"throughput_per_h": 0.25}})",
                              R"({"at_least": 5, "at_most": 20, "until": {"wip_mean": "25%"}})"}) {
    json["replications"] = Json::parse(changed);
    identities.insert(planOf(json).identity());
  }
  QCOMPARE(identities.size(), std::size_t{7});
}

QTEST_APPLESS_MAIN(TestStudyPrecision)
#include "tst_study_precision.moc"
