// SPDX-License-Identifier: Apache-2.0
#include <QProcess>
#include <QtTest>

#include "core/base/json.h"

namespace {

struct Outcome {
  int exit_code = -1;
  QByteArray out;
  QByteArray err;
};

Outcome runCli(const QStringList& arguments) {
  QProcess process;
  process.start(MW_CLI, arguments);
  if (!process.waitForFinished(120000)) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

const QString kCell = QString(MW_SOURCE_DIR) + "/tests/core/motion/conveyor-cell.json";

}  // namespace

class TestMotionVerb : public QObject {
  Q_OBJECT
 private slots:
  void sameBitsInTwoProcesses();
  void printsATable();
  void exitCodes_data();
  void exitCodes();
};

void TestMotionVerb::sameBitsInTwoProcesses() {
  const QStringList arguments = {"motion", kCell, "--duration", "20", "--json", "--quiet"};
  const Outcome first = runCli(arguments);
  QCOMPARE(first.exit_code, 0);
  QCOMPARE(first.err, QByteArray());
  QCOMPARE(runCli(arguments).out, first.out);
  const mw::Json json = mw::Json::parse(first.out.toStdString());
  QCOMPARE(json["state_hashes"].size(), std::size_t{20});
  QVERIFY(json["conveyors"]["infeed"]["n"].get<int>() >= 4);
  QVERIFY(runCli({"motion", kCell, "--duration", "20", "--step", "0.004", "--json", "--quiet"}).out != first.out);
}

void TestMotionVerb::printsATable() {
  const Outcome outcome = runCli({"motion", kCell, "--duration", "10s", "--quiet"});
  QCOMPARE(outcome.exit_code, 0);
  QVERIFY2(outcome.out.contains("infeed"), outcome.out.constData());
  QVERIFY2(outcome.out.contains("parts delivered in 10 s"), outcome.out.constData());
}

void TestMotionVerb::exitCodes_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("message");
  QTest::newRow("no file") << QStringList{"/nowhere.json"} << 3 << "/nowhere.json";
  QTest::newRow("not a factory") << QStringList{QString(MW_SOURCE_DIR) + "/CMakePresets.json"} << 3
                                 << "CMakePresets.json:";
  QTest::newRow("step of text") << QStringList{kCell, "--step", "fast"} << 2 << "--step fast: not a time in seconds";
  QTest::newRow("step by zero") << QStringList{kCell, "--step", "1/0"} << 2 << "--step 1/0";
  QTest::newRow("step too long") << QStringList{kCell, "--step", "0.5"} << 3 << "a step of 0.5 s";
  QTest::newRow("no duration") << QStringList{kCell, "--duration", "0"} << 3 << "a duration of 0 s";
}

void TestMotionVerb::exitCodes() {
  QFETCH(QStringList, arguments);
  QFETCH(int, exit_code);
  QFETCH(QString, message);
  const Outcome outcome = runCli(QStringList{"motion"} + arguments);
  QCOMPARE(outcome.exit_code, exit_code);
  QVERIFY2(outcome.err.contains(message.toUtf8()), outcome.err.constData());
  QVERIFY(outcome.out.isEmpty());
}

QTEST_APPLESS_MAIN(TestMotionVerb)
#include "tst_motion_verb.moc"
