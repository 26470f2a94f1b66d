// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/base/json.h"

using namespace mw;

class TestJson : public QObject {
  Q_OBJECT
 private slots:
  void namesLineAndColumn_data();
  void namesLineAndColumn();
  void refusesWithPlace_data();
  void refusesWithPlace();
};

void TestJson::namesLineAndColumn_data() {
  QTest::addColumn<QString>("pointer");
  QTest::addColumn<int>("line");
  QTest::addColumn<int>("column");
  QTest::newRow("root") << "" << 1 << 1;
  QTest::newRow("key of a member") << "/a" << 1 << 2;
  QTest::newRow("array entry") << "/b/1" << 2 << 10;
  QTest::newRow("nested member") << "/b/1/c" << 2 << 11;
  QTest::newRow("unknown child falls back to its parent") << "/b/1/zz" << 2 << 10;
  QTest::newRow("key with slash and umlaut") << "/ü~1x" << 3 << 1;
  QTest::newRow("after an umlaut, columns count characters") << "/d" << 3 << 9;
}

void TestJson::namesLineAndColumn() {
  QFETCH(QString, pointer);
  const auto document = JsonDocument::parse("{\"a\": 1,\n\"b\": [1, {\"c\": \"\\\"\"}],\n\"ü/x\":2,\"d\":3}", "f.json");
  const Place place = document.placeOf(pointer.toStdString());
  QTEST(place.line, "line");
  QTEST(place.column, "column");
  QCOMPARE(place.file, std::string("f.json"));
}

void TestJson::refusesWithPlace_data() {
  QTest::addColumn<QByteArray>("text");
  QTest::addColumn<QString>("message");
  QTest::newRow("truncated") << QByteArray("{\"a\":1,") << "f.json:1:";
  QTest::newRow("empty") << QByteArray("") << "f.json:1:1";
  QTest::newRow("second line") << QByteArray("{\n\"a\":}") << "f.json:2:5";
  QTest::newRow("duplicate key") << QByteArray("{\"a\":1,\n\"a\":2}") << "f.json:2:1: /a: key \"a\" is given twice";
  QTest::newRow("too deep") << QByteArray(300, '[') << "nested deeper than 200";
  QTest::newRow("number out of range") << QByteArray("{\"a\":1e999}") << "f.json";
}

void TestJson::refusesWithPlace() {
  QFETCH(QByteArray, text);
  QFETCH(QString, message);
  try {
    JsonDocument::parse(text.toStdString(), "f.json");
    QFAIL("accepted");
  } catch (const InputError& error) {
    QVERIFY2(QString(error.what()).contains(message), error.what());
  }
}

QTEST_APPLESS_MAIN(TestJson)
#include "tst_json.moc"
