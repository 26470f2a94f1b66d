// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/report/discovery_report.h"
#include "core/report/html_report.h"
#include "tests/support/made_event_log.h"
#include "tests/support/patience.h"
#include "tests/support/shared_folder.h"
#include "ui/models/discovery/discovery_model.h"

using namespace mw;
using namespace mw::models;
using State = DiscoveryModel::State;

/// From an event log to a factory, without a window.
class TestDiscoveryModel : public QObject {
  Q_OBJECT
 private slots:
  void guessesAndReads();
  void everyGuessCanBeOverruled();
  void countsWhatIsWrongWithItsPlaces();
  void saysWhyNothingCanBeFound_data();
  void saysWhyNothingCanBeFound();
  void splitsByShareAndDate();
  void findsWhatTheCommandLineFinds();
  void whatIsOverruledIsInTheCommand();
  void judgesNothingWhereAllBuilds();
  void aStoppedSearchKeepsTheChoices();
  void tooLittleIsTold();
  void readsARealLog();

 private:
  QString write(const char* name, const std::string& text) {
    writeTextFile(folder_.filePath(QLatin1String(name)).toStdString(), text);
    return folder_.filePath(QLatin1String(name));
  }
  void open(DiscoveryModel& model, const QString& file) {
    model.open(file);
    QVERIFY(QTest::qWaitFor([&] { return model.state() == State::Ready; }, 20000));
  }
  void discover(DiscoveryModel& model) {
    model.discover();
    QCOMPARE(model.state(), State::Discovering);
    QVERIFY(QTest::qWaitFor([&] { return !model.isWorking(); }, 120000));
  }

  QTemporaryDir folder_;
  jobs::JobService jobs_;
};

void TestDiscoveryModel::guessesAndReads() {
  DiscoveryModel model(jobs_);
  QVERIFY(!model.obstacle().isEmpty());
  open(model, write("events.csv", test::madeEventLog()));
  QVERIFY2(model.obstacle().isEmpty(), qPrintable(model.obstacle()));
  QCOMPARE(model.mapping().map().case_column, std::string("order"));
  QCOMPARE(model.mapping().map().rejects, std::string("scrap"));
  QCOMPARE(model.reading()->report.rows_used, std::size_t{240});
  QCOMPARE(model.reading()->starts_s.size(), std::size_t{120});
  QVERIFY(model.findings().join('\n').contains("240 of 240 rows used: 120 cases, 2 activities, 2 resources"));
}

void TestDiscoveryModel::everyGuessCanBeOverruled() {
  DiscoveryModel model(jobs_);
  open(model, write("events.csv", test::madeEventLog()));
  discovery::EventMapWishes wishes;
  wishes.columns["resource"] = "";
  wishes.columns["part"] = "machine";
  model.setWishes(wishes);
  QVERIFY(QTest::qWaitFor([&] { return model.state() == State::Ready; }, 20000));
  QVERIFY(model.mapping().map().resource.empty());
  QCOMPARE(model.mapping().unaided().resource, std::string("machine"));
  QCOMPARE(model.reading()->log->resources.size(), std::size_t{2});  // each activity its own
  QCOMPARE(model.reading()->log->parts.size(), std::size_t{2});
  wishes.columns["complete"] = "begin";
  model.setWishes(wishes);
  QVERIFY2(model.obstacle().contains("which column holds: Start"), qPrintable(model.obstacle()));
  wishes.columns["start"] = "begin";
  model.setWishes(wishes);
  QVERIFY2(model.obstacle().contains("Start and end cannot both be read from \"begin\""), qPrintable(model.obstacle()));
  QCOMPARE(model.state(), State::Ready);
  QVERIFY(!model.reading());
  wishes = {};
  wishes.time_kind = twin::TimeKind::EpochS;
  model.setWishes(wishes);
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::Ready, test::kPatience_ms);
  QVERIFY2(model.obstacle().contains("none of its 240 rows can be used"), qPrintable(model.obstacle()));
}

void TestDiscoveryModel::countsWhatIsWrongWithItsPlaces() {
  DiscoveryModel model(jobs_);
  const std::string good = test::madeEventLog();
  open(model, write("odd.csv", good + "o900,turn,lathe,2026-03-02 09:00,2026-03-02 08:00,4,0\n"
                                      ",turn,lathe,2026-03-02 08:00,2026-03-02 09:00,4,0\n"
                                      "o901,turn,lathe,soon,2026-03-02 09:00,4,0\n"
                                      "o902,turn,lathe,2026-03-22 08:00,2026-03-22 09:00,many,0\n"));
  const QString found = model.findings().join('\n');
  for (const char* line : {"Rows that complete before they start: 1, left out; first in line 242: completes 3600 s",
                           "Rows without case: 1, left out; first in line 243",
                           "Rows whose start is no time: 1, left out; first in line 244: \"soon\"",
                           "Rows with a quantity that is no number: 1, kept; first in line 245"}) {
    QVERIFY2(found.contains(QLatin1String(line)), qPrintable(found));
  }
  QVERIFY(model.obstacle().isEmpty());
}

void TestDiscoveryModel::saysWhyNothingCanBeFound_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("why");
  const std::string good = test::madeEventLog();
  QTest::newRow("empty") << QString() << "The file is empty: choose another";
  QTest::newRow("no case") << QString::fromStdString(
                                  test::madeEventLog(120, "who,operation,machine,begin,end,pieces,scrap"))
                           << "Say at the left which column holds: Case.";
  QTest::newRow("ends precede starts") << QString::fromStdString(
                                              test::madeEventLog(120, "order,operation,machine,end,begin,pieces,scrap"))
                                       << "240 of 240 rows complete before they start";
  QTest::newRow("header alone") << QString::fromStdString(good.substr(0, good.find('\n') + 1)) << "no times";
  QTest::newRow("times are words") << "case,activity,start,end\n1,a,soon,later\n"
                                   << "The cells of \"start\" are no times";
}

void TestDiscoveryModel::saysWhyNothingCanBeFound() {
  QFETCH(QString, text);
  QFETCH(QString, why);
  DiscoveryModel model(jobs_);
  open(model, write("bad.csv", text.toStdString()));
  QVERIFY2(model.obstacle().contains(why), qPrintable(model.obstacle()));
  QVERIFY2(!model.obstacle().contains(folder_.path()), "the place is in this file: its name is enough");
  model.discover();
  QCOMPARE(model.state(), State::Ready);
}

void TestDiscoveryModel::splitsByShareAndDate() {
  DiscoveryModel model(jobs_);
  open(model, write("events.csv", test::madeEventLog()));
  QVERIFY2(model.splitStory().startsWith("84 cases that start before 2026-03-15"), qPrintable(model.splitStory()));
  QVERIFY(model.splitStory().contains("the 36 later ones judge it"));
  discovery::DiscoveryOptions options = model.options();
  options.split_date = "2026-03-11";
  model.setOptions(options);
  QVERIFY2(model.splitStory().startsWith("60 cases that start before 2026-03-11 00:00"),
           qPrintable(model.splitStory()));
  QCOMPARE(model.split_s(), std::optional(10 * 86400.0));
  QCOMPARE(model.shareBefore(10 * 86400.0), 0.5);
  options.split_date = "2027-01-01";
  model.setOptions(options);
  QVERIFY(!model.split_s());
  QVERIFY2(model.obstacle().contains("the log does not go on at 2027-01-01"), qPrintable(model.obstacle()));
  options.split_date.reset();
  options.split = 1;
  model.setOptions(options);
  QVERIFY(model.splitStory().contains("nothing is left to judge it by"));
  QVERIFY(model.obstacle().isEmpty());
}

void TestDiscoveryModel::findsWhatTheCommandLineFinds() {
  DiscoveryModel model(jobs_);
  const QString file = write("events.csv", test::madeEventLog());
  open(model, file);
  QSignalSpy found(&model, &DiscoveryModel::found);
  discover(model);
  QCOMPARE(model.state(), State::Found);
  QCOMPARE(found.count(), 1);
  const discovery::Discovery same = discovery::discover(file.toStdString(), std::nullopt, {});
  QVERIFY(model.result()->factory->json() == same.written.factory.json());
  QCOMPARE(report::html(model.result()->report),
           report::html(report::discoveryReport(same, report::discoverCommand(file.toStdString(), std::nullopt, {}))));
  QCOMPARE(model.command(), QStringLiteral("millwright-cli discover %1 --split 0.7 --seed 1").arg(file));
  model.goBack();
  QCOMPARE(model.state(), State::Ready);
  QVERIFY(model.obstacle().isEmpty());
}

void TestDiscoveryModel::whatIsOverruledIsInTheCommand() {
  DiscoveryModel model(jobs_);
  open(model, write("events.csv", test::madeEventLog()));
  discovery::EventMapWishes wishes;
  wishes.columns["resource"] = "";
  model.setWishes(wishes);
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::Ready, test::kPatience_ms);
  discovery::DiscoveryOptions options = model.options();
  options.arrivals = discovery::ArrivalRule::Schedule;
  options.name = "My workshop";
  options.split_date = "2026-03-11";
  options.replications = 5;
  model.setOptions(options);
  const QString command = model.command();
  QVERIFY2(command.startsWith("cat > events.map.json <<'MILLWRIGHT_END'\n"), qPrintable(command));
  for (const char* part : {"--map events.map.json", "--split 2026-03-11", "--arrivals schedule", "--replications 5",
                           "--name 'My workshop'", "--seed 1"}) {
    QVERIFY2(command.contains(QLatin1String(part)), qPrintable(command));
  }
  QVERIFY(!command.contains("\"resource\""));
}

void TestDiscoveryModel::judgesNothingWhereAllBuilds() {
  DiscoveryModel model(jobs_);
  open(model, write("events.csv", test::madeEventLog()));
  discovery::DiscoveryOptions options = model.options();
  options.split = 1;
  model.setOptions(options);
  discover(model);
  QCOMPARE(model.state(), State::Found);
  QVERIFY(!model.result()->discovery.judgement);
}

void TestDiscoveryModel::aStoppedSearchKeepsTheChoices() {
  DiscoveryModel model(jobs_);
  open(model, write("events.csv", test::madeEventLog()));
  discovery::DiscoveryOptions options = model.options();
  options.replications = 10000;  // long enough to be stopped
  model.setOptions(options);
  bool has_begun = false;
  connect(&model, &DiscoveryModel::progressed, this, [&](double, double, const QString&) { has_begun = true; });
  model.discover();
  QTRY_VERIFY_WITH_TIMEOUT(has_begun, test::kPatience_ms);
  model.cancel();
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::Ready, test::kPatience_ms);
  QVERIFY(!model.result());
  QVERIFY2(model.obstacle().isEmpty(), qPrintable(model.obstacle()));
  QCOMPARE(model.options().replications, 10000U);
}

void TestDiscoveryModel::tooLittleIsTold() {
  DiscoveryModel model(jobs_);
  open(model, write("short.csv", test::madeEventLog(4)));
  discover(model);
  QCOMPARE(model.state(), State::Ready);
  QVERIFY2(model.obstacle().contains("too few"), qPrintable(model.obstacle()));
  // Another choice is another chance.
  model.setOptions(model.options());
  QVERIFY(model.obstacle().isEmpty());
}

void TestDiscoveryModel::readsARealLog() {
  const auto shared = test::sharedFolder();
  if (!shared) QSKIP("no ../shared");
  DiscoveryModel model(jobs_);
  const auto file = *shared / "data/production_log/production_log_cases_before_2012-02-15.csv";
  open(model, QString::fromStdString(file.string()));
  QVERIFY2(model.obstacle().isEmpty(), qPrintable(model.obstacle()));
  QCOMPARE(model.mapping().map().case_column, std::string("case_id"));
  QCOMPARE(model.mapping().map().kind, std::string("report_type"));
  QVERIFY(model.reading()->starts_s.size() > 100);
  QVERIFY(model.split_s().has_value());
}

QTEST_GUILESS_MAIN(TestDiscoveryModel)
#include "tst_discovery_model.moc"
