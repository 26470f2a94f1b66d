// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>

#include "core/base/csv_column.h"
#include "core/base/json.h"

using namespace mw;

/// One column of a table: what is a value, what is nothing, and where it says what is wrong.
class TestCsvColumn : public QObject {
  Q_OBJECT

 private slots:
  void reads_data();
  void reads();
  void refuses_data();
  void refuses();
  void refusesFolderAndMissingFile();

 private:
  std::string written(const QString& text) {
    const std::string file = folder_.filePath("t.csv").toStdString();
    writeTextFile(file, text.toStdString());
    return file;
  }
  QTemporaryDir folder_;
};

using Values = QList<double>;

void TestCsvColumn::reads_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<Values>("values");
  QTest::addColumn<int>("empty_cells");
  QTest::newRow("one column") << "x\n1\n2.5\n" << Values{1, 2.5} << 0;
  QTest::newRow("no last line end") << "x\n1\n2.5" << Values{1, 2.5} << 0;
  QTest::newRow("CRLF, mark, blanks") << "\xEF\xBB\xBFid, x\r\na, 3 \r\n\r\nb, 4\r\n" << Values{3, 4} << 0;
  QTest::newRow("other columns hold what they like") << "machine,x,why\nm,1,\"jam, bad\"\nm,,nan\n" << Values{1} << 1;
  QTest::newRow("semicolons and decimal commas") << "t;x\n1;2\n1;0,5\n" << Values{2, 0.5} << 0;
  QTest::newRow("tabs") << "t\tx\n1\t2\n" << Values{2} << 0;
  QTest::newRow("quoted header and cells") << "\"t\",\"x\"\n1,\"7\"\n" << Values{7} << 0;
  QTest::newRow("exponent, plus") << "x\n1e2\n+3\n" << Values{100, 3} << 0;
  QTest::newRow("the second of two x") << "x,x\n1,2\n" << Values{1} << 0;
}

void TestCsvColumn::reads() {
  QFETCH(QString, text);
  QFETCH(Values, values);
  QFETCH(int, empty_cells);
  const CsvColumn column = readCsvColumn(written(text), "x");
  QCOMPARE(Values(column.values.begin(), column.values.end()), values);
  QCOMPARE(static_cast<int>(column.empty_cells), empty_cells);
}

void TestCsvColumn::refuses_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("says");
  QTest::newRow("text") << "t,x\n1,2\n1,long\n"
                        << "t.csv:3:3: \"long\" in column \"x\" is not a number";
  QTest::newRow("nan") << "x\nNaN\n"
                       << "t.csv:2:1: \"NaN\" in column \"x\" is not a number";
  QTest::newRow("inf") << "x\n1\ninf\n"
                       << "t.csv:3:1: \"inf\" in column \"x\" is not a number";
  QTest::newRow("negative") << "t,x\n\xC3\xA4,-3.5\n"
                            << "t.csv:2:3: -3.5 in column \"x\" is below 0";
  QTest::newRow("two decimal signs") << "t;x\n1;2,5\n1;2.5\n"
                                     << "t.csv:3:3: \"2.5\" in column \"x\"";
  QTest::newRow("every finding") << "x\na\nb\n"
                                 << "t.csv:3:1: \"b\"";
  QTest::newRow("short row") << "t,x\n1\n"
                             << "t.csv:2:1: the row has 1 cells, column \"x\" is number 2";
  QTest::newRow("no such column") << "t,xs\n1,2\n"
                                  << "t.csv:1:1: there is no column \"x\"; did you mean \"xs\"?";
  QTest::newRow("nothing like it") << "t,speed\n1,2\n"
                                   << "no column \"x\"; the columns are t, speed";
  QTest::newRow("only empty cells") << "t,x\n1,\n2,\n"
                                    << "t.csv:1:1: column \"x\" holds no number";
  QTest::newRow("no row") << "x\n"
                          << "t.csv:1:1: column \"x\" holds no number";
  QTest::newRow("empty file") << ""
                              << "t.csv:1:1: is empty";
  QTest::newRow("open quote") << "x\n1\n\"2\n"
                              << "t.csv:3:1: a quote is never closed";
  QTest::newRow("too long") << "x\n1\n1\n1\n1\n"
                            << "t.csv:5:1: column \"x\" has more than 3 values";
}

void TestCsvColumn::refuses() {
  QFETCH(QString, text);
  QFETCH(QString, says);
  std::string message;
  try {
    (void)readCsvColumn(written(text), "x", {.min = 0, .max_values = 3});
  } catch (const InputError& error) {
    message = error.what();
  }
  QVERIFY2(message.find(says.toStdString()) != std::string::npos, message.c_str());
}

void TestCsvColumn::refusesFolderAndMissingFile() {
  for (const QString& name : {QString("no.csv"), QString(".")}) {
    QVERIFY_EXCEPTION_THROWN((void)readCsvColumn(folder_.filePath(name).toStdString(), "x"), InputError);
  }
}

QTEST_APPLESS_MAIN(TestCsvColumn)
#include "tst_csv_column.moc"
