// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/small_study.h"

using namespace mw;
using test::Answer;

/// Designs as a user meets them: fractions, constraints, alternatives with labels, sequential studies.
class TestStudyDesigns : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void checkTellsWhatAFractionConfounds();
  void sweepTellsWhatIsLeftOut();
  void labelsInResults();
  void labelsInCompareAndSelect();
  void labelsInWhatIf();
  void labelsInMerge();
  void documentedStudiesAreValid();
  void sequentialStudyEndsAndGoesOn();
  void sequentialStudyIsNotSharded_data();
  void sequentialStudyIsNotSharded();

 private:
  [[nodiscard]] Answer cli(const QStringList& arguments) const {
    return test::runProgram(MW_CLI, arguments, folder_.path());
  }
  [[nodiscard]] std::string path(const char* name) const { return folder_.filePath(name).toStdString(); }
  void write(const char* name, const Json& json) const { writeTextFile(path(name), json.dump(1)); }
  QTemporaryDir folder_;
};

namespace {

Json sequentialStudy() {
  Json study = test::smallStudy();
  study["name"] = "where-next";
  study["factors"][0] = {
      {"name", "buffer"}, {"path", "elements/b1/capacity"}, {"min", 1}, {"max", 20}, {"integer", true}};
  study["design"] = {{"type", "sequential"}, {"points", 14}, {"initial", 8}, {"batch", 3}, {"response", "wip_mean"}};
  return study;
}

}  // namespace

void TestStudyDesigns::initTestCase() {
  write("f.json", test::smallFactory());
  QCOMPARE(cli({"new", "p.mill", "--factory", "f.json"}).exit_code, 0);
  Json mills = test::smallStudy();
  mills["name"] = "mills";
  mills["factors"][0] = Json::parse(R"({"name": "mill", "path": "elements/m1", "levels": [
    {"label": "one mill", "value": {"type": "station", "process": {"dist": "exponential", "mean_s": 60}}},
    {"label": "two, \"small\"", "value": {"type": "station", "capacity": 2, "process": 80}}]})");
  mills["design"]["steps"] = 3;
  write("mills.json", mills);
  const Answer swept = cli({"sweep", "p.mill", "--study", "mills.json"});
  QVERIFY2(swept.exit_code == 0, swept.err.c_str());
  write("next.json", sequentialStudy());
}

void TestStudyDesigns::checkTellsWhatAFractionConfounds() {
  Json study = test::smallStudy();
  study["factors"] = Json::parse(R"([{"name": "a", "path": "elements/m1/capacity", "levels": [1, 2]},
    {"name": "b", "path": "elements/b1/capacity", "levels": [1, 2]},
    {"name": "c", "path": "elements/m2/capacity", "levels": [1, 2]},
    {"name": "d", "path": "elements/m2/process/mean_s", "levels": [50, 60]}])");
  study["design"] = {{"type", "fractional"}, {"resolution", "IV"}};
  write("fraction.json", study);
  const Answer told = cli({"check", "fraction.json", "--factory", "f.json"});
  QVERIFY2(told.exit_code == 0, told.err.c_str());
  QVERIFY2(told.shows("2^(4-1), 8 points, resolution IV"), told.out.c_str());
  QVERIFY2(told.shows("not told apart: a*b = c*d, a*c = b*d, a*d = b*c"), told.out.c_str());
  const Json json = cli({"check", "fraction.json", "--json"}).json();
  QVERIFY(json["design"]["fraction"]["resolution"] == "IV");
  QVERIFY(json["design"]["fraction"]["generators"] == Json::parse(R"(["d=a*b*c"])"));
  QVERIFY(json["design"]["points"] == 8);
}

void TestStudyDesigns::sweepTellsWhatIsLeftOut() {
  Json study = test::smallStudy();
  study["name"] = "within";
  study["constraints"] = {"buffer * cycle <= 330"};
  write("within.json", study);
  const Answer swept = cli({"sweep", "p.mill", "--study", "within.json", "--json"});
  QVERIFY2(swept.exit_code == 0, swept.err.c_str());
  QVERIFY2(swept.says("1 of 6 points left out"), swept.err.c_str());
  QVERIFY(swept.json()["points"] == 5);
  QVERIFY(swept.json()["points_left_out"] == 1);
  study["constraints"] = {"bufer <= 330"};
  write("within.json", study);
  const Answer refused = cli({"check", "within.json"});
  QCOMPARE(refused.exit_code, 1);
  QVERIFY2(refused.says("/constraints/0") && refused.says("did you mean \"buffer\"?"), refused.err.c_str());
}

void TestStudyDesigns::labelsInResults() {
  const Answer results = cli({"results", "p.mill", "--study", "mills", "--csv", "mills.csv"});
  QVERIFY2(results.exit_code == 0, results.err.c_str());
  QVERIFY2(results.shows(" one mill") && results.shows("two, \"small\""), results.out.c_str());
  QVERIFY(!results.shows("station"));
  const std::string csv = readTextFile(path("mills.csv"));
  QVERIFY2(csv.find("\n3,\"two, \"\"small\"\"\",40,") != std::string::npos, csv.c_str());
  const Json json = cli({"results", "p.mill", "--study", "mills", "--json"}).json();
  QVERIFY(json["points"][5]["factors"] == Json({{"mill", "two, \"small\""}, {"cycle", 60.0}}));
}

void TestStudyDesigns::labelsInCompareAndSelect() {
  const Answer compared = cli({"compare", "p.mill", "--study", "mills", "--points", "0,3"});
  QVERIFY2(compared.exit_code == 0, compared.err.c_str());
  const Answer selected =
      cli({"select", "p.mill", "--study", "mills", "--kpi", "throughput_per_h", "--indifference", "8", "--json"});
  QVERIFY2(selected.exit_code == 0, selected.err.c_str());
  QVERIFY(selected.json()["factors"]["mill"] == "two, \"small\"");
  const Answer run = cli({"run", "p.mill", "--study", "mills", "--point", "3", "--replication", "1", "--json"});
  QVERIFY2(run.exit_code == 0, run.err.c_str());
}

void TestStudyDesigns::labelsInWhatIf() {
  const Answer fitted =
      cli({"fit", "p.mill", "--study", "mills", "--response", "throughput_per_h", "--save", "throughput"});
  QVERIFY2(fitted.exit_code == 0, fitted.err.c_str());
  const Answer asked =
      cli({"whatif", "p.mill", "--model", "throughput", "--set", "mill=one mill,cycle=50", "--verify", "--json"});
  QVERIFY2(asked.exit_code == 0, asked.err.c_str());
  const Json swept = cli({"results", "p.mill", "--study", "mills", "--json"}).json();
  const Json& point = swept["points"][1];  // one mill, 50 s: --verify runs the same
  QVERIFY(point["factors"] == Json({{"mill", "one mill"}, {"cycle", 50.0}}));
  QVERIFY(asked.json()["simulated"][0]["mean"] == point["kpis"]["throughput_per_h"]["mean"]);
}

void TestStudyDesigns::labelsInMerge() {
  QCOMPARE(cli({"new", "q.mill", "--factory", "f.json"}).exit_code, 0);
  for (const char* shard : {"1/2", "2/2"}) {
    const Answer swept =
        cli({"sweep", "q.mill", "--study", "mills.json", "--shard", shard, "--out", QString(shard).left(1) + ".mill"});
    QVERIFY2(swept.exit_code == 0, swept.err.c_str());
  }
  const Answer merged = cli({"merge", "q.mill", "1.mill", "2.mill"});
  QVERIFY2(merged.exit_code == 0, merged.err.c_str());
  const QStringList results{"results", "--study", "mills", "--json"};
  QVERIFY(cli(results + QStringList{"q.mill"}).json() == cli(results + QStringList{"p.mill"}).json());
}

/// Each JSON block of the page that is a study is one for the gearbox line; those of a design go into one.
void TestStudyDesigns::documentedStudiesAreValid() {
  const std::string page = readTextFile(MW_SOURCE_DIR "/docs/experiments.md");
  const std::string open = "```json\n";
  int found = 0;
  for (auto at = page.find(open); at != std::string::npos; at = page.find(open, at + 1)) {
    const auto first = at + open.size();
    Json study = Json::parse(page.substr(first, page.find("```", first) - first));
    writeTextFile(path("documented.json"), study.dump(1));
    const Answer told =
        cli({"check", "documented.json", "--factory", MW_SOURCE_DIR "/resources/examples/gearbox-line.json"});
    QVERIFY2(told.exit_code == 0, told.err.c_str());
    ++found;
  }
  QVERIFY(found >= 2);
}

void TestStudyDesigns::sequentialStudyEndsAndGoesOn() {
  const Answer swept = cli({"sweep", "p.mill", "--study", "next.json"});
  QVERIFY2(swept.exit_code == 0, swept.err.c_str());
  QVERIFY2(swept.shows("14 points x 4 replications, 56 runs made"), swept.out.c_str());
  QVERIFY2(swept.shows("widest 95 % band of wip_mean is +-"), swept.out.c_str());
  QVERIFY2(swept.shows("after 14 points: the budget is spent"), swept.out.c_str());
  QVERIFY2(swept.says("8 points: widest 95 % band of wip_mean is +-"), swept.err.c_str());
  Json more = sequentialStudy();
  more["design"]["points"] = 16;
  write("next.json", more);
  const Answer resumed = cli({"sweep", "p.mill", "--study", "next.json", "--resume", "--json"});
  QVERIFY2(resumed.exit_code == 0, resumed.err.c_str());
  QVERIFY(resumed.json()["runs_before"] == 56);
  QVERIFY(resumed.json()["runs"] == 64);
  QVERIFY(resumed.json()["ended"] == "budget_spent");
  QVERIFY(resumed.json()["half_width"] > 0);
}

void TestStudyDesigns::sequentialStudyIsNotSharded_data() {
  QTest::addColumn<QStringList>("options");
  QTest::newRow("shard") << QStringList{"--shard", "1/2"};
  QTest::newRow("slurm") << QStringList{"--engine", "slurm"};
}

void TestStudyDesigns::sequentialStudyIsNotSharded() {
  QFETCH(QStringList, options);
  const Answer refused = cli(QStringList{"sweep", "p.mill", "--study", "next.json"} + options);
  QCOMPARE(refused.exit_code, 3);
  QVERIFY2(refused.says("study \"where-next\" is sequential"), refused.err.c_str());
}

QTEST_APPLESS_MAIN(TestStudyDesigns)
#include "tst_study_designs.moc"
