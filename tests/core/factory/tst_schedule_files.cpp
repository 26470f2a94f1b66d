// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/factory/factory.h"
#include "core/factory/factory_check.h"

using namespace mw;
using namespace mw::factory;

namespace {

std::string factoryText(const std::string& schedule) {
  return R"({"format": "millwright-factory/1", "parts": [{"id": "housing"}, {"id": "gear"}],
 "elements": [
  {"id": "src", "type": "source", "part": "gear",
   "schedule": )" +
         schedule + R"(},
  {"id": "out", "type": "sink"}],
 "flows": [{"from": "src", "to": "out"}]})";
}

}  // namespace

/// Schedules of sources that name a file, and such as stand in the factory.
class TestScheduleFiles : public QObject {
  Q_OBJECT

 private slots:
  void takesIn_data();
  void takesIn();
  void refuses_data();
  void refuses();
  void checks_data();
  void checks();
  void needsNoPartWhereEachArrivalHasOne();

 private:
  [[nodiscard]] Factory read(const QString& csv) const {
    writeTextFile(path("times.csv"), csv.toStdString());
    writeTextFile(path("f.json"), factoryText("\"times.csv\""));
    return Factory::read(path("f.json"));
  }
  [[nodiscard]] std::string path(const QString& name) const { return folder_.filePath(name).toStdString(); }
  QTemporaryDir folder_;
};

void TestScheduleFiles::takesIn_data() {
  QTest::addColumn<QString>("csv");
  QTest::addColumn<QString>("whole");
  QTest::newRow("times alone") << "t_s\n0\n7.5\n7.5\n"
                               << R"([{"t_s":0.0},{"t_s":7.5},{"t_s":7.5}])";
  QTest::newRow("all columns, any order, empty cells") << "count,t_s,part\n2,0,housing\n,60,\n"
                                                       << R"([{"t_s":0.0,"part":"housing","count":2},{"t_s":60.0}])";
  QTest::newRow("semicolons and decimal commas") << "t_s;part\r\n1,5;gear\r\n"
                                                 << R"([{"t_s":1.5,"part":"gear"}])";
}

void TestScheduleFiles::takesIn() {
  QFETCH(QString, csv);
  QFETCH(QString, whole);
  const Factory factory = read(csv);
  QVERIFY2(factory.elements()[0].fields["schedule"] == Json::parse(whole.toStdString()),
           factory.elements()[0].fields["schedule"].dump().c_str());
  QVERIFY(checkFactory(factory).empty());
}

void TestScheduleFiles::refuses_data() {
  QTest::addColumn<QString>("csv");
  QTest::addColumn<QString>("message");
  QTest::newRow("not sorted") << "t_s\n5\n3\n"
                              << "times.csv:3:1: 3 s is before the row above, 5 s; sort the rows by time";
  QTest::newRow("text") << "t_s\nsoon\n"
                        << "times.csv:2:1: \"soon\" is no time";
  QTest::newRow("negative") << "t_s\n-1\n"
                            << "times.csv:2:1";
  QTest::newRow("empty time") << "t_s,count\n,3\n"
                              << "times.csv:2:1";
  QTest::newRow("unknown part") << "t_s,part\n0,gaer\n"
                                << "times.csv:2:3: no part \"gaer\"; did you mean \"gear\"?";
  QTest::newRow("half a part") << "t_s,count\n0,1.5\n"
                               << "times.csv:2:3: \"1.5\" is no count of parts";
  QTest::newRow("no column of times") << "time,part\n0,gear\n"
                                      << "there is no column \"t_s\"";
  QTest::newRow("a column of something") << "t_s,colour\n0,red\n"
                                         << "unknown column \"colour\"";
  QTest::newRow("no rows") << "t_s\n"
                           << "the schedule has no arrival";
  QTest::newRow("nothing") << ""
                           << "there is no column \"t_s\"";
}

void TestScheduleFiles::refuses() {
  QFETCH(QString, csv);
  QFETCH(QString, message);
  try {
    (void)read(csv);
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(message), error.what());
  }
}

void TestScheduleFiles::checks_data() {
  QTest::addColumn<QString>("schedule");
  QTest::addColumn<QString>("message");
  QTest::newRow("a file, but no folder") << R"("times.csv")"
                                         << "f.json:4:4: /elements/0/schedule: the times of \"times.csv\" have not";
  QTest::newRow("not sorted") << R"([{"t_s": 5}, {"t_s": 3}])"
                              << "/elements/0/schedule/1/t_s: 3 s is before the arrival above, 5 s";
  QTest::newRow("empty") << "[]"
                         << "/elements/0/schedule: it has no arrival";
  QTest::newRow("a first arrival of its own") << R"([{"t_s": 5}], "first_at_s": 3)"
                                              << "/elements/0/first_at_s: the schedule says when";
  QTest::newRow("two ways") << R"([{"t_s": 5}], "interarrival": 3)"
                            << "several ways to create parts";
  QTest::newRow("unknown part") << R"([{"t_s": 5, "part": "gaer"}])"
                                << "/elements/0/schedule/0/part: no part \"gaer\"";
  QTest::newRow("before the start") << R"([{"t_s": -5}])"
                                    << "/elements/0/schedule/0/t_s";
}

void TestScheduleFiles::checks() {
  QFETCH(QString, schedule);
  QFETCH(QString, message);
  Findings findings;
  const JsonDocument document = JsonDocument::parse(factoryText(schedule.toStdString()), "f.json");
  try {
    findings = checkFactory(Factory::fromDocument(document));
    document.locate(findings);
  } catch (const InputError& error) {
    findings = error.findings();
  }
  QVERIFY(!findings.empty());
  QVERIFY2(QString::fromStdString(findings[0].text()).contains(message), findings[0].text().c_str());
}

void TestScheduleFiles::needsNoPartWhereEachArrivalHasOne() {
  const auto check = [](const std::string& schedule) {
    std::string text = factoryText(schedule);
    text.erase(text.find(R"( "part": "gear",)"), 16);
    return checkFactory(Factory::fromDocument(JsonDocument::parse(text, "f.json")));
  };
  QVERIFY(check(R"([{"t_s": 1, "part": "gear"}, {"t_s": 2, "part": "housing"}])").empty());
  const Findings findings = check(R"([{"t_s": 1, "part": "gear"}, {"t_s": 2}])");
  QCOMPARE(findings.size(), std::size_t{1});
  QVERIFY(findings[0].cause.find("does not say which part") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestScheduleFiles)
#include "tst_schedule_files.moc"
