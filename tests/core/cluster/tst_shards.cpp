// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "core/cluster/shard_run.h"
#include "core/store/stored_study.h"
#include "core/store/study_merge.h"
#include "tests/support/counting_engine.h"
#include "tests/support/small_study.h"

using namespace mw;
using cluster::runShard;
using experiment::StudyPlan;
using experiment::StudyShard;
using store::Access;
using store::ProjectFile;

class TestShards : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void dealOutEveryPointOnce_data();
  void dealOutEveryPointOnce();
  void refusesWhatIsNoShard_data();
  void refusesWhatIsNoShard();
  void mergedShardsAreTheWholeStudy();
  void goesOnAfterAStop();
  void leavesOutWhatTheProjectHas();
  void refusesAnotherStudy();
  void refusesOtherValues();
  void aStudyThatIsNotThereComesWhole();
  void namesFilesPlainly();

 private:
  [[nodiscard]] static StudyPlan plan(const Json& study = test::smallStudy()) {
    return StudyPlan(experiment::Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()),
                     {"throughput_per_h", "wip_mean"});
  }
  [[nodiscard]] std::string file(const std::string& name) const {
    return folder_->filePath(QString::fromStdString(name)).toStdString();
  }
  [[nodiscard]] std::shared_ptr<ProjectFile> newProject(const std::string& name) const {
    return ProjectFile::create(file(name), factory::Factory::fromJson(test::smallFactory()));
  }
  [[nodiscard]] cluster::ShardRun run(ProjectFile& project, const StudyShard& shard, const test::CountingEngine& engine,
                                      const Json& study = test::smallStudy()) const {
    return runShard(project, plan(study), engine.engine(), file("shard-" + std::to_string(shard.index) + ".mill"),
                    {.run = {.jobs = 2, .stop = engine.stopper->get_token(), .shard = shard}});
  }
  [[nodiscard]] std::vector<store::MergedStudy> merge(ProjectFile& project, std::uint32_t index) const {
    const auto shard = ProjectFile::open(file("shard-" + std::to_string(index) + ".mill"), Access::ReadOnly);
    return store::mergeStudies(project, *shard);
  }

  std::unique_ptr<QTemporaryDir> folder_;
};

void TestShards::init() {
  folder_ = std::make_unique<QTemporaryDir>();
}

void TestShards::dealOutEveryPointOnce_data() {
  QTest::addColumn<int>("count");
  QTest::addColumn<int>("first");
  QTest::newRow("one") << 1 << 1;
  QTest::newRow("from one") << 7 << 1;
  QTest::newRow("from zero") << 7 << 0;
  QTest::newRow("more shards than points") << 40 << 1;
}

void TestShards::dealOutEveryPointOnce() {
  QFETCH(int, count);
  QFETCH(int, first);
  constexpr std::uint32_t kPoints = 23;
  std::multiset<std::uint32_t> dealt;
  for (int index = first; index < first + count; ++index) {
    const auto shard = StudyShard::parse(std::to_string(index) + "/" + std::to_string(count));
    QCOMPARE(StudyShard::parse(shard.text()), shard);
    for (std::uint32_t point = 0; point < kPoints; ++point) {
      if (shard.holds(point)) dealt.insert(point);
    }
  }
  QCOMPARE(dealt.size(), std::size_t{kPoints});
  for (std::uint32_t point = 0; point < kPoints; ++point) QCOMPARE(dealt.count(point), std::size_t{1});
}

void TestShards::refusesWhatIsNoShard_data() {
  QTest::addColumn<QString>("text");
  for (const char* text :
       {"", "3", "3/", "/8", "9/8", "-1/8", "1.5/8", "1/0", "1/8/9", " 1/8", "a/b", "1/99999999999"}) {
    QTest::newRow(text) << QString(text);
  }
}

void TestShards::refusesWhatIsNoShard() {
  QFETCH(QString, text);
  QVERIFY_THROWS_EXCEPTION(UsageError, (void)StudyShard::parse(text.toStdString()));
}

void TestShards::mergedShardsAreTheWholeStudy() {
  test::CountingEngine whole_engine;
  const auto whole = experiment::runStudy(plan(), whole_engine.engine(), {}, [](const auto&) {});
  const auto project = newProject("p.mill");
  test::CountingEngine engine;
  for (std::uint32_t index = 1; index <= 4; ++index) (void)run(*project, {index, 4}, engine);
  QCOMPARE(engine.runs->load(), whole_engine.runs->load());
  // In any order, one of them twice.
  for (const std::uint32_t index : {3U, 1U, 4U, 1U, 2U}) {
    const auto merged = merge(*project, index).front();
    QCOMPARE(merged.name, std::string("buffers"));
    QCOMPARE(merged.isComplete(), index == 2);
  }
  QCOMPARE(experiment::studyDigest(store::runs(*project, "buffers")), experiment::studyDigest(whole));
  const auto again = merge(*project, 2).front();
  QCOMPARE(again.added, std::size_t{0});
  QVERIFY(again.known > 0);
}

void TestShards::goesOnAfterAStop() {
  const auto project = newProject("p.mill");
  test::CountingEngine stopped;
  stopped.stop_after = 5;
  QVERIFY_THROWS_EXCEPTION(Cancelled, (void)run(*project, {1, 2}, stopped));
  test::CountingEngine rest;
  const auto done = run(*project, {1, 2}, rest);
  QCOMPARE(done.before + done.made, std::size_t{12});
  QVERIFY(done.before >= 5);
  QCOMPARE(static_cast<std::size_t>(rest.runs->load()), done.made);
}

void TestShards::leavesOutWhatTheProjectHas() {
  const auto project = newProject("p.mill");
  test::CountingEngine first;
  (void)run(*project, {1, 2}, first);
  (void)merge(*project, 1);
  // Dealt out anew: of three shards each lacks what the first of two had not.
  test::CountingEngine rest;
  for (std::uint32_t index = 1; index <= 3; ++index) {
    std::filesystem::remove(file("shard-" + std::to_string(index) + ".mill"));
    (void)run(*project, {index, 3}, rest);
    (void)merge(*project, index);
  }
  QCOMPARE(rest.runs->load() + first.runs->load(), 24);
  QVERIFY(store::study(*project, "buffers").isComplete());
}

void TestShards::refusesAnotherStudy() {
  const auto project = newProject("p.mill");
  test::CountingEngine engine;
  (void)run(*project, {1, 2}, engine);
  (void)merge(*project, 1);
  Json other = test::smallStudy();
  other["seed"] = 4;
  const auto elsewhere = newProject("q.mill");
  (void)run(*elsewhere, {2, 2}, engine, other);
  QVERIFY_THROWS_EXCEPTION(InputError, (void)merge(*project, 2));
  QCOMPARE(store::study(*project, "buffers").runs_done, std::size_t{12});
  // Nor does a shard's file take runs of another study.
  QVERIFY_THROWS_EXCEPTION(InputError, (void)run(*elsewhere, {1, 2}, engine, other));
}

void TestShards::refusesOtherValues() {
  const auto project = newProject("p.mill");
  test::CountingEngine engine;
  (void)run(*project, {1, 2}, engine);
  (void)merge(*project, 1);
  std::filesystem::remove(file("shard-1.mill"));
  const auto fresh = newProject("q.mill");
  const experiment::Engine liar = [&](const factory::Factory&, const std::vector<std::string>& kpis) {
    return [n = kpis.size()](const experiment::RunOrder&, const std::stop_token&) {
      return experiment::RunAnswer{std::vector<double>(n, 1.0), 1};
    };
  };
  (void)runShard(*fresh, plan(), liar, file("shard-1.mill"), {.run = {.shard = {1, 2}}});
  QVERIFY_THROWS_EXCEPTION(InputError, (void)merge(*project, 1));
}

void TestShards::aStudyThatIsNotThereComesWhole() {
  const auto project = newProject("p.mill");
  test::CountingEngine engine;
  (void)run(*project, {2, 2}, engine);
  const auto empty = newProject("q.mill");
  const auto merged = merge(*empty, 2).front();
  QCOMPARE(merged.added, std::size_t{12});
  QCOMPARE(merged.missing, std::size_t{12});
  QCOMPARE(store::study(*empty, "buffers").points.size(), plan().points().size());
  // A file without studies is not worth a silent success.
  const auto none = newProject("r.mill");
  QVERIFY_THROWS_EXCEPTION(InputError, (void)store::mergeStudies(*empty, *none));
}

void TestShards::namesFilesPlainly() {
  QCOMPARE(cluster::shardFile("/a/line.mill", "../buf fers", {3, 8}).string(),
           std::string("/a/line.---buf-fers.3-of-8.mill"));
}

QTEST_GUILESS_MAIN(TestShards)
#include "tst_shards.moc"
