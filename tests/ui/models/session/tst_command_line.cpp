// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/factory/factory.h"
#include "ui/models/session/command_line.h"
#include "ui/models/session/provenance.h"

using namespace mw;
using namespace mw::models;

class TestCommandLine : public QObject {
  Q_OBJECT

 private slots:
  void quotesWords_data();
  void quotesWords();
  void tellsTheRun();
  void shellGetsTheSameStudy();
  void replayWritesItsTwin();
  void picturesTellWhereTheyComeFrom();
};

void TestCommandLine::quotesWords_data() {
  QTest::addColumn<QString>("word");
  QTest::newRow("plain") << "a/b-c_1.mill";
  QTest::newRow("space") << "my hall.mill";
  QTest::newRow("quote") << "Ann's \"hall\".mill";
  QTest::newRow("dollar") << "$HOME;rm -rf *";
  QTest::newRow("umlaut") << QString::fromUtf8("Fräse`1`.mill");
  QTest::newRow("line break") << "a\nb";
  QTest::newRow("empty") << "";
}

void TestCommandLine::quotesWords() {
  QFETCH(QString, word);
  QProcess shell;
  shell.start("sh", {"-c", "printf %s " + shellWord(word)});
  QVERIFY(shell.waitForFinished());
  QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), word);
}

void TestCommandLine::tellsTheRun() {
  QLocale::setDefault(QLocale(QLocale::German));
  QCOMPARE(commandLine(RunCommand{"/a b/p.mill", {}}),
           QString("millwright-cli run '/a b/p.mill' --horizon 28800 --replications 10 --seed 1"));
  QCOMPARE(commandLine(RunCommand{
               "p.mill", {.horizon_s = 1234567.25, .warmup_s = 0.1, .replications = 3, .seed = 18446744073709551615U}}),
           QString("millwright-cli run p.mill --horizon 1234567.25 --warmup 0.1 --replications 3 --seed "
                   "18446744073709551615"));
  RunWishes precise{.warmup_s = 60, .finds_warmup = true};
  precise.precision = experiment::PrecisionGoal{"wip_mean", 2.9 / 100, true};
  QCOMPARE(commandLine(RunCommand{"p.mill", precise}),
           QString("millwright-cli run p.mill --horizon 28800 --warmup auto --replications 10 --seed 1 "
                   "--until-precision wip_mean=2.9% --max-replications 200"));
  precise.precision = experiment::PrecisionGoal{"wip_mean", 0.5, false};
  QVERIFY(commandLine(RunCommand{"p.mill", precise}).contains("--until-precision wip_mean=0.5 "));
  QCOMPARE(commandLine(FitCommand{"p.mill", "rack and mill", "wip_mean"}),
           QString("millwright-cli fit p.mill --study 'rack and mill' --response wip_mean"));
  QLocale::setDefault(QLocale::c());
}

void TestCommandLine::shellGetsTheSameStudy() {
  const QTemporaryDir folder;
  const Json definition = {{"format", "millwright-study/1"}, {"name", "$(rm) 'x'"}, {"horizon_s", 0.1}};
  QString text = commandLine(StudyCommand{"p.mill", definition, true});
  QVERIFY(text.endsWith("sweep p.mill --study _-rm-x-.study.json --resume"));
  text.replace("millwright-cli sweep", "echo");
  QProcess shell;
  shell.setWorkingDirectory(folder.path());
  shell.start("sh", {"-c", text});
  QVERIFY(shell.waitForFinished());
  QVERIFY(JsonDocument::read(folder.filePath("_-rm-x-.study.json").toStdString()).root() == definition);
}

void TestCommandLine::replayWritesItsTwin() {
  const QString text = commandLine(ReplayCommand{"p.mill", "motor", "motor-thermal", {{"asset", "m"}}});
  QVERIFY(text.startsWith("cat > motor-thermal.twin.json <<'MILLWRIGHT_END'\n{"));
  QVERIFY(text.endsWith("millwright-cli replay p.mill --log motor --twin motor-thermal.twin.json"));
}

void TestCommandLine::picturesTellWhereTheyComeFrom() {
  const QTemporaryDir folder;
  QImage picture(40, 30, QImage::Format_RGB32);
  picture.fill(Qt::red);
  const factory::Factory factory;
  writePicture(folder.filePath("v.png"), picture,
               {"p.mill", "0123", factory.digest(), 7, 12.5, "millwright-cli run p.mill"});
  const QImage again(folder.filePath("v.png"));
  QCOMPARE(again.pixelColor(3, 3), QColor(Qt::red));
  QCOMPARE(again.text("Project"), QString("p.mill"));
  QCOMPARE(again.text("Factory digest").size(), 32);
  QCOMPARE(again.text("Seed"), QString("7"));
  QCOMPARE(again.text("Time"), QString("12.5 s"));
  QCOMPARE(again.text("Command line"), QString("millwright-cli run p.mill"));
  QVERIFY(again.text("Software").startsWith("Millwright "));
  QVERIFY_EXCEPTION_THROWN(writePicture(folder.filePath("no/v.png"), picture, {}), OutputError);
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
