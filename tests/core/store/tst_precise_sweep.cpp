// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/cluster/shard_run.h"
#include "core/experiment/run_agenda.h"
#include "core/store/connection.h"
#include "core/store/disk_wait.h"
#include "core/store/study_merge.h"
#include "core/store/study_rows.h"
#include "core/store/whole_sweep.h"
#include "tests/support/counting_engine.h"
#include "tests/support/precise_study.h"

using namespace mw;
using experiment::PointPrecision;
using experiment::StudyPlan;
using store::Access;
using store::ProjectFile;
using Start = store::StudyWriter::Start;

/// Studies to precision as a project keeps them: stopped, gone on with, cut into shards and merged.
class TestPreciseSweep : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void knowsWhenItIsComplete();
  void goesOnTheSameAfterAStop_data();
  void goesOnTheSameAfterAStop();
  void shardsMergeToTheWhole();
  void aSequentialOneGoesOnTheSame();
  void anAddedPointHasACourseOfItsOwn();
  void anotherRuleIsAnotherStudy();
  void tellsWhatEachShardLacks();
  void readsOnWhilePointsAreAdded();
  void aDamagedRuleIsTold_data();
  void aDamagedRuleIsTold();
  void aPauseTellsAnUpperBound();

 private:
  [[nodiscard]] std::string file(const std::string& name) const {
    return folder_->filePath(QString::fromStdString(name)).toStdString();
  }
  [[nodiscard]] std::shared_ptr<ProjectFile> newProject(const std::string& name) const {
    return ProjectFile::create(file(name), factory::Factory::fromJson(test::smallFactory()));
  }
  std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

StudyPlan planOf(const Json& study = test::preciseStudy()) {
  return StudyPlan(experiment::Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()),
                   {"throughput_per_h", "wip_mean"});
}

store::WholeSweep sweep(const std::shared_ptr<ProjectFile>& project, const test::CountingEngine& engine, Start start,
                        const Json& study = test::preciseStudy(), unsigned jobs = 2) {
  return store::sweepWhole(project, planOf(study), engine.engine(),
                           {.start = start, .run = {.jobs = jobs, .stop = engine.stopper->get_token()}});
}

Json sequentialStudy() {
  Json study = test::preciseStudy();
  study["factors"][0] = {
      {"name", "buffer"}, {"path", "elements/b1/capacity"}, {"min", 1}, {"max", 20}, {"integer", true}};
  study["design"] = {{"type", "sequential"}, {"points", 10}, {"initial", 6}, {"batch", 3}, {"response", "wip_mean"}};
  return study;
}

}  // namespace

void TestPreciseSweep::init() {
  folder_ = std::make_unique<QTemporaryDir>();
}

void TestPreciseSweep::knowsWhenItIsComplete() {
  const auto project = newProject("p.mill");
  test::CountingEngine stopped;
  stopped.stop_after = 20;
  QVERIFY_EXCEPTION_THROWN((void)sweep(project, stopped, Start::New), Cancelled);
  const store::StoredStudy partial = store::study(*project, "buffers");
  QVERIFY(!partial.isComplete());
  QVERIFY(partial.runsTotal() <= 120 && partial.runsTotal() > partial.runs_done);
  QCOMPARE(partial.replications, 20U);
  QVERIFY2(partial.runsText().find(" of at most ") != std::string::npos, partial.runsText().c_str());
  QVERIFY_EXCEPTION_THROWN((void)sweep(project, test::CountingEngine(), Start::New), InputError);

  const auto done = sweep(project, test::CountingEngine(), Start::Resume);
  const store::StoredStudy whole = store::study(*project, "buffers");
  QVERIFY(whole.isComplete());
  QCOMPARE(whole.runs_done, done.runs.size());
  QCOMPARE(whole.runsTotal(), done.runs.size());
  QVERIFY(done.runs.size() < 120);
  QCOMPARE(store::precisionOf(*project, whole).size(), std::size_t{6});
  for (const PointPrecision& point : store::precisionOf(*project, whole)) QVERIFY(!point.isOpen());
  // Nothing is left to do.
  const test::CountingEngine idle;
  QCOMPARE(experiment::studyDigest(sweep(project, idle, Start::New).runs), experiment::studyDigest(done.runs));
  QCOMPARE(*idle.runs, 0);
}

void TestPreciseSweep::goesOnTheSameAfterAStop_data() {
  QTest::addColumn<int>("runs");
  for (const int runs : {1, 5, 6, 17, 31, 50}) QTest::newRow(std::to_string(runs).c_str()) << runs;
}

void TestPreciseSweep::goesOnTheSameAfterAStop() {
  QFETCH(int, runs);
  const auto whole = sweep(newProject("whole.mill"), test::CountingEngine(), Start::New, test::preciseStudy(), 1);
  const auto project = newProject("p.mill");
  test::CountingEngine stopped;
  stopped.stop_after = runs;
  QVERIFY_EXCEPTION_THROWN((void)sweep(project, stopped, Start::New), Cancelled);
  const test::CountingEngine rest;
  const auto done = sweep(project, rest, Start::Resume, test::preciseStudy(), 3);
  QCOMPARE(experiment::studyDigest(done.runs), experiment::studyDigest(whole.runs));
  QCOMPARE(done.before + static_cast<std::size_t>(*rest.runs), whole.runs.size());
}

void TestPreciseSweep::shardsMergeToTheWhole() {
  const auto whole = sweep(newProject("whole.mill"), test::CountingEngine(), Start::New);
  const auto project = newProject("p.mill");
  for (std::uint32_t index = 1; index <= 4; ++index) {
    (void)cluster::runShard(*project, planOf(), test::CountingEngine().engine(), file(std::to_string(index) + ".mill"),
                            {.run = {.jobs = 2, .shard = {index, 4}}});
  }
  std::size_t missing = 120;
  for (const std::uint32_t index : {3U, 1U, 4U, 2U}) {
    const auto shard = ProjectFile::open(file(std::to_string(index) + ".mill"), Access::ReadOnly);
    const auto merged = store::mergeStudies(*project, *shard).front();
    QVERIFY(merged.is_bound);
    QVERIFY(merged.missing < missing);
    missing = merged.missing;
    QCOMPARE(merged.isComplete(), index == 2);
  }
  QVERIFY(store::study(*project, "buffers").isComplete());
  QCOMPARE(experiment::studyDigest(store::runs(*project, "buffers")), experiment::studyDigest(whole.runs));
}

void TestPreciseSweep::aSequentialOneGoesOnTheSame() {
  const auto whole = sweep(newProject("whole.mill"), test::CountingEngine(), Start::New, sequentialStudy(), 1);
  QCOMPARE(whole.plan.points().size(), std::size_t{10});
  for (const int runs : {3, 40, static_cast<int>(whole.runs.size()) - 2}) {
    const auto project = newProject("p" + std::to_string(runs) + ".mill");
    test::CountingEngine stopped;
    stopped.stop_after = runs;
    QVERIFY_EXCEPTION_THROWN((void)sweep(project, stopped, Start::New, sequentialStudy()), Cancelled);
    const auto done = sweep(project, test::CountingEngine(), Start::Resume, sequentialStudy(), 3);
    QCOMPARE(experiment::studyDigest(done.runs), experiment::studyDigest(whole.runs));
    QVERIFY(store::study(*project, "buffers").isComplete());
  }
}

void TestPreciseSweep::anAddedPointHasACourseOfItsOwn() {
  const auto project = newProject("p.mill");
  const auto before = sweep(project, test::CountingEngine(), Start::New).runs.size();
  Json study = test::preciseStudy();
  study["added_points"] = {{{"buffer", 4}, {"cycle", 50.0}}};
  const auto after = sweep(project, test::CountingEngine(), Start::Resume, study);
  const store::StoredStudy kept = store::study(*project, "buffers");
  QVERIFY(kept.isComplete());
  QCOMPARE(after.before, before);
  QCOMPARE(after.runs.size() - before, std::size_t{store::precisionOf(*project, kept)[6].replications});
  store::dropAddedPoint(*project, "buffers", study["added_points"][0]);
  QVERIFY(store::study(*project, "buffers").isComplete());
  QCOMPARE(store::study(*project, "buffers").runs_done, before);
}

void TestPreciseSweep::anotherRuleIsAnotherStudy() {
  const auto project = newProject("p.mill");
  (void)sweep(project, test::CountingEngine(), Start::New);
  Json study = test::preciseStudy();
  study["replications"]["until"]["throughput_per_h"] = "20%";
  QVERIFY_EXCEPTION_THROWN((void)sweep(project, test::CountingEngine(), Start::Resume, study), InputError);
}

/// By point as by an agenda of each shard alone, of studies to precision and of others.
void TestPreciseSweep::tellsWhatEachShardLacks() {
  Json fixed = test::preciseStudy();
  fixed["replications"] = 7;
  for (const Json& study : {test::preciseStudy(), fixed}) {
    const auto project = newProject(study == fixed ? "fixed.mill" : "precise.mill");
    test::CountingEngine stopped;
    stopped.stop_after = 25;
    QVERIFY_EXCEPTION_THROWN((void)sweep(project, stopped, Start::New, study), Cancelled);
    const StudyPlan plan = planOf(study);
    const auto runs = store::runsOf(*project, plan);
    const std::vector<std::size_t> missing = experiment::runsMissingByPoint(plan, runs);
    QCOMPARE(missing.size(), plan.points().size());
    for (std::uint32_t index = 1; index <= 4; ++index) {
      const experiment::StudyShard shard{index, 4};
      std::size_t sum = 0;
      for (std::uint32_t point = 0; point < missing.size(); ++point) sum += shard.holds(point) ? missing[point] : 0;
      QCOMPARE(sum, experiment::RunAgenda(plan, runs, shard).runsLeft());
    }
  }
}

/// A study that was read before another process added a point and ran it.
void TestPreciseSweep::readsOnWhilePointsAreAdded() {
  const auto project = newProject("p.mill");
  (void)sweep(project, test::CountingEngine(), Start::New);
  const store::StoredStudy before = store::study(*project, "buffers");
  Json study = test::preciseStudy();
  study["added_points"] = {{{"buffer", 4}, {"cycle", 50.0}}};
  (void)sweep(project, test::CountingEngine(), Start::Resume, study);
  QCOMPARE(store::precisionOf(*project, before).size(), std::size_t{6});
  QCOMPARE(store::precisionOf(*project, store::study(*project, "buffers")).size(), std::size_t{7});
}

void TestPreciseSweep::aDamagedRuleIsTold_data() {
  QTest::addColumn<QString>("rule");
  QTest::newRow("nothing in it") << "{}";
  QTest::newRow("no half width") << R"({"at_most": 20, "until": {"throughput_per_h": "abc"}})";
  QTest::newRow("another kind of goal") << R"({"at_most": 20, "until": {"throughput_per_h": []}})";
  QTest::newRow("a KPI that it has not") << R"({"at_most": 20, "until": {"x": "1%"}})";
  QTest::newRow("another limit") << R"({"at_most": 21, "until": {"throughput_per_h": "1%"}})";
  QTest::newRow("a text") << R"({"at_most": "20", "until": {"throughput_per_h": "1%"}})";
}

/// One that was written with a digest that fits.
void TestPreciseSweep::aDamagedRuleIsTold() {
  QFETCH(QString, rule);
  const auto project = newProject("p.mill");
  store::StoredStudy study = store::storedForm(planOf());
  study.definition["replications"] = Json::parse(rule.toStdString());
  project->change([&](store::Connection& connection) { store::insertStudy(connection, study); });
  try {
    (void)store::studies(*project);
    QFAIL("taken");
  } catch (const InputError& error) {
    QVERIFY2(std::string(error.what()).find("study buffers is damaged") != std::string::npos, error.what());
  }
}

void TestPreciseSweep::aPauseTellsAnUpperBound() {
  const auto textOf = [this](bool is_at_most) {
    store::DiskWait wait(file("p.mill"), {.disk_wait = std::chrono::hours(1)}, 2, is_at_most);
    wait.begin(store::DiskFull(file("p.mill"), "the disk is full", "make room"));
    return wait.news(990)->text();
  };
  QVERIFY2(textOf(true).find("with at most 990 runs left") != std::string::npos, textOf(true).c_str());
  QVERIFY2(textOf(false).find("with 990 runs left") != std::string::npos, textOf(false).c_str());
}

QTEST_APPLESS_MAIN(TestPreciseSweep)
#include "tst_precise_sweep.moc"
