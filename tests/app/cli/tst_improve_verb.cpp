// SPDX-License-Identifier: Apache-2.0
#include <QFile>
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

/// improve as a user runs it.
class TestImproveVerb : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    writeTextFile(folder_.filePath("f.json").toStdString(), kLine);
    writeTextFile(folder_.filePath("dear.json").toStdString(), R"({"machine": null, "faster_percent": 100})");
    writeTextFile(folder_.filePath("wrong.json").toStdString(), R"({"machines": 3})");
  }
  void writesTheBestFactory();
  void saysWhatIsNotAffordable();
  void refuses_data();
  void refuses();

 private:
  [[nodiscard]] Answer ask(const QStringList& more) const {
    return test::runProgram(MW_CLI, QStringList{"improve", "f.json", "--horizon", "10h", "--warmup", "1h"} + more,
                            folder_.path());
  }
  QTemporaryDir folder_;
};

void TestImproveVerb::writesTheBestFactory() {
  const Answer answer = ask({"--budget", "5", "--out", "better.json"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  // 38 s instead of 40.
  QVERIFY2(answer.shows("1. m2: 2 s (5 %) faster (cost 5): throughput_per_h 94.7"), answer.out.c_str());
  QVERIFY2(answer.shows("so that what was best by luck is not believed"), answer.out.c_str());
  const Answer again =
      test::runProgram(MW_CLI, {"run", "better.json", "--horizon", "10h", "--warmup", "1h", "--json"}, folder_.path());
  const double per_h = again.json()["kpis"]["throughput_per_h"]["mean"].get<double>();
  QVERIFY(std::abs(per_h - 3600.0 / 38) < 2.0 / 9);
  const Json json = ask({"--budget", "5", "--json"}).json();
  QVERIFY(json["status"] == "shown" && json["plans"][0]["shown"] == "better");
  QVERIFY(json["plans"][0]["changes"][0]["kind"] == "faster");
  QVERIFY(!json.contains("out"));
}

void TestImproveVerb::saysWhatIsNotAffordable() {
  const Answer answer = ask({"--budget", "0.9", "--costs", "dear.json", "--out", "none.json"});
  QCOMPARE(answer.exit_code, 1);
  QVERIFY2(
      answer.shows("nothing is affordable: the cheapest change where the bottleneck is costs 1, the budget is 0.9"),
      answer.out.c_str());
  QVERIFY2(answer.says("none.json is not written: no improvement is shown"), answer.err.c_str());
  QVERIFY(!QFile::exists(folder_.filePath("none.json")));
}

void TestImproveVerb::refuses_data() {
  QTest::addColumn<QStringList>("options");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("says");
  QTest::newRow("no such cost") << QStringList{"--costs", "wrong.json"} << 3 << "did you mean \"machine\"?";
  QTest::newRow("no such KPI") << QStringList{"--goal", "min:wip"} << 3 << "no KPI \"wip\"";
  QTest::newRow("less than nothing") << QStringList{"--budget", "-3"} << 2 << "--budget";
}

void TestImproveVerb::refuses() {
  QFETCH(QStringList, options);
  QFETCH(int, exit_code);
  QFETCH(QString, says);
  const Answer answer = ask(options);
  QCOMPARE(answer.exit_code, exit_code);
  QVERIFY2(answer.says(says.toStdString()), answer.err.c_str());
}

QTEST_GUILESS_MAIN(TestImproveVerb)
#include "tst_improve_verb.moc"
