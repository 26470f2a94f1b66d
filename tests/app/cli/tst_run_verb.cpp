// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "core/base/json.h"
#include "core/store/stored_study.h"
#include "tests/support/patience.h"
#include "tests/support/program.h"
#include "tests/support/small_study.h"

using namespace mw;
using test::Answer;

/// What `run` does beyond simulating a given number of replications, as a user runs it.
class TestRunVerb : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void refuses_data();
  void refuses();
  void repeatsOneReplication();
  void repeatsAStudyPoint_data();
  void repeatsAStudyPoint();
  void seesThatAPointIsNotAsStored();
  void tracesOneReplication();
  void stoppedRunLeavesNoTrace();
  void findsTheWarmup();
  void saysThatThereIsNoWarmup();
  void addsUntilPrecise();
  void saysThatAPrecisionIsNotMet();
  void warnsOfGrowthAndStopsAtTheBound();
  void printsPools();

 private:
  Answer cli(const QStringList& arguments) const { return test::runProgram(MW_CLI, arguments, folder_->path()); }
  [[nodiscard]] std::string path(const char* name) const { return folder_->filePath(name).toStdString(); }
  /// A machine of 1 s with arrivals of this mean.
  void writeQueue(const char* name, double interarrival_s) const;

  std::unique_ptr<QTemporaryDir> folder_;
};

void TestRunVerb::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  writeTextFile(path("f.json"), test::smallFactory().dump(1));
  writeQueue("stable.json", 2);
  writeQueue("growing.json", 1 / 1.2);
}

void TestRunVerb::writeQueue(const char* name, double interarrival_s) const {
  Json factory = Json::parse(R"({"format": "millwright-factory/1", "name": "queue", "parts": [{"id": "p"}],
    "elements": [{"id": "src", "type": "source", "part": "p", "interarrival": {"dist": "exponential"}},
      {"id": "m", "type": "station", "process": {"dist": "exponential", "mean_s": 1}}, {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "m"}, {"from": "m", "to": "out"}]})");
  factory["elements"][0]["interarrival"]["mean_s"] = interarrival_s;
  writeTextFile(path(name), factory.dump(1));
}

void TestRunVerb::refuses_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("says");
  const QStringList run{"run", "f.json"};
  const QStringList point{"run", "p.mill", "--study", "buffers"};
  QTest::newRow("goal without a number") << run + QStringList{"--until-precision", "wip_mean"} << 2
                                         << "--until-precision wip_mean: write KPI=1% or KPI=0.5";
  QTest::newRow("goal of zero") << run + QStringList{"--until-precision", "wip_mean=0%"} << 2 << "above 0";
  QTest::newRow("goal of an unknown KPI")
      << run + QStringList{"--until-precision", "wip_men=1%"} << 3 << "did you mean \"wip_mean\"?";
  QTest::newRow("more than the most") << run + QStringList{"--until-precision",  "wip_mean=1%",
                                                           "--replications",     "9",
                                                           "--max-replications", "8"}
                                      << 2 << "--replications 9 is above --max-replications 8";
  QTest::newRow("most without a goal") << run + QStringList{"--max-replications", "8"} << 2 << "--until-precision";
  QTest::newRow("one replication until precise")
      << run + QStringList{"--until-precision", "wip_mean=1%", "--replication", "2"} << 2 << "excludes";
  QTest::newRow("trace of several") << run + QStringList{"--replications", "2", "--trace", "t.csv"} << 2
                                    << "--trace is of one replication";
  QTest::newRow("trace to nowhere") << run + QStringList{"--trace", "none/t.csv"} << 4
                                    << "none/t.csv: cannot be written";
  QTest::newRow("study without a point") << point << 2 << "--point";
  QTest::newRow("point without a study") << run + QStringList{"--point", "0"} << 2 << "--study";
  QTest::newRow("no such point") << point + QStringList{"--point", "6"} << 2
                                 << "study \"buffers\" has the points 0 to 5";
  QTest::newRow("no such study") << QStringList{"run", "p.mill", "--study", "bufers", "--point", "0"} << 3
                                 << "did you mean \"buffers\"?";
  QTest::newRow("no such replication") << point + QStringList{"--point", "0", "--replication", "5"} << 2
                                       << "study \"buffers\" has 4 a point";
  QTest::newRow("a point with a horizon of its own")
      << point + QStringList{"--point", "0", "--horizon", "1h"} << 2 << "excludes";
  QTest::newRow("study of a factory file")
      << QStringList{"run", "f.json", "--study", "x", "--point", "0"} << 3 << "f.json: not a Millwright project";
  QTest::newRow("warm-up that is no time") << run + QStringList{"--warmup", "automatic"} << 2 << "--warmup automatic";
}

void TestRunVerb::refuses() {
  QFETCH(QStringList, arguments);
  QFETCH(int, exit_code);
  QFETCH(QString, says);
  writeTextFile(path("s.json"), test::smallStudy().dump(1));
  cli({"new", "p.mill", "--factory", "f.json"});
  cli({"sweep", "p.mill", "--study", "s.json"});
  const QStringList before = QDir(folder_->path()).entryList(QDir::Files);
  const Answer answer = cli(arguments);
  QCOMPARE(answer.exit_code, exit_code);
  QVERIFY2(answer.err.find(says.toStdString()) != std::string::npos, answer.err.c_str());
  QCOMPARE(QDir(folder_->path()).entryList(QDir::Files), before);
}

void TestRunVerb::repeatsOneReplication() {
  const QStringList run{"run", "f.json", "--horizon", "2h", "--warmup", "10m", "--seed", "4", "--json"};
  // The mean of two, less the first: within rounding; and the first is another one.
  const Json both = cli(run + QStringList{"--replications", "2"}).json()["kpis"]["lead_time_mean_s"];
  const Json first = cli(run + QStringList{"--replication", "1"}).json()["kpis"]["lead_time_mean_s"];
  const Json second = cli(run + QStringList{"--replication", "2"}).json()["kpis"]["lead_time_mean_s"];
  QVERIFY(first["n"] == 1 && second["n"] == 1);
  QVERIFY(first["mean"] != second["mean"]);
  const double mean = (first["mean"].get<double>() + second["mean"].get<double>()) / 2;
  QVERIFY(std::abs(mean - both["mean"].get<double>()) < 1e-9);
}

void TestRunVerb::repeatsAStudyPoint_data() {
  QTest::addColumn<bool>("common_random_numbers");
  QTest::newRow("common random numbers") << true;
  QTest::newRow("a seed of its own per point") << false;
}

/// Every stored value of a study, run by run, is what `run` gives for its point and replication, to the last bit.
void TestRunVerb::repeatsAStudyPoint() {
  QFETCH(bool, common_random_numbers);
  Json study = test::smallStudy();
  study["common_random_numbers"] = common_random_numbers;
  writeTextFile(path("s.json"), study.dump(1));
  cli({"new", "p.mill", "--factory", "f.json"});
  cli({"sweep", "p.mill", "--study", "s.json"});
  const Json results = cli({"results", "p.mill", "--study", "buffers", "--json"}).json()["points"];
  for (const int point : {0, 3, 5}) {
    const QStringList run{"run", "p.mill", "--study", "buffers", "--point", QString::number(point), "--json"};
    const Json all = cli(run).json();
    QVERIFY(all["as_stored"] == true);
    QVERIFY(all["factors"] == results[static_cast<std::size_t>(point)]["factors"]);
    QVERIFY(all["horizon_s"] == 1000.0 && all["warmup_s"] == 10.0 && all["replications"] == 4);
    for (const char* kpi : {"throughput_per_h", "wip_mean"}) {
      QVERIFY(all["kpis"][kpi] == results[static_cast<std::size_t>(point)]["kpis"][kpi]);
    }
    const Json third = cli(run + QStringList{"--replication", "3", "--trace", "t.csv"}).json();
    QVERIFY(third["as_stored"] == true);
    QVERIFY(third["kpis"]["wip_mean"]["n"] == 1);
    QVERIFY(QFile::exists(folder_->filePath("t.csv")));
  }
}

/// A project whose study was stopped, and was made by a program that counts otherwise.
void TestRunVerb::seesThatAPointIsNotAsStored() {
  {
    const auto factory = factory::Factory::fromJson(test::smallFactory());
    const auto project = store::ProjectFile::create(path("p.mill"), factory);
    const experiment::StudyPlan plan(experiment::Study::fromJson(test::smallStudy()), factory,
                                     {"throughput_per_h", "wip_mean"});
    store::StudyWriter writer(project, plan, store::StudyWriter::Start::New);
    writer.save({{1, 0}, {58.0, 2.0}, 100});
    writer.finish();
  }
  const QStringList run{"run", "p.mill", "--study", "buffers", "--json", "--point"};
  const Answer other = cli(run + QStringList{"1"});
  QCOMPARE(other.exit_code, 1);
  QVERIFY(other.json()["as_stored"] == false);
  QVERIFY2(other.says("not what the project holds of the point"), other.err.c_str());
  const Answer missing = cli(run + QStringList{"2"});
  QCOMPARE(missing.exit_code, 0);
  QVERIFY(missing.json()["as_stored"].is_null());
  QVERIFY(cli(run + QStringList{"1", "--replication", "2"}).json()["as_stored"].is_null());
}

void TestRunVerb::tracesOneReplication() {
  const QStringList run{"run", "stable.json", "--horizon", "1h", "--json"};
  const Json plain = cli(run + QStringList{"--replication", "2"}).json();
  const Answer answer = cli(run + QStringList{"--replication", "2", "--trace", "t.csv"});
  QCOMPARE(answer.exit_code, 0);
  QVERIFY(answer.json()["kpis"] == plain["kpis"]);
  const std::string trace = readTextFile(path("t.csv"));
  QVERIFY(trace.starts_with("t_s,kind,element,place,state,part,part_type,from,to\n0.000000000,state,src,0,busy,,,,\n"));
  // As many parts leave as the throughput says.
  std::size_t left = 0;
  for (std::size_t at = trace.find(",out,\n"); at != std::string::npos; at = trace.find(",out,\n", at + 1)) ++left;
  QCOMPARE(static_cast<double>(left), plain["kpis"]["throughput_per_h"]["mean"].get<double>());
  cli(run + QStringList{"--replication", "1", "--trace", "u.csv"});
  QVERIFY(readTextFile(path("u.csv")) != trace);
}

void TestRunVerb::stoppedRunLeavesNoTrace() {
  QProcess process;
  process.setWorkingDirectory(folder_->path());
  process.start(MW_CLI, {"run", "stable.json", "--horizon", "100000d", "--trace", "t.csv"});
  QTRY_VERIFY_WITH_TIMEOUT(QFile(folder_->filePath("t.csv.part")).size() > 0, test::kPatience_ms);
  ::kill(static_cast<pid_t>(process.processId()), SIGINT);
  QVERIFY(process.waitForFinished(30'000));
  QCOMPARE(process.exitCode(), 130);
  QVERIFY(!QFile::exists(folder_->filePath("t.csv")) && !QFile::exists(folder_->filePath("t.csv.part")));
}

void TestRunVerb::findsTheWarmup() {
  const QStringList run{"run", "stable.json", "--horizon", "10h", "--warmup", "auto"};
  const Answer answer = cli(run + QStringList{"--json"});
  QCOMPARE(answer.exit_code, 0);
  const Json json = answer.json();
  QVERIFY(json["warmup_method"] == "mser-5" && json["warmup_converged"] == true);
  QVERIFY(json["warmup_s"] <= 18'000);
  const Answer text = cli(run);
  QVERIFY2(text.out.find("s by MSER-5: work in progress settles after") != std::string::npos, text.out.c_str());
  // A given one of that length is the same run.
  const Json given = cli({"run", "stable.json", "--horizon", "10h", "--warmup",
                          QString::number(json["warmup_s"].get<double>(), 'g', 17), "--json"})
                         .json();
  QVERIFY(given["warmup_method"] == "given" && given["kpis"] == json["kpis"]);
}

void TestRunVerb::saysThatThereIsNoWarmup() {
  // A buffer without bounds in front of a machine that is too slow: the work in progress never settles.
  Json factory = Json::parse(readTextFile(path("growing.json")));
  factory["elements"].push_back({{"id", "b"}, {"type", "buffer"}});
  factory["flows"] = {{{"from", "src"}, {"to", "b"}}, {{"from", "b"}, {"to", "m"}}, {{"from", "m"}, {"to", "out"}}};
  writeTextFile(path("b.json"), factory.dump());
  const Answer answer = cli({"run", "b.json", "--horizon", "10h", "--warmup", "auto", "--json"});
  QCOMPARE(answer.exit_code, 1);
  QVERIFY(answer.json()["warmup_converged"] == false && answer.json()["warmup_s"] == 18'000);
  QVERIFY2(answer.says("MSER-5 finds no end of the warm-up"), answer.err.c_str());
}

void TestRunVerb::addsUntilPrecise() {
  const QStringList run{"run",
                        "stable.json",
                        "--horizon",
                        "1h",
                        "--until-precision",
                        "throughput_per_h=1%",
                        "--until-precision",
                        "wip_mean=0.05",
                        "--json"};
  const Answer answer = cli(run + QStringList{"--jobs", "1"});
  QCOMPARE(answer.exit_code, 0);
  const Json json = answer.json();
  QCOMPARE(json["precision"].size(), std::size_t{2});
  QVERIFY(json["precision"][0]["kpi"] == "throughput_per_h" && json["precision"][0]["wanted"] == 0.01);
  QVERIFY(json["precision"][0]["is_relative"] == true && json["precision"][1]["is_relative"] == false);
  for (const Json& goal : json["precision"]) QVERIFY(goal["met"] == true && goal["reached"] <= goal["wanted"]);
  QVERIFY(json["replications"] >= 5 && json["kpis"]["wip_mean"]["n"] == json["replications"]);
  QVERIFY(json["kpis"]["wip_mean"]["half_width"] == json["precision"][1]["reached"]);
  const Json again = cli(run + QStringList{"--jobs", "3"}).json();
  QVERIFY(again["kpis"] == json["kpis"] && again["replications"] == json["replications"]);
}

void TestRunVerb::saysThatAPrecisionIsNotMet() {
  const Answer answer = cli({"run", "stable.json", "--horizon", "10m", "--until-precision", "wip_mean=0.01%",
                             "--max-replications", "12", "--json"});
  QCOMPARE(answer.exit_code, 1);
  QVERIFY(answer.json()["replications"] == 12 && answer.json()["precision"][0]["met"] == false);
  QVERIFY2(answer.says("% wanted: not met with 12 replications"), answer.err.c_str());
}

void TestRunVerb::warnsOfGrowthAndStopsAtTheBound() {
  const Answer grows = cli({"run", "growing.json", "--horizon", "10h", "--json"});
  QCOMPARE(grows.exit_code, 0);
  QVERIFY2(grows.says("warning: queue outside \"src\" grows by"), grows.err.c_str());
  QCOMPARE(grows.json()["warnings"].size(), std::size_t{1});
  const Answer bound = cli({"run", "growing.json", "--horizon", "10h", "--max-parts", "500", "--json"});
  QCOMPARE(bound.exit_code, 3);
  QVERIFY(bound.out.empty());
  QVERIFY2(bound.says("growing.json:") && bound.says("/elements/0: over 500 parts are present at once at") &&
               bound.says("outside \"src\""),
           bound.err.c_str());
  // A sweep has the same bound, and names the point.
  Json study = test::smallStudy();
  study["factors"] = {{{"name", "arrivals"}, {"path", "elements/src/interarrival/mean_s"}, {"levels", {2.0, 0.5}}}};
  writeTextFile(path("s.json"), study.dump());
  cli({"new", "p.mill", "--factory", "growing.json"});
  const Answer swept = cli({"sweep", "p.mill", "--study", "s.json", "--max-parts", "100"});
  QCOMPARE(swept.exit_code, 3);
  QVERIFY2(swept.says("point 1 {\"arrivals\":0.5}, replication") && swept.says("over 100 parts are present at once"),
           swept.err.c_str());
}

/// A machine of 1 s that needs its operator works on arrivals every 4 s.
void TestRunVerb::printsPools() {
  const QStringList run{"run", "pool.json", "--horizon", "1h", "--warmup", "10m"};
  Json factory = Json::parse(readTextFile(path("stable.json")));
  factory["elements"][0]["interarrival"] = 4;
  factory["elements"][1]["process"] = 1;
  writeTextFile(path("pool.json"), factory.dump());
  QVERIFY(cli(run).out.find("\npool ") == std::string::npos);
  factory["pools"] = {{{"id", "op"}}};
  factory["elements"][1]["needs"] = {{{"pool", "op"}}};
  writeTextFile(path("pool.json"), factory.dump());
  const std::string text = cli(run).out;
  QVERIFY2(text.find("\npool                   busy %     wait s\n"
                     "op                       25.0          0\n") != std::string::npos,
           text.c_str());
  const Json pool = cli(run + QStringList{"--json"}).json()["pools"]["op"];
  QCOMPARE(pool["utilisation"]["mean"].get<double>(), 0.25);
  QCOMPARE(pool["busy_s"]["mean"].get<double>(), 750.0);
  QCOMPARE(pool["open_s"]["mean"].get<double>(), 3000.0);
}

QTEST_GUILESS_MAIN(TestRunVerb)
#include "tst_run_verb.moc"
