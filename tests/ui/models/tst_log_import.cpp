// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/store/project_file.h"
#include "core/store/stored_log.h"
#include "core/twin/log_import.h"
#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/models/log_import_model.h"
#include "ui/models/project_services.h"
#include "ui/models/session/command_line.h"

using namespace mw;
using namespace mw::models;
using State = LogImportModel::State;

/// A file on its way into a project.
class TestLogImport : public QObject {
  Q_OBJECT
 private slots:
  void init();
  void guessesAndOverrulesAndEdits();
  void tellsEveryDefectWithItsPlace();
  void saysWhyItCannotBeImported_data();
  void saysWhyItCannotBeImported();
  void theSecondOfAShapeNeedsNoQuestion();
  void encodingIsGuessedAndOverruled();
  void theCommandLineReadsTheSame();
  void rowsThatGoBackAreShownAndChosen();
  void segmentsBecomeLogs();
  void aStoppedImportKeepsNothing();

 private:
  QString write(const char* name, const QByteArray& text) {
    writeTextFile(folder_->filePath(name).toStdString(), text.toStdString());
    return folder_->filePath(name);
  }
  /// Opens and waits until the file was read once.
  bool open(LogImportModel& model, const QString& file) {
    bool is_known = false;
    const auto watch = QObject::connect(&model, &LogImportModel::opened, [&](bool known) { is_known = known; });
    model.open(file);
    (void)QTest::qWaitFor([&] { return model.state() == State::Ready; }, 10000);
    QObject::disconnect(watch);
    return is_known;
  }

  jobs::JobService jobs_;
  Playback playback_;
  std::unique_ptr<QTemporaryDir> folder_;
  std::shared_ptr<store::ProjectFile> project_;
  std::unique_ptr<ReplayModel> replay_;
};

void TestLogImport::init() {
  replay_.reset();
  project_.reset();
  folder_ = std::make_unique<QTemporaryDir>();
  project_ = store::ProjectFile::create(folder_->filePath("p.mill").toStdString(), test::smallLine());
  replay_ = std::make_unique<ReplayModel>(playback_, jobs_, projectReplays(project_));
}

void TestLogImport::guessesAndOverrulesAndEdits() {
  LogImportModel model(*replay_, jobs_);
  QVERIFY(!open(model, write("press.csv",
                             "Datum;Uhrzeit;Temp [K];Zustand\n"
                             "01.02.2025;17:00:08;300,5;an\n01.02.2025;17:00:09;301,5;aus\n")));
  QCOMPARE(model.name(), QStringLiteral("press"));
  QCOMPARE(model.map().time_kind, twin::TimeKind::DayFirst);
  QCOMPARE(model.map().clock_column, std::string("Uhrzeit"));
  QCOMPARE(model.columns().size(), std::size_t{2});
  QVERIFY(!model.columns()[1].is_used);
  QVERIFY(model.obstacle().isEmpty());
  QCOMPARE(model.report()->log.epoch_s.value(), 1738429208.0);  // date -u -d 2025-02-01T17:00:08Z +%s
  twin::MapWishes wishes;
  wishes.time_kind = twin::TimeKind::MonthFirst;
  wishes.utc_offset_s = 3600;
  model.setWishes(wishes);
  QTRY_VERIFY_WITH_TIMEOUT(model.report(), test::kPatience_ms);
  QCOMPARE(model.report()->log.epoch_s.value(), 1735833608.0);  // 2025-01-02T16:00:08Z
  QCOMPARE(model.map().delimiter, ';');
  model.setSignal("Temp [K]", "temperature");
  model.setUnit("Temp [K]", "kelvin");
  model.setName("press 1");
  QSignalSpy imported(&model, &LogImportModel::imported);
  model.import();
  QTRY_COMPARE_WITH_TIMEOUT(imported.count(), 1, test::kPatience_ms);
  const twin::Log log = store::loadLog(*project_, "press 1");
  QCOMPARE(log.series.size(), std::size_t{1});
  QCOMPARE(log.series[0].name, std::string("temperature"));
  QCOMPARE(log.series[0].unit, std::string("kelvin"));
  QCOMPARE(log.series[0].values, (std::vector<double>{300.5, 301.5}));
  QCOMPARE(replay_->log()->name, std::string("press 1"));
}

void TestLogImport::tellsEveryDefectWithItsPlace() {
  LogImportModel model(*replay_, jobs_);
  const QString file = write("bad.csv",
                             "t,a,b\n0,1,2\n1,x,2\n2,1\n3,1,1e999\n3,1,2\nnoon,1,2\n4,1,2\n5,1,2\n6,1,2\n"
                             "7,1,2\n8,1,2\n9,1,2\n10,1,2\n11,1,2\n12,1,2\n");
  (void)open(model, file);
  QVERIFY2(model.obstacle().isEmpty(), qPrintable(model.obstacle()));
  const QString found = model.findings().join('\n');
  for (const char* place : {"bad.csv:3:3", "bad.csv:4:1", "bad.csv:5:5", "bad.csv:6:1", "bad.csv:7:1"}) {
    QVERIFY2(found.contains(place), qPrintable(found));
  }
  QCOMPARE(model.report()->defectTotal(), std::size_t{5});
}

void TestLogImport::saysWhyItCannotBeImported_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("why");
  QTest::newRow("empty") << QByteArray() << "is empty";
  QTest::newRow("no table") << QByteArray("one\ntwo\n") << "no comma";
  QTest::newRow("no time") << QByteArray("a,b\nx,1\ny,2\n") << "no column holds time stamps";
  QTest::newRow("no numbers") << QByteArray("t,b\n0,x\n1,y\n") << "no column holds numbers";
  QTest::newRow("UTF-32") << QByteArray("\xFF\xFE\0\0t\0\0\0", 8) << "UTF-32";
}

void TestLogImport::saysWhyItCannotBeImported() {
  QFETCH(QByteArray, text);
  QFETCH(QString, why);
  LogImportModel model(*replay_, jobs_);
  (void)open(model, write("log.csv", text));
  QVERIFY2(model.obstacle().contains(why), qPrintable(model.obstacle()));
  // What a person can do about it helps: rows can be counted, names must differ.
  (void)open(model, write("log.csv", "a,b\nx,1\ny,2\n"));
  twin::MapWishes wishes;
  wishes.time_kind = twin::TimeKind::RowNumber;
  model.setWishes(wishes);
  QTRY_VERIFY2_WITH_TIMEOUT(model.obstacle().isEmpty(), qPrintable(model.obstacle()), test::kPatience_ms);
  model.setUsed("a", true);
  model.setSignal("a", "b");
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::Ready, test::kPatience_ms);
  QVERIFY(model.obstacle().contains("Two signals"));
  model.setUsed("a", false);
  model.setUsed("b", false);
  QVERIFY(model.obstacle().contains("at least one column"));
}

void TestLogImport::theSecondOfAShapeNeedsNoQuestion() {
  const QByteArray header = "time;Temp;Druck\n";
  LogImportModel model(*replay_, jobs_);
  QVERIFY(!open(model, write("monday.csv", header + "0;1,5;7\n1;2,5;8\n")));
  model.setUsed("Druck", false);
  model.setSignal("Temp", "temperature");
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::Ready, test::kPatience_ms);
  model.import();
  QTRY_COMPARE_WITH_TIMEOUT(replay_->logNames().size(), 1, test::kPatience_ms);
  LogImportModel next(*replay_, jobs_);
  QVERIFY(open(next, write("tuesday.csv", header + "0;11,5;7\n1;12,5;8\n2;13,5;9\n")));
  QCOMPARE(next.knownAs(), QStringLiteral("monday"));
  QVERIFY2(next.obstacle().isEmpty(), qPrintable(next.obstacle()));
  next.import();
  QTRY_COMPARE_WITH_TIMEOUT(replay_->logNames().size(), 2, test::kPatience_ms);
  const twin::Log log = store::loadLog(*project_, "tuesday");
  QCOMPARE(log.series.size(), std::size_t{1});
  QCOMPARE(log.series[0].name, std::string("temperature"));
  QCOMPARE(log.rowCount(), std::size_t{3});
  // Other columns: another file.
  QVERIFY(!open(next, write("other.csv", "time;Temp\n0;1,5\n1;2,5\n")));
  QVERIFY(next.knownAs().isEmpty());
  // The same file once more gets a name of its own.
  QVERIFY(open(next, folder_->filePath("tuesday.csv")));
  QCOMPARE(next.name(), QStringLiteral("tuesday 2"));
}

void TestLogImport::encodingIsGuessedAndOverruled() {
  LogImportModel model(*replay_, jobs_);
  (void)open(model, write("press.csv", "t;p [\xA4]\n0;1\n1;2\n"));
  QVERIFY(model.sample().guess.encoding == TextEncoding::Latin1);
  QVERIFY(!model.map().encoding);
  QCOMPARE(model.columns()[0].column, std::string("p [¤]"));
  QVERIFY2(model.findings().join('\n').contains("taken for latin-1"), qPrintable(model.findings().join('\n')));
  twin::MapWishes wishes = model.wishes();
  wishes.encoding = TextEncoding::Utf16Be;  // nonsense is shown as such, and can be taken back
  model.setWishes(wishes);
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::Ready, test::kPatience_ms);
  QVERIFY(!model.obstacle().isEmpty());
  wishes.encoding = TextEncoding::Utf8;
  model.setWishes(wishes);
  QTRY_VERIFY_WITH_TIMEOUT(model.obstacle().isEmpty(), test::kPatience_ms);
  wishes.encoding.reset();
  model.setWishes(wishes);
  QTRY_VERIFY_WITH_TIMEOUT(model.obstacle().isEmpty(), test::kPatience_ms);
  QCOMPARE(model.columns()[0].unit, std::string("¤"));
  (void)open(model, write("wide.csv", QByteArray("\xFF\xFEt\0;\0a\0\n\0001\0;\0002\0\n\0002\0;\0003\0\n\0", 28)));
  QVERIFY2(model.obstacle().isEmpty(), qPrintable(model.obstacle()));
  QCOMPARE(model.columns()[0].column, std::string("a"));
}

void TestLogImport::theCommandLineReadsTheSame() {
  LogImportModel model(*replay_, jobs_);
  const QString file = write("shift 1.csv", "Date,Time,a\n2025-04-17,17:00:08,1\n2025-04-17,17:00:09.5,2\n");
  (void)open(model, file);
  const Json map = twin::toJson(model.map());
  const QString text = commandLine(ImportCommand{"p.mill", file, model.name(), map, true});
  QVERIFY(text.startsWith("cat > shift-1.map.json"));
  QVERIFY2(text.endsWith("--map shift-1.map.json --name 'shift 1' --keep-going"), qPrintable(text));
  writeTextFile(folder_->filePath("m.json").toStdString(), map.dump());
  const twin::Log log =
      twin::importLog(file.toStdString(), std::filesystem::path(folder_->filePath("m.json").toStdString()), {}, {})
          .report.log;
  model.import();
  QTRY_COMPARE_WITH_TIMEOUT(replay_->logNames().size(), 1, test::kPatience_ms);
  const twin::Log kept = store::loadLog(*project_, "shift 1");
  QCOMPARE(kept.t_s, log.t_s);
  QCOMPARE(kept.epoch_s, log.epoch_s);
  QCOMPARE(kept.source_digest, log.source_digest);
  QCOMPARE(kept.series[0].values, log.series[0].values);
}

void TestLogImport::rowsThatGoBackAreShownAndChosen() {
  LogImportModel model(*replay_, jobs_);
  (void)open(model, write("even.csv", "t,a\n0,1\n1,2\n"));
  QCOMPARE(model.backwardsStory(), QStringLiteral("No row goes back in time."));
  (void)open(model, write("press.csv", "t,a\n0,1\n10,2\n7,3\n8,4\n20,5\n1,6\n"));
  QCOMPARE(model.backwardsStory(), QStringLiteral("3 rows go back in time, by up to 19 s, the first on line 4. "
                                                  "Left out; the rows above stay."));
  QCOMPARE(model.report()->rows_kept, std::size_t{3});
  model.setBackwards({twin::BackwardsPolicy::Sort, 5});
  QVERIFY(!model.report());
  QTRY_VERIFY_WITH_TIMEOUT(model.report(), test::kPatience_ms);
  QCOMPARE(model.backwardsStory().section(QStringLiteral(". "), 1),
           QStringLiteral("Put in their place: 2. Later than that and left out: 1."));
  const auto command = [&] {
    return commandLine(
        ImportCommand{"p.mill", model.file(), model.name(), twin::toJson(model.map()), false, model.backwards()});
  };
  QVERIFY2(command().endsWith("--backwards sort --late-window 5"), qPrintable(command()));
  model.setBackwards({twin::BackwardsPolicy::Segment});
  QTRY_VERIFY_WITH_TIMEOUT(model.report(), test::kPatience_ms);
  QCOMPARE(model.backwardsStory().section(QStringLiteral(". "), 1),
           QStringLiteral("New logs begin on line 4, 7: press to press#3."));
  QVERIFY2(command().endsWith("--backwards segment"), qPrintable(command()));
  model.setBackwards({});
  QTRY_VERIFY_WITH_TIMEOUT(model.report(), test::kPatience_ms);
  QVERIFY(!command().contains("backwards"));
}

void TestLogImport::segmentsBecomeLogs() {
  const char* text = "t,a\n0,1\n10,2\n7,3\n8,4\n1,6\n";
  LogImportModel model(*replay_, jobs_);
  (void)open(model, write("press.csv", text));
  model.setBackwards({twin::BackwardsPolicy::Segment});
  QTRY_VERIFY_WITH_TIMEOUT(model.report(), test::kPatience_ms);
  QVERIFY2(model.obstacle().isEmpty(), qPrintable(model.obstacle()));
  QSignalSpy imported(&model, &LogImportModel::imported);
  model.import();
  QTRY_COMPARE_WITH_TIMEOUT(imported.count(), 1, test::kPatience_ms);
  QTRY_COMPARE_WITH_TIMEOUT(replay_->logNames(), (QStringList{"press", "press#2", "press#3"}), test::kPatience_ms);
  QCOMPARE(replay_->log()->name, std::string("press"));
  QCOMPARE(replay_->log()->t_s, (std::vector<double>{0, 10}));
  QCOMPARE(store::loadLog(*project_, "press#2").t_s, (std::vector<double>{7, 8}));
  QVERIFY2(replay_->importNotes().join('\n').contains("log press#2: 2 rows from line 4, stamped 7"),
           qPrintable(replay_->importNotes().join('\n')));
  // The next file of this shape is cut as well, and a name that a segment would take is said before it is read.
  LogImportModel next(*replay_, jobs_);
  QVERIFY(open(next, write("next.csv", text)));
  QVERIFY(next.backwards().policy == twin::BackwardsPolicy::Segment);
  store::saveLog(*project_, [] {
    twin::Log log;
    log.name = "mill#2";
    log.t_s = {0};
    log.series = {{"a", "", {1}}};
    return log;
  }());
  replay_->setServices(projectReplays(project_));
  QTRY_COMPARE_WITH_TIMEOUT(replay_->logNames().size(), 4, test::kPatience_ms);
  next.tryOut();
  QTRY_VERIFY_WITH_TIMEOUT(next.report(), test::kPatience_ms);
  QVERIFY2(next.obstacle().isEmpty(), qPrintable(next.obstacle()));
  next.setName("mill");
  QVERIFY2(next.obstacle().contains("a log \"mill#2\" already"), qPrintable(next.obstacle()));
}

void TestLogImport::aStoppedImportKeepsNothing() {
  QByteArray text = "t,a\n";
  for (int row = 0; row < 400'000; ++row) text += QByteArray::number(row) + ",1\n";
  LogImportModel model(*replay_, jobs_);
  (void)open(model, write("long.csv", text));
  QVERIFY(model.report());
  model.import();
  QCOMPARE(model.state(), State::Importing);
  model.cancel();
  QTRY_COMPARE_WITH_TIMEOUT(model.state(), State::Ready, test::kPatience_ms);
  QVERIFY(store::logs(*project_).empty());
  QVERIFY2(model.obstacle().isEmpty(), qPrintable(model.obstacle()));
  model.import();
  QTRY_COMPARE_WITH_TIMEOUT(replay_->logNames().size(), 1, test::kPatience_ms);
  QCOMPARE(replay_->log()->rowCount(), std::size_t{400'000});
}

QTEST_GUILESS_MAIN(TestLogImport)
#include "tst_log_import.moc"
