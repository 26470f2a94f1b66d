// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>
#include <cmath>
#include <map>

#include "core/events/simulation.h"
#include "core/kpi/flow_rates.h"
#include "tests/ui/models/lines.h"
#include "ui/models/floor/bottleneck_words.h"
#include "ui/models/floor/element_now.h"
#include "ui/models/floor/heat_map.h"
#include "ui/models/floor/part_trace.h"

using namespace mw;
using namespace mw::models;
using factory::ElementState;

namespace {

constexpr double kHorizon_s = 4 * 3600;

experiment::RunResult replicate(const factory::Factory& factory, std::uint32_t replications) {
  experiment::RunPlan plan;
  plan.horizon_s = kHorizon_s;
  plan.replications = replications;
  plan.jobs = 1;
  return experiment::runReplications(factory, plan);
}

std::uint32_t indexOf(const factory::Factory& factory, const char* id) {
  return static_cast<std::uint32_t>(factory.findElement(id) - factory.elements().data());
}

kpi::BottleneckFinding finding(kpi::BottleneckFinding::Verdict verdict, std::uint64_t n) {
  const auto share = [n](double mean, double half_width) {
    return numerics::Estimate{mean, n > 1 ? 0.05 : std::nan(""), n > 1 ? half_width : std::nan(""), n};
  };
  kpi::BottleneckFinding found;
  found.verdict = verdict;
  found.nobody = share(0.02, 0.01);
  found.limits.push_back({"m1", 1, share(0.71, 0.04), share(0.6, 0.05), share(0.93, 0.01), 300, true, share(300, 20)});
  found.limits.push_back({"m2", 3, share(0.27, 0.04), share(0.2, 0.05), share(0.8, 0.01), 200,
                          verdict == kpi::BottleneckFinding::Verdict::NotSeparable, share(200, 20)});
  return found;
}

}  // namespace

/// What a run says of places in the hall, against the run's own record.
class TestFloorModels : public QObject {
  Q_OBJECT
 private slots:
  void heatEndsAreThoseOfTheResult_data();
  void heatEndsAreThoseOfTheResult();
  void flowsCountTheTrace();
  void partsPathIsItsRows();
  void stayOfAMachineIsWorkAndWait();
  void unknownPartHasNoTrace();
  void elementNowIsTheRecord();
  void marksSayHowSure_data();
  void marksSayHowSure();
  void wordsNameWhatLimits();

 private:
  factory::Factory factory_ = test::smallLine();
  events::Recording recording_ = [this] {
    events::RunSettings settings;
    settings.horizon = SimTime::fromSeconds(kHorizon_s);
    return events::record(*events::compile(factory_), settings);
  }();
};

void TestFloorModels::heatEndsAreThoseOfTheResult_data() {
  QTest::addColumn<int>("quantity");
  QTest::addColumn<QString>("metric");
  QTest::newRow("utilisation") << int(HeatQuantity::Utilisation) << "busy";
  QTest::newRow("blocked") << int(HeatQuantity::Blocked) << "blocked";
  QTest::newRow("waiting for parts") << int(HeatQuantity::WaitingForParts) << "idle";
  QTest::newRow("waiting for people") << int(HeatQuantity::WaitingForPeople) << "waiting";
  QTest::newRow("down") << int(HeatQuantity::Down) << "down";
}

void TestFloorModels::heatEndsAreThoseOfTheResult() {
  QFETCH(int, quantity);
  QFETCH(QString, metric);
  const auto result = replicate(factory_, 2);
  const HeatMap map = heatMapOf(result, factory_, static_cast<HeatQuantity>(quantity));
  const auto found = std::ranges::find(result.metrics, metric.toStdString(), &kpi::KpiDeclaration::name);
  const auto m = static_cast<std::size_t>(found - result.metrics.begin());
  const double m1 = result.elements[1][m].mean;
  const double m2 = result.elements[3][m].mean;
  QCOMPARE(map.spots.size(), std::size_t{2});
  QCOMPARE(map.spots[0].element, std::string("m1"));
  QCOMPARE(map.spots[0].share, m1);
  QCOMPARE(map.high, std::max(m1, m2));
  QCOMPARE(map.low, std::min(m1, m2));
  QCOMPARE(map.place(map.high), 1.0);
  if (map.low < map.high) QCOMPARE(map.place(map.low), 0.0);
}

void TestFloorModels::flowsCountTheTrace() {
  const double from_s = 3600;
  std::map<std::pair<int, int>, int> counted;
  for (const events::PartMove& move : recording_.moves()) {
    if (move.from >= 0 && move.to >= 0 && move.at.seconds() > from_s) ++counted[{move.from, move.to}];
  }
  const auto rates = kpi::flowRatesOf(recording_, from_s);
  QCOMPARE(rates.size(), factory_.flows().size());
  for (const kpi::FlowRate& rate : rates) {
    const int parts = counted[{static_cast<int>(rate.from), static_cast<int>(rate.to)}];
    QVERIFY(parts > 0);
    QCOMPARE(rate.parts, std::int64_t{parts});
    QCOMPARE(rate.per_h, parts / ((kHorizon_s - from_s) / 3600));
  }
}

void TestFloorModels::partsPathIsItsRows() {
  const std::uint32_t part = 17;
  std::vector<events::PartMove> rows;
  std::ranges::copy_if(recording_.moves(), std::back_inserter(rows),
                       [part](const events::PartMove& move) { return move.part == part; });
  const auto trace = traceOf(recording_, factory_, part);
  QVERIFY(trace);
  QCOMPARE(trace->stays.size(), std::size_t{4});  // source, m1, b, m2
  for (std::size_t i = 0; i < trace->stays.size(); ++i) {
    QCOMPARE(static_cast<int>(trace->stays[i].element), rows[i].to);
    QCOMPARE(trace->stays[i].from_s, rows[i].at.seconds());
    QCOMPARE(trace->stays[i].to_s, rows[i + 1].at.seconds());
  }
  const auto of = [&](const char* to) {
    return std::ranges::find(rows, static_cast<int>(indexOf(factory_, to)), &events::PartMove::to)->at.seconds();
  };
  QCOMPARE(*trace->leadTime_s(), of("out") - of("m1"));
}

void TestFloorModels::stayOfAMachineIsWorkAndWait() {
  double stay_s = 0;
  double worked_s = 0;
  for (std::uint32_t part = 0; part < 5000; ++part) {
    const auto trace = traceOf(recording_, factory_, part);
    if (!trace) break;
    for (const PartStay& stay : trace->stays) {
      if (stay.element != indexOf(factory_, "m1")) continue;
      QVERIFY(*stay.worked_s >= 0 && *stay.worked_s <= stay.to_s - stay.from_s + 1e-9);
      worked_s += *stay.worked_s;
      stay_s += stay.to_s - stay.from_s;
    }
  }
  // A machine works only while it has a part: the sum over parts is the machine's busy time.
  events::RunSettings settings;
  settings.horizon = SimTime::fromSeconds(kHorizon_s);
  const auto run = events::simulate(*events::compile(factory_), settings);
  const double busy_s = run.elements[1].state_s[static_cast<std::size_t>(ElementState::Busy)];
  QVERIFY2(std::abs(worked_s - busy_s) < 1e-5, "rounding to ticks, once a part");
  QVERIFY(stay_s > worked_s);
}

void TestFloorModels::unknownPartHasNoTrace() {
  QVERIFY(!traceOf(recording_, factory_, 4'000'000));
}

void TestFloorModels::elementNowIsTheRecord() {
  const std::uint32_t m1 = indexOf(factory_, "m1");
  const auto changes = recording_.statesOf(m1);
  QVERIFY(changes.size() > 20);
  for (std::size_t i = 3; i + 1 < changes.size(); i += 7) {
    if (changes[i].at == changes[i + 1].at || changes[i].state == changes[i - 1].state) continue;
    const double t_s = (changes[i].at.seconds() + changes[i + 1].at.seconds()) / 2;
    const ElementNow now = elementNow(recording_, m1, t_s);
    QCOMPARE(now.state, changes[i].state);
    QCOMPARE(now.since_s, changes[i].at.seconds());
    const auto done = std::ranges::count_if(recording_.moves(), [&](const events::PartMove& move) {
      return move.from == static_cast<int>(m1) && move.at.seconds() <= t_s;
    });
    QCOMPARE(now.done, std::int64_t{done});
  }
  const QString text = textOf(elementNow(recording_, m1, 7200), factory_, 7200);
  QCOMPARE(text.split('\n').size(), 3);
  QVERIFY(text.contains(" done"));
}

void TestFloorModels::marksSayHowSure_data() {
  using Verdict = kpi::BottleneckFinding::Verdict;
  QTest::addColumn<int>("verdict");
  QTest::addColumn<int>("replications");
  QTest::addColumn<int>("sure");
  QTest::addColumn<int>("hollow");
  QTest::addColumn<QString>("text");
  QTest::newRow("sole") << int(Verdict::Sole) << 10 << 1 << 0 << "limits 71 % ± 4 of the time";
  QTest::newRow("not separable") << int(Verdict::NotSeparable) << 10 << 0 << 2 << "not separable";
  QTest::newRow("one run") << int(Verdict::OneRun) << 1 << 0 << 1 << "limits 71.0 % of this one run";
}

void TestFloorModels::marksSayHowSure() {
  QFETCH(int, verdict);
  QFETCH(int, replications);
  QFETCH(int, sure);
  QFETCH(int, hollow);
  QFETCH(QString, text);
  const auto found =
      finding(static_cast<kpi::BottleneckFinding::Verdict>(verdict), static_cast<std::uint64_t>(replications));
  const auto marks = limitMarks(found);
  QCOMPARE(std::ranges::count(marks, true, &LimitMark::is_sure), sure);
  QCOMPARE(std::ranges::count(marks, false, &LimitMark::is_sure), hollow);
  QCOMPARE(marks.front().element, std::string("m1"));
  QCOMPARE(marks.front().text, text);
}

void TestFloorModels::wordsNameWhatLimits() {
  // m2 takes three times as long as m1: it never waits, and everybody else does.
  const auto slow = test::smallLine(30);
  const auto words = bottleneckWords(replicate(slow, 5).bottleneck, slow);
  QVERIFY2(words.title.startsWith("m2 limits "), qPrintable(words.title));
  QVERIFY(words.is_sure);
  const auto one = bottleneckWords(replicate(slow, 1).bottleneck, slow);
  QVERIFY2(one.detail.contains("two or more replications"), qPrintable(one.detail));
  QVERIFY(!one.is_sure);
}

QTEST_APPLESS_MAIN(TestFloorModels)
#include "tst_floor_models.moc"
