// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/base/json.h"
#include "tests/support/program.h"

using namespace mw;
using test::Answer;

namespace {

constexpr const char* kLine = R"({"format": "millwright-factory/1", "name": "line", "parts": [{"id": "p"}],
  "elements": [{"id": "src", "type": "source", "part": "p", "supply": "unlimited"},
    {"id": "m1", "type": "station", "process": 30}, {"id": "b1", "type": "buffer", "capacity": 2},
    {"id": "m2", "type": "station", "process": 40}, {"id": "out", "type": "sink"}],
  "flows": [{"from": "src", "to": "m1"}, {"from": "m1", "to": "b1"}, {"from": "b1", "to": "m2"},
    {"from": "m2", "to": "out"}]})";

}  // namespace

/// bottleneck as a user runs it.
class TestBottleneckVerb : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() { writeTextFile(folder_.filePath("f.json").toStdString(), kLine); }
  void saysWhatASecondIsWorth();
  void addsKeysOnlyWhenAsked();
  void saysWhatEachMethodFinds();
  void refusesWrongSteps_data();
  void refusesWrongSteps();

 private:
  [[nodiscard]] Answer ask(const QStringList& more) const {
    return test::runProgram(MW_CLI, QStringList{"bottleneck", "f.json", "--horizon", "10h", "--warmup", "1h"} + more,
                            folder_.path());
  }
  QTemporaryDir folder_;
};

void TestBottleneckVerb::saysWhatASecondIsWorth() {
  const Answer answer = ask({"--shadow-price", "--faster", "4s"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QVERIFY2(answer.shows("m2 limits the line 100 % of the time; 4 s faster gives +10 parts/h (+-0)"),
           answer.out.c_str());
  QVERIFY2(answer.shows("common random numbers"), answer.out.c_str());
}

void TestBottleneckVerb::addsKeysOnlyWhenAsked() {
  Json with = ask({"--shadow-price", "--json"}).json();
  const Json prices = with["shadow_prices"];
  QVERIFY(prices["step"] == "5 %");
  QVERIFY(prices["prices"][0]["ids"] == Json::array({"m2"}));
  QVERIFY(prices["prices"][0]["shown"] == true);
  // 38 s instead of 40, and two parts in nine hours for the ends.
  const double gain_per_h = prices["prices"][0]["gain_per_h"]["mean"].get<double>();
  QVERIFY(std::abs(gain_per_h - (3600.0 / 38 - 90)) < 2.0 / 9);
  Json without = ask({"--json"}).json();
  QVERIFY(with["methods"].size() == 4 && without["methods"].size() == 3);
  for (const char* key : {"methods", "methods_text"}) {
    with.erase(key);
    without.erase(key);
  }
  with.erase("shadow_prices");
  QVERIFY2(with == without, "the rest is as without");
}

void TestBottleneckVerb::saysWhatEachMethodFinds() {
  const Answer answer = ask({"--shadow-price"});
  for (const char* says :
       {"m1 -> m2", "the arrows lead to m2", "the bottleneck does not shift", "all 4 methods name m2"}) {
    QVERIFY2(answer.shows(says), answer.out.c_str());
  }
  const Json json = ask({"--json"}).json();
  QVERIFY(json["arrows"]["candidates"] == Json::array({"m2"}));
  QVERIFY(json["arrows"]["arrows"][0]["points"] == "downstream");
  QVERIFY(json["course"]["phases"].size() == 1 && json["course"]["phases"][0]["element"] == "m2");
  QVERIFY(json["course"]["window_s"] == 675.0);  // 9 h in 48 windows
  QVERIFY(json["methods_text"] == "all 3 methods name m2");
}

void TestBottleneckVerb::refusesWrongSteps_data() {
  QTest::addColumn<QStringList>("options");
  QTest::addColumn<QString>("says");
  QTest::newRow("no step") << QStringList{"--shadow-price", "--faster", "a lot"}
                           << "\"a lot\" says not how much faster";
  QTest::newRow("all of it") << QStringList{"--shadow-price", "--faster", "100%"} << "a share below 100%";
  QTest::newRow("alone") << QStringList{"--faster", "5s"} << "--faster is the step of --shadow-price";
}

void TestBottleneckVerb::refusesWrongSteps() {
  QFETCH(QStringList, options);
  QFETCH(QString, says);
  const Answer answer = ask(options);
  QCOMPARE(answer.exit_code, 2);
  QVERIFY2(answer.says(says.toStdString()), answer.err.c_str());
}

QTEST_GUILESS_MAIN(TestBottleneckVerb)
#include "tst_bottleneck_verb.moc"
