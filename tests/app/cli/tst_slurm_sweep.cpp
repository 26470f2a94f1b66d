// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"
#include "tests/support/local_slurm.h"
#include "tests/support/patience.h"
#include "tests/support/small_study.h"

using namespace mw;

namespace {

constexpr int kShards = 8;

}  // namespace

/// A study as an array of jobs, on a Slurm of this machine's own.
class TestSlurmSweep : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void equalsTheLocalRunBitForBit();
  void toPrecisionItIsTheLocalRunToo();
  void goesOnAfterAKilledTask();
  void bringsHomeADetachedJob();
  void saysWhatTheSchedulerRefuses();

 private:
  [[nodiscard]] test::Answer cli(const QStringList& arguments) const { return slurm_.run(MW_CLI, arguments); }
  [[nodiscard]] QString write(const QString& name, const Json& json) const {
    writeTextFile(folder_.filePath(name).toStdString(), json.dump());
    return name;
  }
  /// A new project of the small line. @param horizon_s  of the study: how long a run takes
  void begin(const QString& name, double horizon_s);
  [[nodiscard]] std::string localDigest(double horizon_s);

  QTemporaryDir folder_;
  test::LocalSlurm slurm_{folder_.path(), MW_SLURM_LOCAL};
};

void TestSlurmSweep::initTestCase() {
  if (const QString reason = test::LocalSlurm::whyNot(); !reason.isEmpty()) QSKIP(qPrintable(reason));
  const std::string problem = slurm_.start();
  QVERIFY2(problem.empty(), problem.c_str());
}

void TestSlurmSweep::begin(const QString& name, double horizon_s) {
  Json study = test::smallStudy();
  study["horizon_s"] = horizon_s;
  study["design"]["steps"] = 4;
  (void)write("study.json", study);
  const auto made = cli({"new", name, "--factory", write("line.json", test::smallFactory())});
  QVERIFY2(made.exit_code == 0, made.err.c_str());
}

std::string TestSlurmSweep::localDigest(double horizon_s) {
  begin("local.mill", horizon_s);
  const auto local = cli({"sweep", "local.mill", "--study", "study.json", "--json", "--quiet"});
  (void)QDir(folder_.path()).remove("local.mill");
  return local.json()["digest"].get<std::string>();
}

void TestSlurmSweep::equalsTheLocalRunBitForBit() {
  const std::string expected = localDigest(1e4);
  begin("p.mill", 1e4);
  const auto swept = cli({"sweep", "p.mill", "--study", "study.json", "--engine", "slurm", "--shards",
                          QString::number(kShards), "--json"});
  QVERIFY2(swept.exit_code == 0, swept.err.c_str());
  QCOMPARE(swept.json()["runs_missing"].get<int>(), 0);
  QCOMPARE(swept.json()["runs_added"].get<int>(), 48);
  QVERIFY(!QDir(folder_.path()).exists("p.buffers.job"));
  // Nothing is left to do, and what is there is the local run.
  const auto again = cli({"sweep", "p.mill", "--study", "study.json", "--resume", "--json"});
  QCOMPARE(again.json()["runs_before"].get<int>(), 48);
  QCOMPARE(again.json()["digest"].get<std::string>(), expected);
}

void TestSlurmSweep::toPrecisionItIsTheLocalRunToo() {
  Json study = test::smallStudy();
  study["horizon_s"] = 2e4;
  study["replications"] = {{"at_least", 5}, {"at_most", 30}, {"until", {{"throughput_per_h", "1.5%"}}}};
  (void)write("precise.json", study);
  for (const char* name : {"here.mill", "there.mill"}) {
    QCOMPARE(cli({"new", name, "--factory", write("line.json", test::smallFactory())}).exit_code, 0);
  }
  const Json here = cli({"sweep", "here.mill", "--study", "precise.json", "--json", "--quiet"}).json();
  const auto there =
      cli({"sweep", "there.mill", "--study", "precise.json", "--engine", "slurm", "--shards", "4", "--json"});
  QVERIFY2(there.exit_code == 1, there.err.c_str());  // a precision is not reached
  QCOMPARE(there.json()["runs_missing"].get<int>(), 0);
  QVERIFY(there.json()["precision"] == here["precision"]);
  QVERIFY(!QDir(folder_.path()).exists("there.buffers.job"));
  const auto again = cli({"sweep", "there.mill", "--study", "precise.json", "--resume", "--json"});
  QVERIFY(again.json()["runs_before"] == here["runs"]);
  QVERIFY(again.json()["digest"] == here["digest"]);
}

void TestSlurmSweep::goesOnAfterAKilledTask() {
  constexpr double kLong_s = 2e7;  // some seconds a shard: long enough to be met
  const std::string expected = localDigest(kLong_s);
  begin("k.mill", kLong_s);
  const auto sent = cli({"sweep", "k.mill", "--study", "study.json", "--engine", "slurm", "--shards", "2", "--detach",
                         "--json", "--quiet"});
  QVERIFY2(sent.exit_code == 0, sent.err.c_str());
  const QString job = QString::fromStdString(sent.json()["job"].get<std::string>());
  // Once the first task has results, it is killed as by a node that fails, and the scheduler starts it again.
  const QString shard = folder_.filePath("k.buffers.job/shard-1.progress");
  QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(shard), test::kPatience_ms);
  QVERIFY(slurm_.run("scontrol", {"requeue", job + "_1"}).exit_code == 0);
  const auto home = cli({"sweep", "k.mill", "--study", "study.json", "--engine", "slurm", "--resume", "--json"});
  QVERIFY2(home.exit_code == 0, home.err.c_str());
  QCOMPARE(home.json()["runs_missing"].get<int>(), 0);
  const auto again = cli({"sweep", "k.mill", "--study", "study.json", "--resume", "--json"});
  QCOMPARE(again.json()["digest"].get<std::string>(), expected);
}

void TestSlurmSweep::bringsHomeADetachedJob() {
  begin("d.mill", 1e4);
  const QStringList words{"sweep", "d.mill", "--study", "study.json", "--engine", "slurm", "--shards", "3"};
  QVERIFY(cli(words + QStringList{"--detach"}).exit_code == 0);
  QVERIFY(QDir(folder_.path()).exists("d.buffers.job"));
  // A second one with the same words waits for the job that is there instead of sending another.
  const auto home = cli(words + QStringList{"--resume", "--json"});
  QVERIFY2(home.exit_code == 0, home.err.c_str());
  QCOMPARE(home.json()["runs_missing"].get<int>(), 0);
}

void TestSlurmSweep::saysWhatTheSchedulerRefuses() {
  begin("r.mill", 1e4);
  const auto refused = cli({"sweep", "r.mill", "--study", "study.json", "--engine", "slurm", "--partition", "no-such"});
  QCOMPARE(refused.exit_code, 3);
  QVERIFY2(refused.says("partition"), refused.err.c_str());
}

QTEST_GUILESS_MAIN(TestSlurmSweep)
#include "tst_slurm_sweep.moc"
