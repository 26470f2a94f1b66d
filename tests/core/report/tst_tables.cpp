// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <QXmlStreamReader>
#include <limits>

#include "core/report/csv_table.h"
#include "core/report/factory_plan.h"
#include "core/report/html_report.h"
#include "core/report/markup.h"
#include "core/report/state_bars.h"

using namespace mw;
using namespace mw::report;

namespace {

/// Texts and titles of an SVG, or what is wrong with it as XML.
QStringList textsOf(const std::string& svg) {
  QStringList texts;
  QXmlStreamReader xml(QByteArray::fromStdString(svg));
  while (!xml.atEnd()) {
    if (xml.readNext() != QXmlStreamReader::StartElement) continue;
    if (xml.name() == QStringLiteral("text") || xml.name() == QStringLiteral("title")) texts << xml.readElementText();
  }
  if (xml.hasError()) texts << "XML: " + xml.errorString();
  return texts;
}

factory::Factory line() {
  return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "name": "<Line> & more",
    "parts": [{"id": "gear"}],
    "elements": [
      {"id": "src", "type": "source", "part": "gear", "interarrival": 60, "pose": {"x_m": -8, "y_m": 0}},
      {"id": "mill", "type": "station", "name": "<script>alert(1)</script>", "process": 45, "pose": {"x_m": 0, "y_m": 3}},
      {"id": "out", "type": "sink", "pose": {"x_m": 8, "y_m": 0}}],
    "flows": [{"from": "src", "to": "mill"}, {"from": "mill", "to": "out"}]})"));
}

}  // namespace

/// Cells, escapes and drawings of reports.
class TestTables : public QObject {
  Q_OBJECT

 private slots:
  void figures_data();
  void figures();
  void estimates_data();
  void estimates();
  void exactReadsBack();
  void csvCells_data();
  void csvCells();
  void numbersStayNumbers();
  void shortens_data();
  void shortens();
  void base64_data();
  void base64();
  void pageEscapesEverything();
  void pageTellsFiguresFromHalfWidths();
  void pageLeavesOutWhatSaysNothing();
  void wideTablesComeInPieces();
  void barsFillTheirRow();
  void planShowsAll();
};

void TestTables::figures_data() {
  QTest::addColumn<double>("value");
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("shown");
  QTest::newRow("rounded") << 57.833333333333336 << "57.833333333333336"
                           << "57.8";
  QTest::newRow("whole") << 1000000.0 << "1000000"
                         << "1000000";
  QTest::newRow("large") << 1234567.89 << "1234567.89"
                         << "1234568";
  QTest::newRow("small") << 0.000012345678 << "1.2345678e-05"
                         << "0.0000123";
  QTest::newRow("hardly anything") << 1.25e-12 << "1.25e-12"
                                   << "1.25e-12";
  QTest::newRow("negative") << -3.2512 << "-3.2512"
                            << "-3.25";
  QTest::newRow("minus zero") << -0.0 << "0"
                              << "0";
  QTest::newRow("undefined") << std::numeric_limits<double>::quiet_NaN() << ""
                             << "";
  QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << ""
                            << "";
}

void TestTables::figures() {
  QFETCH(double, value);
  QFETCH(QString, text);
  QFETCH(QString, shown);
  const Cell cell = figureCell(value);
  QCOMPARE(QString::fromStdString(cell.text), text);
  QCOMPARE(QString::fromStdString(cell.shown()), shown);
  QCOMPARE(cell.is_number, !text.isEmpty());
}

void TestTables::estimates_data() {
  QTest::addColumn<double>("mean");
  QTest::addColumn<double>("half_width");
  QTest::addColumn<int>("runs");
  QTest::addColumn<QString>("shown");
  const double none = std::numeric_limits<double>::quiet_NaN();
  QTest::newRow("as many as the interval warrants") << 117.625 << 1.40249 << 8 << "117.6|1.4";
  QTest::newRow("wide") << 1240.44 << 35.2 << 8 << "1240|35";
  QTest::newRow("hardly any interval") << 1.73 << 1e-9 << 8 << "1.730|< 0.001";
  QTest::newRow("the same in all runs") << 4.0 << 0.0 << 8 << "4|0";
  QTest::newRow("one run") << 117.625 << none << 1 << "118|";
  QTest::newRow("no run") << none << none << 0 << "|";
}

/// What a page shows of mean and half width; the numbers themselves stay whole.
void TestTables::estimates() {
  QFETCH(double, mean);
  QFETCH(double, half_width);
  QFETCH(int, runs);
  QFETCH(QString, shown);
  std::vector<Cell> row;
  appendEstimate(row, {mean, half_width, half_width, static_cast<std::uint64_t>(runs)});
  QCOMPARE(QString::fromStdString(row.at(0).shown() + '|' + row.at(1).shown()), shown);
  if (runs > 0) QCOMPARE(QByteArray::fromStdString(row[0].text).toDouble(), mean);
  if (runs > 1) QCOMPARE(QByteArray::fromStdString(row[1].text).toDouble(), half_width);
}

void TestTables::exactReadsBack() {
  for (const double value : {0.1, 1.0 / 3, 5e-324, -1.7976931348623157e308, 57.833333333333336}) {
    QCOMPARE(QByteArray::fromStdString(exactCell(value).text).toDouble(), value);
  }
}

void TestTables::csvCells_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("cell");
  QTest::newRow("plain") << "mill"
                         << "mill";
  QTest::newRow("formula") << "=HYPERLINK(\"http:x\",\"y\")"
                           << "\"'=HYPERLINK(\"\"http:x\"\",\"\"y\"\")\"";
  QTest::newRow("plus") << "+1"
                        << "'+1";
  QTest::newRow("minus") << "-2+3"
                         << "'-2+3";
  QTest::newRow("at") << "@SUM(A1)"
                      << "'@SUM(A1)";
  QTest::newRow("tab") << "\t=1"
                       << "'\t=1";
  QTest::newRow("carriage return") << "\r=1"
                                   << "\"'\r=1\"";
  QTest::newRow("end of line") << "\n=1"
                               << "\"'\n=1\"";
  QTest::newRow("NUL") << QString(QChar(0)) + "=1" << QString("'") + QChar(0) + "=1";
  QTest::newRow("full width") << QString(QChar(0xFF1D)) + "1" << QString("'") + QChar(0xFF1D) + "1";
  QTest::newRow("comma") << "a, b"
                         << "\"a, b\"";
  QTest::newRow("line") << "a\nb"
                        << "\"a\nb\"";
  QTest::newRow("inside") << "a=b"
                          << "a=b";
}

void TestTables::csvCells() {
  QFETCH(QString, text);
  QFETCH(QString, cell);
  QCOMPARE(QString::fromStdString(csvCell(textCell(text.toStdString()))), cell);
}

void TestTables::numbersStayNumbers() {
  const Table table{"t", "T", {{"=Name", ""}, {"Stay", "s"}}, {{textCell("-1"), figureCell(-1.5)}}, ""};
  QCOMPARE(QString::fromStdString(csv(table)), "'=Name,Stay [s]\n'-1,-1.5\n");
}

void TestTables::shortens_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<int>("letters");
  QTest::addColumn<QString>("shown");
  QTest::newRow("fits") << "mill" << 4 << "mill";
  QTest::newRow("cut") << "milling" << 4 << "mil…";
  QTest::newRow("umlauts fit") << "Fräse" << 5 << "Fräse";
  QTest::newRow("umlauts cut") << "äöüß" << 3 << "äö…";
}

void TestTables::shortens() {
  QFETCH(QString, text);
  QFETCH(int, letters);
  QFETCH(QString, shown);
  QCOMPARE(QString::fromStdString(shortened(text.toStdString(), static_cast<std::size_t>(letters))), shown);
}

void TestTables::base64_data() {
  QTest::addColumn<QByteArray>("bytes");
  for (const char* bytes : {"", "a", "ab", "abc", "abcd"})
    QTest::newRow(qPrintable(QString("'%1'").arg(bytes))) << QByteArray(bytes);
  QTest::newRow("binary") << QByteArray("\xff\x00\xfe\x80\x01", 5);
}

/// Qt's own encoder is the reference.
void TestTables::base64() {
  QFETCH(QByteArray, bytes);
  const std::string uri = dataUri("image/png", bytes.toStdString());
  QCOMPARE(QByteArray::fromStdString(uri), "data:image/png;base64," + bytes.toBase64());
}

void TestTables::pageEscapesEverything() {
  const std::string evil = "<script>alert(\"1\")</script>";
  Report report{evil, evil, {}, {{evil, evil}}};
  report.sections.push_back(
      {evil, {evil}, {{"", "png", evil}}, {{"t", evil, {{evil, evil}}, {{textCell(evil)}}, evil}}});
  report.sections.push_back({evil, {}, {}, {}});
  const QByteArray page = QByteArray::fromStdString(html(report));
  QVERIFY(!page.contains("<script"));
  // Title twice, subtitle, heading, paragraph, alternative text, caption, table title, heading and unit, cell, note,
  // label and text of the provenance; a second heading; both headings among the contents.
  QCOMPARE(page.count("&lt;script&gt;"), 17);
  for (const char* outside : {"http:", "https:", "src=\"//", "url("}) QVERIFY2(!page.contains(outside), outside);
  QVERIFY(page.contains("Content-Security-Policy"));
}

void TestTables::pageTellsFiguresFromHalfWidths() {
  Report report{"r", "", {}, {}};
  Table table{"t", "T", {{"Element", ""}, {"Surface", "degC"}, {"Surface ±", "degC"}}, {}, ""};
  table.rows.push_back({textCell("mill"), figureCell(57.8125), figureCell(1.5)});
  table.rows.push_back({textCell("saw"), figureCell(0), figureCell(0)});
  report.sections.push_back({"S", {}, {}, {table}});
  const QByteArray page = QByteArray::fromStdString(html(report));
  QVERIFY(page.contains("<th scope=\"colgroup\" colspan=\"2\" class=\"n\">Surface [°C]</th></tr>"));
  QVERIFY(page.contains(
      "<td>mill</td><td class=\"n\" title=\"57.8125\">57.8</td><td class=\"n pm\" title=\"1.5\">± 1.50</td>"));
  QVERIFY(page.contains("<td class=\"n zero\">0</td><td class=\"n pm zero\" title=\"0\">± 0</td>"));
  QVERIFY(!page.contains("<nav"));  // one chapter needs no contents
  QVERIFY(
      QByteArray::fromStdString(csv(table)).startsWith("Element,Surface [degC],Surface ± [degC]\nmill,57.8125,1.5\n"));
}

void TestTables::pageLeavesOutWhatSaysNothing() {
  Table table{"t", "T", {{"Element", ""}}, {}, "A note."};
  for (const char* name : {"busy", "setup", "energy"}) {
    table.columns.push_back({name, "%"});
    table.columns.push_back({std::string(name) + " ±", "%"});
  }
  table.rows.push_back({textCell("mill"), figureCell(57.8), figureCell(1.5), figureCell(0), figureCell(0), {}, {}});
  table.rows.push_back({textCell("belt"), {}, {}, figureCell(0), figureCell(0), {}, {}});
  const std::vector<Table> pages = pageTables(table);
  QCOMPARE(pages.size(), std::size_t{1});
  QCOMPARE(pages[0].columns.size(), std::size_t{3});
  QCOMPARE(pages[0].rows.size(), std::size_t{1});
  QCOMPARE(pages[0].rows[0][0].text, std::string("mill"));
  QCOMPARE(pages[0].note, std::string("A note. Zero in all rows: setup."));
  QCOMPARE(table.columns.size(), std::size_t{7});  // in files all of it stays
}

void TestTables::wideTablesComeInPieces() {
  Table table{"t", "T", {{"Element", ""}, {"Name", ""}}, {}, "Last.", 2};
  std::vector<Cell> row = {textCell("m"), textCell("Mill")};
  for (int i = 0; i < 8; ++i) {
    table.columns.push_back({std::to_string(i), ""});
    table.columns.push_back({std::to_string(i) + " ±", ""});
    row.insert(row.end(), {figureCell(i + 1.5), figureCell(0.5)});
  }
  table.rows.push_back(row);
  const std::vector<Table> pages = pageTables(table);
  QCOMPARE(pages.size(), std::size_t{2});
  QCOMPARE(pages[0].columns.size(), std::size_t{2 + 12});
  QCOMPARE(pages[1].columns.size(), std::size_t{2 + 4});
  QCOMPARE(pages[1].columns[2].name, std::string("6"));
  QCOMPARE(pages[1].rows[0][1].text, std::string("Mill"));
  QCOMPARE(pages[1].title, std::string("T, continued"));
  QVERIFY(pages[0].note.empty() && pages[1].note == "Last.");
}

void TestTables::barsFillTheirRow() {
  const std::vector<StateBar> bars = {{"<mill>", {0.5, 0.25, 0.125, 0, 0.125, 0, 0}},
                                      {"b1", {std::numeric_limits<double>::quiet_NaN(), 1, 0, 0, 0, 0, 0}}};
  const QStringList texts = textsOf(stateBarsSvg(bars));
  QVERIFY2(texts.contains("<mill>") && texts.contains("<mill>: busy 50.0 %"), qPrintable(texts.join('|')));
  QVERIFY2(texts.contains("b1: idle 100.0 %"), qPrintable(texts.join('|')));
  QVERIFY2(texts.contains("B") && texts.contains("I"), qPrintable(texts.join('|')));
  QCOMPARE(texts.filter("<mill>: ").size(), 4);  // no piece for what never happened
}

void TestTables::planShowsAll() {
  const std::string svg = factoryPlanSvg(line());
  const QStringList texts = textsOf(svg);
  QVERIFY2(texts.contains("Plan of <Line> & more"), qPrintable(texts.join('|')));
  for (const char* name : {"src", "mill", "out"}) QVERIFY2(texts.contains(name), name);
  QVERIFY(texts.contains("<script>alert(1)</script> (station)"));
  QCOMPARE(QByteArray::fromStdString(svg).count("stroke-width=\"1.4\""), 2);
  QCOMPARE(QByteArray::fromStdString(svg).count("class=\"body\""), 3);
  QVERIFY(!texts.filter(" m").isEmpty());  // the bar
  QVERIFY(textsOf(factoryPlanSvg(factory::Factory())).contains("An empty hall"));
}

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
