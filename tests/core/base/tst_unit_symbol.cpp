// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/base/unit_symbol.h"

class TestUnitSymbol : public QObject {
  Q_OBJECT
 private slots:
  void writesAsPeopleDo_data();
  void writesAsPeopleDo();
};

void TestUnitSymbol::writesAsPeopleDo_data() {
  QTest::addColumn<QString>("plain");
  QTest::addColumn<QString>("symbol");
  const auto row = [](const char* plain, const char* symbol) {
    QTest::newRow(plain) << QString::fromUtf8(plain) << QString::fromUtf8(symbol);
  };
  row("degC", "°C");
  row("degC/s", "°C/s");
  row("1/degC", "1/°C");
  row("deg", "°");
  row("m/s^2", "m/s²");
  row("m s^-2", "m s⁻²");
  row("kg/m^3", "kg/m³");
  row("um", "µm");
  row("um/s", "µm/s");
  row("us", "µs");
  row("N*m", "N·m");
  row("W/(m^2*K)", "W/(m²·K)");
  row("kOhm", "kΩ");
  // What has no other spelling, what is written well already, what is no unit of ours.
  for (const char* same : {"", "1", "%", "1/h", "kWh", "m/s", "°C", "parts", "u", "unit", "mm", "sum", "x^y", "K^"}) {
    row(same, same);
  }
}

void TestUnitSymbol::writesAsPeopleDo() {
  QFETCH(QString, plain);
  QFETCH(QString, symbol);
  QCOMPARE(QString::fromStdString(mw::unitSymbol(plain.toStdString())), symbol);
}

QTEST_APPLESS_MAIN(TestUnitSymbol)
#include "tst_unit_symbol.moc"
