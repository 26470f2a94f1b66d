// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/cosimulation/step_text.h"

using namespace mw::cosimulation;

class TestStepText : public QObject {
  Q_OBJECT
 private slots:
  void reads_data();
  void reads();
  void refuses_data();
  void refuses();
  void writesWhatItReads_data();
  void writesWhatItReads();
};

void TestStepText::reads_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<double>("step_s");
  QTest::newRow("fraction") << "1/240" << 1.0 / 240;
  QTest::newRow("seconds") << "0.004" << 0.004;
  QTest::newRow("unit") << " 1/480 s " << 1.0 / 480;
  QTest::newRow("negative") << "-1/10" << -0.1;  // for others to refuse
}

void TestStepText::reads() {
  QFETCH(QString, text);
  QFETCH(double, step_s);
  const auto read = stepFromText(text.toStdString());
  QVERIFY(read.has_value());
  QCOMPARE(*read, step_s);
}

void TestStepText::refuses_data() {
  QTest::addColumn<QString>("text");
  for (const char* text : {"", "fast", "1/0", "1/", "/240", "1/2/3", "4 ms"}) QTest::newRow(text) << QString(text);
}

void TestStepText::refuses() {
  QFETCH(QString, text);
  QVERIFY(!stepFromText(text.toStdString()));
}

void TestStepText::writesWhatItReads_data() {
  QTest::addColumn<double>("step_s");
  QTest::addColumn<QString>("text");
  QTest::newRow("usual") << 1.0 / 240 << "1/240";
  QTest::newRow("0.004 is 1/250") << 0.004 << "1/250";
  QTest::newRow("no whole part") << 0.0075 << "0.0075";
}

void TestStepText::writesWhatItReads() {
  QFETCH(double, step_s);
  QFETCH(QString, text);
  QCOMPARE(QString::fromStdString(stepText(step_s)), text);
  QCOMPARE(*stepFromText(stepText(step_s)), step_s);
}

QTEST_APPLESS_MAIN(TestStepText)
#include "tst_step_text.moc"
