// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>

#include "ui/models/figure_format.h"
#include "ui/models/response_text.h"

using namespace mw;
using namespace mw::models;

class TestFigureFormat : public QObject {
  Q_OBJECT
 private slots:
  void showsWhatTheIntervalWarrants_data();
  void showsWhatTheIntervalWarrants();
  void breaksHeadingsInTwo_data();
  void breaksHeadingsInTwo();
};

void TestFigureFormat::showsWhatTheIntervalWarrants_data() {
  QTest::addColumn<double>("mean");
  QTest::addColumn<double>("half_width");
  QTest::addColumn<QString>("text");
  const auto row = [](const char* name, double mean, double half_width, const char* text) {
    QTest::newRow(name) << mean << half_width << QString::fromUtf8(text);
  };
  row("first figure of the interval", 57.9312, 0.571, "57.9 ± 0.6");
  row("two where it begins with a 1", 57.9312, 0.1403, "57.93 ± 0.14");
  row("one where that would be five figures", 1.7300, 0.0011, "1.730 ± 0.001");
  row("one for large values", 102.349, 0.14, "102.3 ± 0.1");
  row("whole numbers", 1240.4, 35, "1240 ± 35");
  row("wider than the value", 0.02, 0.4, "0.0 ± 0.4");
  row("nothing", 0, 0.012, "0.000 ± 0.012");
  row("small", 0.012345, 0.000031, "0.01235 ± 0.00003");
  row("hardly any interval", 1.73, 1e-9, "1.730 ± < 0.001");
  row("none at all", 1.73, 0, "1.73 ± 0.00");
  row("one run", 1.734, std::nan(""), "1.73 ");
  row("large and hardly any", 4.2e6, 0.3, "4200000 ± < 1");
}

void TestFigureFormat::showsWhatTheIntervalWarrants() {
  QFETCH(double, mean);
  QFETCH(double, half_width);
  QFETCH(QString, text);
  const numerics::Estimate estimate{mean, half_width, half_width, std::isnan(half_width) ? 1U : 10U};
  QCOMPARE(figure(mean, half_width) + QLatin1Char(' ') + plusMinus(estimate), text);
}

void TestFigureFormat::breaksHeadingsInTwo_data() {
  QTest::addColumn<QString>("text");
  QTest::addColumn<QString>("lines");
  QTest::newRow("nothing") << ""
                           << "";
  QTest::newRow("one word") << "Throughput"
                            << "Throughput";
  QTest::newRow("two words") << "Wip mean"
                             << "Wip\nmean";
  QTest::newRow("in the middle") << "Lead time p95"
                                 << "Lead time\np95";
  QTest::newRow("many") << "Good parts per hour of day"
                        << "Good parts per\nhour of day";
}

void TestFigureFormat::breaksHeadingsInTwo() {
  QFETCH(QString, text);
  QTEST(inTwoLines(text), "lines");
}

QTEST_APPLESS_MAIN(TestFigureFormat)
#include "tst_figure_format.moc"
