// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/events/simulation.h"
#include "tests/ui/models/lines.h"
#include "ui/models/run_series.h"

using namespace mw;
using namespace mw::models;

class TestRunSeries : public QObject {
  Q_OBJECT
 private slots:
  void throughputSeriesCountsEveryPart();

 private:
  factory::Factory factory_ = test::smallLine();
  events::Recording recording_ = [this] {
    events::RunSettings settings;
    settings.horizon = SimTime::fromSeconds(4 * 3600);
    return events::record(*events::compile(factory_), settings);
  }();
};

void TestRunSeries::throughputSeriesCountsEveryPart() {
  const double end_s = recording_.end().seconds();
  const Series whole = throughputSeries(recording_, factory_, end_s, 2);
  const auto good = recording_.momentAt(recording_.end()).good;
  QVERIFY(std::abs(whole.value.back() - 3600 * static_cast<double>(good) / end_s) < 1e-9);
  const Series wip = wipSeries(recording_, 50);
  QCOMPARE(wip.value.back(), static_cast<double>(recording_.momentAt(recording_.end()).wip));
  const std::vector<Series> pair = {{{0, 1}, {2, 4}}, {{0, 1}, {4, 4}}};
  const BandSeries band = bandOf(pair);
  QCOMPARE(band.mean[0], 3.0);
  // t(0.975; 1) = 12.706 times sd sqrt(2) over sqrt(2)
  QVERIFY(std::abs(band.high[0] - band.mean[0] - 12.7062) < 1e-3);
  QCOMPARE(band.high[1], 4.0);
}

QTEST_GUILESS_MAIN(TestRunSeries)
#include "tst_run_series.moc"
