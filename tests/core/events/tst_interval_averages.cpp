// SPDX-License-Identifier: Apache-2.0
#include <QTest>
#include <numeric>

#include "core/base/error.h"
#include "tests/core/events/factory_text.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::events;
using namespace mw::test;

namespace {

factory::Factory line() {
  return factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": {"dist": "exponential", "mean_s": 1.2}},
         {"id": "b", "type": "buffer", "capacity": 3},
         {"id": "m", "type": "station", "process": {"dist": "exponential", "mean_s": 1}},
         {"id": "o", "type": "sink"})",
      "s>b b>m m>o");
}

/// One part a second on a machine that takes 2 s: of those that came by t, half wait outside.
factory::Factory overloaded() {
  return factoryOf(
      R"({"id": "s", "type": "source", "part": "a", "interarrival": 1},
         {"id": "m", "type": "station", "process": 2}, {"id": "o", "type": "sink"})",
      "s>m m>o");
}

double meanOf(const std::vector<double>& values, std::size_t from = 0) {
  return std::accumulate(values.begin() + static_cast<std::ptrdiff_t>(from), values.end(), 0.0) /
         static_cast<double>(values.size() - from);
}

RunSettings withIntervals(RunSettings settings, std::uint32_t intervals) {
  settings.intervals = intervals;
  return settings;
}

}  // namespace

class TestIntervalAverages : public QObject {
  Q_OBJECT
 private slots:
  void averageToTheStatistics_data();
  void averageToTheStatistics();
  void areIntegrals();
  void knowWhatIsConsumed();
  void changeNothingElse();
  void fewerThanTicks();
  void boundsParts();
};

void TestIntervalAverages::averageToTheStatistics_data() {
  QTest::addColumn<double>("warmup_s");
  QTest::newRow("no warm-up") << 0.0;
  QTest::newRow("warm-up ends with an interval") << 1000.0;
  QTest::newRow("warm-up ends within an interval") << 1025.0;
}

/// The mean over intervals is the mean over the horizon; with a warm-up, over the intervals after it.
void TestIntervalAverages::averageToTheStatistics() {
  QFETCH(double, warmup_s);
  const auto model = compile(line());
  const RunStatistics whole = simulate(*model, settingsFor(5000));
  const RunStatistics run = simulate(*model, withIntervals(settingsFor(5000, warmup_s), 100));
  const IntervalAverages& averages = run.intervals;
  QCOMPARE(averages.wip.size(), std::size_t{100});
  QCOMPARE(averages.interval_s, 50.0);
  constexpr double kRounding = 1e-11;
  MW_NEAR(meanOf(averages.wip), whole.wip_mean, kRounding, 0);
  MW_NEAR(meanOf(averages.throughput_per_h), static_cast<double>(whole.good) * 3600 / 5000, kRounding, 0);
  for (std::size_t e = 0; e < 3; ++e) {
    MW_NEAR(meanOf(averages.content[e]), whole.elements[e].content_mean, kRounding, kRounding);
  }
  if (warmup_s == 1000.0) {
    MW_NEAR(meanOf(averages.wip, 20), run.wip_mean, kRounding, 0);
    MW_NEAR(meanOf(averages.content[1], 20), run.elements[1].content_mean, kRounding, 0);
  }
}

void TestIntervalAverages::areIntegrals() {
  const RunStatistics run = simulate(*compile(overloaded()), withIntervals(settingsFor(1000), 10));
  // Outside are, right after k s, k parts less 1 + floor((k - 1) / 2) taken: the average over [100 i, 100 i + 100) by
  // hand, with no part before 1 s.
  for (std::size_t i = 0; i < 10; ++i) {
    double sum = 0;
    for (std::size_t k = 100 * i; k < 100 * i + 100; ++k) {
      sum += k == 0 ? 0.0 : static_cast<double>(k - 1 - (k - 1) / 2);
    }
    MW_NEAR(run.intervals.content[0][i], sum / 100, 1e-12, 1e-12);
  }
  MW_NEAR(run.intervals.wip[5], 1.0, 1e-12, 0);
  MW_NEAR(run.intervals.throughput_per_h[5], 1800.0, 1e-12, 0);
}

/// An assembly uses parts up, and a batch turns them into a load: their stays are no leavings, but they count.
void TestIntervalAverages::knowWhatIsConsumed() {
  const auto factory = factoryOf(
      R"({"id": "sa", "type": "source", "part": "a", "interarrival": 3},
         {"id": "sb", "type": "source", "part": "b", "interarrival": 3, "first_at_s": 2},
         {"id": "join", "type": "assembly", "requires": {"a": 1, "b": 1}, "produces": "a", "process": 1},
         {"id": "box", "type": "batch", "size": 4}, {"id": "haul", "type": "station", "process": 5},
         {"id": "open", "type": "unbatch"},
         {"id": "o", "type": "sink"})",
      "sa>join sb>join join>box box>haul haul>open open>o");
  const RunStatistics run = simulated(factory, withIntervals(settingsFor(1000), 10));
  QVERIFY(run.good > 300);
  MW_NEAR(meanOf(run.intervals.wip), run.wip_mean, 1e-11, 0);
  for (std::size_t e = 2; e < 6; ++e) {
    MW_NEAR(meanOf(run.intervals.content[e]), run.elements[e].content_mean, 1e-11, 1e-11);
  }
}

void TestIntervalAverages::changeNothingElse() {
  const auto model = compile(line());
  const RunStatistics off = simulate(*model, settingsFor(5000, 333));
  const RunStatistics on = simulate(*model, withIntervals(settingsFor(5000, 333), 77));
  QVERIFY(off.intervals.wip.empty() && off.intervals.content.empty());
  QCOMPARE(on.events, off.events);
  QVERIFY(on.wip_mean == off.wip_mean && on.outside_mean == off.outside_mean);
  QVERIFY(on.lead_time_mean_s == off.lead_time_mean_s && on.good == off.good);
  for (std::size_t e = 0; e < off.elements.size(); ++e) {
    QVERIFY(on.elements[e].state_s == off.elements[e].state_s);
    QVERIFY(on.elements[e].content_mean == off.elements[e].content_mean);
    QCOMPARE(on.elements[e].content_start, off.elements[e].content_start);
  }
}

void TestIntervalAverages::fewerThanTicks() {
  RunSettings settings = withIntervals({}, 1000);
  settings.horizon = SimTime::fromTicks(7);
  QCOMPARE(simulate(*compile(line()), settings).intervals.wip.size(), std::size_t{7});
}

void TestIntervalAverages::boundsParts() {
  RunSettings settings = settingsFor(1e6);
  settings.max_parts = 1000;
  try {
    (void)simulate(*compile(overloaded()), settings);
    QFAIL("ran on");
  } catch (const InputError& error) {
    // At 1,999 s as many came and 999 have left, at 1 + 2 k s: 1,000 are there, and another one comes at 2,000 s.
    QCOMPARE(QString::fromStdString(error.findings().front().place.pointer), QString("/elements/0"));
    const std::string cause = error.findings().front().cause;
    QCOMPARE(QString::fromStdString(cause),
             QString("over 1000 parts are present at once at 2000 s: 999 outside \"s\", 1 in \"m\""));
  }
  settings.horizon = SimTime::fromSeconds(1999);
  QVERIFY(simulate(*compile(overloaded()), settings).good > 900);
  settings.max_parts = 0;
  QVERIFY_EXCEPTION_THROWN(static_cast<void>(simulate(*compile(overloaded()), settings)), InputError);
}

QTEST_APPLESS_MAIN(TestIntervalAverages)
#include "tst_interval_averages.moc"
