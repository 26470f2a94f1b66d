// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/cluster/shard_run.h"
#include "core/store/whole_sweep.h"
#include "tests/support/counting_engine.h"
#include "tests/support/small_study.h"

using namespace mw;
using experiment::NextPoints;
using experiment::StudyPlan;
using store::ProjectFile;
using Start = store::StudyWriter::Start;

/// A study run to its end, the rounds of a sequential one included.
class TestWholeSweep : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void aPlainStudyIsOneRound();
  void roundsEndWithTheBudget();
  void goesOnTheSameAfterAStop_data();
  void goesOnTheSameAfterAStop();
  void aLargerBudgetGoesOn();
  void anotherProcessorCountGivesTheSame();
  void aFileWithOtherAddedPointsIsRefused();
  void progressCountsTowardsTheBudget();
  void isNotCutIntoShards();

 private:
  [[nodiscard]] std::shared_ptr<ProjectFile> newProject(const std::string& name) const {
    return ProjectFile::create(folder_->filePath(QString::fromStdString(name)).toStdString(),
                               factory::Factory::fromJson(test::smallFactory()));
  }
  std::unique_ptr<QTemporaryDir> folder_;
  std::string uninterrupted_;  // digest of all runs
};

namespace {

Json sequentialStudy(int points = 16) {
  Json study = test::smallStudy();
  study["replications"] = 2;
  study["factors"][0] = {
      {"name", "buffer"}, {"path", "elements/b1/capacity"}, {"min", 1}, {"max", 20}, {"integer", true}};
  study["design"] = {
      {"type", "sequential"}, {"points", points}, {"initial", 6}, {"batch", 3}, {"response", "wip_mean"}};
  return study;
}

StudyPlan planOf(const Json& study) {
  return StudyPlan(experiment::Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()),
                   {"throughput_per_h", "wip_mean"});
}

store::WholeSweep sweep(const std::shared_ptr<ProjectFile>& project, const test::CountingEngine& engine, Start start,
                        const Json& study = sequentialStudy(), unsigned jobs = 2) {
  return store::sweepWhole(project, planOf(study), engine.engine(),
                           {.start = start, .run = {.jobs = jobs, .stop = engine.stopper->get_token()}});
}

}  // namespace

void TestWholeSweep::initTestCase() {
  init();
  uninterrupted_ = experiment::studyDigest(sweep(newProject("whole.mill"), test::CountingEngine(), Start::New).runs);
}

void TestWholeSweep::init() {
  folder_ = std::make_unique<QTemporaryDir>();
}

void TestWholeSweep::aPlainStudyIsOneRound() {
  const test::CountingEngine engine;
  const auto done = sweep(newProject("p.mill"), engine, Start::New, test::smallStudy());
  QCOMPARE(done.runs.size(), std::size_t{24});
  QCOMPARE(*engine.runs, 24);
  QVERIFY(!done.end);
}

void TestWholeSweep::roundsEndWithTheBudget() {
  const test::CountingEngine engine;
  const auto project = newProject("p.mill");
  const auto done = sweep(project, engine, Start::New);
  QVERIFY(done.end && done.end->status == NextPoints::Status::BudgetSpent);
  QCOMPARE(done.plan.points().size(), std::size_t{16});
  QCOMPARE(*engine.runs, 32);
  const store::StoredStudy kept = store::study(*project, "buffers");
  QVERIFY(kept.isComplete());
  QCOMPARE(kept.definition["added_points"].size(), std::size_t{10});
  // What is kept is a study as any other.
  const auto again = experiment::Study::fromJson(kept.definition);
  QCOMPARE(experiment::designPoints(again), done.plan.points());
}

void TestWholeSweep::goesOnTheSameAfterAStop_data() {
  QTest::addColumn<int>("runs");
  for (const int runs : {1, 11, 12, 13, 18, 31}) QTest::newRow(std::to_string(runs).c_str()) << runs;
}

void TestWholeSweep::goesOnTheSameAfterAStop() {
  QFETCH(int, runs);
  const auto project = newProject("p.mill");
  test::CountingEngine stopped;
  stopped.stop_after = runs;
  QVERIFY_EXCEPTION_THROWN((void)sweep(project, stopped, Start::New), Cancelled);
  const test::CountingEngine rest;
  const auto done = sweep(project, rest, Start::Resume);
  QCOMPARE(experiment::studyDigest(done.runs), uninterrupted_);
  QCOMPARE(done.before + static_cast<std::size_t>(*rest.runs), std::size_t{32});
  QVERIFY(done.before >= static_cast<std::size_t>(runs));
}

void TestWholeSweep::aLargerBudgetGoesOn() {
  const auto project = newProject("p.mill");
  (void)sweep(project, test::CountingEngine(), Start::New);
  const test::CountingEngine more;
  const auto done = sweep(project, more, Start::Resume, sequentialStudy(20));
  QCOMPARE(done.plan.points().size(), std::size_t{20});
  QCOMPARE(*more.runs, 8);
}

void TestWholeSweep::anotherProcessorCountGivesTheSame() {
  const auto one = sweep(newProject("one.mill"), test::CountingEngine(), Start::New, sequentialStudy(), 1);
  const auto three = sweep(newProject("three.mill"), test::CountingEngine(), Start::New, sequentialStudy(), 3);
  QCOMPARE(experiment::studyDigest(one.runs), experiment::studyDigest(three.runs));
  QCOMPARE(one.plan.points(), three.plan.points());
}

/// Its factors and settings are the stored ones: the words must not send the user there.
void TestWholeSweep::aFileWithOtherAddedPointsIsRefused() {
  const auto project = newProject("p.mill");
  (void)sweep(project, test::CountingEngine(), Start::New);
  Json edited = sequentialStudy();
  edited["added_points"] = {{{"buffer", 20}, {"cycle", 41.5}}};
  try {
    (void)sweep(project, test::CountingEngine(), Start::Resume, edited);
    QFAIL("not refused");
  } catch (const InputError& error) {
    const std::string message = error.what();
    QVERIFY2(message.find("with other added points: point 6 is") != std::string::npos, message.c_str());
    QVERIFY2(message.find("41.5} here; take \"added_points\" out of the study") != std::string::npos, message.c_str());
  }
}

void TestWholeSweep::progressCountsTowardsTheBudget() {
  double done = 0;
  double total = 0;
  const auto note = [&](const Progress& progress) {
    QVERIFY(progress.done >= done);
    done = progress.done;
    total = progress.total;
  };
  (void)store::sweepWhole(newProject("p.mill"), planOf(sequentialStudy()), test::CountingEngine().engine(),
                          {.run = {.jobs = 1, .progress = note}});
  QCOMPARE(total, 32.0);
  QCOMPARE(done, 32.0);
}

void TestWholeSweep::isNotCutIntoShards() {
  const auto project = newProject("p.mill");
  const std::string file = folder_->filePath("shard.mill").toStdString();
  try {
    (void)cluster::runShard(*project, planOf(sequentialStudy()), test::CountingEngine().engine(), file,
                            {.run = {.shard = {1, 2}}});
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains("study \"buffers\" is sequential"), error.what());
  }
  QVERIFY(!QFile::exists(QString::fromStdString(file)));
}

QTEST_APPLESS_MAIN(TestWholeSweep)
#include "tst_whole_sweep.moc"
