// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "tests/support/program.h"

using mw::test::Answer;

namespace {

Answer runCli(const QStringList& arguments) {
  return mw::test::runProgram(MW_CLI, arguments);
}

const QString kCell = QString(MW_SOURCE_DIR) + "/tests/core/cosimulation/conveyor-cell.json";

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
  const Answer first = runCli(arguments);
  QCOMPARE(first.exit_code, 0);
  QVERIFY2(first.err.empty(), first.err.c_str());
  QCOMPARE(runCli(arguments).out, first.out);
  const mw::Json json = first.json();
  QCOMPARE(json["state_hashes"].size(), std::size_t{20});
  QVERIFY(json["conveyors"]["infeed"]["n"].get<int>() >= 4);
  QVERIFY(runCli({"motion", kCell, "--duration", "20", "--step", "0.004", "--json", "--quiet"}).out != first.out);
}

void TestMotionVerb::printsATable() {
  const Answer outcome = runCli({"motion", kCell, "--duration", "10s", "--quiet"});
  QCOMPARE(outcome.exit_code, 0);
  QVERIFY2(outcome.shows("infeed"), outcome.out.c_str());
  QVERIFY2(outcome.shows("parts delivered in 10 s"), outcome.out.c_str());
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
  const Answer outcome = runCli(QStringList{"motion"} + arguments);
  QCOMPARE(outcome.exit_code, exit_code);
  QVERIFY2(outcome.says(message.toStdString()), outcome.err.c_str());
  QVERIFY(outcome.out.empty());
}

QTEST_APPLESS_MAIN(TestMotionVerb)
#include "tst_motion_verb.moc"
