// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include "core/events/simulation.h"
#include "tests/ui/models/lines.h"
#include "ui/models/gantt_columns.h"
#include "ui/models/run_series.h"

using namespace mw;
using namespace mw::models;
using factory::ElementState;

class TestGantt : public QObject {
  Q_OBJECT
 private slots:
  void rowsAreTheMachines();
  void timesEqualTheEngines();
  void columnsKeepEveryStatesWidth_data();
  void columnsKeepEveryStatesWidth();
  void zoomedColumnsKeepTheTimeInView();
  void throughputSeriesCountsEveryPart();

 private:
  factory::Factory factory_ = test::smallLine();
  events::Recording recording_ = [this] {
    events::RunSettings settings;
    settings.horizon = SimTime::fromSeconds(4 * 3600);
    return events::record(*events::compile(factory_), settings);
  }();
};

void TestGantt::rowsAreTheMachines() {
  const Gantt gantt = ganttOf(recording_, factory_);
  QCOMPARE(gantt.rows.size(), std::size_t{2});
  QCOMPARE(gantt.rows[0].id, std::string("m1"));
  QCOMPARE(gantt.rows[1].id, std::string("m2"));
  QVERIFY(!gantt.failures.empty());
  for (const FailureMark& failure : gantt.failures) {
    QCOMPARE(factory_.elements()[failure.element].id, std::string("m1"));
    const auto& row = gantt.rows[0];
    QCOMPARE(row.state[row.segmentAt(failure.t_s)], ElementState::Down);
  }
}

void TestGantt::timesEqualTheEngines() {
  const Gantt gantt = ganttOf(recording_, factory_);
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(4 * 3600);
  const auto statistics = events::simulate(*events::compile(factory_), settings);
  for (const GanttRow& row : gantt.rows) {
    for (std::size_t s = 0; s < factory::kElementStateCount; ++s) {
      const double drawn_s = row.timeIn(static_cast<ElementState>(s), 0, gantt.end_s, gantt.end_s);
      const double measured_s = statistics.elements[row.element].state_s[s];
      QVERIFY2(std::abs(drawn_s - measured_s) < 1e-6, "tick rounding alone");
    }
  }
}

void TestGantt::columnsKeepEveryStatesWidth_data() {
  QTest::addColumn<int>("columns");
  for (const int n : {7, 60, 333, 1000, 20000}) QTest::addRow("%d columns", n) << n;
}

void TestGantt::columnsKeepEveryStatesWidth() {
  QFETCH(int, columns);
  const Gantt gantt = ganttOf(recording_, factory_);
  for (const GanttRow& row : gantt.rows) {
    const GanttColumns cut = columnsOf(row, gantt.end_s, 0, gantt.end_s, columns);
    for (std::size_t s = 0; s < factory::kElementStateCount; ++s) {
      const auto state = static_cast<ElementState>(s);
      const double expected = row.timeIn(state, 0, gantt.end_s, gantt.end_s) / gantt.end_s * columns;
      // Shares of columns are floats: 1e-7 each, of at most as many as there are columns.
      QVERIFY2(std::abs(cut.widthOf(state) - expected) < 1e-6 * columns + 1e-3,
               qPrintable(QString("%1: %2, expected %3").arg(int(s)).arg(cut.widthOf(state)).arg(expected)));
    }
  }
}

void TestGantt::zoomedColumnsKeepTheTimeInView() {
  const Gantt gantt = ganttOf(recording_, factory_);
  const double from_s = 3000;
  const double to_s = 5000;
  const GanttColumns cut = columnsOf(gantt.rows[0], gantt.end_s, from_s, to_s, 500);
  double sum = 0;
  for (std::size_t s = 0; s < factory::kElementStateCount; ++s) {
    const auto state = static_cast<ElementState>(s);
    const double expected = gantt.rows[0].timeIn(state, from_s, to_s, gantt.end_s) / (to_s - from_s) * 500;
    QVERIFY(std::abs(cut.widthOf(state) - expected) < 1e-3);
    sum += cut.widthOf(state);
  }
  QVERIFY2(std::abs(sum - 500) < 1e-3, "no column is empty");
}

void TestGantt::throughputSeriesCountsEveryPart() {
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

QTEST_GUILESS_MAIN(TestGantt)
#include "tst_gantt.moc"
