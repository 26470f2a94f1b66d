// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/cluster/command.h"
#include "core/cluster/job_folder.h"
#include "core/cluster/slurm.h"
#include "core/store/stored_study.h"
#include "tests/support/small_study.h"

using namespace mw;
using cluster::JobFolder;

/// What can be told of the scheduler's room without one; the array itself is run by tst_slurm_sweep.
class TestSlurm : public QObject {
  Q_OBJECT

 private slots:
  void writesArrays_data();
  void writesArrays();
  void readsTheQueue_data();
  void readsTheQueue();
  void runsCommands();
  void folderHoldsAllThatTasksNeed();
  void readsProgress();
  void quotesTheProgram();
};

void TestSlurm::writesArrays_data() {
  QTest::addColumn<QList<int>>("indices");
  QTest::addColumn<QString>("text");
  QTest::newRow("one") << QList<int>{4} << "4";
  QTest::newRow("span") << QList<int>{1, 2, 3} << "1-3";
  QTest::newRow("both") << QList<int>{1, 2, 3, 7, 9, 10} << "1-3,7,9-10";
}

void TestSlurm::writesArrays() {
  QFETCH(QList<int>, indices);
  QFETCH(QString, text);
  std::set<std::uint32_t> set;
  for (const int index : indices) set.insert(static_cast<std::uint32_t>(index));
  QCOMPARE(cluster::arrayText(set), text.toStdString());
}

void TestSlurm::readsTheQueue_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<int>("running");
  QTest::addColumn<int>("waiting");
  QTest::addColumn<QString>("reason");
  QTest::newRow("gone") << "" << 0 << 0 << "";
  QTest::newRow("some run") << "PENDING|Resources\nPENDING|Priority\nRUNNING|None\n" << 1 << 2 << "Resources";
  QTest::newRow("ending") << "COMPLETING|None\n" << 1 << 0 << "";
  QTest::newRow("requeued") << "REQUEUE_HOLD|JobHoldMaxRequeue\n" << 0 << 1 << "JobHoldMaxRequeue";
}

void TestSlurm::readsTheQueue() {
  QFETCH(QString, text);
  const cluster::SlurmQueue queue = cluster::parseQueue(text.toStdString());
  QTEST(static_cast<int>(queue.running), "running");
  QTEST(static_cast<int>(queue.waiting), "waiting");
  QTEST(QString::fromStdString(queue.reason), "reason");
}

void TestSlurm::runsCommands() {
  const auto told = cluster::runCommand({"sh", "-c", "echo out; echo err >&2; exit 3"});
  QCOMPARE(told.exit_code, 3);
  QCOMPARE(told.out, std::string("out\n"));
  QCOMPARE(told.err, std::string("err\n"));
  // No shell between: what would be one to a shell stays a word.
  QCOMPARE(cluster::runCommand({"echo", "$HOME; 'x'"}).out, std::string("$HOME; 'x'\n"));
  // More than a pipe holds, on both.
  const auto much = cluster::runCommand({"sh", "-c", "seq 100000; seq 100000 >&2"});
  QCOMPARE(much.out.size(), much.err.size());
  QVERIFY(much.out.size() > 500'000);
  QVERIFY_THROWS_EXCEPTION(InputError, (void)cluster::runCommand({"no-such-program-here"}));
}

void TestSlurm::folderHoldsAllThatTasksNeed() {
  const QTemporaryDir place;
  const std::filesystem::path table = place.filePath("t.csv").toStdString();
  writeTextFile(table, "buffer,cycle\n1,40\n2,50\n");
  Json json = test::smallStudy();
  json["name"] = "my study";
  json["design"] = {{"type", "table"}, {"file", table.string()}};
  const auto plan = [&](const experiment::Study& study) {
    return experiment::StudyPlan(study, factory::Factory::fromJson(test::smallFactory()),
                                 {"throughput_per_h", "wip_mean"});
  };
  const auto whole = plan(experiment::Study::fromJson(json));
  const JobFolder folder(place.filePath("line.mill").toStdString(), "my study");
  QCOMPARE(folder.path().filename().string(), std::string("line.my-study.job"));
  QVERIFY(!folder.exists());
  folder.create(whole, {{{1, 2}, {3.0, 4.0}, 5}});
  std::filesystem::remove(table);
  const auto copy = plan(experiment::Study::read(folder.path() / "study.json"));
  QCOMPARE(copy.identity(), whole.identity());
  const auto input = store::ProjectFile::open(folder.path() / "input.mill", store::Access::ReadOnly);
  QCOMPARE(store::runsOf(*input, copy).size(), std::size_t{1});
  QVERIFY(!folder.job());
  folder.saveJob({"4711", 8});
  QCOMPARE(folder.job()->number, std::string("4711"));
  QCOMPARE(folder.job()->shards, 8U);
  writeTextFile(folder.path() / "job.json", "[]");
  QVERIFY_THROWS_EXCEPTION(InputError, (void)folder.job());
  folder.remove();
  QVERIFY(!folder.exists());
}

void TestSlurm::readsProgress() {
  const QTemporaryDir place;
  const JobFolder folder(place.filePath("line.mill").toStdString(), "s");
  std::filesystem::create_directory(folder.path());
  writeTextFile(folder.progressFile(1), R"({"done": 3, "total": 10})");
  writeTextFile(folder.progressFile(3), R"({"done": 4, "total": 10})");
  writeTextFile(folder.progressFile(4), R"({"done": 9)");  // half written
  QCOMPARE(folder.progress(1).value().done, 3.0);
  QVERIFY(!folder.progress(2));
  QCOMPARE(folder.progress(3).value().done, 4.0);
  QVERIFY(!folder.progress(4));
}

void TestSlurm::quotesTheProgram() {
  const std::string script = JobFolder::script("/opt/it's here/millwright-cli", 8, {"--max-parts", "5"});
  QVERIFY(script.find(R"(exec '/opt/it'\''s here/millwright-cli' sweep input.mill)") != std::string::npos);
  QVERIFY(script.find("\"$i/8\"") != std::string::npos);
  QVERIFY(script.ends_with("'--max-parts' '5'\n"));
}

QTEST_GUILESS_MAIN(TestSlurm)
#include "tst_slurm.moc"
