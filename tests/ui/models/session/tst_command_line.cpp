// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/random_stream.h"
#include "core/factory/factory_edit.h"
#include "core/factory/factory_path.h"
#include "ui/commands/edits.h"
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
  void shellMakesTheSameEdits();
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
  ReplayCommand tried{"p.mill", "motor", "m", {{"asset", "m"}}, {"unscented", {"model/R/0/0=0.04"}}, true, "old", {}};
  const QString compared = commandLine(tried);
  QVERIFY2(compared.endsWith("--twin m.twin.json --filter unscented --set model/R/0/0=0.04 --as 'm (tried)' --smooth "
                             "--against old.rival.json"),
           qPrintable(compared));
  QVERIFY(compared.contains("cat > old.rival.json"));
  twin::DetectRequest request;
  request.methods = {twin::DetectMethod::Normal, twin::DetectMethod::ChangePoint};
  request.healthy = {0, 719.8, 60};
  request.wanted = {"surface", "load"};
  request.change_penalty_factor = 2;
  QCOMPARE(commandLine(DetectCommand{"p.mill", "motor", request}),
           QStringLiteral("millwright-cli detect p.mill --log motor --method normal,change-point --train 719.8s --from "
                          "60s --signals surface,load --penalty 2"));
}

/// What twenty random edits did in the window, a shell does to a copy of the file as it was.
void TestCommandLine::shellMakesTheSameEdits() {
  const QTemporaryDir folder;
  const factory::Factory start = factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1",
    "parts": [{"id": "a"}], "elements": [{"id": "s", "type": "source", "part": "a", "interarrival": 5},
      {"id": "m", "type": "station", "process": 3}, {"id": "out", "type": "sink"}],
    "flows": [{"from": "s", "to": "m"}, {"from": "m", "to": "out"}]})"));
  RandomStream random(11, 0, 0);
  const auto below = [&random](std::size_t n) {
    return static_cast<std::size_t>(random.uniform() * static_cast<double>(n));
  };
  for (int round = 0; round < 5; ++round) {
    jobs::JobService jobs;
    Document document(jobs);
    document.replace(start, "line.json", {});
    for (int i = 0; i < 20; ++i) {
      const auto elements = document.factory().elements();
      const std::string& id = elements[below(elements.size())].id;
      switch (below(5)) {
        case 0:
          commands::place(document, {{id, random.uniform() * 9, random.uniform() * 9, random.uniform()}});
          break;
        case 1:
          commands::addElement(document, {{"id", "n"}, {"type", "station"}, {"process", random.uniform()}});
          break;
        case 2:
          commands::setValue(document, factory::FactoryPath("elements/" + id + "/name"), "Halle \"ä\" $1");
          break;
        case 3:
          commands::renameElement(document, id, factory::unusedId(document.factory(), "r"));
          break;
        default:
          if (elements.size() > 3) commands::removeElements(document, {id});
      }
    }
    start.write(folder.filePath("line.json").toStdString());
    QString text = commandLine(EditCommand{"line.json", *document.opened(), document.factory()});
    text.replace("millwright-cli", MW_CLI);
    QProcess shell;
    shell.setWorkingDirectory(folder.path());
    shell.start("sh", {"-c", text});
    QVERIFY(shell.waitForFinished());
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError());
    QCOMPARE(factory::Factory::read(folder.filePath("line.json").toStdString()).digest(), document.factory().digest());
  }
  const factory::Factory slower = factory::withValue(start, factory::FactoryPath("elements/m/process/value_s"), 4.5);
  const factory::Factory slowest = factory::withValue(slower, factory::FactoryPath("elements/m/process/value_s"), 5);
  QCOMPARE(commandLine(EditCommand{"a b.mill", slower, slowest}),
           QString("millwright-cli edit 'a b.mill' --set elements/m/process/value_s=5"));
  QCOMPARE(commandLine(EditCommand{"p.mill", start, start}), QString());
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
