// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <cmath>

#include "core/base/error.h"
#include "core/surrogate/data_table.h"

using namespace mw;
using namespace mw::surrogate;

class TestDataTable : public QObject {
  Q_OBJECT
 private slots:
  void reads_data();
  void reads();
  void missingCellsAreNotNumbers();
  void refuses_data();
  void refuses();
  void refusesUnknownColumns();
  void questionsMustBeComplete();
  void stopsAfterTwentyFindings();
};

void TestDataTable::reads_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::newRow("plain") << QByteArray("a,b\n1,2.5\n-3e2,4\n");
  QTest::newRow("semicolons") << QByteArray("a;b\n1;2.5\n-3e2;4\n");
  QTest::newRow("CRLF and no last newline") << QByteArray("a,b\r\n1,2.5\r\n-3e2,4");
  QTest::newRow("byte order mark") << QByteArray(
      "\xEF\xBB\xBF"
      "a,b\n1,2.5\n-3e2,4\n");
  QTest::newRow("blanks, quotes and empty lines") << QByteArray(" \"a\" , b\n\n 1 ,\"2.5\"\n-300,4\n\n");
}

void TestDataTable::reads() {
  QFETCH(QByteArray, text);
  const auto table = DataTable::parse(text.toStdString(), "t.csv");
  QCOMPARE(table.columns(), (std::vector<std::string>{"a", "b"}));
  Eigen::Matrix2d wanted;
  wanted << 1, 2.5, -300, 4;
  QVERIFY(table.values() == wanted);
  QVERIFY(table.select({"b", "a"}).col(1) == wanted.col(0));
}

void TestDataTable::missingCellsAreNotNumbers() {
  const auto table = DataTable::parse("a,b,c,d\n,NaN,NA,nan\n1,2,3,4\n", "t.csv");
  QVERIFY(table.values().row(0).array().isNaN().all());
  QVERIFY(table.values().row(1).allFinite());
}

void TestDataTable::refuses_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("message");
  QTest::newRow("empty") << QByteArray("") << "t.csv:1:1: has no header; name the columns in the first line";
  QTest::newRow("no header") << QByteArray("1,2\n3,4\n") << "t.csv:1:1: column name \"1\" is a number";
  QTest::newRow("no rows") << QByteArray("a,b\n") << "t.csv: has a header and no rows; add rows of numbers";
  QTest::newRow("text")
      << QByteArray("a,b\n1,2\n3,four\n")
      << "t.csv:3:3: \"four\" in column \"b\" is not a number; give a finite number, or leave the cell empty";
  QTest::newRow("after umlauts, columns count characters") << QByteArray("ä,b\nü,2\n") << "t.csv:2:1: \"ü\"";
  QTest::newRow("decimal comma") << QByteArray("a;b\n1;2,5\n")
                                 << "t.csv:2:3: \"2,5\" in column \"b\" is not a number; write decimals with a point";
  QTest::newRow("thousands") << QByteArray("a\n1.234.5\n") << "t.csv:2:1: \"1.234.5\"";
  QTest::newRow("infinity") << QByteArray("a\ninf\n") << "t.csv:2:1: \"inf\"";
  QTest::newRow("too large") << QByteArray("a\n1e999\n") << "t.csv:2:1: \"1e999\"";
  QTest::newRow("short row") << QByteArray("a,b\n1\n")
                             << "t.csv:2:1: 1 cells where the header has 2; separate the cells by \",\"";
  QTest::newRow("long row") << QByteArray("a,b\n1,2,3\n") << "t.csv:2:1: 3 cells where the header has 2";
  QTest::newRow("column twice") << QByteArray("a,b,a\n1,2,3\n") << "t.csv:1:5: column \"a\" is there twice";
  QTest::newRow("nameless column") << QByteArray("a,,c\n1,2,3\n") << "t.csv:1:3: a column has no name";
  QTest::newRow("UTF-16") << QByteArray("a\0,\0b\0\n\0", 8) << "t.csv: holds NUL bytes, so it is not UTF-8 text";
}

void TestDataTable::refuses() {
  QFETCH(QByteArray, text);
  QFETCH(QString, message);
  try {
    (void)DataTable::parse(text.toStdString(), "t.csv");
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).startsWith(message), error.what());
  }
}

void TestDataTable::refusesUnknownColumns() {
  const auto table = DataTable::parse("speed,load,heat\n1,2,3\n", "t.csv");
  try {
    (void)table.select({"sped", "load", "zzzzzzzz"});
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(std::string(error.what()),
             std::string("t.csv:1:1: there is no column \"sped\"; did you mean \"speed\"?\n"
                         "t.csv:1:1: there is no column \"zzzzzzzz\"; the columns are speed, load, heat"));
  }
}

void TestDataTable::questionsMustBeComplete() {
  const auto table = DataTable::parse("a,b,c\n1,2,\n\n3,,4\n", "p.csv");
  QVERIFY(table.selectComplete({"a"}).col(0) == Eigen::Vector2d(1, 3));
  try {
    (void)table.selectComplete({"a", "b", "c"});
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(std::string(error.what()),
             std::string("p.csv:4:1: \"b\" is missing; a question needs a number for every input\n"
                         "p.csv:2:1: \"c\" is missing; a question needs a number for every input"));
  }
}

void TestDataTable::stopsAfterTwentyFindings() {
  std::string text = "a,b\n";
  for (int i = 0; i < 1000; ++i) text += "x,y\n";
  try {
    (void)DataTable::parse(text, "t.csv");
    QFAIL("accepted");
  } catch (const InputError& error) {
    QCOMPARE(error.findings().size(), std::size_t{20});
  }
}

QTEST_APPLESS_MAIN(TestDataTable)
#include "tst_data_table.moc"
