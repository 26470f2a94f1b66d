// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/small_study.h"

using namespace mw;

/// Shards made by sweep and brought together by merge.
class TestMergeVerb : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void shardsBecomeTheWhole();
  void theProjectIsOnlyRead();
  void refusesAShardOfAnotherStudy();
  void refusesWrongUsage_data();
  void refusesWrongUsage();

 private:
  [[nodiscard]] test::Answer cli(const QStringList& arguments) const {
    return test::runProgram(MW_CLI, arguments, folder_.path());
  }
  void write(const QString& name, const Json& json) const {
    writeTextFile(folder_.filePath(name).toStdString(), json.dump());
  }
  [[nodiscard]] QString newProject(const QString& name) const {
    [&] { QCOMPARE(cli({"new", name, "--factory", "line.json"}).exit_code, 0); }();
    return name;
  }

  QTemporaryDir folder_;
};

void TestMergeVerb::initTestCase() {
  write("line.json", test::smallFactory());
  write("study.json", test::smallStudy());
  Json other = test::smallStudy();
  other["seed"] = 99;
  write("other.json", other);
}

void TestMergeVerb::shardsBecomeTheWhole() {
  (void)newProject("whole.mill");
  const auto whole = cli({"sweep", "whole.mill", "--study", "study.json", "--json"});
  (void)newProject("p.mill");
  QStringList files;
  for (const char* shard : {"1/3", "2/3", "3/3"}) {
    const auto done = cli({"sweep", "p.mill", "--study", "study.json", "--shard", shard, "--json"});
    QVERIFY2(done.exit_code == 0, done.err.c_str());
    files << QString::fromStdString(done.json()["file"].get<std::string>());
  }
  const auto merged = cli(QStringList{"merge", "p.mill"} + files + QStringList{"--json"});
  QVERIFY2(merged.exit_code == 0, merged.err.c_str());
  QVERIFY(merged.json()["complete"].get<bool>());
  const auto again = cli(QStringList{"merge", "p.mill"} + files + QStringList{"--json"});
  for (const Json& file : again.json()["files"]) QCOMPARE(file["studies"][0]["added"].get<int>(), 0);
  const auto result = cli({"sweep", "p.mill", "--study", "study.json", "--resume", "--json"});
  QCOMPARE(result.json()["runs_before"].get<int>(), 24);
  QCOMPARE(result.json()["digest"].get<std::string>(), whole.json()["digest"].get<std::string>());
}

void TestMergeVerb::theProjectIsOnlyRead() {
  const QString project = newProject("r.mill");
  const std::string before = readTextFile(folder_.filePath(project).toStdString());
  QCOMPARE(cli({"sweep", project, "--study", "study.json", "--shard", "1/2", "--out", "part.mill"}).exit_code, 0);
  QCOMPARE(readTextFile(folder_.filePath(project).toStdString()), before);
  QVERIFY(QDir(folder_.path()).exists("part.mill"));
}

void TestMergeVerb::refusesAShardOfAnotherStudy() {
  const QString project = newProject("a.mill");
  QCOMPARE(cli({"sweep", project, "--study", "study.json"}).exit_code, 0);
  const QString elsewhere = newProject("b.mill");
  QCOMPARE(cli({"sweep", elsewhere, "--study", "other.json", "--shard", "1/2", "--out", "other.mill"}).exit_code, 0);
  const auto refused = cli({"merge", project, "other.mill"});
  QCOMPARE(refused.exit_code, 3);
  QVERIFY2(refused.says("is another one"), refused.err.c_str());
  QCOMPARE(cli({"sweep", project, "--study", "study.json", "--resume", "--json"}).json()["runs_before"].get<int>(), 24);
}

void TestMergeVerb::refusesWrongUsage_data() {
  QTest::addColumn<QStringList>("words");
  QTest::newRow("no shard") << QStringList{"--shard", "4/3"};
  QTest::newRow("out without a shard") << QStringList{"--out", "x.mill"};
  QTest::newRow("shard on slurm") << QStringList{"--shard", "1/3", "--engine", "slurm"};
  QTest::newRow("unknown engine") << QStringList{"--engine", "cloud"};
}

void TestMergeVerb::refusesWrongUsage() {
  QFETCH(QStringList, words);
  if (!QDir(folder_.path()).exists("u.mill")) (void)newProject("u.mill");
  QCOMPARE(cli(QStringList{"sweep", "u.mill", "--study", "study.json"} + words).exit_code, 2);
}

QTEST_GUILESS_MAIN(TestMergeVerb)
#include "tst_merge_verb.moc"
