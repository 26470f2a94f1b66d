// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <set>

#include "core/base/json.h"
#include "tests/support/precise_study.h"
#include "tests/support/program.h"

using namespace mw;
using test::Answer;

/// A study whose points are run until they are known well enough, as a user meets it from end to end.
class TestPreciseStudyVerbs : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void sweepTellsWhatWasReached();
  void anyWayOfRunningGivesTheSame_data();
  void anyWayOfRunningGivesTheSame();
  void killedSweepsGoOnTheSame();
  void shardsMergeToTheSame();
  void resultsTellEachPoint();
  void compareTellsWhatIsNotKnownWellEnough();
  void aPointRunsAsOftenAsInTheSweep();
  void infoAndReport();
  void sequentialToo();
  void refusesAnUnknownKpi();

 private:
  [[nodiscard]] Answer cli(const QStringList& arguments) const {
    return test::runProgram(MW_CLI, arguments, folder_.path());
  }
  [[nodiscard]] std::string path(const QString& name) const { return folder_.filePath(name).toStdString(); }
  void newProject(const QString& name) const { QCOMPARE(cli({"new", name, "--factory", "f.json"}).exit_code, 0); }

  QTemporaryDir folder_;
  Json swept_;
};

namespace {

/// Of the six points of the small line some are known to 1.5 % within 30 runs and some are not.
Json study() {
  Json study = test::smallStudy();
  study["horizon_s"] = 20'000;
  study["replications"] = {{"at_least", 5}, {"at_most", 30}, {"until", {{"throughput_per_h", "1.5%"}}}};
  return study;
}

int countOf(const Json& swept, const char* key) {
  return swept["precision"][key].get<int>();
}

}  // namespace

void TestPreciseStudyVerbs::initTestCase() {
  writeTextFile(path("f.json"), test::smallFactory().dump());
  writeTextFile(path("s.json"), study().dump());
  newProject("p.mill");
  const Answer swept = cli({"sweep", "p.mill", "--study", "s.json", "--jobs", "1", "--json"});
  QVERIFY2(swept.exit_code == 1, swept.err.c_str());
  swept_ = swept.json();
}

void TestPreciseStudyVerbs::sweepTellsWhatWasReached() {
  QVERIFY2(countOf(swept_, "points_reached") > 0 && countOf(swept_, "points_not_reached") > 0, swept_.dump().c_str());
  QCOMPARE(countOf(swept_, "points_reached") + countOf(swept_, "points_not_reached"), 6);
  const int runs = swept_["runs"].get<int>();
  QVERIFY(runs > 30 && runs < 180);
  const Answer again = cli({"sweep", "p.mill", "--study", "s.json"});
  QCOMPARE(again.exit_code, 1);
  QVERIFY2(again.shows("6 points x 5 to 30 replications, 0 runs made"), again.out.c_str());
  QVERIFY2(again.says("warning: precision (throughput_per_h is known to +-1.5 %): reached by "), again.err.c_str());
  QVERIFY2(again.says("; not within 30 replications by point"), again.err.c_str());
}

void TestPreciseStudyVerbs::anyWayOfRunningGivesTheSame_data() {
  QTest::addColumn<QStringList>("options");
  QTest::newRow("two threads") << QStringList{"--jobs", "2"};
  QTest::newRow("five threads") << QStringList{"--jobs", "5"};
  QTest::newRow("workers") << QStringList{"--isolated", "--jobs", "2"};
}

void TestPreciseStudyVerbs::anyWayOfRunningGivesTheSame() {
  QFETCH(QStringList, options);
  QFile::remove(folder_.filePath("other.mill"));
  newProject("other.mill");
  const Answer other = cli(QStringList{"sweep", "other.mill", "--study", "s.json", "--json"} + options);
  QVERIFY(other.json()["digest"] == swept_["digest"]);
  QVERIFY(other.json()["precision"] == swept_["precision"]);
}

void TestPreciseStudyVerbs::killedSweepsGoOnTheSame() {
  newProject("killed.mill");
  int kills = 0;
  for (qint64 wanted = 38; wanted < 38 * 60; wanted += 38 * 9) {
    QProcess process;
    process.setWorkingDirectory(folder_.path());
    process.start(MW_CLI, {"sweep", "killed.mill", "--study", "s.json", "--jobs", "2", "--quiet", "--resume",
                           "--runs-to", "told.csv"});
    while (QFile(folder_.filePath("told.csv")).size() < wanted && !process.waitForFinished(1)) {
    }
    kills += process.state() != QProcess::NotRunning ? 1 : 0;
    process.kill();
    process.waitForFinished();
  }
  QVERIFY(kills > 2);
  const Answer rest = cli({"sweep", "killed.mill", "--study", "s.json", "--resume", "--runs-to", "told.csv", "--json"});
  QVERIFY(rest.json()["digest"] == swept_["digest"]);
  // No run was made twice. A run kept just before the kill may not have been told any more.
  QFile told(folder_.filePath("told.csv"));
  QVERIFY(told.open(QIODevice::ReadOnly));
  QSet<QByteArray> runs;
  for (QByteArray line = told.readLine(); line.endsWith('\n'); line = told.readLine()) {
    const QByteArray run = line.left(line.lastIndexOf(','));
    QVERIFY2(!runs.contains(run), ("run twice: " + line).constData());
    runs.insert(run);
  }
  QVERIFY(runs.size() > 30 && runs.size() <= swept_["runs"].get<int>());
  QCOMPARE(rest.json()["runs"].get<int>(), swept_["runs"].get<int>());
}

void TestPreciseStudyVerbs::shardsMergeToTheSame() {
  newProject("whole.mill");
  for (const char* shard : {"1/3", "2/3"}) {
    const Answer part = cli({"sweep", "whole.mill", "--study", "s.json", "--shard", shard});
    QVERIFY2(part.exit_code == 0, part.err.c_str());
  }
  const Answer two = cli({"merge", "whole.mill", "whole.buffers.1-of-3.mill", "whole.buffers.2-of-3.mill"});
  QVERIFY2(two.exit_code == 0, two.err.c_str());
  QVERIFY2(two.shows("at most 60 still missing"), two.out.c_str());
  const Answer refused = cli({"sweep", "whole.mill", "--study", "s.json"});
  QVERIFY2(refused.exit_code == 3 && refused.says("of at most"), refused.err.c_str());
  QVERIFY(cli({"sweep", "whole.mill", "--study", "s.json", "--shard", "3/3"}).exit_code == 0);
  const Answer all = cli({"merge", "whole.mill", "whole.buffers.3-of-3.mill", "--json"});
  QVERIFY2(all.exit_code == 0, all.err.c_str());
  QVERIFY(all.json()["complete"] == true);
  QVERIFY2(all.says("not within 30 replications"), all.err.c_str());
  const Answer again = cli({"sweep", "whole.mill", "--study", "s.json", "--json"});
  QVERIFY(again.json()["runs_before"] == swept_["runs"]);
  QVERIFY(again.json()["digest"] == swept_["digest"]);
}

void TestPreciseStudyVerbs::resultsTellEachPoint() {
  const Json json = cli({"results", "p.mill", "--study", "buffers", "--json"}).json();
  QVERIFY(json["precision"] == swept_["precision"]);
  const Answer answer = cli({"results", "p.mill", "--study", "buffers", "--csv", "r.csv"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  const QStringList rows = QString::fromStdString(readTextFile(path("r.csv"))).trimmed().split('\n');
  QCOMPARE(rows.size(), 7);
  QVERIFY2(rows[0].endsWith(",runs,precision"), qPrintable(rows[0]));
  for (int point = 0; point < 6; ++point) {
    const Json& each = json["points"][static_cast<std::size_t>(point)];
    const Json& kpi = each["kpis"]["throughput_per_h"];
    const bool is_reached = kpi["half_width"].get<double>() <= 0.015 * kpi["mean"].get<double>();
    QCOMPARE(each["precision"]["status"].get<std::string>(), std::string(is_reached ? "reached" : "not_reached"));
    QVERIFY(each["precision"]["replications"] == kpi["n"]);
    if (!is_reached) QCOMPARE(kpi["n"].get<int>(), 30);
    const QString end = QString(",%1,%2").arg(kpi["n"].get<int>()).arg(is_reached ? "reached" : "not reached");
    QVERIFY2(rows[point + 1].endsWith(end), qPrintable(rows[point + 1]));
  }
  QVERIFY2(answer.shows("not reached: throughput_per_h +-"), answer.out.c_str());
}

void TestPreciseStudyVerbs::compareTellsWhatIsNotKnownWellEnough() {
  const Answer answer = cli({"compare", "p.mill", "--study", "buffers", "--points", "0,1,2,3,4,5"});
  QVERIFY2(answer.shows("is not known as well as the study asks for: throughput_per_h +-"), answer.out.c_str());
  const Json json = cli({"compare", "p.mill", "--study", "buffers", "--points", "5,0", "--json"}).json();
  QCOMPARE(json["precision"].size(), std::size_t{2});
  QCOMPARE(json["precision"][0]["point"].get<int>(), 5);
  QVERIFY(json["precision"][0].contains("status"));
}

void TestPreciseStudyVerbs::aPointRunsAsOftenAsInTheSweep() {
  const Json stored = cli({"results", "p.mill", "--study", "buffers", "--json"}).json()["points"][4];
  const Answer run = cli({"run", "p.mill", "--study", "buffers", "--point", "4", "--json"});
  QVERIFY2(run.exit_code == 0, run.err.c_str());
  QVERIFY(run.json()["replications"] == stored["precision"]["replications"]);
}

void TestPreciseStudyVerbs::infoAndReport() {
  const Answer info = cli({"info", "p.mill"});
  QVERIFY2(info.shows("6 points x 5 to 30 replications, " + swept_["runs"].dump() + " of " + swept_["runs"].dump()),
           info.out.c_str());
  QVERIFY(cli({"info", "p.mill", "--json"}).json()["studies"][0]["precision"]["at_most"] == 30);
  const Answer report = cli({"report", "p.mill", "--out", "r.html", "--replications", "2", "--horizon", "1h"});
  QVERIFY2(report.exit_code == 0, report.err.c_str());
  const std::string page = readTextFile(path("r.html"));
  for (const char* words :
       {"6 points of 5 to 30 replications", "not within 30 replications by point", "not reached: throughput_per_h ±",
        "until it is known well enough (throughput_per_h to ± 1.5 %)", "Chow, Robbins 1965"}) {
    QVERIFY2(page.find(words) != std::string::npos, words);
  }
  const Answer tables = cli({"export", "p.mill", "--csv", "tables", "--replications", "2", "--horizon", "1h"});
  QVERIFY2(tables.exit_code == 0, tables.err.c_str());
  const std::string csv = readTextFile(path("tables/study-buffers.csv"));
  QVERIFY2(csv.find(",precision") != std::string::npos && csv.find("not reached: ") != std::string::npos, csv.c_str());
}

void TestPreciseStudyVerbs::sequentialToo() {
  Json json = study();
  json["name"] = "next";
  json["factors"][0] = {
      {"name", "buffer"}, {"path", "elements/b1/capacity"}, {"min", 1}, {"max", 20}, {"integer", true}};
  json["design"] = {{"type", "sequential"}, {"points", 10}, {"initial", 6}, {"batch", 2}, {"response", "wip_mean"}};
  writeTextFile(path("next.json"), json.dump());
  std::set<std::string> digests;
  for (const char* jobs : {"1", "3"}) {
    QFile::remove(folder_.filePath("next.mill"));
    newProject("next.mill");
    const Json swept = cli({"sweep", "next.mill", "--study", "next.json", "--jobs", jobs, "--json"}).json();
    QCOMPARE(swept["points"].get<int>(), 10);
    QCOMPARE(swept["precision"]["points_open"].get<int>(), 0);
    digests.insert(swept["digest"].get<std::string>());
  }
  QCOMPARE(digests.size(), std::size_t{1});
}

void TestPreciseStudyVerbs::refusesAnUnknownKpi() {
  Json json = study();
  json["replications"]["until"] = {{"throughput_per_hr", "1%"}};
  writeTextFile(path("wrong.json"), json.dump(1));
  const Answer refused = cli({"check", "wrong.json", "--factory", "f.json"});
  QCOMPARE(refused.exit_code, 1);
  QVERIFY2(refused.says("did you mean \"throughput_per_h\"?") && refused.says("wrong.json:"), refused.err.c_str());
}

QTEST_GUILESS_MAIN(TestPreciseStudyVerbs)
#include "tst_precise_study_verbs.moc"
