// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"
#include "tests/core/store/plain_database.h"
#include "tests/support/patience.h"
#include "tests/support/program.h"
#include "tests/support/small_study.h"

using namespace mw;
using test::Answer;

/// new, info, check, sweep and results as a user runs them.
class TestProjectVerbs : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void makesAndDescribes();
  void runKeepsItsKeysAndSaysWhy();
  void sweepsAndPrintsResults();
  void sameForAnyJobs();
  void refuses_data();
  void refuses();
  void helpHasAnExample_data();
  void helpHasAnExample();
  void writesATable();
  void comparesInWords();
  void checksEachFormat_data();
  void checksEachFormat();
  void killedSweepIsResumed();

 private:
  Answer cli(const QStringList& arguments) const { return test::runProgram(MW_CLI, arguments, folder_->path()); }
  [[nodiscard]] std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  void writeStudy(const char* name, const Json& study) const { writeTextFile(path(name), study.dump(1)); }

  std::unique_ptr<QTemporaryDir> folder_;
};

namespace {

/// A study of a few seconds.
Json longStudy() {
  Json study = test::smallStudy();
  study["horizon_s"] = 2'000'000;
  study["replications"] = 30;
  return study;
}

}  // namespace

void TestProjectVerbs::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  writeTextFile(path("f.json"), test::smallFactory().dump(1));
  writeStudy("s.json", test::smallStudy());
}

void TestProjectVerbs::makesAndDescribes() {
  QCOMPARE(cli({"new", "p.mill", "--factory", "f.json"}).exit_code, 0);
  const Answer again = cli({"new", "p.mill"});
  QCOMPARE(again.exit_code, 4);
  QVERIFY2(again.err.find("p.mill: is there already") != std::string::npos, again.err.c_str());
  const Json info = cli({"info", "p.mill", "--json"}).json();
  QVERIFY(info["factory"]["name"] == "line");
  QVERIFY(info["factory"]["elements"] == 5);
  QCOMPARE(cli({"new", "q.mill", "--example", "gearbox-line"}).exit_code, 0);
  QVERIFY(cli({"info", "q.mill", "--json"}).json()["factory"]["elements"] >= 12);
  QCOMPARE(cli({"new", "r.mill", "--example", "gerbox-line"}).exit_code, 2);
  QCOMPARE(cli({"run", "p.mill", "--horizon", "1h", "--json"}).json()["replications"].get<int>(), 1);
}

void TestProjectVerbs::runKeepsItsKeysAndSaysWhy() {
  const Json run = cli({"run", "f.json", "--horizon", "8h", "--replications", "3", "--json"}).json();
  for (const char* key : {"format", "seed", "horizon_s", "warmup_s", "replications", "events", "wall_s", "kpis",
                          "elements", "bottlenecks", "warnings"}) {
    QVERIFY2(run.contains(key), key);
  }
  for (const char* kpi : {"throughput_per_h", "wip_mean", "outside_mean", "lost", "lead_time_mean_s", "lead_time_p50_s",
                          "lead_time_p95_s", "scrap_rate", "littles_law_error"}) {
    QVERIFY2(run["kpis"].contains(kpi) && run["kpis"][kpi]["n"] == 3, kpi);
  }
  for (const char* metric :
       {"busy", "idle", "blocked", "setup", "down", "waiting", "off", "parts_in", "parts_out", "content_mean",
        "content_max", "wait_mean_s", "availability", "performance", "quality", "oee"}) {
    QVERIFY2(run["elements"]["m1"].contains(metric), metric);
  }
  const std::string text = cli({"run", "f.json", "--horizon", "8h", "--replications", "3"}).out;
  QVERIFY2(text.find("Little's law: WIP is throughput times lead time within ") != std::string::npos, text.c_str());
  QVERIFY2(text.find("OEE %") != std::string::npos, text.c_str());
  const std::string none = cli({"run", "f.json", "--horizon", "1"}).out;
  QVERIFY2(none.find("no part left") != std::string::npos, none.c_str());
  QVERIFY2(none.find("no OEE: ") != std::string::npos, none.c_str());
}

void TestProjectVerbs::sweepsAndPrintsResults() {
  cli({"new", "p.mill", "--factory", "f.json"});
  const Answer sweep = cli({"sweep", "p.mill", "--study", "s.json", "--json"});
  QVERIFY2(sweep.exit_code == 0, sweep.err.c_str());
  QVERIFY(sweep.json()["runs"] == 24);
  const Json results = cli({"results", "p.mill", "--study", "buffers", "--json"}).json();
  QVERIFY(results["study"] == "buffers");
  QCOMPARE(results["points"].size(), std::size_t{6});
  const Json& point = results["points"][5];
  QVERIFY(point["point"] == 5);
  QVERIFY(point["factors"] == Json({{"buffer", 8}, {"cycle", 60.0}}));
  QCOMPARE(point["kpis"].size(), std::size_t{2});
  QVERIFY(point["kpis"]["wip_mean"]["n"] == 4);
  QVERIFY(point["kpis"]["wip_mean"]["half_width"] > 0);
  // The same study once more: nothing to do, the same digest.
  const Json again = cli({"sweep", "p.mill", "--study", "s.json", "--json"}).json();
  QVERIFY(again["runs_before"] == 24 && again["digest"] == sweep.json()["digest"]);
}

void TestProjectVerbs::sameForAnyJobs() {
  std::string digest;
  for (const char* jobs : {"1", "2", "5"}) {
    QFile::remove(folder_->filePath("p.mill"));
    cli({"new", "p.mill", "--factory", "f.json"});
    const auto got = cli({"sweep", "p.mill", "--study", "s.json", "--jobs", jobs, "--json"}).json()["digest"];
    if (digest.empty()) digest = got.get<std::string>();
    QVERIFY(got == digest);
  }
}

void TestProjectVerbs::refuses_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("says");
  QTest::newRow("text file as project") << QStringList{"info", "f.json"} << 3 << "f.json: not a Millwright project";
  QTest::newRow("no such project") << QStringList{"results", "no.mill", "--study", "x"} << 3 << "no.mill";
  QTest::newRow("no such study") << QStringList{"results", "p.mill", "--study", "bufers"} << 3
                                 << "no study \"bufers\" in the project; did you mean \"buffers\"?";
  QTest::newRow("path to nowhere") << QStringList{"sweep", "p.mill", "--study", "nowhere.json"} << 3
                                   << "/factors/0/path";
  QTest::newRow("unknown KPI") << QStringList{"sweep", "p.mill", "--study", "kpi.json"} << 3
                               << "did you mean \"wip_mean\"?";
  QTest::newRow("changed study") << QStringList{"sweep", "p.mill", "--study", "changed.json", "--resume"} << 3
                                 << "give the study another name";
  QTest::newRow("no verb") << QStringList{} << 2 << "Usage: millwright-cli";
  QTest::newRow("misspelled verb") << QStringList{"swep", "p.mill"} << 2
                                   << "unknown verb \"swep\"; did you mean \"sweep\"?";
  QTest::newRow("near a verb of the program's own")
      << QStringList{"workr"} << 2 << "unknown verb \"workr\"; there are bottleneck";
  QTest::newRow("foreign verb") << QStringList{"frobnicate"} << 2
                                << "unknown verb \"frobnicate\"; there are bottleneck, calibrate, check, compare";
  QTest::newRow("no study named") << QStringList{"sweep", "p.mill"} << 2 << "--study";
  QTest::newRow("factory as study") << QStringList{"sweep", "p.mill", "--study", "f.json"} << 3 << "f.json:";
}

void TestProjectVerbs::helpHasAnExample_data() {
  QTest::addColumn<QString>("verb");
  for (const char* verb : {"calibrate",        "check",      "compare", "detect", "edit",  "export",  "fit",
                           "fit-distribution", "import-log", "info",    "motion", "new",   "plugins", "replay",
                           "report",           "results",    "run",     "schema", "score", "sweep",   "whatif"}) {
    QTest::newRow(verb) << verb;
  }
}

void TestProjectVerbs::helpHasAnExample() {
  QFETCH(QString, verb);
  const Answer help = cli({verb, "--help"});
  QCOMPARE(help.exit_code, 0);
  const QString example = "Example: millwright-cli " + verb + " ";
  QVERIFY2(QString::fromStdString(help.out).contains(example), help.out.c_str());
}

void TestProjectVerbs::refuses() {
  QFETCH(QStringList, arguments);
  QFETCH(int, exit_code);
  QFETCH(QString, says);
  cli({"new", "p.mill", "--factory", "f.json"});
  cli({"sweep", "p.mill", "--study", "s.json"});
  Json study = test::smallStudy();
  study["seed"] = 99;
  writeStudy("changed.json", study);
  study["factors"][0]["path"] = "elements/b9/capacity";
  writeStudy("nowhere.json", study);
  study = test::smallStudy();
  study["responses"] = {"wip_men"};
  writeStudy("kpi.json", study);
  const std::string before = readTextFile(path("p.mill"));
  const Answer answer = cli(arguments);
  QCOMPARE(answer.exit_code, exit_code);
  QVERIFY2(answer.err.find(says.toStdString()) != std::string::npos, answer.err.c_str());
  QVERIFY(readTextFile(path("p.mill")) == before);
}

void TestProjectVerbs::writesATable() {
  Json study = test::smallStudy();
  study["factors"][0] = {{"name", "name"}, {"path", "elements/b1/name"}, {"levels", {"=1+1", "a,\"b\""}}};
  writeStudy("s.json", study);
  cli({"new", "p.mill", "--factory", "f.json"});
  cli({"sweep", "p.mill", "--study", "s.json"});
  QCOMPARE(cli({"results", "p.mill", "--study", "buffers", "--csv", "t.csv"}).exit_code, 0);
  const std::string table = readTextFile(path("t.csv"));
  QVERIFY2(table.starts_with("point,name,cycle,throughput_per_h mean,throughput_per_h sd,"), table.c_str());
  QVERIFY2(table.find("\n0,'=1+1,40,") != std::string::npos, table.c_str());
  QVERIFY2(table.find("\n2,\"a,\"\"b\"\"\",40,") != std::string::npos, table.c_str());
}

void TestProjectVerbs::comparesInWords() {
  cli({"new", "p.mill", "--factory", "f.json"});
  Json study = test::smallStudy();
  study["horizon_s"] = 200'000;
  writeStudy("long.json", study);
  cli({"sweep", "p.mill", "--study", "long.json"});
  const QStringList compare = {"compare",  "p.mill", "--study",    "buffers",
                               "--points", "0,4",    "--response", "throughput_per_h"};
  // Eight places between the machines instead of one.
  const Answer words = cli(compare);
  QCOMPARE(words.exit_code, 0);
  QVERIFY2(words.out.find("point 4 is better than point 0: throughput_per_h higher by ") == 0, words.out.c_str());
  const Json json = cli(compare + QStringList{"--json"}).json();
  QVERIFY(json["responses"][0]["points"][0]["shown"] == "better");
  QVERIFY(json["responses"][0]["points"][0]["difference"]["n"] == 4);
  const Answer all = cli({"compare", "p.mill", "--study", "buffers", "--points", "0,2,4", "--json"});
  QVERIFY(all.json()["responses"].size() == 2 && all.json()["responses"][0]["single_level"] == 0.975);
  QCOMPARE(cli({"compare", "p.mill", "--study", "buffers", "--points", "0"}).exit_code, 2);
  QCOMPARE(cli({"compare", "p.mill", "--study", "buffers", "--points", "0,99"}).exit_code, 2);
  QCOMPARE(cli({"compare", "p.mill", "--study", "buffers", "--points", "1,1"}).exit_code, 3);
  const Answer typo = cli({"compare", "p.mill", "--study", "buffers", "--points", "0,1", "--response", "wip_men"});
  QVERIFY2(typo.err.find("did you mean \"wip_mean\"?") != std::string::npos, typo.err.c_str());
}

void TestProjectVerbs::checksEachFormat_data() {
  QTest::addColumn<QString>("file");
  QTest::addColumn<int>("exit_code");
  QTest::newRow("factory") << "f.json" << 0;
  QTest::newRow("study") << "s.json" << 0;
  QTest::newRow("broken study") << "bad.json" << 1;
  QTest::newRow("twin") << QString(MW_SOURCE_DIR "/resources/examples/motor-thermal.twin.json") << 0;
  QTest::newRow("project") << "p.mill" << 0;
  QTest::newRow("project with a changed run") << "changed.mill" << 1;
}

void TestProjectVerbs::checksEachFormat() {
  QFETCH(QString, file);
  QFETCH(int, exit_code);
  Json study = test::smallStudy();
  study["warmup_s"] = 5000;
  writeStudy("bad.json", study);
  for (const char* project : {"p.mill", "changed.mill"}) {
    cli({"new", project, "--factory", "f.json"});
    cli({"sweep", project, "--study", "s.json"});
  }
  test::PlainDatabase(path("changed.mill"))
      .run("UPDATE run_block SET figures = replace(figures, '[', '[1') WHERE run_id = 3");
  QCOMPARE(cli({"check", file}).exit_code, exit_code);
}

void TestProjectVerbs::killedSweepIsResumed() {
  writeStudy("s.json", longStudy());
  cli({"new", "whole.mill", "--factory", "f.json"});
  const Json whole = cli({"sweep", "whole.mill", "--study", "s.json", "--json"}).json();
  cli({"new", "p.mill", "--factory", "f.json"});
  std::size_t saved = 0;
  for (int kill = 0; kill < 4; ++kill) {
    QProcess process;
    process.setWorkingDirectory(folder_->path());
    process.start(MW_CLI, {"sweep", "p.mill", "--study", "s.json", "--resume", "--quiet"});
    // Killed once it has written something, at another point of its work each time.
    QTRY_VERIFY_WITH_TIMEOUT(process.state() == QProcess::NotRunning || QFile::exists(folder_->filePath("p.mill-lock")),
                             test::kPatience_ms);
    process.waitForFinished(60 + 90 * kill);
    process.kill();
    process.waitForFinished();
    const Answer info = cli({"info", "p.mill", "--json"});
    QVERIFY2(info.exit_code == 0, info.err.c_str());
    const Json studies = info.json()["studies"];
    const std::size_t now = studies.empty() ? 0 : studies[0]["runs"].get<std::size_t>();
    QVERIFY(now >= saved);
    saved = now;
  }
  const Answer resumed = cli({"sweep", "p.mill", "--study", "s.json", "--resume", "--json"});
  QVERIFY2(resumed.exit_code == 0, resumed.err.c_str());
  QVERIFY(resumed.json()["runs_before"] == saved);
  QVERIFY(resumed.json()["digest"] == whole["digest"]);
  QVERIFY(!QFile::exists(folder_->filePath("p.mill-journal")));
}

QTEST_GUILESS_MAIN(TestProjectVerbs)
#include "tst_project_verbs.moc"
