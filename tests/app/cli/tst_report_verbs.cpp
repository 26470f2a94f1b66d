// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "core/base/json.h"
#include "tests/support/patience.h"
#include "tests/support/program.h"
#include "tests/support/small_study.h"

using namespace mw;
using test::Answer;

/// report and export as a user runs them, on a project whose machine has a hostile name.
class TestReportVerbs : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void pageStandsAlone();
  void pageSaysWhereItComesFrom();
  void studyIsMadeAgain();
  void sameBytesTwice();
  void tablesAreWritten();
  void figuresAreEqualEverywhere();
  void hostileNamesAreText();
  void aPdfNeedsTheWindowProgram();
  void aStandstillOfTheTypesettingIsEnded();
  void tellsWhatTheTypesettingSaid();
  void refuses_data();
  void refuses();

 private:
  [[nodiscard]] Answer start(const QString& program, const QStringList& arguments) const {
    return test::runProgram(program, arguments, folder_.path());
  }
  Answer cli(const QStringList& arguments) const { return start(MW_CLI, arguments); }
  [[nodiscard]] QByteArray read(const QString& file) const {
    QFile in(folder_.filePath(file));
    return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
  }

  QTemporaryDir folder_;
};

namespace {

constexpr const char* kFormula = "=HYPERLINK(\"http://evil\",\"click\")";
/// Names of the other elements, and of the study. A NUL ends what goes through a shell, not what is in a file.
const std::string kNul("\0=1+1", 5);
constexpr const char* kStudyName = "@SUM(1+1)*cmd|' /C calc'!A0";
const QStringList kRun = {"--horizon", "8h", "--warmup", "1h", "--replications", "4", "--seed", "7", "--quiet"};

/// The numbers and words of a table of the page, row by row, headings left out: a cell that shows a rounded figure
/// carries all of it in its title.
QList<QStringList> tableOf(const QByteArray& page, const QString& id) {
  const QString text = QString::fromUtf8(page);
  const qsizetype begin = text.indexOf("<table id=\"" + id + "\"");
  const QString table = text.mid(begin, text.indexOf("</table>", begin) - begin);
  QList<QStringList> rows;
  static const QRegularExpression cell(R"re(<td[^>]*?(?: title="([^"]*)")?>([^<]*)</td>)re");
  for (const QString& row : table.section("<tbody>", 1).split("<tr>", Qt::SkipEmptyParts)) {
    QStringList cells;
    for (auto match = cell.globalMatch(row); match.hasNext();) {
      const QRegularExpressionMatch found = match.next();
      cells << (found.hasCaptured(1) ? found.captured(1) : found.captured(2));
    }
    if (!cells.isEmpty()) rows << cells;
  }
  return rows;
}

}  // namespace

void TestReportVerbs::initTestCase() {
  Json factory = test::smallFactory();
  factory["name"] = "<script>alert(1)</script>";
  for (Json& element : factory["elements"]) {
    if (element["type"] == "station") element["name"] = kFormula;
    if (element["id"] == "b1") element["name"] = "+1+cmd|' /C calc'!A0";
    if (element["id"] == "src") element["name"] = kNul;
    if (element["id"] == "out") element["name"] = "\t-2+3";
  }
  writeTextFile(folder_.filePath("f.json").toStdString(), factory.dump(1));
  writeTextFile(folder_.filePath("s.json").toStdString(), [] {
    Json study = test::smallStudy();
    study["name"] = kStudyName;
    return study.dump(1);
  }());
  QCOMPARE(cli({"new", "p.mill", "--factory", "f.json"}).exit_code, 0);
  QCOMPARE(cli({"sweep", "p.mill", "--study", "s.json", "--quiet"}).exit_code, 0);
  const Answer report = cli(QStringList{"report", "p.mill", "--out", "r.html"} + kRun);
  QVERIFY2(report.exit_code == 0, report.err.c_str());
  const Answer exported = cli(QStringList{"export", "p.mill", "--csv", "tables", "--xlsx", "t.xlsx"} + kRun);
  QVERIFY2(exported.exit_code == 0, exported.err.c_str());
}

void TestReportVerbs::pageStandsAlone() {
  const QByteArray page = read("r.html");
  QVERIFY(page.startsWith("<!DOCTYPE html>") && page.endsWith("</html>\n"));
  QVERIFY(!page.contains("<script"));
  QVERIFY(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
  for (const char* fetched : {"src=\"http", "@import", "url("}) QVERIFY2(!page.contains(fetched), fetched);
  QCOMPARE(page.count("href="), page.count("href=\"#"));  // to its own chapters
  // The plan; states and utilisation; flows, Gantt, cumulative flow and lead times; main effects on two responses.
  QCOMPARE(page.count("<svg "), 1 + 2 + 4 + 2);
  for (const char* chapter :
       {"Layout", "Results of the run", "One run over time", "Study &quot;", "Assumptions and limits"}) {
    const QRegularExpression heading("<h2 id=\"chapter-[0-9]+\">" + QRegularExpression::escape(chapter));
    QVERIFY2(QString::fromUtf8(page).contains(heading), chapter);
  }
}

void TestReportVerbs::pageSaysWhereItComesFrom() {
  const QByteArray page = read("r.html");
  const Json info = Json::parse(cli({"info", "p.mill", "--json"}).out);
  for (const Json& digest : {info["digest"], info["factory"]["digest"]}) {
    QCOMPARE(digest.get<std::string>().size(), std::size_t{32});
    QVERIFY(page.contains(QByteArray::fromStdString(digest.get<std::string>())));
  }
  QVERIFY(
      page.contains("millwright-cli report p.mill --out r.html --horizon 8h --warmup 1h --replications 4 --seed 7"));
  const Json swept = Json::parse(cli({"sweep", "p.mill", "--study", "s.json", "--resume", "--quiet", "--json"}).out);
  QVERIFY(page.contains(QByteArray::fromStdString("results " + swept["digest"].get<std::string>())));
}

/// The lines that the page gives for its study make it again, to the same digest.
void TestReportVerbs::studyIsMadeAgain() {
  const QString page = QString::fromUtf8(read("r.html"));
  const qsizetype begin = page.indexOf("<code>cat &gt; ") + 6;
  QVERIFY(begin > 6);
  QString lines = page.mid(begin, page.indexOf("</code>", begin) - begin);
  lines.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
  lines.replace("millwright-cli", MW_CLI);
  QVERIFY(QDir(folder_.path()).mkdir("again"));
  QCOMPARE(cli({"new", "again/p.mill", "--factory", "f.json"}).exit_code, 0);
  const Answer made = start("sh", {"-c", "cd again\n" + lines + " --quiet"});
  QVERIFY2(made.exit_code == 0, made.err.c_str());
  const auto digest = [this](const char* file) {
    return Json::parse(cli({"sweep", file, "--study", "s.json", "--resume", "--quiet", "--json"}).out)["digest"];
  };
  QVERIFY(digest("again/p.mill") == digest("p.mill"));
}

void TestReportVerbs::sameBytesTwice() {
  QCOMPARE(cli(QStringList{"report", "p.mill", "--out", "again.html", "--jobs", "1"} + kRun).exit_code, 0);
  QByteArray again = read("again.html");
  QCOMPARE(again.replace("again.html", "r.html"), read("r.html"));
}

void TestReportVerbs::tablesAreWritten() {
  const QStringList files = QDir(folder_.filePath("tables")).entryList(QDir::Files);
  for (const char* name : {"results.csv", "design.csv", "kpis.csv", "states.csv", "elements.csv"}) {
    QVERIFY2(files.contains(name), qPrintable(files.join(' ')));
  }
  QVERIFY(!files.contains("signals.csv"));  // the project has no log
  const QByteArray results = read("tables/results.csv");
  QVERIFY(results.startsWith("study,point,replication,kpi,value\n"));
  const Json study = test::smallStudy();
  const Json info = Json::parse(cli({"info", "p.mill", "--json"}).out);
  const auto runs = info["studies"][0]["runs"].get<int>();
  const auto kpis = static_cast<int>(info["studies"][0]["kpis"].size());
  QCOMPARE(results.count('\n'), 1 + runs * kpis);
}

/// What the page holds is, character for character, what the tables hold; a workbook keeps 16 digits.
void TestReportVerbs::figuresAreEqualEverywhere() {
  const QList<QStringList> shown = tableOf(read("r.html"), "kpis");
  QVERIFY(shown.size() > 5);
  const QList<QByteArray> lines = read("tables/kpis.csv").split('\n');
  QCOMPARE(lines.size(), shown.size() + 2);
  const QString python = QStandardPaths::findExecutable("python3");
  QVERIFY2(!python.isEmpty(), "the workbook is read with Python's own zip reader");
  const Answer book = start(python, {"-c",
                                     "import zipfile\nz = zipfile.ZipFile('t.xlsx')\n"
                                     "w = z.read('xl/workbook.xml').decode()\n"
                                     "n = w[:w.index('name=\"kpis\"')].count('<sheet ')\n"
                                     "print(z.read(f'xl/worksheets/sheet{n}.xml').decode())"});
  QVERIFY2(book.exit_code == 0, book.err.c_str());
  for (qsizetype i = 0; i < shown.size(); ++i) {
    const QList<QByteArray> cells = lines[i + 1].split(',');
    for (const int column : {1, 2, 3}) {
      const QByteArray figure = shown[i][column].toUtf8();
      QCOMPARE(cells[column], figure);
      const QByteArray place = QByteArray(1, static_cast<char>('A' + column)) + QByteArray::number(i + 2);
      if (figure.isEmpty()) continue;
      const QByteArray kept = QByteArray::number(figure.toDouble(), 'G', 16);
      QVERIFY2(book.shows(("<c r=\"" + place + "\"><v>" + kept + "</v></c>").toStdString()),
               (place + " " + figure).constData());
    }
  }
}

void TestReportVerbs::hostileNamesAreText() {
  const QByteArray elements = read("tables/elements.csv");
  QVERIFY(elements.contains("\"'=HYPERLINK(\"\"http://evil\"\",\"\"click\"\")\""));
  // No cell of any table begins with what a spreadsheet calculates, as Python's own reader of CSV reads it.
  const Answer read_back = start("python3", {"-c", R"(import csv, glob, re
cells = risky = escaped = 0
for name in glob.glob('tables/*.csv'):
    with open(name, newline='', encoding='utf-8') as file:
        for row in csv.reader(line.replace('\0', '\x01') for line in file):
            for cell in row:
                cells += 1
                is_number = re.fullmatch(r'-?[0-9.]+(e[-+]?[0-9]+)?', cell)
                risky += bool(cell) and cell[0] in '=+-@\t\r\n\x01' and not is_number
                escaped += bool(cell) and cell[0] == "'" and cell[1] in '=+-@\t\x01'
print(cells > 500, risky, escaped > 10)
)"});
  QVERIFY2(read_back.out == "True 0 True\n", (read_back.out + read_back.err).c_str());
  const Answer book = start("python3", {"-c", R"(import re, zipfile
z = zipfile.ZipFile('t.xlsx')
t = ''.join(z.read(n).decode() for n in z.namelist() if n.endswith('.xml'))
strings = re.findall(r'<si><t[^>]*>([^<]*)</t></si>', z.read('xl/sharedStrings.xml').decode())
print('<f>' in t, t.count('t="str"'), *(any(s.startswith(b) for s in strings)
    for b in ('=HYPERLINK(', '+1+cmd', '\ufffd=1+1', '\t-2+3', '@SUM(1+1)')))
)"});
  // No formula anywhere, every name a shared string as it is.
  QVERIFY2(book.out == "False 0 True True True True True\n", (book.out + book.err).c_str());
}

/// A command line alone, as on a compute node.
void TestReportVerbs::aPdfNeedsTheWindowProgram() {
  const QTemporaryDir alone;
  const QString cli = alone.filePath("millwright-cli");
  QVERIFY(QFile::copy(MW_CLI, cli));
  const Answer answer = start(cli, {"report", "p.mill", "--out", "r.pdf", "--replications", "1000000"});
  QCOMPARE(answer.exit_code, 4);  // at once, not after the run
  QVERIFY2(answer.says("r.pdf: a PDF is typeset by the window program, and there is none at"), answer.err.c_str());
  QVERIFY(answer.says("--out R.html, and print it"));
  QVERIFY(answer.says("install the window"));
}

namespace {

/// A folder with the command line and a program beside it that stands for the window's.
QString besideTypesetter(const QTemporaryDir& folder, const QByteArray& script) {
  const QString cli = folder.filePath("millwright-cli");
  if (!QFile::copy(MW_CLI, cli)) qFatal("cannot copy %s", MW_CLI);
  writeTextFile(folder.filePath("millwright").toStdString(), ("#!/bin/sh\n" + script).toStdString());
  QFile::setPermissions(folder.filePath("millwright"), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
  return cli;
}

}  // namespace

/// Ctrl-C that reaches the command line alone.
void TestReportVerbs::aStandstillOfTheTypesettingIsEnded() {
  const QTemporaryDir folder;
  const QString cli = besideTypesetter(folder, "echo 'page 1 of 3' >&2\necho $$ > pid\nexec sleep 600\n");
  QProcess process;
  process.setWorkingDirectory(folder.path());
  process.start(cli, {"report", folder_.filePath("p.mill"), "--out", "r.pdf", "--no-run"});
  QVERIFY(process.waitForStarted());
  const auto started = [&folder] {
    QFile pid(folder.filePath("pid"));
    return pid.open(QIODevice::ReadOnly) ? pid.readAll().trimmed().toLongLong() : 0;
  };
  QTRY_VERIFY_WITH_TIMEOUT(started() > 0, test::kPatience_ms);
  const qint64 typesetting = started();
  kill(static_cast<pid_t>(process.processId()), SIGINT);
  QVERIFY(process.waitForFinished(30000));
  QCOMPARE(process.exitCode(), 130);
  QVERIFY(kill(static_cast<pid_t>(typesetting), 0) != 0);
  QVERIFY(QDir(folder.path()).entryList({"r.*"}).isEmpty());
}

void TestReportVerbs::tellsWhatTheTypesettingSaid() {
  const QTemporaryDir folder;
  const QString cli = besideTypesetter(folder, "cat > /dev/null\necho half a document\necho no fonts >&2\nexit 5\n");
  const Answer answer = start(cli, {"report", "p.mill", "--out", "r.pdf", "--no-run"});
  QCOMPARE(answer.exit_code, 4);
  QVERIFY2(answer.says("ended with code 5: no fonts"), answer.err.c_str());
  QVERIFY(!QFile::exists(folder_.filePath("r.pdf")));
}

void TestReportVerbs::refuses_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QByteArray>("says");
  QTest::newRow("unknown kind") << QStringList{"report", "p.mill", "--out", "r.docx"} << 2 << QByteArray(".html");
  QTest::newRow("nowhere") << QStringList{"export", "p.mill"} << 2 << QByteArray("--csv FOLDER");
  QTest::newRow("no project") << QStringList{"report", "none.mill", "--out", "r.html"} << 3 << QByteArray("none.mill");
  QTest::newRow("no folder") << QStringList{"report", "p.mill", "--out", "no/r.html", "--no-run"} << 4
                             << QByteArray("no/r.html");
  QTest::newRow("not a folder") << QStringList{"export", "p.mill", "--csv", "f.json", "--no-run"} << 4
                                << QByteArray("f.json");
  QTest::newRow("workbook nowhere") << QStringList{"export", "p.mill", "--xlsx", "no/t.xlsx", "--no-run"} << 4
                                    << QByteArray("no/t.xlsx");
  QTest::newRow("warm-up") << QStringList{"report", "p.mill", "--out", "r.html", "--warmup", "9h"} << 2
                           << QByteArray("--warmup 9h");
}

void TestReportVerbs::refuses() {
  QFETCH(QStringList, arguments);
  QFETCH(int, exit_code);
  QFETCH(QByteArray, says);
  const Answer answer = cli(arguments);
  QCOMPARE(answer.exit_code, exit_code);
  QVERIFY2(answer.says(says.toStdString()), answer.err.c_str());
}

QTEST_GUILESS_MAIN(TestReportVerbs)
#include "tst_report_verbs.moc"
