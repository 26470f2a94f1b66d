// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/kpi/gantt_columns.h"
#include "tests/core/events/factory_text.h"

using namespace mw;
using namespace mw::kpi;
using factory::ElementState;

class TestGantt : public QObject {
  Q_OBJECT
 private slots:
  void rowsAreTheMachines();
  void timesEqualTheEngines();
  void columnsKeepEveryStatesWidth_data();
  void columnsKeepEveryStatesWidth();
  void zoomedColumnsKeepTheTimeInView();

 private:
  factory::Factory factory_ = test::factoryOf(
      R"({"id": "src", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 12}},
         {"id": "m1", "type": "station", "process": {"dist": "lognormal", "mean_s": 8, "cv": 0.3},
          "failures": [{"id": "f", "basis": "operating", "time_to_failure": {"dist": "exponential", "mean_s": 1200},
                        "time_to_repair": {"dist": "exponential", "mean_s": 200}}]},
         {"id": "b", "type": "buffer", "capacity": 4},
         {"id": "m2", "type": "station", "process": {"dist": "lognormal", "mean_s": 9, "cv": 0.3}},
         {"id": "out", "type": "sink"})",
      "src>m1 m1>b b>m2 m2>out");
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

QTEST_GUILESS_MAIN(TestGantt)
#include "tst_gantt.moc"
