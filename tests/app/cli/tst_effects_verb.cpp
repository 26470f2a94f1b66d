// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/small_study.h"

using namespace mw;
using test::Answer;

/// effects as a user runs it: a study whose throughput hangs on one factor alone.
class TestEffectsVerb : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void ranksTheFactors();
  void screensByTrajectories();
  void refusesUnknownNames();

 private:
  [[nodiscard]] Answer ask(const QStringList& arguments) const {
    return test::runProgram(MW_CLI, arguments, folder_.path());
  }
  QTemporaryDir folder_;
};

void TestEffectsVerb::initTestCase() {
  Json factory = test::smallFactory();
  factory["elements"][1]["process"] = 10.0;  // m2, 40 to 60 s, is always the slower
  factory["elements"][3]["process"] = {{"dist", "erlang"}, {"mean_s", 50}, {"k", 20}};
  Json study = test::smallStudy();
  study["horizon_s"] = 20'000;
  study["warmup_s"] = 1000;
  study["factors"][0] = {
      {"name", "buffer"}, {"path", "elements/b1/capacity"}, {"min", 5}, {"max", 20}, {"integer", true}};
  study["design"] = {{"type", "sobol"}, {"points", 16}};
  writeTextFile(folder_.filePath("f.json").toStdString(), factory.dump());
  writeTextFile(folder_.filePath("s.json").toStdString(), study.dump());
  QCOMPARE(ask({"new", "p.mill", "--factory", "f.json"}).exit_code, 0);
  const Answer swept = ask({"sweep", "p.mill", "--study", "s.json", "--quiet"});
  QVERIFY2(swept.exit_code == 0, swept.err.c_str());
}

void TestEffectsVerb::ranksTheFactors() {
  const Answer answer = ask({"effects", "p.mill", "--study", "buffers"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QVERIFY2(answer.shows("cycle makes 100 % of what throughput_per_h varies by alone"), answer.out.c_str());
  QVERIFY2(answer.shows("next to nothing: buffer"), answer.out.c_str());
  QVERIFY2(answer.shows("Jansen 1999"), answer.out.c_str());
  const Json json = ask({"effects", "p.mill", "--study", "buffers", "--json"}).json();
  QVERIFY(json["trust"] == "good" && json["factors"][0]["factor"] == "cycle");
  QVERIFY(json["factors"][0]["total"].get<double>() > 0.95 && json["factors"][1]["total"].get<double>() < 0.05);
  // 3600 / 42 at the middle of the lowest fifth.
  QVERIFY(json["factors"][0]["values"][0].get<double>() == 42.0);
  QVERIFY(std::abs(json["factors"][0]["main_effect"][0].get<double>() - 3600.0 / 42) < 1);
}

/// The same factory: the cycle decides alone. Over its range of 20 s the slower machine makes 3600/40 - 3600/60 = 30
/// parts less; by two thirds of it, from 40 or from 46.7 s on, 33.75 or 25.7 per range.
void TestEffectsVerb::screensByTrajectories() {
  Json study = Json::parse(readTextFile(folder_.filePath("s.json").toStdString()));
  study["name"] = "screen";
  study["design"] = {{"type", "morris"}, {"trajectories", 8}};
  writeTextFile(folder_.filePath("screen.json").toStdString(), study.dump());
  const Answer told = ask({"check", "screen.json"});
  QVERIFY2(told.shows("8 trajectories of 3 points: in each, every factor changes once, by 2/3 of its range"),
           told.out.c_str());
  QVERIFY(ask({"sweep", "p.mill", "--study", "screen.json", "--quiet"}).exit_code == 0);
  const Answer answer = ask({"effects", "p.mill", "--study", "screen"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QVERIFY2(answer.shows("cycle matters most for throughput_per_h"), answer.out.c_str());
  QVERIFY2(answer.shows("May be fixed, each under 10 % of cycle: buffer"), answer.out.c_str());
  QVERIFY2(answer.shows("Morris 1991"), answer.out.c_str());
  const Json json = ask({"effects", "p.mill", "--study", "screen", "--json"}).json();
  QVERIFY(json["kind"] == "elementary_effects" && json["trust"] == "good" && json["trajectories"] == 8);
  const Json& cycle = json["factors"][0];
  QVERIFY(cycle["factor"] == "cycle" && json["factors"][1]["may_be_fixed"] == true);
  QVERIFY(cycle["mu"].get<double>() < -25 && cycle["mu"].get<double>() > -34.5);
  QCOMPARE(cycle["mu_star"].get<double>(), -cycle["mu"].get<double>());
  QVERIFY(ask({"effects", "p.mill", "--study", "screen", "--kpi", "wip_men"}).says("did you mean \"wip_mean\"?"));
}

void TestEffectsVerb::refusesUnknownNames() {
  const Answer study = ask({"effects", "p.mill", "--study", "buffer"});
  QVERIFY2(study.exit_code == 3 && study.says("did you mean \"buffers\"?"), study.err.c_str());
  const Answer kpi = ask({"effects", "p.mill", "--study", "buffers", "--kpi", "wip_men"});
  QVERIFY2(kpi.exit_code == 3 && kpi.says("did you mean \"wip_mean\"?"), kpi.err.c_str());
}

QTEST_GUILESS_MAIN(TestEffectsVerb)
#include "tst_effects_verb.moc"
