// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QtTest>
#include <thread>

#include "core/cosimulation/motion_run.h"
#include "core/store/motion_settings.h"
#include "tests/support/program.h"

using mw::test::Answer;

namespace {

Answer runCli(const QStringList& arguments) {
  return mw::test::runProgram(MW_CLI, arguments);
}

/// In another language and time zone, and with memory that is never zero by itself.
Answer runElsewhere(const QStringList& arguments) {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert("LC_ALL", "de_DE.UTF-8");
  environment.insert("TZ", "Asia/Kolkata");
  environment.insert("OMP_NUM_THREADS", "7");
  environment.insert("MALLOC_PERTURB_", "85");
  return mw::test::runProgram(MW_CLI, arguments, {}, environment);
}

/// A line of source, belt and sink on which so many parts ride.
QString lineWith(const QTemporaryDir& folder, double length_m) {
  const mw::Json factory = {
      {"format", "millwright-factory/1"},
      {"parts", {{{"id", "box"}, {"size_m", {0.4, 0.3, 0.2}}}}},
      {"elements",
       {{{"id", "src"}, {"type", "source"}, {"part", "box"}, {"supply", "unlimited"}},
        {{"id", "belt"}, {"type", "conveyor"}, {"length_m", length_m}, {"speed_mps", 1}, {"pitch_m", 0.5}},
        {{"id", "out"}, {"type", "sink"}}}},
      {"flows", {{{"from", "src"}, {"to", "belt"}}, {{"from", "belt"}, {"to", "out"}}}}};
  QFile file(folder.filePath("line.json"));
  if (!file.open(QIODevice::WriteOnly)) qFatal("no temporary file");
  file.write(QByteArray::fromStdString(factory.dump()));
  return file.fileName();
}

const QString kCell = QString(MW_SOURCE_DIR) + "/tests/core/cosimulation/conveyor-cell.json";

}  // namespace

class TestMotionVerb : public QObject {
  Q_OBJECT
 private slots:
  void sameBitsInTwoProcesses();
  void sameBitsInAThread();
  void takesTheStepOfTheProject();
  void saysHowSlowItWillBe();
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

/// The same hash per second in this process, on a thread of its own, as in another one elsewhere.
void TestMotionVerb::sameBitsInAThread() {
  mw::cosimulation::MotionSettings settings;
  settings.duration_s = 20;
  mw::Json here;
  std::jthread([&] {
    here = toJson(mw::cosimulation::runMotion(mw::factory::Factory::read(kCell.toStdString()), settings));
  }).join();
  const Answer there = runElsewhere({"motion", kCell, "--duration", "20", "--json", "--quiet"});
  QCOMPARE(there.exit_code, 0);
  QCOMPARE(there.json()["state_hashes"].size(), std::size_t{20});
  QCOMPARE(QString::fromStdString(there.json()["state_hashes"].dump()),
           QString::fromStdString(here["state_hashes"].dump()));
}

void TestMotionVerb::takesTheStepOfTheProject() {
  const QTemporaryDir folder;
  const QString file = folder.filePath("cell.mill");
  {
    const auto project =
        mw::store::ProjectFile::create(file.toStdString(), mw::factory::Factory::read(kCell.toStdString()));
    QCOMPARE(runCli({"motion", file, "--duration", "2", "--json", "--quiet"}).json()["step_s"].get<double>(),
             1.0 / 240);
    mw::store::saveMotionStep(*project, 1.0 / 480);
  }
  const auto step_s = [&file](const QStringList& more) {
    return runCli(QStringList{"motion", file, "--duration", "2", "--json", "--quiet"} + more)
        .json()["step_s"]
        .get<double>();
  };
  QCOMPARE(step_s({}), 1.0 / 480);
  QCOMPARE(step_s({"--step", "1/100"}), 0.01);
}

void TestMotionVerb::saysHowSlowItWillBe() {
  const QTemporaryDir folder;
  const auto messages = [&folder](double length_m) {
    return runCli({"motion", lineWith(folder, length_m), "--duration", "0.01", "--json"}).err;
  };
  QCOMPARE(messages(400).find("will move at once"), std::string::npos);
  const std::string many = messages(1000);
  QVERIFY2(many.find("About 2,000 parts will move at once: motion will be about ") != std::string::npos, many.c_str());
  QVERIFY2(many.find("real time on this computer") != std::string::npos, many.c_str());
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
