// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "core/report/packed_report.h"
#include "tests/support/program.h"

using namespace mw;
using test::Answer;

namespace {

/// A user at a terminal: no display of any kind.
QProcessEnvironment noDisplay() {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"}) {
    environment.remove(QLatin1String(name));
  }
  return environment;
}

/// Qt writes titles as UTF-16.
QByteArray utf16Of(const QString& text) {
  QByteArray bytes;
  for (const QChar c : text) bytes.append(static_cast<char>(c.unicode() >> 8U)).append(static_cast<char>(c.unicode()));
  return bytes;
}

}  // namespace

/// millwright-cli report --out R.pdf as a user runs it.
class TestReportPdf : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase();
  void writesPages();
  void optionsReachIt();
  void agreesWithThePage();
  void cancelLeavesNothing();
  void saysWhatCannotBeDone_data();
  void saysWhatCannotBeDone();
  void typesettingRefusesNonsense();

 private:
  Answer cli(const QStringList& arguments) const {
    return test::runProgram(MW_CLI, arguments, folder_.path(), noDisplay());
  }
  QByteArray read(const QString& file) const {
    QFile pdf(folder_.filePath(file));
    return pdf.open(QIODevice::ReadOnly) ? pdf.readAll() : QByteArray();
  }
  /// Text of the pages; empty where nobody can read it here.
  QString textOf(const QString& file) const {
    const QString reader = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
    if (reader.isEmpty()) return {};
    return QString::fromStdString(test::runProgram(reader, {"-layout", file, "-"}, folder_.path()).out);
  }

  QTemporaryDir folder_;
};

void TestReportPdf::initTestCase() {
  const Answer made = cli({"new", "p.mill", "--example", "two-lines"});
  QVERIFY2(made.exit_code == 0, made.err.c_str());
}

void TestReportPdf::writesPages() {
  const Answer answer = cli({"report", "p.mill", "--out", "r.pdf", "--replications", "3", "--json"});
  QVERIFY2(answer.exit_code == 0, answer.err.c_str());
  QCOMPARE(answer.json()["file"], Json("r.pdf"));
  const QByteArray pdf = read("r.pdf");
  QVERIFY(pdf.startsWith("%PDF-"));
  QVERIFY(pdf.trimmed().endsWith("%%EOF"));
  static const QRegularExpression page("/Type\\s*/Page\\b(?!s)");
  const auto pages = QString::fromLatin1(pdf).count(page);
  QVERIFY2(pages >= 3, qPrintable(QString::number(pages)));
  QVERIFY(answer.says(std::to_string(pages) + " pages"));
  // The drawings are in it, the plan among them: each is a picture of its own.
  QVERIFY(QString::fromLatin1(pdf).count(QStringLiteral("/Subtype /Image")) >= 3);
  const QString text = textOf("r.pdf");
  if (!text.isEmpty()) {
    QVERIFY2(text.contains("Throughput"), qPrintable(text.left(2000)));
    QVERIFY(text.contains("Where this comes from"));
    QVERIFY(text.contains(QStringLiteral("1 / %1").arg(pages)));
  }
}

void TestReportPdf::optionsReachIt() {
  const Answer whole = cli({"report", "p.mill", "--out", "whole.pdf", "--replications", "2", "--quiet"});
  const Answer bare = cli({"report", "p.mill", "--out", "bare.pdf", "--no-run", "--quiet"});
  QVERIFY2(whole.exit_code == 0 && bare.exit_code == 0, (whole.err + bare.err).c_str());
  QVERIFY(bare.err.empty());  // no progress where none is wanted
  QVERIFY(read("bare.pdf").startsWith("%PDF-"));
  QVERIFY(2 * read("bare.pdf").size() < read("whole.pdf").size());
}

/// The same report twice, by both ways out: title of the document and of the page.
void TestReportPdf::agreesWithThePage() {
  QVERIFY(cli({"report", "p.mill", "--out", "r.html", "--no-run", "--quiet"}).exit_code == 0);
  QVERIFY(cli({"report", "p.mill", "--out", "again.pdf", "--no-run", "--quiet"}).exit_code == 0);
  static const QRegularExpression title("<h1>([^<]*)</h1>");
  const QString said = title.match(QString::fromUtf8(read("r.html"))).captured(1);
  QVERIFY(!said.isEmpty());
  QVERIFY2(read("again.pdf").contains(utf16Of(said)), qPrintable(said));
}

/// Ctrl-C while the factory is run; that of the typesetting is tst_report_verbs' matter.
void TestReportPdf::cancelLeavesNothing() {
  QProcess process;
  process.setWorkingDirectory(folder_.path());
  process.setProcessEnvironment(noDisplay());
  process.start(MW_CLI, {"report", "p.mill", "--out", "never.pdf", "--replications", "100000"});
  process.setReadChannel(QProcess::StandardError);
  QVERIFY(process.waitForReadyRead(30000));  // its progress
  QVERIFY(process.processId() > 0);
  kill(static_cast<pid_t>(process.processId()), SIGINT);
  QVERIFY(process.waitForFinished(30000));
  QCOMPARE(process.exitCode(), 130);
  QVERIFY(!QFile::exists(folder_.filePath("never.pdf")));
  QVERIFY(QDir(folder_.path()).entryList({"never*"}).isEmpty());
}

void TestReportPdf::saysWhatCannotBeDone_data() {
  QTest::addColumn<QStringList>("arguments");
  QTest::addColumn<int>("exit_code");
  QTest::addColumn<QString>("says");
  QTest::newRow("no folder") << QStringList{"p.mill", "--out", "none/r.pdf", "--no-run"} << 4 << "none/r.pdf";
  QTest::newRow("no project") << QStringList{"none.mill", "--out", "r2.pdf"} << 3 << "none.mill";
  QTest::newRow("another kind") << QStringList{"p.mill", "--out", "r.docx"} << 2 << "name it .html or .pdf";
}

void TestReportPdf::saysWhatCannotBeDone() {
  QFETCH(QStringList, arguments);
  QFETCH(int, exit_code);
  QFETCH(QString, says);
  const Answer answer = cli(QStringList{"report", "--quiet"} + arguments);
  QVERIFY2(answer.exit_code == exit_code, answer.err.c_str());
  QVERIFY2(answer.says(says.toStdString()), answer.err.c_str());
}

void TestReportPdf::typesettingRefusesNonsense() {
  QProcess process;
  process.setProcessEnvironment(noDisplay());
  process.start(MW_WINDOW_PROGRAM, {"--typeset-report"});
  QVERIFY(process.waitForStarted());
  process.write("no report");
  process.closeWriteChannel();
  QVERIFY(process.waitForFinished(30000));
  QCOMPARE(process.exitCode(), 3);
  QVERIFY(process.readAllStandardOutput().isEmpty());
  QVERIFY(process.readAllStandardError().contains("is no report"));
}

QTEST_GUILESS_MAIN(TestReportPdf)
#include "tst_report_pdf.moc"
