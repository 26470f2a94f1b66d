// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"

using namespace mw;

/// `run` of a factory that gets stuck: done, and the finding is negative.
class TestDeadlockedRun : public QObject {
  Q_OBJECT
 private slots:
  void exitsWithOne_data();
  void exitsWithOne();
};

void TestDeadlockedRun::exitsWithOne_data() {
  QTest::addColumn<QString>("control");
  QTest::addColumn<int>("exit_code");
  QTest::newRow("rework into a full line") << "" << 1;
  QTest::newRow("fewer parts than the loop can hold") << R"(, "control": [{"type": "conwip", "limit": 2}])" << 0;
}

void TestDeadlockedRun::exitsWithOne() {
  QFETCH(QString, control);
  QFETCH(int, exit_code);
  const QTemporaryDir folder;
  const QString file = folder.filePath("f.json");
  const QString text = QString(R"({"format": "millwright-factory/1", "parts": [{"id": "p"}], "elements": [
      {"id": "s", "type": "source", "supply": "unlimited"}, {"id": "m1", "type": "station", "process": 1},
      {"id": "b", "type": "buffer", "capacity": 1},
      {"id": "m2", "type": "station", "process": 1.5, "yield": {"good": 0.5, "rework_to": "m1"}},
      {"id": "o", "type": "sink"}], "flows": [{"from": "s", "to": "m1"}, {"from": "m1", "to": "b"},
      {"from": "b", "to": "m2"}, {"from": "m2", "to": "o"}]%1})")
                           .arg(control);
  writeTextFile(file.toStdString(), text.toStdString());
  QProcess process;
  process.start(MW_CLI, {"run", file, "--horizon", "1h", "--json", "--quiet"});
  QVERIFY(process.waitForFinished(30'000));
  const QString err = process.readAllStandardError();
  QCOMPARE(process.exitCode(), exit_code);
  const Json result = Json::parse(process.readAllStandardOutput().toStdString());
  QCOMPARE(result["deadlock"].size(), static_cast<std::size_t>(exit_code));
  QCOMPARE(err.contains("deadlock: m1 -> b -> m2 -> m1 are all full"), exit_code == 1);
}

QTEST_APPLESS_MAIN(TestDeadlockedRun)
#include "tst_deadlocked_run.moc"
