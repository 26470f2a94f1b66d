// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/store/stored_study.h"
#include "tests/support/program.h"
#include "tests/support/small_study.h"

using namespace mw;

/// What is refused next to stored results: it is said clearly, and the results stay.
class TestStoredResultsStay : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void isRefused_data();
  void isRefused();
  void oneProgramWritesOthersRead();

 private:
  [[nodiscard]] test::Answer cli(const QStringList& arguments) const {
    return test::runProgram(MW_CLI, arguments, folder_->path());
  }
  [[nodiscard]] std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  void write(const char* name, const Json& json) const { writeTextFile(path(name), json.dump(1)); }
  [[nodiscard]] std::string storedDigest() const {
    return experiment::studyDigest(
        store::runs(*store::ProjectFile::open(path("p.mill"), store::Access::ReadOnly), "buffers"));
  }

  std::unique_ptr<QTemporaryDir> folder_;
  std::string digest_;
};

/// A project with a swept study.
void TestStoredResultsStay::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  write("line.json", test::smallFactory());
  write("study.json", test::smallStudy());
  Json table = test::smallStudy();
  table["name"] = "by hand";
  table["design"] = {{"type", "table"}, {"file", "points.csv"}};
  write("table.json", table);
  QCOMPARE(cli({"new", "p.mill", "--factory", "line.json"}).exit_code, 0);
  const auto swept = cli({"sweep", "p.mill", "--study", "study.json", "--json"});
  QCOMPARE(swept.exit_code, 0);
  digest_ = swept.json()["digest"].get<std::string>();
  QCOMPARE(storedDigest(), digest_);
}

void TestStoredResultsStay::isRefused_data() {
  QTest::addColumn<QStringList>("before");
  QTest::addColumn<QString>("points");
  QTest::addColumn<QStringList>("command");
  QTest::addColumn<QStringList>("says");
  const QStringList sweep = {"sweep", "p.mill", "--study", "study.json"};
  const QStringList by_hand = {"sweep", "p.mill", "--study", "table.json"};
  const QStringList rename = {"edit", "p.mill", "--patch", "rename.json"};
  QTest::newRow("an element that a factor names has gone")
      << rename << "" << sweep << QStringList{"study.json:", "/factors/0/path", "elements/b1/capacity leads nowhere"};
  QTest::newRow("and goes on no better") << rename << "" << sweep + QStringList{"--resume"}
                                         << QStringList{"study.json:", "/factors/0/path", "b1"};
  QTest::newRow("the factory is another one")
      << QStringList{"edit", "p.mill", "--set", "elements/m1/process/mean_s=50"} << ""
      << sweep + QStringList{"--resume"}
      << QStringList{"study \"buffers\" is there with other factors, settings or another factory", "another name"};
  QTest::newRow("a table with an empty cell")
      << QStringList() << "buffer,cycle\n1,40\n2,\n"
      << by_hand << QStringList{"points.csv:3:3", "no value of factor \"cycle\""};
  QTest::newRow("a table with a cell too few")
      << QStringList() << "buffer,cycle\n1,40\n2\n"
      << by_hand << QStringList{"points.csv:3:2", "no value of factor \"cycle\""};
  QTest::newRow("a table that has gone") << QStringList() << "" << by_hand << QStringList{"points.csv"};
}

void TestStoredResultsStay::isRefused() {
  QFETCH(QStringList, before);
  QFETCH(QString, points);
  QFETCH(QStringList, command);
  QFETCH(QStringList, says);
  writeTextFile(path("rename.json"), R"([{"op": "replace", "path": "/elements/2/id", "value": "b2"},
    {"op": "replace", "path": "/flows/1/to", "value": "b2"}, {"op": "replace", "path": "/flows/2/from", "value": "b2"}])");
  if (!points.isEmpty()) writeTextFile(path("points.csv"), points.toStdString());
  if (!before.isEmpty()) QCOMPARE(cli(before).exit_code, 0);
  const auto refused = cli(command);
  QVERIFY2(refused.exit_code == 3, refused.err.c_str());
  for (const QString& part : says) QVERIFY2(refused.says(part.toStdString()), refused.err.c_str());
  QCOMPARE(storedDigest(), digest_);
  const auto results = cli({"results", "p.mill", "--study", "buffers", "--json"});
  QVERIFY2(results.exit_code == 0, results.err.c_str());
}

void TestStoredResultsStay::oneProgramWritesOthersRead() {
  Json endless = test::smallStudy();
  endless["name"] = "long";
  endless["replications"] = 1'000'000;
  write("long.json", endless);
  QProcess first;
  first.setWorkingDirectory(folder_->path());
  first.start(MW_CLI, {"sweep", "p.mill", "--study", "long.json", "--quiet", "--runs-to", "told.csv"});
  while (QFile(folder_->filePath("told.csv")).size() == 0 && !first.waitForFinished(1)) {
  }
  const std::string holder = "p.mill: open in process " + std::to_string(first.processId()) + " on ";
  for (const QStringList& command : {QStringList{"sweep", "p.mill", "--study", "study.json", "--resume"},
                                     QStringList{"edit", "p.mill", "--set", "elements/m1/process/mean_s=50"},
                                     QStringList{"merge", "p.mill", "q.mill"}}) {
    const auto refused = cli(command);
    QVERIFY2(refused.exit_code == 4, refused.err.c_str());
    QVERIFY2(refused.says(holder) && refused.says("close it there, or open it read-only"), refused.err.c_str());
  }
  for (const QStringList& command :
       {QStringList{"info", "p.mill"}, QStringList{"results", "p.mill", "--study", "buffers"}}) {
    const auto read = cli(command);
    QVERIFY2(read.exit_code == 0, read.err.c_str());
  }
  QCOMPARE(first.state(), QProcess::Running);
  first.kill();
  first.waitForFinished();
  QVERIFY(QFile::exists(folder_->filePath("p.mill-lock")));
  const auto next = cli({"sweep", "p.mill", "--study", "study.json", "--resume", "--json"});
  QVERIFY2(next.exit_code == 0, next.err.c_str());
  QCOMPARE(next.json()["digest"].get<std::string>(), digest_);
}

QTEST_GUILESS_MAIN(TestStoredResultsStay)
#include "tst_stored_results_stay.moc"
