// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <map>
#include <random>

#include "core/store/stored_study.h"
#include "tests/support/program.h"
#include "tests/support/small_study.h"

using namespace mw;

/// A sweep that is killed again and again, as a machine or an impatient user does it.
class TestKilledSweepVerb : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void losesNothingAndRunsNothingTwice();
  void aShardLosesNothingEither();

 private:
  using Told = std::map<experiment::RunKey, std::string>;  ///< digest of each run that was told as kept

  [[nodiscard]] test::Answer cli(const QStringList& arguments) const {
    return test::runProgram(MW_CLI, arguments, folder_.path());
  }
  [[nodiscard]] std::string path(const QString& name) const { return folder_.filePath(name).toStdString(); }
  void newProject(const QString& name) const {
    QFile::remove(folder_.filePath(name));
    QFile::remove(folder_.filePath("told.csv"));
    QCOMPARE(cli({"new", name, "--factory", "line.json"}).exit_code, 0);
  }
  [[nodiscard]] bool runUntilKilled(const QStringList& arguments);
  [[nodiscard]] Told told() const;
  void requireAllThere(const QString& project) const;

  QTemporaryDir folder_;
  std::mt19937 random_{7};
  std::string whole_digest_;
};

namespace {

const QStringList kSweep = {"sweep", "p.mill", "--study", "study.json", "--jobs", "3", "--quiet"};
const QStringList kTelling = {"--runs-to", "told.csv", "--resume"};

}  // namespace

void TestKilledSweepVerb::initTestCase() {
  Json study = test::smallStudy();
  study["horizon_s"] = 200'000;
  study["replications"] = 250;
  writeTextFile(path("line.json"), test::smallFactory().dump());
  writeTextFile(path("study.json"), study.dump());
  newProject("p.mill");
  const auto whole = cli(kSweep + QStringList{"--json"});
  QVERIFY2(whole.exit_code == 0, whole.err.c_str());
  whole_digest_ = whole.json()["digest"].get<std::string>();
}

/// Kills it at a random moment: some time after its start, or after some more runs.
/// @returns whether it was alive until then
bool TestKilledSweepVerb::runUntilKilled(const QStringList& arguments) {
  QProcess process;
  process.setWorkingDirectory(folder_.path());
  const QString list = folder_.filePath("told.csv");
  constexpr qint64 kLineBytes = 38;
  const qint64 wanted = QFile(list).size() + kLineBytes * static_cast<qint64>(random_() % 80);
  const bool is_by_time = random_() % 4 == 0;
  const int wait_ms = static_cast<int>(random_() % 40);
  process.start(MW_CLI, arguments);
  if (is_by_time) {
    process.waitForFinished(wait_ms);
  } else {
    while (QFile(list).size() < wanted && !process.waitForFinished(1)) {
    }
  }
  const bool was_alive = process.state() != QProcess::NotRunning;
  process.kill();
  process.waitForFinished();
  return was_alive && process.exitStatus() == QProcess::CrashExit;
}

TestKilledSweepVerb::Told TestKilledSweepVerb::told() const {
  Told told;
  QFile file(folder_.filePath("told.csv"));
  if (!file.open(QIODevice::ReadOnly)) return told;
  for (const QByteArray& line : file.readAll().split('\n')) {
    const QList<QByteArray> cells = line.split(',');
    if (cells.size() != 3) continue;
    const bool is_new = told.emplace(experiment::RunKey{cells[0].toUInt(), cells[1].toUInt()}, cells[2]).second;
    [&] { QVERIFY2(is_new, ("run twice: " + line).constData()); }();
  }
  return told;
}

void TestKilledSweepVerb::requireAllThere(const QString& project) const {
  if (!QFile::exists(folder_.filePath(project))) return;  // killed before a shard's file was there
  const auto file = store::ProjectFile::open(path(project), store::Access::ReadOnly);
  Told stored;
  if (!store::studies(*file).empty()) {
    for (const auto& run : store::runs(*file, "buffers")) stored.emplace(run.key, run.digest());
  }
  for (const auto& [key, digest] : told()) {
    QVERIFY2(stored.contains(key), qPrintable(QString("lost: %1/%2").arg(key.point).arg(key.replication)));
    QCOMPARE(stored.at(key), digest);
  }
}

void TestKilledSweepVerb::losesNothingAndRunsNothingTwice() {
  int kills = 0;
  int sweeps = 0;
  while (kills < 50) {
    newProject("p.mill");
    while (kills < 50 && runUntilKilled(kSweep + kTelling)) {
      ++kills;
      requireAllThere("p.mill");
      if (QTest::currentTestFailed()) return;
    }
    const auto rest = cli(kSweep + kTelling + QStringList{"--json"});
    QVERIFY2(rest.exit_code == 0, rest.err.c_str());
    QCOMPARE(rest.json()["digest"].get<std::string>(), whole_digest_);
    QCOMPARE(rest.json()["runs"].get<int>(), 1500);
    requireAllThere("p.mill");
    QVERIFY(!QFile::exists(folder_.filePath("p.mill-runs1")));
    ++sweeps;
  }
  qInfo("%d kills over %d sweeps", kills, sweeps);
}

void TestKilledSweepVerb::aShardLosesNothingEither() {
  newProject("p.mill");
  const QStringList shard = kSweep + QStringList{"--shard", "1/2", "--out", "shard.mill", "--runs-to", "told.csv"};
  for (int kills = 0; kills < 8 && runUntilKilled(shard); ++kills) {
    requireAllThere("shard.mill");
    if (QTest::currentTestFailed()) return;
  }
  QCOMPARE(cli(shard).exit_code, 0);
  requireAllThere("shard.mill");
  QCOMPARE(cli({"merge", "p.mill", "shard.mill"}).exit_code, 0);
  QCOMPARE(cli(kSweep + kTelling).exit_code, 0);
  const auto all = cli(kSweep + QStringList{"--json"});
  QCOMPARE(all.json()["runs_before"].get<int>(), 1500);
  QCOMPARE(all.json()["digest"].get<std::string>(), whole_digest_);
}

QTEST_GUILESS_MAIN(TestKilledSweepVerb)
#include "tst_killed_sweep_verb.moc"
